package ledger

import (
	"fmt"
	"slices"
	"strings"

	"safir"
	"safir/fa"
)

// Unknown is what editors type for a value that nobody knows.
const Unknown = "unknown"

// Typed is what an editor typed to change of an event; what is empty stays as it is.
type Typed struct {
	Type        safir.EventType
	Status      safir.Status
	When, Where string
	Remove, Add []string // who takes no part, and who does
	Gone        []Part   // who takes no part, where that is known already
}

// Changes reads what an editor typed as changes of an event. What can't be read is told by wrong, by the name of what it was typed for:
// when, where, remove or add.
func (a *Asker) Changes(e *Event, typed *Typed, wrong func(field string, err error) error) (out []Change, err error) {
	kind := e.Type
	if typed.Type != "" {
		kind = typed.Type
		out = append(out, Change{Slot: "type", Value: given(string(kind))})
	}
	if typed.Status != "" {
		out = append(out, Change{Slot: "status", Value: given(string(typed.Status))})
	}
	for _, slot := range []struct {
		name, text string
		read       func(string) (*string, error)
	}{{"when", typed.When, When}, {"where", typed.Where, a.Where}} {
		if slot.text == "" {
			continue
		}
		v, err := slot.read(slot.text)
		if err != nil {
			return nil, wrong(slot.name, err)
		}
		out = append(out, Change{Slot: slot.name, Value: v})
	}
	gone := slices.Clone(typed.Gone)
	for _, text := range typed.Remove {
		p, err := a.PartOf(e, text)
		if err != nil {
			return nil, wrong("remove", err)
		}
		gone = append(gone, p)
	}
	for i := range gone {
		out = append(out, Change{Slot: "participants", Part: &gone[i], Gone: true})
	}
	for _, text := range typed.Add {
		p, err := a.Part(text, kind)
		if err != nil {
			return nil, wrong("add", err)
		}
		out = append(out, Change{Slot: "participants", Part: &p})
	}
	return out, nil
}

// When reads a time that an editor typed: a day, a month or a year in either calendar, two of them as FROM/TO, EDTF, or [Unknown].
// The value is EDTF, nil for unknown.
func When(text string) (*string, error) {
	if text = strings.TrimSpace(text); text == Unknown {
		return nil, nil
	}
	if first, _, ok := safir.Days(text); ok && (first.IsZero() || first.Year() >= firstGregorian) {
		return &text, nil
	}
	if from, to, ok := strings.Cut(text, "/"); ok {
		first, _, fromErr := Days(from)
		_, last, toErr := Days(to)
		if fromErr == nil && toErr == nil && first <= last {
			return given(first + "/" + last), nil
		}
	}
	first, last, err := Days(text)
	switch {
	case err != nil:
		return nil, err
	case first == last:
		return &first, nil
	}
	return given("[" + first + ".." + last + "]"), nil // some day of a Jalali month or year
}

// Where reads a place that an editor typed, or [Unknown]. The value is its common English name, nil for unknown.
func (a *Asker) Where(text string) (*string, error) {
	if text = strings.TrimSpace(text); text == Unknown {
		return nil, nil
	}
	place, state, err := a.Place(text)
	if err != nil {
		return nil, err
	}
	if place == "" {
		place = a.world.StateEN(state)
	}
	return &place, nil
}

// Part reads a participant that an editor typed: [ROLE:]NAME[,OFFICE][,STATE]. A name that the ledger has brings its state along; one
// that it does not have needs an office or a state, so that no slip of the pen becomes a person.
func (a *Asker) Part(text string, kind safir.EventType) (p Part, err error) {
	name, details := "", []string(nil)
	p.Role, name = role(text, kind)
	if p.Role == "" {
		return p, nonsense("%q has no role that is known; there are %s", text, join(safir.Roles))
	}
	name, details = cutDetails(name)
	if name == "" {
		return p, nonsense("%q names nobody", text)
	}
	for _, d := range details {
		if err := a.detail(&p.Actor, d); err != nil {
			return p, err
		}
	}
	if slices.Contains(safir.Offices, name) {
		p.Actor.Kind, p.Actor.Office = safir.Office, &name
		return p, nil
	}
	return p, a.name(&p.Actor, name, len(details) > 0)
}

