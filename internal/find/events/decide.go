package events

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// Thresholds of the decisions, chosen by cross-validation on the training gold.
const (
	minKind  = 0.50 // probability that a cue tells of an event at all
	minRole  = 0.45 // probability that an actor takes part
	minSole  = 0.15 // the same, for the likeliest actor where none reaches minRole
	minWhere = 0.45
	minWhen  = 0.50
)

// draft is an event as one cue tells it.
type draft struct {
	cue    *cue
	kind   safir.EventType
	status safir.Status
	when   string
	time   int // index into the page's times, -1 where unknown
	place  int // index into the page's places, -1 where unknown
	where  string
	parts  []part
	prob   float64 // of the type
	sure   float64 // of the status
	settle *cue    // the cue whose words told the status
}

// part is an actor that takes part.
type part struct {
	actor, mention int
	role           safir.Role
	prob           float64
}

// decide gives the events that a cue tells of: none, one, or one for each partner or place that it names in a row.
func (f *Finder) decide(s *scene, c *cue) []draft {
	kind, prob := f.kind(s, c)
	if kind == "" {
		return nil
	}
	d := draft{cue: c, kind: kind, prob: prob, place: -1, settle: c}
	if d.parts = f.parts(s, c, kind); len(d.parts) == 0 {
		return nil
	}
	d.status, d.sure = f.status(s, c, kind)
	d.when, d.time = f.when(s, c, kind)
	return splitPartners(s, &d, f.placed(s, c, d))
}

// kind is the likeliest type that the cue's word can tell of, "" where it is none.
func (f *Finder) kind(s *scene, c *cue) (safir.EventType, float64) {
	p := f.models.kind.Probabilities(f.describeKind(s, c), nil)
	best, some, total := 0, 0.0, p[0]
	for l := 1; l < len(p); l++ {
		if !c.word.tells(safir.EventType(f.models.kind.Labels[l])) {
			continue
		}
		total += p[l]
		some += p[l]
		if best == 0 || p[l] > p[best] {
			best = l
		}
	}
	if some/total < minKind {
		return "", 0
	}
	return safir.EventType(f.models.kind.Labels[best]), some / total
}

// parts chooses who takes part, each actor once, at its likeliest mention.
func (f *Finder) parts(s *scene, c *cue, kind safir.EventType) []part {
	var all []part
	var room [16]float64
	for _, i := range s.candidates(c) {
		p := f.models.role.Probabilities(f.describeRole(s, c, kind, i), room[:0])
		best := 0
		for l := 1; l < len(p); l++ {
			if fits(kind, safir.Role(f.models.role.Labels[l])) && (best == 0 || p[l] > p[best]) {
				best = l
			}
		}
		if best > 0 {
			all = append(all, part{s.Mentions[i].Actor, i, safir.Role(f.models.role.Labels[best]), 1 - p[0]})
		}
	}
	slices.SortStableFunc(all, func(a, b part) int { return cmp.Compare(b.prob, a.prob) })
	return choose(kind, all)
}

