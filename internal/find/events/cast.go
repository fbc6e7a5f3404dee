package events

import (
	"slices"

	"safir/internal/learn"
)

// Who takes part is first asked of each actor by itself, at each cue. Once it is known which cues tell of one event and who
// else may take part, it is asked again: a third party is rarer than a second, and who is likely at two cues is likelier still.

// everybody is all who may take part by a group's drafts, each once, with the most that a draft gives.
func everybody(group []*draft) []part {
	var out []part
	for _, d := range group {
		for _, p := range d.maybe {
			k := slices.IndexFunc(out, func(o part) bool { return o.actor == p.actor })
			if k < 0 {
				out = append(out, p)
				continue
			}
			times := out[k].times + p.times
			if p.prob > out[k].prob {
				out[k] = p
			}
			out[k].times = times
		}
	}
	slices.SortStableFunc(out, byProbability)
	return out
}

// settleParts chooses who takes part.
func (f *Finder) settleParts(s *scene, d *draft) {
	settled := slices.Clone(d.maybe)
	for i := range settled {
		settled[i].prob = f.models.part.Probability(f.describePart(s, d, i), 1)
	}
	slices.SortStableFunc(settled, byProbability)
	if parts := s.choose(d.cue, d.kind, settled); len(parts) > 0 {
		d.parts = parts
	}
}

// describePart states what may tell whether one of those who may take part does.
func (f *Finder) describePart(s *scene, e *draft, at int) *learn.Features {
	d := &s.f
	d.Reset()
	p, kind := e.maybe[at], string(e.kind)
	sort, role := s.sort(p.mention), string(p.role)
	steps(d, kind, "likely", p.prob)
	d.AddWith(kind, "sort", sort, role)
	d.AddWith(kind, "rank", learn.Bucket(min(at, 4)))
	d.AddWith(role, "rank", learn.Bucket(min(at, 4)), tenths(p.prob))
	d.AddWith(kind, "cues", learn.Bucket(min(len(e.cues), 3)), learn.Bucket(min(p.times, 3)))
	d.AddIf(!fits(e.kind, p.role), "does not fit")
	others, better, best := 0, 0, 0.0
	kin, row := "none", -1.0
	for i, o := range e.maybe {
		if i == at || o.role != p.role {
			continue
		}
		if o.prob >= minRole {
			others++
		}
		if o.prob >= p.prob {
			better++
		}
		if a, b := s.actor(p.mention), s.actor(o.mention); a.Country != "" && a.Country == b.Country && o.prob >= p.prob {
			kin = s.sort(o.mention)
		}
		best = max(best, o.prob)
		if s.beside[[2]int{p.actor, o.actor}] {
			row = max(row, o.prob)
		}
	}
	d.AddWith(kind, "others", role, learn.Bucket(min(others, 3)))
	d.AddWith(kind, "better", role, learn.Bucket(min(better, 3)))
	d.Add("others+likely", role, learn.Bucket(min(others, 3)), tenths(p.prob))
	d.Add("better+likely", role, learn.Bucket(min(better, 3)), tenths(p.prob))
	d.Add("best+likely", role, tenths(best), tenths(p.prob))
	d.AddWith(kind, "better of its state", sort, kin)
	d.Add("better of its state+likely", kin, sort, tenths(p.prob))
	if row >= 0 {
		d.AddWith(kind, "in a row", sort, tenths(row))
		d.Add("in a row+likely", role, tenths(row), tenths(p.prob))
	} else {
		d.AddWith(kind, "in no row", sort)
	}
	s.describeActor(d, p.mention, kind)
	d.AddWith(kind, "role+state", role, s.Actors[p.actor].Country)
	here := int(s.sentence[s.Mentions[p.mention].Start]) == e.cue.sentence
	d.AddIf(here, "here", kind, sort)
	d.AddIf(!here, "elsewhere", kind, sort, learn.Bucket(min(others, 3)))
	return d
}
