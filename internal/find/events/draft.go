package events

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// Probabilities from which on a decision counts.
const (
	minKind  = 0.05 // that a cue tells of an event at all; whether it is kept is judged once all is known of it
	minRole  = 0.4  // that an actor takes part
	minAside = 0.15 // that it bears or mediates: there are few of whom that could be learned
	minSole  = 0.15 // the same, for the likeliest actor where none reaches minRole, or where one side alone does
	minMaybe = 0.08 // that an actor may
)

// draft is an event as the cues say that are known to tell of it; at first one.
type draft struct {
	cue    *cue
	kind   safir.EventType
	kinds  []float64 // probability of each label of the type decision
	prob   float64   // of being an event
	states []float64 // probability of each label of the status decision
	status safir.Status
	settle *cue    // the cue whose words are surest of the status
	sure   float64 // how sure they are
	when   string
	time   int        // index into the page's times, -1 where unknown
	dated  float64    // probability of when
	place  page.Place // the words that told it, none where it is unknown
	where  string
	here   bool    // where is named in the cue's sentence, or the state that it lies in
	placed float64 // probability of where
	parts  []part
	maybe  []part // all who may take part, those of parts among them, the likeliest first
	cues   []*cue // all that tell of it
	row    int    // which of several events of one cue it is
	way    way
	again  string // how it is told as not the first of its kind, see [Finder.repeats]

	parties, sides []int // who takes part, by actor and by state, see nameSides
}

// part is an actor that takes part.
type part struct {
	actor, mention int
	role           safir.Role
	prob           float64
	times          int // in how many of the drafts that tell of the event it is likely
}

// drafts gives the events that the cues tell of.
func (f *Finder) drafts(s *scene) []draft {
	var out []draft
	for i := range s.cues {
		drafts := f.draft(s, &s.cues[i])
		if len(drafts) > 0 {
			if before, ok := s.stayBefore(drafts[0], out, f.models.status.Labels); ok {
				before.row = len(drafts)
				drafts = append(drafts, before)
			}
		}
		out = append(out, drafts...)
	}
	for i := range out {
		s.nameSides(&out[i])
	}
	s.findWays(out)
	return out
}

// draft gives the events that a cue tells of: none, one, or one for each partner, place or time that it names in a row.
func (f *Finder) draft(s *scene, c *cue) []draft {
	d := draft{cue: c, settle: c, time: noTime, cues: []*cue{c}}
	if f.kind(s, c, &d); d.prob < minKind || s.without(c) {
		return nil
	}
	d.maybe = s.withBearer(c, d.kind, f.parts(s, c, d.kind))
	if d.parts = s.choose(c, d.kind, d.maybe); len(d.parts) == 0 || d.kind == safir.Visit && f.homeward(s, c, d.parts) {
		return nil
	}
	d.states = f.models.status.Probabilities(f.describeStatus(s, c, d.kind), nil)
	best := argmax(d.states)
	d.status, d.sure = safir.Status(f.models.status.Labels[best]), d.states[best]
	again := f.repeats(s, c)
	times, dated := f.when(s, c, d.kind)
	places, placed := f.where(s, c, d.kind)
	var out []draft
	for _, d := range f.split(s, &d) {
		d.dated, d.placed = dated, placed
		for _, time := range times {
			d.time, d.when = time, s.edtf(time)
			for _, place := range places {
				d.place, d.where, d.here = place.Place, place.EN, place.how == "here" || place.how == "city"
				d.again = s.againAt(c, again, place)
				out = append(out, f.withoutLocals(s, d))
			}
		}
	}
	if before, ok := s.visitBefore(out[0], f.models.status.Labels); ok {
		out = append(out, before)
	}
	for i := range out {
		out[i].row = i
	}
	return out
}

func argmax(p []float64) int {
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return best
}

// kind fills in the likeliest type that the cue's word can tell of, and the probability that it tells of any.
func (f *Finder) kind(s *scene, c *cue, d *draft) {
	p := f.typeOdds(s, c)
	if s.byPhone(c) {
		calling(f.models.kind.Labels, p)
	}
	best, some := 0, 0.0
	for l := 1; l < len(p); l++ {
		if !c.word.tells(safir.EventType(f.models.kind.Labels[l])) {
			p[l] = 0
			continue
		}
		some += p[l]
		if best == 0 || p[l] > p[best] {
			best = l
		}
	}
	total := some + p[0]
	for l := range p {
		p[l] /= total
	}
	d.kind, d.kinds, d.prob = safir.EventType(f.models.kind.Labels[best]), p, some/total
}

