package tables

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"safir/internal/ledger"
)

// EventQuery is a filter as a query over events e.
type EventQuery struct {
	*Query

	// Long is the same over those events alone that last for long and began before the first day that is asked for; nil where no
	// first day is, so that nothing is left to it.
	Long *Query
}

// rows are the rows of the query with some columns; key, if it is one, puts them in order and limits them.
func (q *EventQuery) rows(columns string, p ledger.Page) (text string, args []any) {
	direction := q.Page(p)
	if q.Long == nil {
		return "SELECT " + columns + " " + q.Text(), q.Args
	}
	q.Long.Page(p)
	text = "SELECT * FROM (SELECT " + columns + " " + q.Text() + ") k UNION ALL SELECT * FROM (SELECT " + columns + " " + q.Long.Text() + ") l"
	if p.Limit > 0 {
		text = "SELECT * FROM (" + text + ") k ORDER BY key" + direction + " LIMIT " + strconv.Itoa(p.Limit)
	}
	return text, slices.Concat(q.Args, q.Long.Args)
}

// ChooseEvents is a filter as a query; nil where nothing can pass.
func (r *Common) ChooseEvents(ctx context.Context, db Querier, f ledger.Filter) (*EventQuery, error) {
	var sides []sideKeys
	for _, side := range f.Sides {
		s, err := findSide(ctx, db, side, "SELECT count(*) FROM (SELECT 1 FROM parties WHERE side IN %s LIMIT 10000) k")
		if err != nil || len(s.ids) == 0 {
			return nil, err
		}
		sides = append(sides, s)
	}
	slices.SortStableFunc(sides, func(a, b sideKeys) int { return cmp.Compare(a.rows, b.rows) }) // the rarest leads
	q := &EventQuery{Query: r.led(sides)}
	r.restrict(q.Query, f)
	if f.Since == "" {
		return q, nil
	}
	// Events go by their first day. Those that may reach beyond a later day without being long ones begin shortly before it.
	shortly, err := time.Parse(time.DateOnly, f.Since)
	if err != nil {
		return nil, err
	}
	var key int64
	const beyondAll = "1152921504606846976"
	err = one(ctx, db, "SELECT coalesce((SELECT place_in_time FROM events WHERE first >= ? ORDER BY first, place_in_time LIMIT 1), "+beyondAll+")",
		[]any{shortly.AddDate(0, 0, -longDays).Format(time.DateOnly)}, &key)
	if err != nil {
		return nil, err
	}
	q.Long = &Query{From: r.LongEvents, Columns: []string{"e.place_in_time"}}
	for _, s := range sides {
		q.Long.add("EXISTS (SELECT 1 FROM parties o WHERE o.event = e.place_in_time AND o.side IN " + s.list() + ")")
	}
	r.restrict(q.Long, f)
	q.Long.add("e.long = 1 AND e.place_in_time < ?", key)
	q.add(q.Columns[0]+" >= ?", key)
	return q, nil
}

// longDays is how many days an event lasts at most that is none of the long ones.
const longDays = 40

// Long tells whether an event lasts for long, or nobody knows till when.
func Long(first, last string) bool {
	from, err := time.Parse(time.DateOnly, first)
	to, lastErr := time.Parse(time.DateOnly, last)
	return err != nil && last != "" || err == nil && (lastErr != nil || to.Sub(from) > longDays*24*time.Hour)
}

// led is a query over the events in which sides take part, led by the first of these.
func (r *Common) led(sides []sideKeys) *Query {
	q := &Query{From: "events e", Columns: []string{"e.place_in_time"}}
	for i, s := range sides {
		switch {
		case i == 0 && len(s.ids) == 1:
			q.From = "parties p" + r.Join + "events e ON e.place_in_time = p.event"
			q.add("p.side = ?", s.ids[0])
		case i == 0:
			q.From = "(SELECT DISTINCT event FROM parties WHERE side IN " + s.list() + " ORDER BY event) p" + r.Join + "events e ON e.place_in_time = p.event"
		default:
			q.add("EXISTS (SELECT 1 FROM parties o WHERE o.event = p.event AND o.side IN " + s.list() + ")")
		}
		q.Columns = []string{"p.event"}
	}
	return q
}

// restrict adds what a filter demands besides its sides.
func (r *Common) restrict(q *Query, f ledger.Filter) {
	if f.ID != "" {
		q.add("e.id = ?", f.ID)
	}
	unindexed := ""
	if f.Place != "" { // at a place there are fewer events than of a type or a status
		unindexed = r.Unindexed
	}
	addIn(q, unindexed+"e.type", f.Types)
	addIn(q, unindexed+"e.status", f.Statuses)
	if f.Since != "" {
		q.add("(e.last >= ? OR e.last = '' AND e.first <> '')", f.Since)
	}
	if f.Until != "" {
		q.add("e.first <= ? AND (e.first <> '' OR e.last <> '')", f.Until)
		q.add(q.Columns[0]+" <= coalesce((SELECT place_in_time FROM events WHERE first <= ? ORDER BY first DESC, place_in_time DESC LIMIT 1), -1)", f.Until)
	}
	if f.Sure > 0 {
		q.add("e.sure >= ?", Thousandths(f.Sure))
	}
	if f.Place != "" {
		q.add("e.place = ?", f.Place)
	}
	if f.State != "" {
		q.add("e.state = ?", f.State)
	}
	if f.Correction != 0 {
		q.add("e.place_in_time IN (SELECT event FROM corrected WHERE number = ?)", f.Correction)
	}
	if f.Agency != "" {
		q.add("EXISTS (SELECT 1 FROM mentions m JOIN dispatches d ON d.id = m.dispatch WHERE m.event = e.place_in_time AND d.agency = ?)", f.Agency)
	}
	if f.Dispatch != "" {
		q.add("e.place_in_time IN (SELECT event FROM mentions WHERE dispatch = ?)", f.Dispatch)
	}
	if len(f.Offices) > 0 {
		q.add(r.Office(len(f.Offices)), anys(f.Offices)...)
	}
	if f.Visitor != "" {
		q.add(r.Visitor, f.Visitor)
	}
	if f.Newer != 0 {
		q.add("e.place_in_time IN (SELECT m.event FROM dispatches d"+r.Join+"mentions m ON m.dispatch = d.id WHERE d.rowid > ?)", f.Newer)
	}
	if f.After != "" {
		sign := " > "
		if f.Newest {
			sign = " < "
		}
		q.add(q.Columns[0]+sign+"(SELECT place_in_time FROM events WHERE id = ?)", f.After)
	}
}
