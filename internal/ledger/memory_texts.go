package ledger

import (
	"slices"

	"safir"
)

// texts keeps texts that many reports share (names, states, types) once. A report comes from a store with a copy of its own of each.
type texts map[string]*string

// at is a pointer to a text that is kept. The one that it is given may point into something larger.
func (t texts) at(s *string) *string {
	if s == nil {
		return nil
	}
	kept := t[*s]
	if kept == nil {
		text := *s
		kept = &text
		t[text] = kept
	}
	return kept
}

func (t texts) of(s string) string { return *t.at(&s) }

func share[T ~string](t texts, fields ...*T) {
	for _, f := range fields {
		*f = T(t.of(string(*f)))
	}
}

// share has a report share its texts, and takes off what merging does not ask for: its event's participants are its parts.
func (t texts) share(r *Report) {
	e := &r.Event
	share(t, &r.Agency, &e.ID, &e.Plover, &e.Cameo)
	share(t, &e.Type)
	share(t, &e.Status)
	e.When, e.Where = t.at(e.When), t.at(e.Where)
	e.Participants, e.Evidence = nil, slices.Clip(slices.Clone(e.Evidence))
	r.Parts = slices.Clip(slices.Clone(r.Parts))
	for i := range r.Parts {
		t.sharePart(&r.Parts[i])
	}
}

func (t texts) sharePart(p *Part) {
	a := &p.Actor
	share(t, &a.ID, &p.Person)
	share(t, &a.Kind)
	share(t, &p.Role)
	a.Name, a.Office, a.Country, a.Org = t.at(a.Name), t.at(a.Office), t.at(a.Country), t.at(a.Org)
}

// bare is a participant as the report alone has them, before it was known who people are.
func (p *Part) bare() Part {
	out := *p
	if out.Inferred {
		out.Actor.Kind, out.Actor.Name = safir.Office, nil
	}
	out.Person, out.Inferred = "", false
	return out
}
