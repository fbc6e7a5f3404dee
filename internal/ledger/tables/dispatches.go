package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"safir"
	"safir/internal/ledger"
)

// DispatchColumns are the columns that [ScanDispatch] reads.
const DispatchColumns = "id, agency, published, modified, url, title, body"

// ScanDispatch reads a row of dispatches.
func ScanDispatch(row interface{ Scan(...any) error }) (d safir.Dispatch, err error) {
	err = row.Scan(&d.ID, &d.Agency, &d.Published, &d.Modified, &d.URL, &d.Title, &d.Body)
	return d, err
}

// Dispatch is a dispatch as it arrived.
func (r *Common) Dispatch(ctx context.Context, id string) (d safir.Dispatch, err error) {
	err = one(ctx, r.db, "SELECT "+DispatchColumns+" FROM dispatches WHERE id = ?", []any{id}, &d.ID, &d.Agency, &d.Published, &d.Modified, &d.URL, &d.Title, &d.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fmt.Errorf("dispatch %s: %w", id, ledger.ErrUnknown)
	}
	return d, r.Explain("Dispatch", err)
}

// Record is the record of a dispatch as it was read, with its body.
func (r *Common) Record(ctx context.Context, id string) (record safir.Record, err error) {
	found, err := Records(ctx, r.db, "id = ?", id)
	if err != nil {
		return record, r.Explain("Record", err)
	}
	if len(found) == 0 {
		return record, fmt.Errorf("dispatch %s: %w", id, ledger.ErrUnknown)
	}
	record = found[0].Record
	record.Body = found[0].Body
	return record, nil
}

// Kept is the record of a dispatch with its text, as they are kept.
type Kept struct {
	Row    int64
	Record safir.Record
	Body   string
}

// Records are the records of the dispatches that a condition chooses.
func Records(ctx context.Context, q Querier, condition string, args ...any) (out []Kept, err error) {
	err = each(ctx, q, "SELECT rowid, record, body FROM dispatches WHERE "+condition, args, func(rows Rows) error {
		var k Kept
		var text sql.RawBytes
		if err := rows.Scan(&k.Row, &text, &k.Body); err != nil {
			return err
		}
		err := json.Unmarshal(text, &k.Record)
		out = append(out, k)
		return err
	})
	return out, err
}

// Dispatches gives the dispatches that pass a filter, in order of publication.
func (r *Common) Dispatches(ctx context.Context, f ledger.DispatchFilter) iter.Seq2[safir.Dispatch, error] {
	return stream(ctx, r, "Dispatches", f.Limit, func(q Querier, give func(safir.Dispatch) error) error {
		chosen, err := r.chooseDispatches(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		chosen.Page(f.Page)
		return each(ctx, q, "SELECT "+DispatchColumns+" "+chosen.Text(), chosen.Args, func(rows Rows) error {
			d, err := ScanDispatch(rows)
			if err != nil {
				return err
			}
			return give(d)
		})
	})
}

// chooseDispatches is a filter as a query; nil where nothing can pass.
func (r *Common) chooseDispatches(ctx context.Context, db Querier, f ledger.DispatchFilter) (*Query, error) {
	q := &Query{From: "dispatches", Columns: []string{"published", "id"}}
	if f.Since != "" {
		q.add("published >= ?", f.Since) // an instant follows its day
	}
	if f.Until != "" {
		q.add("published <= ? AND published <> ''", f.Until+"~") // after all instants of the day
	}
	if f.Agency != "" {
		q.add("agency = ?", f.Agency)
	}
	if f.After != "" {
		sign := " > "
		if f.Newest {
			sign = " < "
		}
		q.add("(published, id)"+sign+"(SELECT published, id FROM dispatches WHERE id = ?)", f.After)
	}
	if f.Of != nil {
		of := *f.Of
		of.Page = ledger.Page{}
		events, err := r.ChooseEvents(ctx, db, of)
		if err != nil || events == nil {
			return nil, err
		}
		text, args := events.rows("e.place_in_time", of.Page)
		q.add("id IN (SELECT dispatch FROM mentions WHERE event IN ("+text+"))", args...)
	}
	return q, nil
}

// Arrivals is the number of the dispatch that came last.
func (r *Common) Arrivals(ctx context.Context) (n int64, err error) {
	err = one(ctx, r.db, "SELECT coalesce(max(rowid), 0) FROM dispatches", nil, &n)
	return n, r.Explain("Arrivals", err)
}

// Outlets tells what came from each outlet.
func (r *Common) Outlets(ctx context.Context) (out []ledger.Outlet, err error) {
	const text = `SELECT agency, count(*), coalesce(min(nullif(published, '')), ''), max(published),
		CAST(sum((SELECT count(*) FROM reports r WHERE r.dispatch = d.id AND r.` + told + `)) AS BIGINT) FROM dispatches d GROUP BY agency ORDER BY agency`
	err = each(ctx, r.db, text, nil, func(rows Rows) error {
		var o ledger.Outlet
		err := rows.Scan(&o.Agency, &o.Dispatches, &o.First, &o.Last, &o.Reports)
		out = append(out, o)
		return err
	})
	return out, r.Explain("Outlets", err)
}

// page is how many entries are taken at a time: whoever walks them may write meanwhile.
const page = 200

// Entries gives the dispatches with their records, by id.
func (r *Common) Entries(ctx context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		last := ""
		for {
			entries, err := r.entries(ctx, last)
			if err != nil {
				yield(ledger.Entry{}, r.Explain("Entries", err))
				return
			}
			for i := range entries {
				if !yield(entries[i], nil) {
					return
				}
			}
			if len(entries) < page {
				return
			}
			last = entries[len(entries)-1].Dispatch.ID
		}
	}
}

func (r *Common) entries(ctx context.Context, after string) (out []ledger.Entry, err error) {
	text := "SELECT version, record, " + DispatchColumns + " FROM dispatches WHERE id > ? ORDER BY id LIMIT ?"
	err = each(ctx, r.db, text, []any{after, page}, func(rows Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	})
	return out, err
}

// Sketches are the sketches of all dispatches, in order of publication, then of ids.
func (r *Common) Sketches(ctx context.Context) iter.Seq2[ledger.Sketched, error] {
	return stream(ctx, r, "Sketches", 0, func(q Querier, give func(ledger.Sketched) error) error {
		const text = `SELECT d.id, d.published, s.sketch FROM sketches s JOIN dispatches d ON d.rowid = s.dispatch
			WHERE length(s.sketch) > 0 ORDER BY d.published, d.id`
		return each(ctx, q, text, nil, func(rows Rows) error {
			var d ledger.Sketched
			if err := rows.Scan(&d.Dispatch, &d.Published, &d.Sketch); err != nil {
				return err
			}
			return give(d)
		})
	})
}

// CopyOf is the dispatch that one is a copy of, "" where it is none.
func (r *Common) CopyOf(ctx context.Context, id string) (original string, err error) {
	err = one(ctx, r.db, "SELECT coalesce((SELECT original FROM copies WHERE dispatch = ?), '')", []any{id}, &original)
	return original, r.Explain("CopyOf", err)
}
