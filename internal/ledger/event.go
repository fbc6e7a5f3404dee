package ledger

import (
	"cmp"
	"slices"
	"time"

	"safir"
)

// Event is one real-world event of the ledger.
type Event struct {
	ID           string
	Type         safir.EventType
	Status       safir.Status // the latest known
	When, Where  *string
	Participants []Part
	Reports      []*Report // in order
	Conflicts    []Conflict
	Corrected    []Corrected `json:",omitempty"` // by number; what reports say stays in Reports and Conflicts
}

// Conflict is a slot on which reports disagree.
type Conflict struct {
	Slot   string
	Values []ConflictValue
}

// ConflictValue is one of the values that reports give to a slot.
type ConflictValue struct {
	Value      string
	Dispatches []string
}

// events turns groups into events.
func (m *merger) events() []Event {
	var out []Event
	for _, members := range m.members {
		if len(members) == 0 {
			continue
		}
		slices.Sort(members)
		e := Event{ID: id(m.reports[members[0]])}
		for _, i := range members {
			e.Reports = append(e.Reports, m.reports[i])
		}
		e.Type = kind(e.Reports)
		e.Status = status(e.Reports)
		m.place(&e)
		m.date(&e)
		e.Participants = m.participants(e.Reports)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b Event) int { return inOrder(a.Reports[0], b.Reports[0]) })
	return out
}

// kind is the type of an event: a call where any report calls it one.
func kind(reports []*Report) safir.EventType {
	for _, r := range reports {
		if r.Event.Type == safir.Call {
			return safir.Call
		}
	}
	return reports[0].Event.Type
}

// rank is how far a status stands in the life of an event: what was planned can come to pass or be called off.
var rank = map[safir.Status]int{
	safir.Proposed: 1, safir.Planned: 2, safir.Ongoing: 3, safir.Happened: 4, safir.Cancelled: 4, safir.Denied: 4,
}

// status is the farthest that reports have it. Where they disagree on how it ended, the end that most reports tell of counts,
// and of equals the latest. A later report that looks back on a plan takes nothing back.
func status(reports []*Report) safir.Status {
	best, told := reports[0].Event.Status, map[safir.Status]int{}
	for _, r := range reports {
		s := r.Event.Status
		told[s]++
		if rank[s] > rank[best] || rank[s] == rank[best] && told[s] >= told[best] {
			best = s
		}
	}
	return best
}

// vote counts for each value of a slot which dispatches give it, in order of the reports.
func vote(reports []*Report, slot func(*safir.Event) *string) []ConflictValue {
	var out []ConflictValue
	for _, r := range reports {
		v := value(slot(&r.Event))
		if v == "" {
			continue
		}
		i := slices.IndexFunc(out, func(c ConflictValue) bool { return c.Value == v })
		if i < 0 {
			out = append(out, ConflictValue{Value: v})
			i = len(out) - 1
		}
		out[i].Dispatches = append(out[i].Dispatches, r.Dispatch)
	}
	return out
}

// place chooses the place that most reports give, a city before its state.
func (m *merger) place(e *Event) {
	votes := vote(e.Reports, func(e *safir.Event) *string { return e.Where })
	if len(votes) == 0 {
		return
	}
	cities := slices.DeleteFunc(slices.Clone(votes), func(v ConflictValue) bool { return m.places.IsState(v.Value) })
	if len(cities) == 0 {
		cities = votes
	}
	e.Where = &most(cities).Value
	if len(cities) > 1 {
		e.Conflicts = append(e.Conflicts, Conflict{"where", cities})
	}
}

// most is the value with most dispatches, the first reported among equals.
func most(votes []ConflictValue) *ConflictValue {
	best := 0
	for i := range votes {
		if len(votes[i].Dispatches) > len(votes[best].Dispatches) {
			best = i
		}
	}
	return &votes[best]
}

// date chooses among the most precise values the one that most reports give. Values that share no day are a conflict.
func (m *merger) date(e *Event) {
	votes := vote(e.Reports, func(e *safir.Event) *string { return e.When })
	if len(votes) == 0 {
		return
	}
	shortest := slices.MinFunc(votes, func(a, b ConflictValue) int { return cmp.Compare(length(a.Value), length(b.Value)) })
	precise := slices.DeleteFunc(slices.Clone(votes), func(v ConflictValue) bool { return length(v.Value) > length(shortest.Value) })
	e.When = &most(precise).Value
	if slices.ContainsFunc(votes, func(v ConflictValue) bool { return !meet(v.Value, *e.When) }) {
		e.Conflicts = append(e.Conflicts, Conflict{"when", votes})
	}
}

// length is how many days an EDTF value may mean; an open one is longest.
func length(edtf string) time.Duration {
	first, last, ok := safir.Days(edtf)
	if !ok || first.IsZero() || last.IsZero() {
		return 1<<63 - 1
	}
	return last.Sub(first)
}

func meet(a, b string) bool {
	af, al, aok := safir.Days(a)
	bf, bl, bok := safir.Days(b)
	return !aok || !bok || window{af, al}.apart(window{bf, bl}) == 0
}

// participants are all who take part by any report, each once, with the fullest name and what any report knows of them.
func (m *merger) participants(reports []*Report) []Part {
	var out []Part
	for _, r := range reports {
		for _, p := range r.Parts {
			i := slices.IndexFunc(out, func(o Part) bool { return sameSide(o.Role, p.Role) && m.likeness(&o.Actor, &p.Actor) > 0 })
			if i < 0 {
				p.Actor.ID, p.Actor.Mentions = "", nil
				out = append(out, p)
				continue
			}
			complete(&out[i].Actor, &p.Actor)
		}
	}
	return out
}

// complete adds to an actor what another report knows.
func complete(a, b *safir.Actor) {
	if len(value(b.Name)) > len(value(a.Name)) {
		a.Name, a.Kind = b.Name, b.Kind
	}
	for _, slot := range []struct{ to, from **string }{{&a.Office, &b.Office}, {&a.Country, &b.Country}, {&a.Org, &b.Org}} {
		if *slot.to == nil {
			*slot.to = *slot.from
		}
	}
}
