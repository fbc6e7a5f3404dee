package events

import (
	"slices"

	"safir"
	"safir/internal/page"
)

// Who goes on from a place abroad has visited it: «از الف به ب رفت» and «الف را به مقصد ب ترک کرد» tell of two visits (RECORD.md),
// unless the first place is the traveller's own.

// toward are the words between the place that somebody leaves and the one that he goes to.
var toward = []string{"به", "راهی", "عازم", "روانه"}

// leg is the way from one place to another that a cue of journeys tells of, -1 twice where there is none.
func (s *scene) leg(c *cue) (left, reached int) {
	if !c.word.tells(safir.Visit) || len(c.word.types) > 1 {
		return -1, -1
	}
	list := s.places[c.sentence]
	for k := 0; k+1 < len(list); k++ {
		p, next := s.Places[list[k]], s.Places[list[k+1]]
		if p.Start <= s.clauseStart(c) || next.End > s.clauseEnd(c) || cityAndState(p, next) {
			continue
		}
		to := p.End
		if s.Key(to) == "را" && leaves(c) {
			to++
		} else if s.Key(p.Start-1) != "از" || turns[s.Key(p.Start-2)] {
			continue
		}
		if slices.Contains(toward, s.Key(to)) && next.Start >= to+1 && next.Start <= to+2 {
			return list[k], list[k+1]
		}
	}
	return -1, -1
}

// leaves tells whether a cue says that somebody leaves a place for another.
func leaves(c *cue) bool { return c.word.key == "ترک" || c.word.key == "به_مقصد" }

// visitBefore is the visit to the place that the travellers of a draft go on from.
func (s *scene) visitBefore(d draft, labels []string) (draft, bool) {
	at, to := s.leg(d.cue)
	if d.kind != safir.Visit || at < 0 || s.Places[to].State != d.place.State {
		return d, false
	}
	return s.onTheWay(d, s.Places[at], labels)
}

// onTheWay is the visit of those who travel in a draft to another place, where they were before, unless one of them is at home there.
func (s *scene) onTheWay(d draft, place page.Place, labels []string) (draft, bool) {
	d.parts, d.maybe = visitors(d.parts), visitors(d.maybe)
	abroad := func(p part) bool {
		state := s.Actors[p.actor].Country
		return state != "" && state != place.State
	}
	if len(d.parts) == 0 || slices.ContainsFunc(d.parts, func(p part) bool { return !abroad(p) }) {
		return d, false
	}
	d.time, d.when, d.dated, d.again = noTime, "", 0, ""
	d.place, d.where, d.here = place, place.EN, true
	if d.status == safir.Ongoing { // who is on the way to the next place has been there
		d.status, d.states = safir.Happened, sureOf(labels, safir.Happened, d.sure)
	}
	return d, true
}

// likely is how likely a meeting has to be for those who are there to have been at its place.
const likely = 0.5

// stayBefore is the visit to the place where the travellers of a draft met people before they went on: «در الف دیدار کرد و سپس به ب رفت».
func (s *scene) stayBefore(d draft, earlier []draft, labels []string) (draft, bool) {
	if d.kind != safir.Visit || !d.status.Came() || !s.then(d.cue) {
		return d, false
	}
	for i := len(earlier) - 1; i >= 0 && earlier[i].cue.sentence == d.cue.sentence; i-- {
		e := &earlier[i]
		if e.kind == safir.Meeting && e.prob > likely && e.status == safir.Happened && e.here && e.place.State != d.place.State &&
			slices.ContainsFunc(e.parts, func(p part) bool { return takesPart(&d, p.actor, safir.Visitor) }) {
			return s.onTheWay(d, e.place, labels)
		}
	}
	return d, false
}

func visitors(parts []part) []part {
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.role != safir.Visitor })
}

// sureOf are the probabilities of statuses where one of them is known so surely.
func sureOf(labels []string, status safir.Status, sure float64) []float64 {
	out := make([]float64, len(labels))
	out[slices.Index(labels, string(status))] = sure
	return out
}
