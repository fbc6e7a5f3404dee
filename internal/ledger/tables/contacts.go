package tables

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// Thousandths is a confidence as it is kept: databases differ in how they round fractions.
func Thousandths(confidence float64) int { return int(math.Round(confidence * 1000)) }

// Contact is what the events of two states are counted by.
type Contact struct {
	A, B                int64 // keys of the states, the smaller first
	Month, Type, Status string
	Sure                int // see [Thousandths]
}

// Contacts counts the events of any two states.
type Contacts map[Contact]int

// Add counts an event in which some sides take part n times: once, or -1 times if it is gone; key is the key of a side.
func (c Contacts) Add(e *ledger.Placed, n int, key func(ledger.Who) (int64, error)) error {
	var states []int64
	for _, p := range ledger.PartiesOf(e) {
		if p.Who != ledger.State(p.Country) || p.Country == "" {
			continue
		}
		k, err := key(p.Who)
		if err != nil {
			return err
		}
		states = append(states, k)
	}
	slices.Sort(states)
	states = slices.Compact(states)
	for i, a := range states {
		for _, b := range states[i+1:] {
			c[Contact{a, b, e.Month, string(e.Type), string(e.Status), Thousandths(e.Confidence)}] += n
		}
	}
	return nil
}

// Sorted are the contacts of which some came or went, in order of their key.
func (c Contacts) Sorted() []Contact {
	maps.DeleteFunc(c, func(_ Contact, n int) bool { return n == 0 })
	return slices.SortedFunc(maps.Keys(c), func(x, y Contact) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Month, y.Month),
			cmp.Compare(x.Type, y.Type), cmp.Compare(x.Status, y.Status), cmp.Compare(x.Sure, y.Sure))
	})
}

// counted tells whether a filter asks for no more than what contacts are counted by.
func counted(f ledger.Filter) bool {
	if len(f.Sides) != 2 || f.Sides[0].State == "" || f.Sides[1].State == "" || f.Sides[0].State == f.Sides[1].State {
		return false
	}
	return f.ID == "" && f.Since == "" && f.Until == "" && f.Place == "" && f.State == "" && f.Correction == 0 && f.Agency == "" &&
		f.Dispatch == "" && len(f.Offices) == 0 && f.Visitor == "" && f.Newer == 0
}

// countContacts counts the events of two states, by month and type.
func countContacts(ctx context.Context, q Querier, f ledger.Filter) (out []ledger.EventCount, err error) {
	var keys []int64
	for _, side := range f.Sides {
		s, err := findSide(ctx, q, side, "")
		if err != nil || len(s.ids) == 0 {
			return nil, err
		}
		keys = append(keys, s.ids[0])
	}
	slices.Sort(keys)
	query := &Query{From: "contacts c"}
	query.add("c.a = ? AND c.b = ?", keys[0], keys[1])
	addIn(query, "c.type", f.Types)
	addIn(query, "c.status", f.Statuses)
	if f.Sure > 0 {
		query.add("c.sure >= ?", Thousandths(f.Sure))
	}
	text := "SELECT c.month, c.type, CAST(sum(c.events) AS BIGINT) " + query.Text() + " GROUP BY c.month, c.type ORDER BY c.month, c.type"
	err = each(ctx, q, text, query.Args, func(rows Rows) error {
		var month, kind string
		var n int
		err := rows.Scan(&month, &kind, &n)
		out = append(out, ledger.EventCount{Month: month, Type: safir.EventType(kind), Events: n})
		return err
	})
	return out, err
}
