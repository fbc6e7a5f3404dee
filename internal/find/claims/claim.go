package claims

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// keep adds a claim to the page where it is about a contact and nothing like it was claimed before.
func (s *scene) keep(c counted) {
	clause := s.clause(c.Range)
	if c.types == nil {
		c.types = s.contact(clause)
	}
	if c.types == nil {
		return
	}
	own := s.own(c, clause)
	claim := page.Claim{Range: clause, Why: "rule " + c.kind, Kind: c.kind, Count: c.count, Actor: s.actor(c, clause, own), Where: s.where(clause, own), Since: s.since(clause)}
	if claim.Actor < 0 || slices.ContainsFunc(s.Claims, func(o page.Claim) bool { return repeats(o, claim) }) {
		return
	}
	s.judge(&claim, c.types, own)
	s.refine(&claim)
	s.Claims = append(s.Claims, claim)
}

// repeats tells whether a claim says again what another said.
func repeats(a, b page.Claim) bool {
	return a.Kind == b.Kind && a.Count == b.Count && a.Actor == b.Actor && (a.Where == b.Where || a.Where == "" || b.Where == "")
}

// clause is the stretch from the end of the finite verb before the claim's words, or the start of the sentence, to the end of
// the finite verb after them, or of the sentence.
func (s *scene) clause(words fa.Range) fa.Range {
	if s.verbs == nil {
		s.verbs, _ = s.Verbs(s.finder.verbs)
	}
	sentence := s.Sentences[s.SentenceOf(words.Start)]
	r := sentence
	for _, v := range s.verbs {
		switch {
		case !v.Form.Finite() || v.Start < sentence.Start || v.End > sentence.End:
		case v.End <= words.Start:
			r.Start = v.End
		case v.Start >= words.End && r.End == sentence.End:
			r.End = v.End
		}
	}
	for r.Start < words.Start && (s.Tokens[r.Start].Kind == fa.Punct || s.Key(r.Start) == "و" || s.Key(r.Start) == "که") {
		r.Start++
	}
	for r.End > words.End && s.Tokens[r.End-1].Kind == fa.Punct {
		r.End--
	}
	return r
}

// contact are the types of the contact that a clause counts by a unit: those of its last word for one, or of a verb of going.
func (s *scene) contact(clause fa.Range) []safir.EventType {
	for t := clause.End - 1; t >= clause.Start; t-- {
		if w, ok := s.finder.words.Longest(s.Doc, t); ok && w.Value.class == contact {
			return w.Value.types
		}
	}
	for _, v := range s.verbs {
		if clause.Contains(v.Start) && goes[v.Stem] && s.placeIn(clause) >= 0 {
			return []safir.EventType{safir.Visit}
		}
	}
	return nil
}

// goes lists the verbs of going by the key of their past stem.
var goes = map[string]bool{"رفت": true, "امد": true, "رسید": true}

// own is the index of the event that the claim's clause itself tells of, -1 where there is none.
func (s *scene) own(c counted, clause fa.Range) int {
	for i := range s.Events {
		e := &s.Events[i]
		if slices.Contains(c.types, e.Type) && slices.ContainsFunc(e.Evidence, func(r fa.Range) bool { return r.Start < clause.End && clause.Start < r.End }) {
			return i
		}
	}
	return -1
}

// actor is who the count is about: who takes part in the event of the clause, else the person or state that stands there
// without a preposition, first before the number and then after it.
func (s *scene) actor(c counted, clause fa.Range, own int) int {
	if own >= 0 {
		for _, p := range s.Events[own].Participants {
			if p.Role != safir.Host && p.Role != safir.Recipient {
				return p.Actor
			}
		}
	}
	after := -1
	for _, m := range s.Mentions {
		if m.Actor < 0 || m.Inside >= 0 || m.Start < clause.Start || m.End > clause.End || prepositions[s.Key(m.Start-1)] {
			continue
		}
		if m.End <= c.Start {
			return m.Actor
		}
		if after < 0 {
			after = m.Actor
		}
	}
	return after
}

var prepositions = map[string]bool{"به": true, "از": true, "با": true, "در": true, "برای": true, "میان": true, "بین": true, "علیه": true}

func (s *scene) where(clause fa.Range, own int) string {
	if i := s.placeIn(clause); i >= 0 {
		return s.Places[i].EN
	}
	if own >= 0 {
		return s.Events[own].Where
	}
	return ""
}

// placeIn is the first place in a clause that به, از or در governs, -1 where none.
func (s *scene) placeIn(clause fa.Range) int {
	return slices.IndexFunc(s.Places, func(p page.Place) bool {
		return clause.Start <= p.Start && p.End <= clause.End && prepositions[s.Key(p.Start-1)]
	})
}

// since are the words that say over which stretch of time a clause counts, "" where it does not say.
func (s *scene) since(clause fa.Range) string {
	for t := clause.Start; t < clause.End; t++ {
		w, ok := s.finder.words.Longest(s.Doc, t)
		if !ok || w.Value.class != since {
			continue
		}
		end := w.End
		for end < clause.End && end < w.End+longestSince && !s.endsSince(end) {
			end++
		}
		if end > w.End {
			return s.Slice(fa.Range{Start: t, End: end})
		}
	}
	return ""
}

// longestSince is how many words the stretch of time may have after the word that opens it.
const longestSince = 6

func (s *scene) endsSince(t int) bool {
	if s.Tokens[t].Kind == fa.Punct || s.Key(t) == "تاکنون" || prepositions[s.Key(t)] {
		return true
	}
	_, found := s.counted(t)
	return found
}
