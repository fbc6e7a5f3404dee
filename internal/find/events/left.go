package events

import (
	"slices"

	"safir"
)

// Who goes on from a place abroad has visited it: «از الف به ب رفت» and «الف را به مقصد ب ترک کرد» tell of two visits (RECORD.md),
// unless the first place is the traveller's own.

// toward are the words between the place that somebody leaves and the one that he goes to.
var toward = []string{"به", "راهی", "عازم", "روانه"}

// left is the place that the one of whom a cue tells goes on from to another; -1 where there is none.
func (s *scene) left(c *cue) int {
	if !c.word.tells(safir.Visit) {
		return -1
	}
	for _, i := range s.places[c.sentence] {
		p := s.Places[i]
		if p.Start <= s.clauseStart(c) || p.End >= s.clauseEnd(c) {
			continue
		}
		to := p.End
		if s.Key(to) == "را" && leads(c) {
			to++
		} else if s.Key(p.Start-1) != "از" {
			continue
		}
		if slices.Contains(toward, s.Key(to)) && s.placeWithin(c, to+1, i) {
			return i
		}
	}
	return -1
}

// leads tells whether a cue says that somebody leaves a place for another.
func leads(c *cue) bool { return c.word.key == "ترک" || c.word.key == "به_مقصد" }

// placeWithin tells whether another place begins at a token or behind the next.
func (s *scene) placeWithin(c *cue, at, but int) bool {
	return slices.ContainsFunc(s.places[c.sentence], func(i int) bool {
		start := s.Places[i].Start
		return i != but && start >= at && start <= at+1
	})
}

// visitBefore is the visit to the place that the travellers of a draft go on from.
func (s *scene) visitBefore(d draft, labels []string) (draft, bool) {
	at := s.left(d.cue)
	if d.kind != safir.Visit || at < 0 || s.Places[at].EN == d.where {
		return d, false
	}
	d.parts, d.maybe = visitors(d.parts), visitors(d.maybe)
	abroad := func(p part) bool {
		state := s.Actors[p.actor].Country
		return state != "" && state != s.Places[at].State
	}
	if len(d.parts) == 0 || slices.ContainsFunc(d.parts, func(p part) bool { return !abroad(p) }) {
		return d, false
	}
	d.time, d.when, d.dated = noTime, "", 0
	d.place, d.where = at, s.Places[at].EN
	if d.status == safir.Ongoing { // who is on the way to the next place has been there
		d.status, d.states = safir.Happened, sureOf(labels, safir.Happened, d.sure)
	}
	return d, true
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
