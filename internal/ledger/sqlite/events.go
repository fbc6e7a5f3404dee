package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strings"

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
		direction := q.page(f.Page)
		rows, err := db.QueryContext(ctx, `SELECT k.key, e.event, r.report, d.url, coalesce(c.original, '') FROM (SELECT e.place_in_time AS key `+q.text()+`) k
			CROSS JOIN events e ON e.place_in_time = k.key
			CROSS JOIN mentions m ON m.event = k.key CROSS JOIN reports r ON r.dispatch = m.dispatch AND r.n = m.n
			CROSS JOIN dispatches d ON d.id = m.dispatch
			LEFT JOIN copies c ON c.dispatch = m.dispatch
			ORDER BY k.key`+direction+`, m.position`, q.args...)
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
	rows, err := s.db.QueryContext(ctx, `SELECT month, type, count(*) FROM (SELECT e.month, e.type `+q.text()+`)
		GROUP BY month, type ORDER BY month, type`, q.args...)
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

// chooseEvents is a filter as a query over events e; nil where nothing can pass.
func chooseEvents(ctx context.Context, db querier, f ledger.Filter) (*query, error) {
	q := &query{from: "events e", columns: []string{"e.place_in_time"}}
	var sides []sideKeys
	for _, side := range f.Sides {
		s, err := findSide(ctx, db, side, "SELECT count(*) FROM (SELECT 1 FROM parties WHERE side IN %s LIMIT 10000)")
		if err != nil || len(s.ids) == 0 {
			return nil, err
		}
		sides = append(sides, s)
	}
	slices.SortStableFunc(sides, func(a, b sideKeys) int { return cmp.Compare(a.rows, b.rows) }) // the rarest leads
	for i, s := range sides {
		switch {
		case i == 0 && len(s.ids) == 1:
			q.from = "parties p CROSS JOIN events e ON e.place_in_time = p.event"
			q.add("p.side = ?", s.ids[0])
		case i == 0:
			q.from = "(SELECT DISTINCT event FROM parties WHERE side IN " + s.list() + " ORDER BY event) p CROSS JOIN events e ON e.place_in_time = p.event"
		default:
			q.add("EXISTS (SELECT 1 FROM parties o WHERE o.event = e.place_in_time AND o.side IN " + s.list() + ")")
		}
	}
	if len(sides) > 0 {
		q.columns = []string{"p.event"}
	}
	if f.ID != "" {
		q.add("e.id = ?", f.ID)
	}
	addIn(q, "e.type", f.Types)
	addIn(q, "e.status", f.Statuses)
	if f.Since != "" {
		q.add("(e.last >= ? OR e.last = '' AND e.first <> '')", f.Since)
	}
	if f.Until != "" {
		// Events go by their first day, so that those after the last one in question need not be looked at.
		q.add("e.first <= ? AND (e.first <> '' OR e.last <> '')", f.Until)
		q.add(q.columns[0]+" <= coalesce((SELECT max(place_in_time) FROM events WHERE first <= ?), -1)", f.Until)
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
	if f.After != "" {
		sign := " > "
		if f.Newest {
			sign = " < "
		}
		q.add(q.columns[0]+sign+"(SELECT place_in_time FROM events WHERE id = ?)", f.After)
	}
	return q, nil
}

// Counts says how much the ledger holds.
func (s *Store) Counts(ctx context.Context) (c ledger.Counts, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM dispatches), (SELECT count(*) FROM reports),
		(SELECT count(*) FROM events)`).Scan(&c.Dispatches, &c.Reports, &c.Events)
	return c, wrap("Counts", err)
}

// fields are the words of a query, without what FTS would read as its own signs.
func fields(words string) iter.Seq[string] {
	return strings.FieldsSeq(strings.ReplaceAll(words, `"`, " "))
}
