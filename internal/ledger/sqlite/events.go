package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"time"

	"safir"
	"safir/internal/ledger"
)

// Reports are the reports of all dispatches.
func (s *Store) Reports(ctx context.Context) (out []ledger.Report, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT report FROM reports")
	if err != nil {
		return nil, wrap("Reports", err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.RawBytes
		var r ledger.Report
		if err := rows.Scan(&text); err != nil {
			return nil, wrap("Reports", err)
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, wrap("Reports", err)
		}
		out = append(out, r)
	}
	return out, wrap("Reports", rows.Err())
}

// Merged tells whether the events are those of all reports.
func (s *Store) Merged(ctx context.Context) (merged bool, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT merged FROM state").Scan(&merged)
	return merged, wrap("Merged", err)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Events gives the events that pass a filter, in order of time.
func (s *Store) Events(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return events(ctx, s.db, f)
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func events(ctx context.Context, db querier, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return func(yield func(ledger.Event, error) bool) {
		q, err := chooseEvents(ctx, db, f)
		if err != nil || q == nil {
			if err != nil {
				yield(ledger.Event{}, wrap("Events", err))
			}
			return
		}
		text, args := q.rows("e.place_in_time AS key", f.Page)
		direction := ""
		if f.Newest {
			direction = " DESC"
		}
		rows, err := db.QueryContext(ctx, `SELECT k.key, e.event, r.report, d.url, coalesce(c.original, '') FROM (`+text+`) k
			CROSS JOIN events e ON e.place_in_time = k.key
			CROSS JOIN mentions m ON m.event = k.key CROSS JOIN reports r ON r.dispatch = m.dispatch AND r.n = m.n
			CROSS JOIN dispatches d ON d.id = m.dispatch
			LEFT JOIN copies c ON c.dispatch = m.dispatch
			ORDER BY k.key`+direction+`, m.position`, args...)
		if err != nil {
			yield(ledger.Event{}, wrap("Events", err))
			return
		}
		defer rows.Close()
		var event ledger.Event
		last := int64(-1)
		for rows.Next() {
			var key int64
			var text, report sql.RawBytes
			r := new(ledger.Report)
			if err := rows.Scan(&key, &text, &report, &r.URL, &r.CopyOf); err != nil {
				yield(event, wrap("Events", err))
				return
			}
			if key != last {
				if last >= 0 && !yield(event, nil) {
					return
				}
				event, last = ledger.Event{}, key
				if err := json.Unmarshal(text, &event); err != nil {
					yield(event, wrap("Events", err))
					return
				}
			}
			if err := json.Unmarshal(report, r); err != nil {
				yield(event, wrap("Events", err))
				return
			}
			event.Reports = append(event.Reports, r)
		}
		if err := rows.Err(); err != nil {
			yield(event, wrap("Events", err))
		} else if last >= 0 {
			yield(event, nil)
		}
	}
}

// CountEvents counts the events that pass a filter by month and type.
func (s *Store) CountEvents(ctx context.Context, f ledger.Filter) (out []ledger.EventCount, err error) {
	f.Page = ledger.Page{}
	q, err := chooseEvents(ctx, s.db, f)
	if err != nil || q == nil {
		return nil, wrap("CountEvents", err)
	}
	text, args := q.rows("e.month, e.type", f.Page)
	rows, err := s.db.QueryContext(ctx, "SELECT month, type, count(*) FROM ("+text+") GROUP BY month, type ORDER BY month, type", args...)
	if err != nil {
		return nil, wrap("CountEvents", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c ledger.EventCount
		if err := rows.Scan(&c.Month, &c.Type, &c.Events); err != nil {
			return nil, wrap("CountEvents", err)
		}
		out = append(out, c)
	}
	return out, wrap("CountEvents", rows.Err())
}

// eventQuery is a filter as a query over events e.
type eventQuery struct {
	*query

	// long is the same over those events alone that last for long and began before the first day that is asked for; nil where no
	// first day is, so that nothing is left to it.
	long *query
}

// rows are the rows of the query with some columns; key, if it is one, puts them in order and limits them.
func (q *eventQuery) rows(columns string, p ledger.Page) (text string, args []any) {
	direction := q.page(p)
	if q.long == nil {
		return "SELECT " + columns + " " + q.text(), q.args
	}
	q.long.page(p)
	text = "SELECT * FROM (SELECT " + columns + " " + q.text() + ") UNION ALL SELECT * FROM (SELECT " + columns + " " + q.long.text() + ")"
	if p.Limit > 0 {
		text = "SELECT * FROM (" + text + ") ORDER BY key" + direction + " LIMIT " + strconv.Itoa(p.Limit)
	}
	return text, slices.Concat(q.args, q.long.args)
}

// chooseEvents is a filter as a query; nil where nothing can pass.
func chooseEvents(ctx context.Context, db querier, f ledger.Filter) (*eventQuery, error) {
	var sides []sideKeys
	for _, side := range f.Sides {
		s, err := findSide(ctx, db, side, "SELECT count(*) FROM (SELECT 1 FROM parties WHERE side IN %s LIMIT 10000)")
		if err != nil || len(s.ids) == 0 {
			return nil, err
		}
		sides = append(sides, s)
	}
	slices.SortStableFunc(sides, func(a, b sideKeys) int { return cmp.Compare(a.rows, b.rows) }) // the rarest leads
	q := &eventQuery{query: led(sides)}
	restrict(q.query, f)
	if f.Since == "" {
		return q, nil
	}
	// Events go by their first day. Those that may reach beyond a later day without being long ones begin shortly before it.
	shortly, err := time.Parse(time.DateOnly, f.Since)
	if err != nil {
		return nil, err
	}
	var key int64
	err = db.QueryRowContext(ctx, "SELECT coalesce((SELECT place_in_time FROM events WHERE first >= ? ORDER BY first, place_in_time LIMIT 1), 1 << 60)",
		shortly.AddDate(0, 0, -longDays).Format(time.DateOnly)).Scan(&key)
	if err != nil {
		return nil, err
	}
	q.long = &query{from: "events e INDEXED BY events_long", columns: []string{"e.place_in_time"}}
	for _, s := range sides {
		q.long.add("EXISTS (SELECT 1 FROM parties o WHERE o.event = e.place_in_time AND o.side IN " + s.list() + ")")
	}
	restrict(q.long, f)
	q.long.add("e.long = 1 AND e.place_in_time < ?", key)
	q.add(q.columns[0]+" >= ?", key)
	return q, nil
}

// longDays is how many days an event lasts at most that is none of the long ones.
const longDays = 40

// long tells whether an event lasts for long, or nobody knows till when.
func long(first, last string) bool {
	from, err := time.Parse(time.DateOnly, first)
	to, lastErr := time.Parse(time.DateOnly, last)
	return err != nil && last != "" || err == nil && (lastErr != nil || to.Sub(from) > longDays*24*time.Hour)
}

// led is a query over the events in which sides take part, led by the first of these.
func led(sides []sideKeys) *query {
	q := &query{from: "events e", columns: []string{"e.place_in_time"}}
	for i, s := range sides {
		switch {
		case i == 0 && len(s.ids) == 1:
			q.from = "parties p CROSS JOIN events e ON e.place_in_time = p.event"
			q.add("p.side = ?", s.ids[0])
		case i == 0:
			q.from = "(SELECT DISTINCT event FROM parties WHERE side IN " + s.list() + " ORDER BY event) p CROSS JOIN events e ON e.place_in_time = p.event"
		default:
			q.add("EXISTS (SELECT 1 FROM parties o WHERE o.event = p.event AND o.side IN " + s.list() + ")")
		}
		q.columns = []string{"p.event"}
	}
	return q
}

// restrict adds what a filter demands besides its sides.
func restrict(q *query, f ledger.Filter) {
	if f.ID != "" {
		q.add("e.id = ?", f.ID)
	}
	unindexed := ""
	if f.Place != "" { // at a place there are fewer events than of a type or a status
		unindexed = "+"
	}
	addIn(q, unindexed+"e.type", f.Types)
	addIn(q, unindexed+"e.status", f.Statuses)
	if f.Since != "" {
		q.add("(e.last >= ? OR e.last = '' AND e.first <> '')", f.Since)
	}
	if f.Until != "" {
		q.add("e.first <= ? AND (e.first <> '' OR e.last <> '')", f.Until)
		q.add(q.columns[0]+" <= coalesce((SELECT place_in_time FROM events WHERE first <= ? ORDER BY first DESC, place_in_time DESC LIMIT 1), -1)", f.Until)
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
		q.add("EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.actor.office') IN "+marks(len(f.Offices))+")", anys(f.Offices)...)
	}
	if f.Visitor != "" {
		q.add("EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.role') = ? AND json_extract(j.value, '$.actor.country') = ?)",
			string(safir.Visitor), f.Visitor)
	}
	if f.Newer != 0 {
		q.add("e.place_in_time IN (SELECT m.event FROM dispatches d CROSS JOIN mentions m ON m.dispatch = d.id WHERE d.rowid > ?)", f.Newer)
	}
	if f.After != "" {
		sign := " > "
		if f.Newest {
			sign = " < "
		}
		q.add(q.columns[0]+sign+"(SELECT place_in_time FROM events WHERE id = ?)", f.After)
	}
}

// Counts says how much the ledger holds.
func (s *Store) Counts(ctx context.Context) (c ledger.Counts, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM dispatches), (SELECT count(*) FROM reports),
		(SELECT count(*) FROM events)`).Scan(&c.Dispatches, &c.Reports, &c.Events)
	return c, wrap("Counts", err)
}
