package show

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safir"
)

// card makes a fact ready for the template.
func (s *sheet) card(f *fact) htmlFact {
	out := htmlFact{Anchor: f.anchor, Layer: string(f.layer), Mark: f.mark}
	switch f.layer {
	case event:
		s.eventCard(&out, s.Events[f.index])
	case statement:
		s.statementCard(&out, f, s.Statements[f.index])
	case claim:
		s.claimCard(&out, s.Claims[f.index])
	case actor:
		s.actorCard(&out, &s.Actors[f.index])
	case when:
		t := s.Times[f.index]
		out.When, out.HasWhen = readWhen(t.EDTF), true
		out.Notes = []Label{label("calendar", t.Calendar)}
	}
	for i, span := range f.spans {
		w := htmlWords{Link: wordsAnchor(f, i), Text: shorten(s.words(span), 160)}
		if len(f.spans) > 1 {
			w.Nth = persianDigits(strconv.Itoa(i + 1))
		}
		out.Words = append(out.Words, w)
	}
	for _, r := range s.reasons[f.mark] {
		_, slot, _ := strings.Cut(r.Fact, ".")
		out.Reasons = append(out.Reasons, htmlReason{slot, r.Stage, r.Why, percent(r.Sure), repaired(r.Words)})
	}
	return out
}

func percent(p float64) string {
	if p == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f %%", p*100)
}

func (s *sheet) eventCard(out *htmlFact, e safir.Event) {
	out.Kind, out.Sure = label("type", string(e.Type)), percent(e.Confidence)
	out.Status, out.StatusLabel = string(e.Status), label("status", string(e.Status))
	out.When, out.HasWhen = readWhen(e.When), true
	if e.Where != nil {
		where := s.place(*e.Where)
		out.Where = &where
	}
	for _, x := range e.Participants {
		p := s.person(x.Actor)
		p.Role = label("role", string(x.Role))
		out.People = append(out.People, p)
	}
	if e.Plover != "" {
		out.Codes = fmt.Sprintf("PLOVER %s, CAMEO %s", e.Plover, e.Cameo)
	}
}

// person names an actor with office and country.
func (s *sheet) person(id string) htmlPerson {
	name, ok := s.names[id]
	if !ok {
		return htmlPerson{Name: Label{EN: id, FA: id}}
	}
	return htmlPerson{
		Anchor: s.byID[id].anchor, Name: name, Note: Label{EN: s.office(id, english), FA: s.office(id, persian)},
	}
}

func (s *sheet) statementCard(out *htmlFact, f *fact, x safir.Statement) {
	out.Verb, out.Sure, out.Cue = label("act", string(x.Act)), percent(x.Confidence), s.words(f.cue)
	add := func(ids []string, role Label) {
		for i, id := range ids {
			p := s.person(id)
			p.Role, p.Joint = role, i > 0
			out.People = append(out.People, p)
		}
	}
	add(x.Speakers, label("page", "speaker"))
	add(x.Target, label("page", "target"))
	add(x.Addressees, label("page", "addressee"))
	if x.Direct {
		out.Notes = append(out.Notes, label("page", "direct"))
	}
	if x.Event != nil {
		out.Event = s.reference(*x.Event)
	}
}

// reference names an event by its mark and type.
func (s *sheet) reference(id string) *htmlPerson {
	f := s.byID[id]
	if f == nil || f.layer != event {
		return &htmlPerson{Name: Label{EN: id, FA: id}}
	}
	return &htmlPerson{Anchor: f.anchor, Name: Label{EN: id, FA: id}, Note: label("type", string(s.Events[f.index].Type))}
}

func (s *sheet) claimCard(out *htmlFact, c safir.Claim) {
	out.Kind, out.Status, out.StatusLabel = label("claim", c.Kind), c.Verdict, label("verdict", c.Verdict)
	if c.Count != nil {
		out.Kind = Label{EN: fmt.Sprintf("%s: %d", out.Kind.EN, *c.Count), FA: out.Kind.FA + ": " + persianDigits(strconv.Itoa(*c.Count))}
	}
	if c.Actor != nil {
		out.People = append(out.People, s.person(*c.Actor))
	}
	if c.Where != nil {
		where := s.place(*c.Where)
		out.Where = &where
	}
	if c.Since != nil {
		out.Since = *c.Since
	}
	for _, id := range c.Counted {
		out.Counted = append(out.Counted, *s.reference(id))
	}
}

func (s *sheet) actorCard(out *htmlFact, a *safir.Actor) {
	out.Kind = s.names[a.ID]
	en, fa := s.describe(a, english), s.describe(a, persian)
	for i := range min(len(en), len(fa)) {
		out.Notes = append(out.Notes, Label{EN: en[i], FA: fa[i]})
	}
	for _, f := range s.facts {
		if s.takesPart(a.ID, f) {
			out.Occurs = append(out.Occurs, htmlPerson{Anchor: f.anchor, Name: Label{EN: f.mark, FA: f.mark}})
		}
	}
}

// takesPart tells whether an actor is named by a fact.
func (s *sheet) takesPart(id string, f *fact) bool {
	var ids []string
	switch f.layer {
	case event:
		for _, p := range s.Events[f.index].Participants {
			ids = append(ids, p.Actor)
		}
	case statement:
		x := s.Statements[f.index]
		ids = append(append(append(ids, x.Speakers...), x.Target...), x.Addressees...)
	case claim:
		if c := s.Claims[f.index]; c.Actor != nil {
			ids = append(ids, *c.Actor)
		}
	case actor, when: // name nobody else
	}
	return slices.Contains(ids, id)
}
