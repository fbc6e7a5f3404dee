package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"safir"
)

// Errors of corrections.
var (
	// ErrConflict says that an event is no longer as it was when the editor looked at it: nothing was kept.
	ErrConflict = errors.New("the event has changed since")
	// ErrCorrection says that a correction makes no sense.
	ErrCorrection = errors.New("no such correction can be made")
)

// Seen is an event as an editor saw it: its id and its version.
type Seen struct{ Event, Version string }

// SeenOf is an event as it is.
func SeenOf(e *Event) Seen { return Seen{e.ID, e.Version()} }

func nonsense(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrCorrection, fmt.Sprintf(format, args...))
}

// Join says that several events are one.
func Join(events []Event) (c Correction, err error) {
	c.Kind = Joining
	for i := range events {
		if slices.Contains(c.Events, events[i].ID) {
			return c, nonsense("%s is named twice", events[i].ID)
		}
		c.Events = append(c.Events, events[i].ID)
		for _, ref := range RefsOf(&events[i]) {
			ref.In = i
			c.Reports = append(c.Reports, ref)
		}
	}
	if len(events) < 2 {
		return c, nonsense("name at least two events to merge")
	}
	return c, nil
}

// Split says that the reports of some dispatches are not of an event: together they are another, or with apart each its own.
func Split(e *Event, dispatches []string, apart bool) (c Correction, err error) {
	c = Correction{Kind: Splitting, Events: []string{e.ID}, Apart: apart}
	for _, r := range e.Reports {
		if slices.Contains(dispatches, r.Dispatch) {
			c.Reports = append(c.Reports, RefOf(r))
		} else {
			c.Rest = append(c.Rest, RefOf(r))
		}
	}
	for _, d := range dispatches {
		if !slices.ContainsFunc(e.Reports, func(r *Report) bool { return r.Dispatch == d }) {
			return c, nonsense("event %s has no report of dispatch %q; its dispatches are %s", e.ID, d, strings.Join(dispatchesOf(e), ", "))
		}
	}
	switch {
	case len(c.Reports) == 0:
		return c, nonsense("name the dispatches whose reports leave the event")
	case len(c.Rest) == 0 && (!apart || len(c.Reports) < 2):
		return c, nonsense("all reports of event %s would leave it; one must stay", e.ID)
	}
	return c, nil
}

func dispatchesOf(e *Event) (out []string) {
	for _, r := range e.Reports {
		if !slices.Contains(out, r.Dispatch) {
			out = append(out, r.Dispatch)
		}
	}
	return out
}

// Edit says that slots of an event have other values.
func Edit(e *Event, changes []Change) (c Correction, err error) {
	if len(changes) == 0 {
		return c, nonsense("say what to change")
	}
	for _, ch := range changes {
		if err := ch.check(); err != nil {
			return c, err
		}
	}
	return Correction{Kind: Editing, Events: []string{e.ID}, Reports: RefsOf(e), Changes: changes}, nil
}

// Undo takes a correction back, or another undo.
func Undo(number int) Correction {
	return Correction{Kind: Undoing, Events: []string{}, Undoes: number}
}

func (ch *Change) check() error {
	v := value(ch.Value)
	switch ch.Slot {
	case "type":
		if !slices.Contains(safir.EventTypes, safir.EventType(v)) {
			return nonsense("unknown type of event %q", v)
		}
	case "status":
		if !slices.Contains(safir.Statuses, safir.Status(v)) {
			return nonsense("unknown status %q", v)
		}
	case "when":
		if _, _, ok := safir.Days(v); !ok && ch.Value != nil {
			return nonsense("%q is no time in EDTF", v)
		}
	case "where":
		if v == "" && ch.Value != nil {
			return nonsense("the place is empty; leave it unknown instead")
		}
	case "participants":
		if ch.Part == nil || !slices.Contains(safir.Roles, ch.Part.Role) {
			return nonsense("a participant needs a role")
		}
	default:
		return nonsense("unknown slot %q", ch.Slot)
	}
	return nil
}

// Signed gives a correction the editor, the reason and the instant that it is kept with.
func (c Correction) Signed(by, reason, at string) (Correction, error) {
	c.By, c.Reason, c.At = strings.TrimSpace(by), strings.TrimSpace(reason), at
	switch {
	case c.Reason == "":
		return c, nonsense("it needs a reason")
	case c.By == "":
		return c, nonsense("it needs the name of who makes it")
	}
	return c, nil
}

// Touches tells whether a correction names a report.
func (c *Correction) Touches(r *Report) bool {
	same := func(ref Ref) bool { return ref.Dispatch == r.Dispatch && ref.Event == r.Event.ID }
	return slices.ContainsFunc(c.Reports, same) || slices.ContainsFunc(c.Rest, same)
}

// CheckUndo tells whether a correction may be undone, by all that were made.
func CheckUndo(number int, all []Correction) error {
	if !slices.ContainsFunc(all, func(c Correction) bool { return c.Number == number }) {
		return nonsense("there is no correction %d", number)
	}
	if by, undone := Undone(all)[number]; undone {
		return nonsense("correction %d was undone by %d", number, by)
	}
	return nil
}

// Logged is a correction and what became of it.
type Logged struct {
	Correction
	State string `json:"state"` // one of the states below
	Note  string `json:"note"`  // why, where it has no effect
}

// The states of corrections.
const (
	Applied    = "applied"
	Dormant    = "dormant"    // what it speaks of is not there, or not there any more; it counts again when that comes
	Superseded = "superseded" // a later correction says otherwise
	Reversed   = "undone"
)

// Log tells of all corrections what became of them, oldest first.
func Log(ctx context.Context, s Store) ([]Logged, error) {
	all, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	slots, err := s.Corrected(ctx)
	if err != nil {
		return nil, err
	}
	undone := Undone(all)
	out := make([]Logged, len(all))
	for i, c := range all {
		out[i] = Logged{Correction: c, State: Applied}
		by, gone := undone[c.Number]
		switch {
		case gone:
			out[i].State, out[i].Note = Reversed, fmt.Sprintf("by %d", by)
		case c.Kind == Undoing:
		case len(slots[c.Number]) == 0:
			out[i].State, out[i].Note = idle(&c, Standing(all))
		default:
			if left := c.unapplied(slots[c.Number]); len(left) > 0 {
				out[i].Note = "no such participant now: " + strings.Join(left, ", ")
			}
		}
	}
	return out, nil
}

// idle says why a correction shows in no event.
func idle(c *Correction, standing []Correction) (state, note string) {
	for _, later := range standing {
		if later.Number > c.Number && c.Kind != Editing && later.Kind != Editing && later.overlaps(c) {
			return Superseded, fmt.Sprintf("by %d", later.Number)
		}
	}
	if c.Kind == Editing && len(c.Changes) == 1 && c.Changes[0].Gone {
		return Dormant, "the event or its participant is not there"
	}
	return Dormant, "the reports that it names are not there"
}

func (c *Correction) overlaps(o *Correction) bool {
	return slices.ContainsFunc(slices.Concat(o.Reports, o.Rest), func(ref Ref) bool {
		return slices.ContainsFunc(slices.Concat(c.Reports, c.Rest), func(r Ref) bool { return r.Dispatch == ref.Dispatch && r.Event == ref.Event })
	})
}

// unapplied are the participants of an edit that could not go, when fewer slots were changed than it names.
func (c *Correction) unapplied(slots []string) (left []string) {
	if c.Kind != Editing || len(slots) >= len(c.Changes) {
		return nil
	}
	for _, ch := range c.Changes {
		if ch.Gone {
			left = append(left, ch.Part.String())
		}
	}
	return left
}
