package events

import (
	"slices"

	"safir"
)

// withoutLocals leaves out of a visit to a state or its capital who is at home there, where somebody else comes or is the likeliest who may.
func (f *Finder) withoutLocals(s *scene, d draft) draft {
	state, ok := f.seatOf(&d)
	if !ok {
		return d
	}
	local := func(p part) bool { return p.role == safir.Visitor && s.Actors[p.actor].Country == state }
	if !s.comesTo(state, d.parts) {
		guest := slices.IndexFunc(d.maybe, func(p part) bool { return p.role == safir.Visitor && !local(p) && p.prob >= minSole })
		if guest < 0 {
			return d
		}
		d.parts = []part{d.maybe[guest]}
	}
	d.parts, d.maybe = slices.DeleteFunc(slices.Clone(d.parts), local), slices.DeleteFunc(slices.Clone(d.maybe), local)
	return d
}

// abroad leaves out who goes home: to come back to one's own state or its capital is no visit (RECORD.md, "Choices"). A journey to
// another town of one's own is told as one and stays.
func (f *Finder) abroad(s *scene, events []draft) []draft {
	return slices.DeleteFunc(events, func(d draft) bool {
		state, ok := f.seatOf(&d)
		return ok && !s.comesTo(state, d.parts)
	})
}

// seatOf is the state that a visit leads to, or to the capital of; ok is false where it leads elsewhere, or is none.
func (f *Finder) seatOf(d *draft) (state string, ok bool) {
	ok = d.kind == safir.Visit && (f.world.IsState(d.where) || f.world.IsCapital(d.where))
	return f.world.StateOf(d.where), ok
}

// comesTo tells whether somebody who visits a state is of another.
func (s *scene) comesTo(state string, parts []part) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return p.role == safir.Visitor && s.Actors[p.actor].Country != state })
}

// homeward tells whether a cue says that those who take part come back to their own state: «بخشی از هیئت ایران به تهران بازگشته».
func (f *Finder) homeward(s *scene, c *cue, parts []part) bool {
	if !f.again.returns[c.word.key] {
		return false
	}
	for _, i := range s.byDistance(c) {
		if p := s.Places[i]; s.inClause(c, p.Range) && s.Key(p.Start-1) == "به" {
			return p.State != "" && !s.comesTo(p.State, parts)
		}
	}
	return false
}
