package events

import (
	"slices"

	"safir"
)

// withoutLocals leaves out of a visit to a state or its capital who is at home there, where somebody else comes.
func (f *Finder) withoutLocals(s *scene, d draft) draft {
	if d.kind != safir.Visit || !f.world.IsState(d.where) && !f.world.IsCapital(d.where) {
		return d
	}
	state := f.world.StateOf(d.where)
	local := func(p part) bool { return p.role == safir.Visitor && s.Actors[p.actor].Country == state }
	comes := func(p part) bool { return p.role == safir.Visitor && !local(p) }
	if slices.ContainsFunc(d.parts, comes) {
		d.parts, d.maybe = slices.DeleteFunc(slices.Clone(d.parts), local), slices.DeleteFunc(slices.Clone(d.maybe), local)
	}
	return d
}

// abroad leaves out who goes home: to come back to one's own state or its capital is no visit (RECORD.md, "Choices"). A journey to
// another town of one's own is told as one and stays.
func (f *Finder) abroad(s *scene, events []draft) []draft {
	return slices.DeleteFunc(events, func(d draft) bool {
		if d.kind != safir.Visit || !f.world.IsState(d.where) && !f.world.IsCapital(d.where) {
			return false
		}
		state := f.world.StateOf(d.where)
		return !slices.ContainsFunc(d.parts, func(p part) bool {
			return p.role == safir.Visitor && s.Actors[p.actor].Country != state
		})
	})
}
