package claims

import (
	"slices"

	"safir"
	"safir/internal/page"
)

// judge holds a claim against the events of the dispatch. A dispatch need not tell of all that it counts, so that fewer
// events than claimed decide nothing; more than claimed contradict, unless only a stretch of time is counted.
func (s *scene) judge(claim *page.Claim, types []safir.EventType, own int) {
	claim.Verdict = Unknown
	for i := range s.Events {
		if s.counts(&s.Events[i], claim, types) {
			claim.Counted = append(claim.Counted, i)
		}
	}
	switch {
	case claim.Kind != Count:
		claim.Verdict = s.judgePlace(claim, own)
	case len(claim.Counted) == claim.Count:
		claim.Verdict = Consistent
	case len(claim.Counted) > claim.Count && claim.Since == "":
		claim.Verdict = Contradicted
	}
}

// refine gives the events of a consistent count the city that the count names: who says that somebody went to Damascus three
// times, and tells of three journeys to Syria, has told where they led.
func (s *scene) refine(claim *page.Claim) {
	if claim.Kind != Count || claim.Verdict != Consistent || claim.Where == "" || s.wide(claim.Where) {
		return
	}
	for _, i := range claim.Counted {
		if e := &s.Events[i]; s.wide(e.Where) {
			e.Where = claim.Where
		}
	}
}

// counts tells whether an event is one of those that a claim counts.
func (s *scene) counts(e *page.Event, claim *page.Claim, types []safir.EventType) bool {
	took := func(p page.Participant) bool { return p.Actor == claim.Actor && p.Role != safir.Host }
	return e.Status.Came() && slices.Contains(types, e.Type) &&
		slices.ContainsFunc(e.Participants, took) && s.within(e.Where, claim.Where)
}

// within tells whether a place is another, or lies in it, or the other way round: who went to Syria may have been in Damascus.
// What happened at an unknown place counts nowhere.
func (s *scene) within(place, other string) bool {
	if other == "" || place == other {
		return true
	}
	return place != "" && s.state(place) != "" && s.state(place) == s.state(other) && (s.wide(place) || s.wide(other))
}

// state is the code of the state that a place of this page is or lies in.
func (s *scene) state(place string) string {
	for _, p := range s.Places {
		if p.EN == place {
			return p.State
		}
	}
	return ""
}

// wide tells whether a place is a state and not a city in it.
func (s *scene) wide(place string) bool { return s.finder.world.StateEN(s.state(place)) == place }

// judgePlace tells whether the event that is called the first or the last is it among those that the dispatch tells of.
func (s *scene) judgePlace(claim *page.Claim, own int) string {
	if own < 0 || !slices.Contains(claim.Counted, own) {
		return Unknown
	}
	when := s.Events[own].When
	for _, i := range claim.Counted {
		other := s.Events[i].When
		if i == own || when == "" || other == "" {
			continue
		}
		if earlier := firstDay(other) < firstDay(when); earlier == (claim.Kind == First) && firstDay(other) != firstDay(when) {
			return Contradicted
		}
	}
	return Consistent
}

// firstDay is the first day, month or year that an EDTF value names.
func firstDay(edtf string) string {
	start := 0
	for start < len(edtf) && (edtf[start] < '0' || edtf[start] > '9') {
		start++
	}
	return edtf[start:min(len(edtf), start+len("2006-01-02"))]
}
