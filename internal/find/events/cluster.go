package events

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"safir"
	"safir/internal/learn"
)

const (
	// minKept is the probability from which on an event is told.
	minKept = 0.5
	// minFaint is the probability from which on a visit is told faintly.
	minFaint = 0.2
	// minSame is how likely, in log odds, two drafts have to be one event to be joined: of two that are joined wrongly one is
	// lost for good, of two that are not the weaker may still be dropped.
	minSame = 0.5
)

// leastNamed is how likely a journey is at least of which the cue says who goes where, see [scene.namesJourney]: few lessons have its rarer words.
const leastNamed = 0.6

// A draft is compared with so many events before it, more than nearly all dispatches have, and with so many of the last drafts of each, so that a
// text takes time as it is long.
const (
	recentGroups = 20
	recentTold   = 12
)

// cluster brings together the drafts that tell of one event.
func (f *Finder) cluster(s *scene, drafts []draft) []draft {
	var groups [][]*draft
	met := reunions{}
	for i := range drafts {
		d := &drafts[i]
		best, most := -1, minSame
		for g := max(0, len(groups)-recentGroups); g < len(groups); g++ {
			if score := f.nearness(s, lastTold(groups[g]), d, met); score > most {
				best, most = g, score
			}
		}
		if best < 0 {
			groups = append(groups, []*draft{d})
		} else {
			met.note(lastTold(groups[best]), d)
			groups[best] = append(groups[best], d)
		}
	}
	out := make([]draft, len(groups))
	for g, group := range groups {
		out[g] = f.united(group)
		if f.models.part != nil {
			f.settleParts(s, &out[g])
		}
		s.nameSides(&out[g])
	}
	tellReturns(out)
	return out
}

// lastTold are the drafts of a group that a further one is held against.
func lastTold(group []*draft) []*draft { return group[max(0, len(group)-recentTold):] }

// nearness is how likely a draft is to be the same event as a group's, in log odds on average; minus infinity where it can't be.
func (f *Finder) nearness(s *scene, group []*draft, d *draft, met reunions) float64 {
	sum := 0.0
	for _, e := range group {
		if !s.mayBeOne(e, d) {
			return math.Inf(-1)
		}
		p := f.models.same.Probability(f.describePair(s, e, d), 1)
		sum += math.Log((p + 1e-6) / (1 - p + 1e-6))
	}
	mean := sum / float64(len(group))
	if s.resumes(group[len(group)-1], d) || s.alongside(group, d, met) || slices.ContainsFunc(group, func(e *draft) bool { return sameCall(e, d) }) {
		return max(mean, resumed)
	}
	return mean
}

// resumed is how near, in log odds, a draft is to one that it resumes.
const resumed = 2.0

// resumes tells whether a draft speaks of «این تماس» of the same people: of what was told before, whatever it was called there.
func (s *scene) resumes(e, d *draft) bool {
	return s.pointsBack(d.cue) && len(d.parties) > 1 && samePeople(e, d)
}

// reunions are the pairs of cues, by their index, of which two drafts tell of one event.
type reunions map[[2]int]bool

func (r reunions) note(group []*draft, d *draft) {
	for _, e := range group {
		r[[2]int{e.cue.index, d.cue.index}] = true
	}
}

// alongside tells whether a draft of a row says the same as one of a group, and other drafts of their two cues are known to be one event: a
// row of visits or calls is told again as a whole.
func (s *scene) alongside(group []*draft, d *draft, met reunions) bool {
	return d.row > 0 && slices.ContainsFunc(group, func(e *draft) bool {
		return met[[2]int{e.cue.index, d.cue.index}] && samePeople(e, d) && strings.EqualFold(e.where, d.where)
	})
}

// united is the event of which a group's drafts tell: the likeliest type and status by all of them, who takes part by the one
// that is surest of it, the surest place and time.
func (f *Finder) united(group []*draft) draft {
	d := *group[0]
	if len(group) == 1 {
		return d
	}
	d.kinds, d.states, d.cues = slices.Clone(d.kinds), slices.Clone(d.states), nil
	surest := group[0]
	for i, e := range group {
		d.cues = append(d.cues, e.cue)
		if certainty(e) > certainty(surest) {
			surest = e
		}
		d.prob, d.again = max(d.prob, e.prob), cmp.Or(d.again, e.again)
		if i == 0 {
			continue
		}
		d.way = d.way.and(e.way)
		addTo(d.kinds, e.kinds)
		addTo(d.states, e.states)
		if e.when != "" && (d.when == "" || e.dated > d.dated) {
			d.time, d.when, d.dated = e.time, e.when, e.dated
		}
		d.takePlace(e)
	}
	d.parts, d.cue, d.maybe = surest.parts, surest.cue, everybody(group)
	if calledOne(group) {
		calling(f.models.kind.Labels, d.kinds)
	}
	d.kind = safir.EventType(f.models.kind.Labels[1+argmax(d.kinds[1:])])
	best := argmax(d.states)
	d.status = safir.Status(f.models.status.Labels[best])
	for i, e := range group {
		if p := e.states[best]; i == 0 || p > d.sure {
			d.sure, d.settle = p, e.cue
		}
	}
	return d
}

