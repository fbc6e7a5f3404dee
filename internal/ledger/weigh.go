package ledger

import (
	"time"

	"safir"
)

// voice is what two reports say of being of one event.
type voice int8

const (
	silent   voice = iota // they say too little to tell
	agreeing              // the same people, at one time and place
	contrary              // they can't be: other people, another day, another place
	beside                // one dispatch tells of both
	twice                 // one dispatch tells of both, of one alone as not the first time
	again                 // they would agree, but one alone says that it was not the first time
)

// score is how likely two reports are of one event, 0 where they are not.
func (m *merger) score(i, k int) float64 {
	score, _ := m.weigh(i, k)
	return score
}

// weigh holds two reports, the earlier one first, against each other.
func (m *merger) weigh(i, k int) (score float64, v voice) {
	a, b := m.reports[i], m.reports[k]
	if m.barred(i, k) {
		return 0, contrary
	}
	s := m.common(a, b)
	if a.Dispatch == b.Dispatch && !m.told(a, b, s) {
		if a.Event.Type == safir.Visit && a.Event.Again != b.Event.Again {
			return 0, twice
		}
		return 0, beside
	}
	if a.Event.Type == safir.Visit {
		return m.weighVisits(a, b, s)
	}
	both := len(a.Parts) > 1 && len(b.Parts) > 1
	switch {
	case s.contrary, both && s.count < 2 && len(a.Parts) == 2 && len(b.Parts) == 2:
		return 0, contrary
	case both && s.count < 2 || s.count < 1:
		return 0, silent
	}
	if !s.named && m.loose(a, b) {
		return 0, silent
	}
	score = s.sum + bonus(a, b)
	if a.Event.Type != b.Event.Type {
		score -= 0.5
	}
	if !both {
		return max(0, score-0.75), silent
	}
	if s.sure < 2 {
		return score, silent
	}
	return score, agreeing
}

// loose tells whether two reports of talks or messages have nothing in common but states and offices: no day, no place, and they were not
// published about the same time. States write and negotiate all year round; an agreement is spoken of long after.
func (m *merger) loose(a, b *Report) bool {
	const about = 2 // days
	if a.Event.Type != safir.Negotiation && a.Event.Type != safir.Message || bonus(a, b) > 0 {
		return false
	}
	x, xerr := time.Parse(time.DateOnly, dayOf(a.Published))
	y, yerr := time.Parse(time.DateOnly, dayOf(b.Published))
	return xerr != nil || yerr != nil || x.Sub(y).Abs() > about*day
}

// weighVisits weighs two visits: who travelled, and where to.
func (m *merger) weighVisits(a, b *Report, s overlap) (float64, voice) {
	switch {
	case s.count == 0:
		return 0, contrary
	case s.sure == 0 || value(a.Event.Where) == "" || value(b.Event.Where) == "":
		return s.sum + bonus(a, b), silent
	case comesAgain(a, b):
		return s.sum + bonus(a, b), again
	}
	return s.sum + bonus(a, b), agreeing
}

// comesAgain tells whether one report alone says that somebody comes back, or comes once more, and the two don't name one day: the other may
// tell of the time before.
func comesAgain(a, b *Report) bool {
	return a.Event.Again != b.Event.Again && !sameDay(value(a.Event.When), value(b.Event.When))
}

// bonus is what one day and one place add.
func bonus(a, b *Report) (sum float64) {
	if value(a.Event.When) != "" && value(a.Event.When) == value(b.Event.When) {
		sum += 0.5
	}
	if value(a.Event.Where) != "" && value(a.Event.Where) == value(b.Event.Where) {
		sum += 0.25
	}
	return sum
}

// told tells whether one dispatch may tell of one event twice: by the same people, in the same place, as having come equally
// far and as often before, on the same day or on one that is told in one place only. A dispatch that tells things apart gives each something of its own.
func (m *merger) told(a, b *Report, s overlap) bool {
	if s.alike != len(a.Parts) || s.alike != len(b.Parts) || a.Event.Again != b.Event.Again || a.Event.Status != b.Event.Status || value(a.Event.Where) != value(b.Event.Where) {
		return false
	}
	when, other := value(a.Event.When), value(b.Event.When)
	return when == other || when == "" || other == ""
}

// barred tells whether two reports can't be of one event, whoever takes part.
func (m *merger) barred(i, k int) bool {
	a, b := m.reports[i], m.reports[k]
	if a.Event.Type != b.Event.Type && (!a.Event.Status.Came() || !b.Event.Status.Came()) { // who announces a meeting, or denies one, does not speak of a call
		return true
	}
	if !sameType(&a.Event, &b.Event) {
		return !m.elsewhere(i, k)
	}
	most := slack
	if a.Event.Type != b.Event.Type { // a meeting of the day after is more than another word for the call
		most = 0
	}
	if !m.dated[i] || !m.dated[k] || m.windows[i].apart(m.windows[k]) > most {
		return true
	}
	if foretold(a, m.windows[i], m.windows[k]) || foretold(b, m.windows[k], m.windows[i]) {
		return true
	}
	if (m.windows[i].vague() || m.windows[k].vague()) && m.windows[i] != m.windows[k] {
		return true
	}
	return !m.samePlace(said(&a.Event), said(&b.Event), a.Event.Type == safir.Visit) && !m.sameMeeting(a, b)
}

