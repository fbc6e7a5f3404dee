package ledger

import (
	"cmp"
	"slices"
	"time"

	"safir"
)

// ballot counts the values that reports give to a slot, in order of the reports. A dispatch and its copies have one voice.
type ballot []choice

// choice is a value with who gives it.
type choice struct {
	ConflictValue
	voices map[string]bool
}

func (c *choice) add(r *Report) {
	if n := len(c.Dispatches); n == 0 || c.Dispatches[n-1] != r.Dispatch { // the reports of a dispatch follow each other
		c.Dispatches = append(c.Dispatches, r.Dispatch)
	}
	if c.voices == nil {
		c.voices = map[string]bool{}
	}
	c.voices[r.origin()] = true
}

// origin is the dispatch that a report's words come from: its own, or the one that it is a copy of.
func (r *Report) origin() string { return cmp.Or(r.CopyOf, r.Dispatch) }

func (b ballot) add(v string, r *Report) ballot {
	if v == "" {
		return b
	}
	i := slices.IndexFunc(b, func(c choice) bool { return c.Value == v })
	if i < 0 {
		b = append(b, choice{ConflictValue: ConflictValue{Value: v}})
		i = len(b) - 1
	}
	b[i].add(r)
	return b
}

// most is the choice with most voices, the first reported among equals; nil where there is none.
func (b ballot) most() *choice {
	var best *choice
	for i := range b {
		if best == nil || len(b[i].voices) > len(best.voices) {
			best = &b[i]
		}
	}
	return best
}

// value is the value of most voices, or else the one given.
func (b ballot) value(other *string) *string {
	if best := b.most(); best != nil {
		return &best.Value
	}
	return other
}

// votes are the values of a slot by those reports that are to be heard.
func votes(reports []*Report, slot func(*Report) string, heard func(*Report) bool) (b ballot) {
	for _, r := range reports {
		if heard(r) {
			b = b.add(slot(r), r)
		}
	}
	return b
}

func all(*Report) bool { return true }

// asFar hears only the reports that have an event as far as it came: where and when it was to be is known before, where and when
// it was is known after.
func (e *Event) asFar(r *Report) bool { return r.Event.Status == e.Status }

// rank is how far a status stands in the life of an event: what was planned can come to pass or be called off.
var rank = map[safir.Status]int{
	safir.Proposed: 1, safir.Planned: 2, safir.Ongoing: 3, safir.Happened: 4, safir.Cancelled: 4, safir.Denied: 4,
}

// settle sets the status: the farthest that reports have it. Where they disagree on how it ended, the end that most reports tell
// of counts, of equals the latest, and the ends are a conflict. A later report that looks back on a plan takes nothing back.
func (e *Event) settle() {
	told := votes(e.Reports, func(r *Report) string { return string(r.Event.Status) }, all)
	voices := func(s safir.Status) int {
		i := slices.IndexFunc(told, func(c choice) bool { return c.Value == string(s) })
		return len(told[i].voices)
	}
	e.Status = e.Reports[0].Event.Status
	for _, r := range e.Reports {
		if s := r.Event.Status; rank[s] > rank[e.Status] || rank[s] == rank[e.Status] && voices(s) >= voices(e.Status) {
			e.Status = s
		}
	}
	ends := slices.DeleteFunc(told, func(c choice) bool { return rank[safir.Status(c.Value)] < rank[safir.Happened] })
	if len(ends) > 1 {
		e.conflict("status", ends)
	}
}

// place chooses the place that most reports give, a city before its state, and before all where it took place, not where it was to. A call has none:
// its sides are in two.
func (m *merger) place(e *Event) {
	if e.Type == safir.Call {
		return
	}
	where := func(r *Report) string { return said(&r.Event) }
	told := votes(e.Reports, where, all)
	if len(told) == 0 { // no report says it: it is gathered from what surrounds them
		where = func(r *Report) string { return value(r.Event.Where) }
		told = votes(e.Reports, where, all)
	}
	cities := m.cities(told)
	final := m.cities(votes(e.Reports, where, e.asFar))
	best := cities.most()
	if f := final.most(); f != nil && (!m.places.IsState(f.Value) || best != nil && m.places.IsState(best.Value)) {
		best = f
	}
	if best == nil {
		return
	}
	e.Where = &best.Value
	if len(cities) > 1 {
		e.conflict("where", cities)
	}
}

// cities are the choices that name a place within a state, or else all.
func (m *merger) cities(b ballot) ballot {
	cities := slices.DeleteFunc(slices.Clone(b), func(c choice) bool { return m.places.IsState(c.Value) })
	if len(cities) == 0 {
		return b
	}
	return cities
}

// date chooses among the most precise values the one that most reports give, and before all when it took place, not when it was
// to. Values that share no day are a conflict.
func (e *Event) date() {
	when := func(r *Report) string { return value(r.Event.When) }
	told, final := votes(e.Reports, when, all), votes(e.Reports, when, e.asFar)
	if len(told) == 0 {
		return
	}
	if len(final) == 0 {
		final = told
	}
	shortest := slices.MinFunc(final, func(a, b choice) int { return cmp.Compare(length(a.Value), length(b.Value)) })
	precise := slices.DeleteFunc(slices.Clone(final), func(v choice) bool { return length(v.Value) > length(shortest.Value) })
	e.When = &precise.most().Value
	if slices.ContainsFunc(told, func(v choice) bool { return !meet(v.Value, *e.When) }) {
		e.conflict("when", told)
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
