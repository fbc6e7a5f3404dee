package events

import (
	"slices"
	"strings"

	"safir"
	"safir/internal/learn"
)

// A dispatch tells of one event in its title, in its lead and again where it comes to what was said. Whether two drafts are
// one event is learned from who, where, when and how far they agree; the likelier of type and status of all that tell of it
// then wins.

// mayBeOne tells whether two drafts may be one event at all.
func (s *scene) mayBeOne(a, b *draft) bool {
	if a.cue == b.cue || s.twoVisits(a, b) || a.kind == safir.Call && b.kind == safir.Call && s.rivals(s.partnerIn(a), s.partnerIn(b)) {
		return false
	}
	return a.kind == b.kind || sameCall(a, b) || mainRole(a.kind) == mainRole(b.kind) && overlap(a.kinds, b.kinds) > 0.05
}

// twoVisits tells whether two drafts are visits that can't be one: to two states, by people of two, or with one elsewhere between.
func (s *scene) twoVisits(a, b *draft) bool {
	if a.kind != safir.Visit || b.kind != safir.Visit {
		return false
	}
	return leadElsewhere(a, b) || s.otherDelegation(a, b) || comesBack(a, b) || comesBack(b, a) || toReturn(a, b) || toReturn(b, a) || s.backFrom(a, b) || s.backFrom(b, a)
}

// toReturn tells whether one draft says that somebody has been where the other says that he is to come again: these are two visits.
func toReturn(been, again *draft) bool {
	return been.again == "" && again.onceMore() &&
		been.status == safir.Happened && (again.status == safir.Planned || again.status == safir.Proposed)
}

// partnerIn is the partner of a draft's cue if it takes part: of several in a row it does in one draft, and not in the others. -1
// where there is none.
func (s *scene) partnerIn(d *draft) int {
	m := d.cue.partner
	if m >= 0 && slices.ContainsFunc(d.parts, func(p part) bool { return p.actor == s.Mentions[m].Actor }) {
		return m
	}
	return -1
}

// rivals tells whether two partners are people of two states.
func (s *scene) rivals(a, b int) bool {
	return a >= 0 && b >= 0 && s.actor(a).Kind.Human() && s.actor(b).Kind.Human() && relation(s.actor(a).Country, s.actor(b).Country) == "different"
}

// overlap is how likely two decisions about the type are to agree, given that both are events.
func overlap(a, b []float64) float64 {
	sum := 0.0
	for l := 1; l < len(a); l++ {
		sum += a[l] * b[l]
	}
	return sum / max((1-a[0])*(1-b[0]), 1e-6)
}

// describePair states what may tell whether two drafts, the first earlier in the text, are one event.
func (f *Finder) describePair(s *scene, a, b *draft) *learn.Features {
	d := &s.f
	d.Reset()
	kind := string(b.kind)
	if a.kind != b.kind {
		kind = string(a.kind) + " " + kind
		d.Add("types", kind, tenths(overlap(a.kinds, b.kinds)))
	}
	d.Add("kind", kind)
	who := f.describeParties(d, a, b, kind)
	where, when := agreeWhere(a, b), agreeWhen(a.when, b.when)
	d.AddWith(kind, "where", where)
	d.AddWith(kind, "when", when)
	d.Add("where+when", where, when)
	d.AddWith(kind, "status", agreeStatus(a.status, b.status))
	d.Add("status pair", string(a.status), string(b.status))
	d.Add("all", who, where, when, agreeStatus(a.status, b.status))
	if kind == string(safir.Visit) && (a.again != "" || b.again != "") {
		d.Add("again", a.again, b.again)
	}
	f.describeCues(s, d, a, b, kind, who)
	return d
}

// describeParties states how far those who take part are the same, and says so in short.
func (f *Finder) describeParties(d *learn.Features, a, b *draft, kind string) string {
	left, right := a.parties, b.parties
	who := agreement(left, right)
	byState := agreement(a.sides, b.sides)
	d.AddWith(kind, "who", who)
	d.AddWith(kind, "states", byState)
	d.AddWith(kind, "who+states", who, byState)
	d.AddWith(kind, "number", learn.Bucket(len(left)), learn.Bucket(len(right)))
	return who
}

