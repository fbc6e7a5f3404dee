package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"safir"
	"safir/internal/ledger"
)

// Claiming gives the records in which claims stand.
func (r *Common) Claiming(ctx context.Context) iter.Seq2[safir.Record, error] {
	return stream(ctx, r, "Claiming", 0, func(q Querier, give func(safir.Record) error) error {
		const text = "SELECT record, body FROM dispatches WHERE rowid IN (SELECT dispatch FROM claims) ORDER BY rowid"
		return each(ctx, q, text, nil, func(rows Rows) error {
			var text sql.RawBytes
			var record safir.Record
			var body string
			if err := rows.Scan(&text, &body); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &record); err != nil {
				return err
			}
			record.Body = body
			return give(record)
		})
	})
}

// Claims gives the claims that pass a filter, in order of time.
func (r *Common) Claims(ctx context.Context, f ledger.ClaimFilter) iter.Seq2[ledger.Claimed, error] {
	return stream(ctx, r, "Claims", f.Limit, func(q Querier, give func(ledger.Claimed) error) error {
		chosen, err := r.ChooseClaims(ctx, q, f)
		if err != nil || chosen == nil {
			return err
		}
		direction := chosen.Page(f.Page)
		text := "SELECT k.n, k.verdict, k.why, k.counted, " + sourceColumns + " FROM (SELECT s.* " + chosen.Text() + ") k" +
			r.Join + "dispatches d ON d.rowid = k.dispatch ORDER BY k.day" + direction + ", k.key" + direction
		var from sourceReader
		return each(ctx, q, text, chosen.Args, func(rows Rows) error {
			claim, err := from.claimed(rows)
			if err != nil {
				return err
			}
			return give(claim)
		})
	})
}

func (r *sourceReader) claimed(rows Rows) (claim ledger.Claimed, err error) {
	var n, verdict, why, counted string
	if err := r.scan(rows, []any{&n, &verdict, &why, &counted}); err != nil {
		return claim, err
	}
	claim, ok := ledger.ClaimedIn(&r.record, &r.dispatch, r.body, n)
	if !ok {
		return claim, ledger.ErrUnknown
	}
	claim.Verdict, claim.Why = verdict, why
	return claim, json.Unmarshal([]byte(counted), &claim.Counted)
}

// ChooseClaims is a filter as a query over claims s; nil where nothing can pass.
func (r *Common) ChooseClaims(ctx context.Context, db Querier, f ledger.ClaimFilter) (*Query, error) {
	q := &Query{From: "claims s", Columns: []string{"s.day", "s.key"}}
	if f.ID != "" {
		dispatch, n := cutLast(f.ID)
		q.add("s.dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND s.n = ?", dispatch, n)
	}
	if f.Dispatch != "" {
		q.add("s.dispatch = (SELECT rowid FROM dispatches WHERE id = ?)", f.Dispatch)
	}
	addIn(q, "s.kind", f.Kinds)
	addIn(q, "s.verdict", f.Verdicts)
	if !f.Who.Empty() {
		keys, err := findSide(ctx, db, f.Who, "")
		if err != nil || len(keys.ids) == 0 {
			return nil, err
		}
		column := "s.side"
		if f.Who.State != "" {
			column = "s.state"
		}
		q.add("(" + column + " IN " + keys.list() + " OR s.side IN " + keys.list() + ")")
	}
	if f.Since != "" {
		q.add("s.day >= ?", ledger.DayNumber(f.Since))
	}
	if f.Until != "" {
		q.add("s.day <= ? AND s.day > 0", ledger.DayNumber(f.Until))
	}
	if f.After != "" {
		return q, after(ctx, db, q, "claims", f.After, f.Newest, false)
	}
	return q, nil
}