// role is the role that a text begins with, else the one that most have in events of the kind; "" where none is known.
func role(text string, kind safir.EventType) (r safir.Role, rest string) {
	if before, after, ok := strings.Cut(text, ":"); ok {
		r = safir.Role(strings.ToLower(strings.TrimSpace(before)))
		if !slices.Contains(safir.Roles, r) {
			return "", ""
		}
		return r, after
	}
	if kind == safir.Visit {
		return safir.Visitor, text
	}
	return safir.Party, text
}

func cutDetails(text string) (name string, details []string) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '،' })
	for i, p := range parts {
		if p = strings.TrimSpace(p); i == 0 {
			name = p
		} else if p != "" {
			details = append(details, p)
		}
	}
	return name, details
}

// detail takes in an office or a state.
func (a *Asker) detail(actor *safir.Actor, text string) error {
	if slices.Contains(safir.Offices, text) {
		actor.Office = &text
		return nil
	}
	if state := a.state(text); state != "" {
		actor.Country = &state
		return nil
	}
	return nonsense("%q is neither a state nor an office; offices are %s", text, strings.Join(safir.Offices, ", "))
}

// name takes in the name of a state, a body or a person. Of a person who is described, the name counts as it is written.
func (a *Asker) name(actor *safir.Actor, text string, described bool) error {
	side, err := a.Side(text)
	switch {
	case err == nil && side.State != "":
		actor.Kind, actor.Country = safir.Country, &side.State
	case err == nil && side.Org != "":
		actor.Kind, actor.Org = safir.Org, &side.Org
	case described:
		actor.Kind, actor.Name = safir.Person, given(fa.Repair(text).Repaired)
	case err != nil:
		return fmt.Errorf("%w (somebody new is written as NAME,OFFICE,STATE)", err)
	default:
		actor.Kind, actor.Name = safir.Person, &side.Names[0]
		names, err := a.names(NameKeys(side.Names[0])...)
		if err != nil {
			return err
		}
		inOrderOfEvents(names)
		for _, n := range names {
			if n.Name == side.Names[0] && n.Country != "" {
				actor.Country = &n.Country
				break
			}
		}
	}
	return nil
}

// PartOf is the participant of an event that a text names as in [Asker.Part]; details and a role are needed only to tell two apart.
func (a *Asker) PartOf(e *Event, text string) (Part, error) {
	name, role := text, safir.Role("")
	if before, after, ok := strings.Cut(text, ":"); ok {
		role, name = safir.Role(strings.ToLower(strings.TrimSpace(before))), after
	}
	name, details := cutDetails(name)
	side, err := a.Side(name)
	if err != nil && !slices.Contains(safir.Offices, name) {
		return Part{}, err
	}
	var found []Part
	for _, p := range e.Participants {
		if named(&p.Actor, side, name) && (role == "" || role == p.Role) && a.described(&p.Actor, details) {
			found = append(found, p)
		}
	}
	if of := slices.DeleteFunc(slices.Clone(found), func(p Part) bool { return p.Actor.Kind != safir.Country }); side.State != "" && len(of) > 0 {
		found = of // the state itself before its people
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Part{}, nonsense("%q takes no part in event %s; there are %s", text, e.ID, listed(e.Participants))
	}
	return Part{}, nonsense("%q may be any of %s; name a role, an office or a state too", text, listed(found))
}

// named tells whether an actor is of a side, or holds an office.
func named(actor *safir.Actor, s Side, office string) bool {
	switch {
	case s.State != "":
		return value(actor.Country) == s.State
	case s.Org != "":
		return value(actor.Org) == s.Org
	case len(s.Names) > 0:
		return slices.Contains(s.Names, value(actor.Name))
	}
	return value(actor.Office) == office
}

func (a *Asker) described(actor *safir.Actor, details []string) bool {
	return !slices.ContainsFunc(details, func(d string) bool { return value(actor.Office) != d && value(actor.Country) != a.state(d) })
}

func listed(parts []Part) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.String()
	}
	return strings.Join(out, ", ")
}
