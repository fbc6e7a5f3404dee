package events

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
)

// Journeys are told in their order: «پس از سفر به عمان به پاکستان بازگشت». A stay from which somebody went on to another state, and one to
// which he came from that state, are two stays, whatever else they agree on.

// way is from which states somebody came to a place, and to which he went on.
type way struct{ from, to []string }

func (w way) and(o way) way {
	return way{append(slices.Clip(w.from), o.from...), append(slices.Clip(w.to), o.to...)}
}

// findWays fills in what drafts of visits tell of their order.
func (s *scene) findWays(drafts []draft) {
	for i := range drafts {
		d := &drafts[i]
		if d.kind != safir.Visit || d.place.State == "" {
			continue
		}
		for k := max(0, i-recent); k < i; k++ {
			if e := &drafts[k]; e.kind == safir.Visit && e.place.State != "" && shareVisitor(e, d) {
				s.inTurn(e, d)
			}
		}
		s.passes(d)
	}
}

func shareVisitor(a, b *draft) bool {
	return slices.ContainsFunc(a.parts, func(p part) bool {
		return p.role == safir.Visitor && takesPart(b, p.actor, safir.Visitor)
	})
}

// takesPart tells whether somebody takes part in a draft in a role.
func takesPart(d *draft, actor int, role safir.Role) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool { return p.actor == actor && p.role == role })
}

// inTurn notes of two visits of somebody, the first told before the second, in which order they were, where the words say so.
func (s *scene) inTurn(a, b *draft) {
	switch s.order(a, b) {
	case -1:
		s.goesTo(a, b.place.State)
		s.comesFrom(b, a.place.State)
	case 1:
		s.goesTo(b, a.place.State)
		s.comesFrom(a, b.place.State)
	}
}

func (s *scene) comesFrom(d *draft, state string) {
	if s.isAway(d, state) {
		d.way.from = append(d.way.from, state)
	}
}

func (s *scene) goesTo(d *draft, state string) {
	if s.isAway(d, state) {
		d.way.to = append(d.way.to, state)
	}
}

// isAway tells whether a state is neither the one that a visit leads to nor the visitors' own, from which all journeys set out.
func (s *scene) isAway(d *draft, state string) bool {
	return state != "" && state != d.place.State &&
		!slices.ContainsFunc(d.parts, func(p part) bool { return s.Actors[p.actor].Country == state })
}

// order tells whether the first of two visits came before (-1) or after the second (1), 0 where nothing says so.
func (s *scene) order(a, b *draft) int {
	if a.cue == b.cue {
		if left, to := s.leg(a.cue); left >= 0 && s.Places[to].State == a.place.State && s.Places[left].EN == b.where {
			return 1
		}
		return cmp.Compare(a.place.Start, b.place.Start) // «به اسلام‌آباد و مسقط»
	}
	switch agreeStatus(a.status, b.status) {
	case "past, then open", "open, then past":
		return 0
	}
	next := b.cue.sentence - a.cue.sentence
	joined := next == 0 && a.cue.verb >= 0 && a.cue.verb == b.cue.before && s.Key(s.clauseStart(b.cue)) == "و"
	if joined || next <= 1 && s.then(b.cue) {
		return -1
	}
	return 0
}

// then tells whether a cue's clause says that it comes after what was told before: «سپس», «پس از آن».
func (s *scene) then(c *cue) bool {
	for t := s.clauseStart(c); t < c.Start; t++ {
		if s.Key(t) == "سپس" || s.afterThat(t) {
			return true
		}
	}
	return false
}

// afterThat tells whether «پس از آن» or «بعد از آن» begins at a token.
func (s *scene) afterThat(t int) bool {
	return turns[s.Key(t)] && s.Key(t+1) == "از" && s.Key(t+2) == "ان"
}

// turn is a stretch that puts what its clause tells before or after a stay in a state: «پس از سفر به عمان».
type turn struct {
	fa.Range
	state string
	later bool // its clause comes after the stay
}

// turns are the words before «از» that open a turn, and whether its clause comes after it.
var turns = map[string]bool{"پس": true, "بعد": true, "پیش": false, "قبل": false}

// longestTurn is how many words a turn may have before it names a state.
const longestTurn = 10

// turnAt reads a turn up to the first place that it names, or the first whose state it is («پس از دیدار با [الف]»).
func (s *scene) turnAt(t, end int) (turn, bool) {
	later, ok := turns[s.Key(t)]
	if !ok || s.Key(t+1) != "از" {
		return turn{}, false
	}
	for k := t + 2; k < min(end, t+2+longestTurn) && s.Tokens[k].Kind != fa.Punct; k++ {
		if v := s.verbAt[k]; v >= 0 && s.verbs[v].Form.Finite() {
			break
		}
		if i := s.placeAt(k); i >= 0 && s.Places[i].State != "" {
			return turn{fa.Range{Start: t, End: s.Places[i].End}, s.Places[i].State, later}, true
		}
		if m := int(s.mentionAt[k]); m >= 0 && s.actor(m).Country != "" {
			return turn{fa.Range{Start: t, End: s.Mentions[m].End}, s.actor(m).Country, later}, true
		}
	}
	return turn{}, false
}

