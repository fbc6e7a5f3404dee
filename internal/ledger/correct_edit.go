package ledger

import (
	"slices"
	"strings"

	"safir"
)

// fixer has the corrections that stand, and finds what they name.
type fixer struct {
	*finder
	corrections []Correction
}

func newFixer(reports []*Report, corrections []Correction) *fixer {
	if len(corrections) == 0 {
		return &fixer{}
	}
	return &fixer{newFinder(reports), Standing(corrections)}
}

func (f *fixer) regroup(groups [][]int, score func(i, k int) float64) [][]int {
	if len(f.corrections) == 0 {
		return groups
	}
	return regroup(groups, f.corrections, f.finder, score)
}

// named are the reports of which corrections speak.
func (f *fixer) named() map[int]bool {
	out := map[int]bool{}
	for _, c := range f.corrections {
		for _, i := range f.all(slices.Concat(c.Reports, c.Rest)) {
			out[i] = true
		}
	}
	return out
}

// joined are the reports of which an editor said with which others they belong.
func (f *fixer) joined() (out []int) {
	for _, c := range f.corrections {
		if c.Kind == Joining {
			out = append(out, f.all(c.Reports)...)
		}
	}
	return out
}

// edit puts the slots of events right, the oldest correction first, and notes in each event which corrections it bears. like is
// how surely two actors are the same.
func (f *fixer) edit(events []Event, like func(a, b *safir.Actor) float64) {
	if len(f.corrections) == 0 {
		return
	}
	holder := map[*Report]int{}
	for i := range events {
		for _, r := range events[i].Reports {
			holder[r] = i
		}
	}
	holders := func(refs []Ref) (out []int) {
		for _, i := range f.all(refs) {
			out = append(out, holder[f.reports[i]])
		}
		return out
	}
	for _, c := range f.corrections {
		reports, rest := holders(c.Reports), holders(c.Rest)
		switch c.Kind {
		case Joining:
			f.noteJoined(events, c, holder)
		case Splitting:
			noteSplit(events, c, reports, rest)
		case Editing:
			if len(reports) > 0 {
				change(&events[mostly(reports)], c, like)
			}
		case Undoing: // does not stand beside what it undid
		}
	}
}

// noteJoined notes a joining in the events that hold reports of several of those that it joins.
func (f *fixer) noteJoined(events []Event, c Correction, holder map[*Report]int) {
	parts := map[int]map[int]bool{}
	for _, ref := range c.Reports {
		if i, ok := f.find(ref); ok {
			at := holder[f.reports[i]]
			if parts[at] == nil {
				parts[at] = map[int]bool{}
			}
			parts[at][ref.In] = true
		}
	}
	for at, of := range parts {
		if len(of) > 1 {
			events[at].note(c, "reports", "apart")
		}
	}
}

// noteSplit notes a split in the events of its reports, if they are indeed apart.
func noteSplit(events []Event, c Correction, leaving, rest []int) {
	if slices.ContainsFunc(leaving, func(i int) bool { return slices.Contains(rest, i) }) {
		return
	}
	all := slices.Concat(leaving, rest)
	slices.Sort(all)
	if all = slices.Compact(all); len(all) < 2 {
		return
	}
	for _, i := range all {
		events[i].note(c, "reports", "together")
	}
}

// mostly is the event that holds most of the reports, the earliest of several: an event that was edited stays edited when some of
// its reports leave.
func mostly(holders []int) int {
	counts := map[int]int{}
	best := holders[0]
	for _, i := range holders {
		counts[i]++
	}
	for i, n := range counts {
		if n > counts[best] || n == counts[best] && i < best {
			best = i
		}
	}
	return best
}

func (e *Event) note(c Correction, slot, was string) {
	e.Corrected = append(e.Corrected, Corrected{slot, given(was), c.Reason, c.Number})
}

// given is null for "".
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// change makes the changes of an edit. A participant who is to go and isn't there is left alone.
func change(e *Event, c Correction, like func(a, b *safir.Actor) float64) {
	for _, ch := range c.Changes {
		was := ""
		switch ch.Slot {
		case "type":
			was, e.Type = string(e.Type), safir.EventType(value(ch.Value))
		case "status":
			was, e.Status = string(e.Status), safir.Status(value(ch.Value))
		case "when":
			was, e.When = value(e.When), ch.Value
		case "where":
			was, e.Where = value(e.Where), ch.Value
		case "participants":
			i := who(e, ch.Part, like)
			if i >= 0 {
				was = e.Participants[i].String()
			}
			switch {
			case ch.Gone && i < 0:
				continue
			case ch.Gone:
				e.Participants = slices.Delete(e.Participants, i, i+1)
			case i >= 0:
				e.Participants[i] = *ch.Part
			default:
				e.Participants = append(e.Participants, *ch.Part)
			}
		}
		e.note(c, ch.Slot, was)
	}
}

// who is the participant of an event that a participant is likest to, on the same side before another, -1 where none is like.
func who(e *Event, p *Part, like func(a, b *safir.Actor) float64) int {
	best, likest := -1, 0.0
	for i := range e.Participants {
		o := &e.Participants[i]
		l := like(&o.Actor, &p.Actor)
		if l < byFullName {
			continue
		}
		if sameSide(o.Role, p.Role) {
			l++
		}
		if l > likest {
			best, likest = i, l
		}
	}
	return best
}

// String is a participant in a few words: role, name or office or body, state.
func (p Part) String() string {
	a := &p.Actor
	words := []string{string(p.Role), value(a.Name), value(a.Country)}
	if a.Name == nil {
		words = []string{string(p.Role), value(a.Org), value(a.Country), value(a.Office)}
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}