// foretold tells whether an undated report of what has happened was published before the days in which another has it. Without a time of day it is
// not known to be.
func foretold(r *Report, own, other window) bool {
	if r.Event.Status != safir.Happened || value(r.Event.When) != "" || len(r.Published) == len(time.DateOnly) || other.first.Before(own.last) {
		return false
	}
	for _, form := range instants {
		if at, err := time.Parse(form, r.Published); err == nil {
			return at.UTC().Add(farEast).Before(other.first)
		}
	}
	return false
}

// instants are the forms of a time of publication that has a zone.
var instants = []string{time.RFC3339, "2006-01-02T15:04Z07:00"}

// farEast is how far the clocks of those of whom Persian outlets write most go before Greenwich: from then on it may be the day after there.
const farEast = 5 * time.Hour

// sameMeeting tells whether two dispatches that name the same two sides and the same day speak of one meeting, wherever they place it: two do
// not meet in two towns on one day, and a place is told wrongly, or read wrongly, more often than a day. The two places are then kept as a conflict.
// What was not held was held nowhere, so that of such neither day nor names are needed.
func (m *merger) sameMeeting(a, b *Report) bool {
	if a.Event.Type != safir.Meeting || b.Event.Type != safir.Meeting || a.Dispatch == b.Dispatch {
		return false
	}
	s := m.common(a, b)
	if !a.Event.Status.Came() && !b.Event.Status.Came() {
		return s.count > 1
	}
	return s.named && s.sure > 1 && sameDay(value(a.Event.When), value(b.Event.When))
}

// sameDay tells whether two times are one day.
func sameDay(a, b string) bool { return a == b && len(a) == len(time.DateOnly) }

// sameType tells whether two reports may be of one event by their types: talks of which one report does not say where they were
// held may be those that another calls a telephone call.
func sameType(a, b *safir.Event) bool {
	if a.Type == b.Type {
		return true
	}
	return a.Type == safir.Meeting && b.Type == safir.Call && said(a) == "" || a.Type == safir.Call && b.Type == safir.Meeting && said(b) == ""
}

// elsewhere tells whether a call and a meeting of the same days may be one: where the meeting is placed none of the two sides is at
// home. Who is on a journey telephones from there, and a report that does not say so is read as placing talks there.
func (m *merger) elsewhere(i, k int) bool {
	a, b := m.reports[i], m.reports[k]
	if a.Event.Type == safir.Call {
		a, b = b, a
	}
	if a.Event.Type != safir.Meeting || b.Event.Type != safir.Call || !m.dated[i] || !m.dated[k] || m.windows[i].apart(m.windows[k]) > 0 {
		return false
	}
	if m.windows[i].vague() || m.windows[k].vague() {
		return false
	}
	state := m.places.StateOf(value(a.Event.Where))
	if state == "" {
		return false
	}
	for _, r := range []*Report{a, b} {
		for i := range r.Parts {
			if c := value(r.Parts[i].Actor.Country); c == "" || c == state {
				return false
			}
		}
	}
	return true
}

// said is where an event is said to have been, "" where that was only gathered from what surrounds it.
func said(e *safir.Event) string {
	if e.WhereInferred {
		return ""
	}
	return value(e.Where)
}

// samePlace tells whether two places may be one: the same, one unknown, or one a state that the other lies in. Who visits a
// state may go to two of its cities on one visit, or be announced for the one and come to the other.
func (m *merger) samePlace(a, b string, visit bool) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	return m.places.StateOf(a) != "" && m.places.StateOf(a) == m.places.StateOf(b) && (visit || m.places.IsState(a) || m.places.IsState(b))
}

// overlap is what the participants of two reports have in common.
type overlap struct {
	count    int     // how many are in both
	alike    int     // how many of them by more than their state
	sure     int     // how many of these by name, office or code
	sum      float64 // of how surely
	named    bool    // one of them is named in both
	contrary bool    // those left over stand against each other
}

// common holds the participants of two reports against each other. The host of a visit is not counted.
func (m *merger) common(a, b *Report) (s overlap) {
	taken := make([]bool, len(b.Parts))
	var left []int
	for i := range a.Parts {
		best, likest := -1, 0.0
		for k := range b.Parts {
			if taken[k] || !sameSide(a.Parts[i].Role, b.Parts[k].Role) {
				continue
			}
			if l := m.likeness(&a.Parts[i].Actor, &b.Parts[k].Actor); l > likest {
				best, likest = k, l
			}
		}
		if best < 0 {
			left = append(left, i)
			continue
		}
		taken[best] = true
		if a.Parts[i].Role != safir.Host {
			s.count++
			s.sum += likest
			s.named = s.named || hasName(&a.Parts[i].Actor) && hasName(&b.Parts[best].Actor)
			s.alike += one(likest > byState)
			s.sure += one(likest > bySort)
		}
	}
	if a.Event.Type == safir.Visit {
		return s
	}
	for _, i := range left {
		for k := range b.Parts {
			if !taken[k] && s.count < 2 && m.rivals(&a.Parts[i].Actor, &b.Parts[k].Actor) {
				return overlap{contrary: true}
			}
		}
	}
	return s
}

// sameSide tells whether two roles can be one actor's in two reports of one event.
func sameSide(a, b safir.Role) bool {
	return a == b || a == safir.Mediator || b == safir.Mediator
}