func addTo(sum, p []float64) {
	for i := range sum {
		sum[i] += p[i]
	}
}

// certainty is how much a draft knows of who takes part.
func certainty(d *draft) float64 {
	sum := 0.0
	for _, p := range d.parts {
		sum += p.prob - 0.4
	}
	return sum
}

// takePlace takes over the place of another draft where it is surer, or tells the city of the state.
func (d *draft) takePlace(e *draft) {
	if e.where == "" {
		return
	}
	within := d.where != "" && d.place.State == e.place.State
	closer := within && !d.place.City && e.place.City
	wider := within && d.place.City && !e.place.City
	here := e.here || e.where == d.where && d.here // one that says it is enough
	if d.where == "" || closer || !wider && e.placed > d.placed {
		d.where, d.place, d.here, d.placed = e.where, e.place, here, e.placed
	} else if e.where == d.where {
		d.here = here
	}
}

// keep judges each event by all that is known of it, and keeps the likely ones; apart the visits that are told faintly. Of calls
// and meetings that are no likelier it is as often the wrong people who have them.
func (f *Finder) keep(s *scene, events []draft) (kept, faint []draft) {
	chances := make([]float64, len(events))
	for i := range events {
		chances[i] = f.models.keep.Probability(f.describeEvent(s, events, i), 1)
		if events[i].kind == safir.Visit && slices.ContainsFunc(events[i].cues, s.namesJourney) {
			chances[i] = max(chances[i], leastNamed)
		}
	}
	for i := range events {
		e := &events[i]
		switch e.prob = chances[i]; {
		case e.prob >= minKept:
			kept = append(kept, *e)
		case e.prob >= minFaint && e.kind == safir.Visit:
			faint = append(faint, *e)
		}
	}
	return kept, faint
}

// describeEvent states what may tell whether an event is really told.
func (f *Finder) describeEvent(s *scene, events []draft, at int) *learn.Features {
	d := &s.f
	d.Reset()
	e := &events[at]
	kind := string(e.kind)
	least, most := 1.0, 0.0
	for _, p := range e.parts {
		least, most = min(least, p.prob), max(most, p.prob)
	}
	number := learn.Bucket(min(len(e.parts), 3))
	d.Add("kind", kind)
	steps(d, kind, "event", e.prob)
	steps(d, kind, "likeliest part", most)
	steps(d, kind, "least part", least)
	steps(d, kind, "type", e.kinds[slices.Index(f.models.kind.Labels, kind)]/float64(len(e.cues)))
	d.AddWith(kind, "number", number)
	d.AddWith(kind, "cues", learn.Bucket(min(len(e.cues), 4)))
	d.Add("number+probability", number, tenths(e.prob))
	d.AddWith(kind, "status", string(e.status))
	d.AddIf(e.where != "", "place", kind)
	d.AddIf(e.when != "", "time", kind)
	d.AddWith(kind, "here", fewest(e, s))
	d.AddIf(e.cue.sentence == 0, "first sentence", kind)
	d.AddIf(s.pointsBack(e.cue), "points back", kind, learn.Bucket(min(len(e.cues), 2)))
	d.AddIf(s.quoted[e.cue.Start], "quoted", kind)
	d.Add("states", learn.Bucket(min(s.states, 6)))
	f.describeRivals(d, events, at, kind)
	return d
}

// describeRivals states which other events there are that this one may be another word for.
func (f *Finder) describeRivals(d *learn.Features, events []draft, at int, kind string) {
	e, better, alike := &events[at], 0, "none"
	for i := max(0, at-recent); i < min(len(events), at+recent); i++ {
		o := &events[i]
		if i == at || o.prob < e.prob || o.prob == e.prob && i > at || mainRole(o.kind) != mainRole(e.kind) {
			continue
		}
		better++
		if agree := agreement(e.sides, o.sides); agree != "none" {
			alike = agree
		}
	}
	d.AddWith(kind, "better", learn.Bucket(min(better, 3)))
	d.AddWith(kind, "alike", alike)
	d.AddWith(alike, "better", learn.Bucket(min(better, 3)), tenths(e.prob))
}

// steps states each tenth that a probability has reached, so that what is learned rises with it.
func steps(d *learn.Features, kind, name string, p float64) {
	for i := 1; i <= int(p*10); i++ {
		d.AddWith(kind, name, numbers[i])
	}
	d.AddIf(p >= 0.95, name, "95")
	d.AddIf(p >= 0.98, name, "98")
}