func (f *Finder) describeCues(s *scene, d *learn.Features, a, b *draft, kind, who string) {
	d.Add("cues", a.cue.word.key, b.cue.word.key)
	same := "other word"
	if a.cue.word == b.cue.word {
		same = "same word"
	}
	d.AddWith(kind, same, who)
	d.AddWith(kind, "apart", learn.Bucket(b.cue.sentence-a.cue.sentence))
	d.AddWith(who, "apart", learn.Bucket(b.cue.sentence-a.cue.sentence))
	if s.pointsBack(b.cue) {
		d.AddWith(kind, "points back", who)
	}
	d.AddWith(kind, "new in place", fewest(a, s), fewest(b, s), who)
	d.AddIf(b.cue.partner >= 0, "names a partner", who)
	d.AddIf(a.row > 0 || b.row > 0, "of a row", who)
	s.describeWho(d, a.cue, b.cue, kind, who)
	if a.cue.sentence == b.cue.sentence {
		from, to := a.cue.End, max(a.cue.End, b.cue.Start)
		d.AddWith(kind, "verbs between", learn.Bucket(min(3, s.finiteBetween(from, to))))
		d.AddWith(kind, "path", s.path(from, to))
		d.AddIf(a.cue.verb == b.cue.verb, "one verb", same)
	}
}

// describeWho states how far the grammar around two cues puts the same actors in the same places.
func (s *scene) describeWho(d *learn.Features, a, b *cue, kind, who string) {
	partner, holder, subject := s.sameActor(a.partner, b.partner), s.sameActor(a.holder, b.holder), s.sameActor(a.subject, b.subject)
	d.AddWith(kind, "partners", partner)
	d.AddWith(kind, "subjects", subject, partner)
	d.AddWith(kind, "holders", holder)
	d.Add("partners+holders+subjects", partner, holder, subject, who)
}

// sameActor tells whether two mentions stand for one actor, for two of one state, or for different ones.
func (s *scene) sameActor(a, b int) string {
	switch {
	case a < 0 && b < 0:
		return "nobody"
	case a < 0 || b < 0:
		return "one"
	case s.Mentions[a].Actor == s.Mentions[b].Actor:
		return "same"
	}
	return relation(s.actor(a).Country, s.actor(b).Country) + " state"
}

// fewest counts those of a draft that its own sentence names.
func fewest(d *draft, s *scene) string {
	n := 0
	for _, p := range d.parts {
		if int(s.sentence[s.Mentions[p.mention].Start]) == d.cue.sentence {
			n++
		}
	}
	return learn.Bucket(min(n, 2))
}

func agreement(a, b []int) string {
	both := 0
	for _, k := range a {
		if slices.Contains(b, k) {
			both++
		}
	}
	switch {
	case both == 0:
		return "none"
	case both == len(a) && both == len(b):
		return "all " + learn.Bucket(min(both, 2))
	case both == len(a) || both == len(b):
		return "within " + learn.Bucket(min(both, 2))
	}
	return "some"
}

// samePeople tells whether all who take part in one of two drafts take part in the other, and nobody else.
func samePeople(a, b *draft) bool { return strings.HasPrefix(agreement(a.parties, b.parties), "all") }

func agreeWhen(a, b string) string {
	switch {
	case a == "" && b == "":
		return "unknown"
	case a == "" || b == "":
		return "one"
	case a == b:
		return "same"
	}
	aFirst, aLast := bounds(a)
	bFirst, bLast := bounds(b)
	if (aLast == "" || bFirst <= aLast) && (bLast == "" || aFirst <= bLast) {
		return "overlap"
	}
	return "differ"
}

func agreeWhere(a, b *draft) string {
	switch {
	case a.where == "" && b.where == "":
		return "unknown"
	case a.where == "" || b.where == "":
		return "one"
	case a.where == b.where:
		return "same"
	}
	p, q := a.place, b.place
	if p.State != "" && p.State == q.State {
		if p.City != q.City {
			return "within"
		}
		return "one state"
	}
	return "differ"
}

// agreeStatus tells apart what happened from what is only hoped for.
func agreeStatus(a, b safir.Status) string {
	switch {
	case a == b:
		return "same"
	case a.Came() == b.Came():
		return "alike"
	case a.Came():
		return "past, then open"
	}
	return "open, then past"
}

// nameSides fills in by whom a draft is compared with others, once it is known who takes part.
func (s *scene) nameSides(d *draft) {
	d.parties, d.sides = s.partyKeys(d, false), s.partyKeys(d, true)
}

// partyKeys are those who take part; by state, people stand for theirs.
func (s *scene) partyKeys(d *draft, byState bool) []int {
	keys := make([]int, 0, 8)
	for _, p := range d.parts {
		if p.role == safir.Mediator || p.role == safir.Host {
			continue
		}
		k := p.actor
		if byState {
			k = s.stateKey(k)
		}
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// stateKey is the first actor of the page that has the same state.
func (s *scene) stateKey(actor int) int {
	return s.stateKeys[actor]
}

// tenths names a probability coarsely.
func tenths(p float64) string { return numbers[int(p*10)] }