// placeAt is the place that begins at a token, -1 where none does.
func (s *scene) placeAt(t int) int {
	if t >= len(s.sentence) { // «سفر [الف] به»: a title that was cut short
		return -1
	}
	for _, i := range s.places[s.sentence[t]] {
		if s.Places[i].Start == t {
			return i
		}
	}
	return -1
}

// turnsOf are the turns of a cue's clause.
func (s *scene) turnsOf(c *cue) (out []turn) {
	end := s.clauseEnd(c)
	for t := s.clauseStart(c); t < end; t++ {
		if turn, ok := s.turnAt(t, end); ok {
			out = append(out, turn)
			t = turn.End - 1
		}
	}
	return out
}

// passes notes after and before which stays a visit's clause puts it; or, where it is such a stay itself, where its clause leads.
func (s *scene) passes(d *draft) {
	for _, turn := range s.turnsOf(d.cue) {
		inside := turn.Contains(d.cue.Start)
		switch {
		case inside && turn.later && turn.state == d.place.State:
			s.leadsOn(d, fa.Range{Start: turn.End, End: s.clauseEnd(d.cue)})
		case inside:
		case turn.later:
			s.comesFrom(d, turn.state)
		default:
			s.goesTo(d, turn.state)
		}
	}
}

// leadsOn notes where the rest of a clause leads somebody behind a stay.
func (s *scene) leadsOn(d *draft, rest fa.Range) {
	for _, i := range s.places[d.cue.sentence] {
		if p := s.Places[i]; rest.Holds(p.Range) && s.Key(p.Start-1) == "به" {
			s.goesTo(d, p.State)
		}
	}
}

// withoutOtherStays leaves out places of stays before or after which a visit is told: «پس از سفر به عمان راهی پاکستان شد» leads to no place in Oman.
func (s *scene) withoutOtherStays(c *cue, choices []placeChoice) []placeChoice {
	for _, turn := range s.turnsOf(c) {
		if turn.Contains(c.Start) || !s.tellsVisit(turn.Range) {
			continue
		}
		within := func(place int) bool {
			return place >= 0 && turn.Holds(s.Places[place].Range)
		}
		choices = slices.DeleteFunc(choices, func(p placeChoice) bool { return within(p.index) || within(p.state) })
	}
	return choices
}

// tellsVisit tells whether a stretch has a cue of a visit.
func (s *scene) tellsVisit(r fa.Range) bool {
	return slices.ContainsFunc(s.cuesOf(int(s.sentence[r.Start])), func(c cue) bool {
		return r.Holds(c.Range) && c.word.tells(safir.Visit)
	})
}

// comesBack tells whether the second of two visits leads to where somebody had gone on from with the first, by way of another state. Who goes
// from one state to another and back has been twice in one of them: in which, is told by what is done again, or is still to come.
func comesBack(first, then *draft) bool {
	if first.place.State != then.place.State || !meet(first.way.to, then.way.from) {
		return false
	}
	return then.onceMore() || first.status == safir.Happened && then.status != safir.Happened
}

// backFrom tells whether the second of two visits to a place is a coming back from another state, and the first is told to have come about and as
// nothing of the kind: «از مسقط به اسلام‌آباد بازمی‌گردد. او در سفر به اسلام‌آباد گفته بود …».
func (s *scene) backFrom(first, then *draft) bool {
	return first.again == "" && first.status.Came() && !s.pointsBack(first.cue) &&
		then.onceMore() && len(then.way.from) > 0 && !meet(first.way.from, then.way.from)
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(state string) bool { return slices.Contains(b, state) })
}

// tellReturns tells of visits that were found to be returns that they are.
func tellReturns(events []draft) {
	for i := range events {
		for k := max(0, i-recent); k < min(len(events), i+recent); k++ {
			if a, b := &events[i], &events[k]; i != k && a.kind == safir.Visit && b.kind == safir.Visit && b.again == "" && comesBack(a, b) && shareVisitor(a, b) {
				b.again = "return"
			}
		}
	}
}

// leadElsewhere tells whether two visits lead to two states, each named where the visit is told.
func leadElsewhere(a, b *draft) bool {
	const sure = 0.35
	return a.here && b.here && a.placed > sure && b.placed > sure &&
		relation(a.place.State, b.place.State) == "different"
}
