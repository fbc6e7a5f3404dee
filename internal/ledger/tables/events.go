package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"safir/internal/ledger"
)

// Reports are the reports of all dispatches.
func (r *Common) Reports(ctx context.Context) (out []ledger.Report, err error) {
	err = each(ctx, r.db, "SELECT report FROM reports", nil, func(rows Rows) error {
		var text sql.RawBytes
		if err := rows.Scan(&text); err != nil {
			return err
		}
		out = append(out, ledger.Report{})
		return json.Unmarshal(text, &out[len(out)-1])
	})
	return out, r.Explain("Reports", err)
}

// Events gives the events that pass a filter, in order of time.
func (r *Common) Events(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return stream(ctx, r, "Events", f.Limit, func(q Querier, give func(ledger.Event) error) error { return r.events(ctx, q, f, give) })
}

func (r *Common) events(ctx context.Context, q Querier, f ledger.Filter, give func(ledger.Event) error) error {
	chosen, err := r.ChooseEvents(ctx, q, f)
	if err != nil || chosen == nil {
		return err
	}
	text, args := chosen.rows("e.place_in_time AS key", f.Page)
	text = "SELECT k.key, e.event, r.report, d.url, coalesce(c.original, '') FROM (" + text + ") k" +
		r.Join + "events e ON e.place_in_time = k.key" + r.Join + "mentions m ON m.event = k.key" +
		r.Join + "reports r ON r.dispatch = m.dispatch AND r.n = m.n" + r.Join + "dispatches d ON d.id = m.dispatch" +
		" LEFT JOIN copies c ON c.dispatch = m.dispatch ORDER BY k.key" + direction(f.Page) + ", m.position"
	var event ledger.Event
	last := int64(-1)
	err = each(ctx, q, text, args, func(rows Rows) error {
		var key int64
		var text, report sql.RawBytes
		r := new(ledger.Report)
		if err := rows.Scan(&key, &text, &report, &r.URL, &r.CopyOf); err != nil {
			return err
		}
		if key != last {
			if last >= 0 {
				if err := give(event); err != nil {
					return err
				}
			}
			event, last = ledger.Event{}, key
			if err := json.Unmarshal(text, &event); err != nil {
				return err
			}
		}
		if err := json.Unmarshal(report, r); err != nil {
			return err
		}
		event.Reports = append(event.Reports, r)
		return nil
	})
	if err != nil || last < 0 {
		return err
	}
	return give(event)
}

func direction(p ledger.Page) string {
	if p.Newest {
		return " DESC"
	}
	return ""
}

// Outlines gives the outlines of the events that pass a filter, in order of time. Events that were derived before there were outlines have
// none until they are derived anew; they are outlined as far as they tell without their reports.
func (r *Common) Outlines(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Outline, error] {
	return stream(ctx, r, "Outlines", f.Limit, func(q Querier, give func(ledger.Outline) error) error {
		chosen, err := r.ChooseEvents(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		text, args := chosen.rows("e.place_in_time AS key", f.Page)
		text = "SELECT CASE e.outline WHEN '' THEN e.event ELSE e.outline END FROM (" + text + ") k" + r.Join + "events e ON e.place_in_time = k.key ORDER BY k.key" + direction(f.Page)
		return each(ctx, q, text, args, func(rows Rows) error {
			var text sql.RawBytes
			var e ledger.Outline
			if err := rows.Scan(&text); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &e); err != nil {
				return err
			}
			return give(e)
		})
	})
}

// CountEvents counts the events that pass a filter by month and type.
func (r *Common) CountEvents(ctx context.Context, f ledger.Filter) (out []ledger.EventCount, err error) {
	f.Page = ledger.Page{}
	err = r.db.View(ctx, false, func(q Querier) (err error) {
		if counted(f) {
			out, err = countContacts(ctx, q, f)
			return err
		}
		chosen, err := r.ChooseEvents(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		text, args := chosen.rows("e.month, e.type", f.Page)
		return each(ctx, q, "SELECT month, type, count(*) FROM ("+text+") k GROUP BY month, type ORDER BY month, type", args, func(rows Rows) error {
			var c ledger.EventCount
			err := rows.Scan(&c.Month, &c.Type, &c.Events)
			out = append(out, c)
			return err
		})
	})
	return out, r.Explain("CountEvents", err)
}

// CountStates counts for each state the events that pass a filter and in which it takes part.
func (r *Common) CountStates(ctx context.Context, f ledger.Filter) (out []ledger.StateCount, err error) {
	f.Page = ledger.Page{}
	err = r.db.View(ctx, false, func(q Querier) error {
		chosen, err := r.ChooseEvents(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		text, args := chosen.rows("e.place_in_time", f.Page)
		// The plus keeps the events from being looked up one by one for each state.
		text = "SELECT s.country, count(*) AS n FROM sides s" + r.Join + `parties p ON p.side = s.id
			WHERE s.kind = 'country' AND s.name = '' AND s.office = '' AND s.org = '' AND s.country <> ''
			AND +p.event IN (` + text + ") GROUP BY s.country ORDER BY n DESC, s.country"
		return each(ctx, q, text, args, func(rows Rows) error {
			var c ledger.StateCount
			err := rows.Scan(&c.State, &c.Events)
			out = append(out, c)
			return err
		})
	})
	return out, r.Explain("CountStates", err)
}