// choose keeps each actor's likeliest part where it is likely enough, and the one that the type cannot do without.
func choose(kind safir.EventType, all []part) []part {
	var out []part
	seen := map[int]bool{}
	for _, p := range all {
		if p.prob >= minRole && !seen[p.actor] {
			seen[p.actor] = true
			out = append(out, p)
		}
	}
	if needed := mainRole(kind); !slices.ContainsFunc(out, func(p part) bool { return p.role == needed }) {
		for _, p := range all {
			if p.role == needed && p.prob >= minSole && !seen[p.actor] {
				out = append(out, p)
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b part) int { return cmp.Compare(a.mention, b.mention) })
	return out
}

// mainRole is the role without which an event of the type says nothing.
func mainRole(kind safir.EventType) safir.Role {
	switch kind {
	case safir.Visit:
		return safir.Visitor
	case safir.Message:
		return safir.Sender
	case safir.Summons:
		return safir.Summoned
	}
	return safir.Party
}

// fits tells whether events of a type have a role.
func fits(kind safir.EventType, role safir.Role) bool {
	switch role {
	case safir.Mediator:
		return true
	case safir.Visitor, safir.Host:
		return kind == safir.Visit
	case safir.Sender, safir.Recipient, safir.Bearer:
		return kind == safir.Message
	case safir.Summoner, safir.Summoned:
		return kind == safir.Summons
	}
	return kind != safir.Visit && kind != safir.Message && kind != safir.Summons
}

func (f *Finder) status(s *scene, c *cue, kind safir.EventType) (safir.Status, float64) {
	label, p := f.models.status.Best(f.describeStatus(s, c, kind))
	return safir.Status(label), p
}

func (f *Finder) when(s *scene, c *cue, kind safir.EventType) (value string, time int) {
	best, time := minWhen, -1
	for _, i := range s.timeChoices(c) {
		if p := f.models.when.Probability(f.describeWhen(s, c, kind, i), 1); p > best {
			best, value, time = p, s.Times[i].EDTF, i
		}
	}
	return value, time
}

// placed is the draft at each place where it happened: a visit's places in a row are visits of their own, of other events
// the likeliest place is the one.
func (f *Finder) placed(s *scene, c *cue, d draft) []draft {
	var likely []placeChoice
	best, bestP := -1, 0.0
	for _, choice := range s.placeChoices(c) {
		p := f.models.where.Probability(f.describeWhere(s, c, d.kind, choice), 1)
		if p < minWhere {
			continue
		}
		if likely = append(likely, choice); p > bestP {
			best, bestP = len(likely)-1, p
		}
	}
	if best < 0 {
		return []draft{d}
	}
	row := likely[best : best+1]
	if d.kind == safir.Visit && likely[best].how == "here" {
		row = s.placesInRow(likely, likely[best].index)
	}
	var out []draft
	for _, choice := range row {
		d.place, d.where = choice.index, choice.en
		out = append(out, d)
	}
	return out
}

// placesInRow keeps the choices that stand in one row (A, B و C) with the place at index best.
func (s *scene) placesInRow(likely []placeChoice, best int) []placeChoice {
	var row []placeChoice
	end := -1
	for _, choice := range likely {
		if choice.how != "here" {
			continue
		}
		p := s.Places[choice.index]
		if end >= 0 && p.Start == end+1 && joins(s.Key(end)) {
			row = append(row, choice)
		} else if !slices.ContainsFunc(row, func(c placeChoice) bool { return c.index == best }) {
			row = append(row[:0], choice)
		}
		end = p.End
	}
	if !slices.ContainsFunc(row, func(c placeChoice) bool { return c.index == best }) {
		return []placeChoice{{s.Places[best].EN, best, "here"}}
	}
	return row
}

// splitPartners makes one event for each partner that the text names in a row after با: «با الف و ب دیدار کرد» are two
// meetings.
func splitPartners(s *scene, d *draft, placed []draft) []draft {
	if d.kind != safir.Meeting && d.kind != safir.Call {
		return placed
	}
	var partners, others []part
	for _, p := range d.parts {
		if int(s.sentence[s.Mentions[p.mention].Start]) == d.cue.sentence && s.preposition(d.cue, p.mention) == "با" {
			partners = append(partners, p)
		} else {
			others = append(others, p)
		}
	}
	if len(partners) < 2 || len(others) == 0 {
		return placed
	}
	var out []draft
	for _, base := range placed {
		for _, partner := range partners {
			one := base
			one.parts = append(slices.Clone(others), partner)
			out = append(out, one)
		}
	}
	return out
}

// finish turns merged drafts into the page's events, in order of the text.
func finish(s *scene, drafts []draft) []page.Event {
	events := make([]page.Event, 0, len(drafts))
	for _, d := range drafts {
		e := page.Event{
			Type: d.kind, Status: d.status, When: d.when, Where: d.where, Cue: d.cue.Range,
			Confidence: d.prob, Why: "cue " + d.cue.word.key, Evidence: []fa.Range{s.evidence(&d)},
			StatusBy: s.statusBasis(&d),
		}
		if d.time >= 0 {
			e.WhenBy = page.Basis{Why: "model of times", Words: s.Times[d.time].Range}
		}
		if d.place >= 0 {
			e.WhereBy = page.Basis{Why: "model of places", Words: s.Places[d.place].Range}
		}
		for _, p := range d.parts {
			e.Participants = append(e.Participants, page.Participant{
				Actor: p.actor, Role: p.role,
				Basis: page.Basis{Why: "model of roles", Sure: p.prob, Words: s.Mentions[p.mention].Range},
			})
		}
		events = append(events, e)
	}
	return events
}

// statusBasis is the verb that told the status, the cue where there is none.
func (s *scene) statusBasis(d *draft) page.Basis {
	b := page.Basis{Why: "model of statuses", Sure: d.sure, Words: d.settle.Range}
	if v := d.settle.verb; v >= 0 {
		b.Words = s.verbs[v].Range
	}
	return b
}

// evidence is the stretch of the cue's sentence that holds the cue, those who take part, and the verb.
func (s *scene) evidence(d *draft) fa.Range {
	r := d.cue.Range
	for _, p := range d.parts {
		if m := s.Mentions[p.mention]; int(s.sentence[m.Start]) == d.cue.sentence {
			r.Start, r.End = min(r.Start, m.Start), max(r.End, m.End)
		}
	}
	if d.cue.verb >= 0 && s.finiteBetween(r.End, s.verbs[d.cue.verb].Start) == 0 {
		r.End = max(r.End, s.verbs[d.cue.verb].End)
	}
	return r
}