// parts lists who may take part, the likeliest first.
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
		if sure := 1 - p[0]; best > 0 && sure >= minMaybe {
			one := part{actor: s.Mentions[i].Actor, mention: i, role: safir.Role(f.models.role.Labels[best]), prob: sure}
			if sure >= minRole {
				one.times = 1
			}
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, byProbability)
	return all
}

func byProbability(a, b part) int { return cmp.Compare(b.prob, a.prob) }

// choose keeps the parts that are likely enough, and the one that the type cannot do without.
func (s *scene) choose(c *cue, kind safir.EventType, all []part) []part {
	var out []part
	for _, p := range all {
		if p.prob >= least(p.role) {
			out = append(out, p)
		}
	}
	if needed := mainRole(kind); !slices.ContainsFunc(out, func(p part) bool { return p.role == needed }) {
		for _, p := range all {
			if p.role == needed && p.prob >= minSole && p.prob < minRole {
				out = append(out, p)
				break
			}
		}
	}
	out = s.withoutOwnStates(s.withOtherSide(kind, s.twoSides(c, kind, s.oneDelegation(c, kind, out)), all))
	out = s.withoutAbsent(c, kind, out)
	slices.SortStableFunc(out, func(a, b part) int { return cmp.Compare(a.mention, b.mention) })
	return out
}

// withOtherSide adds, where one side alone of a meeting or call is likely enough, the likeliest of another state: they have two, and
// few texts leave one of them unsaid, as they do of negotiations.
func (s *scene) withOtherSide(kind safir.EventType, parts, all []part) []part {
	if len(parts) != 1 || kind != safir.Meeting && kind != safir.Call {
		return parts
	}
	for _, p := range all {
		if p.role == safir.Party && p.prob >= minSole && p.prob < minRole && s.stateKeys[p.actor] != s.stateKeys[parts[0].actor] {
			return append(parts, p)
		}
	}
	return parts
}

// withoutOwnStates leaves out states whose people take part in the same role, or the people where the state is likelier: the state
// of somebody who takes part is not a second participant (RECORD.md).
func (s *scene) withoutOwnStates(parts []part) []part {
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool {
		return slices.ContainsFunc(parts, func(o part) bool { return s.standsFor(o, p) })
	})
}

// standsFor tells whether of a state and somebody of it, in one role, the first is the likelier. A message may go to both: «به
// رئیس‌جمهور و ملت ایران».
func (s *scene) standsFor(a, b part) bool {
	if a.role != b.role || a.role == safir.Recipient || s.stateKeys[a.actor] != s.stateKeys[b.actor] {
		return false
	}
	if s.Actors[b.actor].Kind == safir.Country {
		return s.Actors[a.actor].Kind.Human() && a.prob >= b.prob
	}
	return s.Actors[a.actor].Kind == safir.Country && s.Actors[b.actor].Kind.Human() && a.prob > b.prob
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
	return mainRole(kind) == safir.Party
}

// finish turns drafts into the page's events, in order of the text.
func finish(s *scene, drafts []draft) []page.Event {
	events := make([]page.Event, 0, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		e := page.Event{
			Type: d.kind, Status: d.status, When: d.when, Where: d.where, Cue: d.cue.Range,
			Confidence: d.prob, Why: "cue " + d.cue.word.key, Evidence: []fa.Range{s.evidence(d)},
			StatusBy: s.statusBasis(d), Again: d.again != "",
		}
		if d.time >= 0 {
			e.WhenBy = page.Basis{Why: "model of times", Sure: d.dated, Words: s.Times[d.time].Range}
		}
		if d.kind == safir.Call { // RECORD.md gives a call no place: its two sides are in two
			e.Where = ""
		} else if d.where != "" {
			e.WhereInferred = !d.here
			e.WhereBy = page.Basis{Why: "model of places", Sure: d.placed, Words: d.place.Range}
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

// least is the probability from which on an actor takes part in a role.
func least(role safir.Role) float64 {
	if role == safir.Bearer || role == safir.Mediator {
		return minAside
	}
	return minRole
}
