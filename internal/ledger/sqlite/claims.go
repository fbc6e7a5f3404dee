package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"safir"
	"safir/internal/ledger"
)

// Claiming gives the records in which claims stand.
func (s *Store) Claiming(ctx context.Context) iter.Seq2[safir.Record, error] {
	return func(yield func(safir.Record, error) bool) {
		rows, err := s.db.QueryContext(ctx, "SELECT record, body FROM dispatches WHERE rowid IN (SELECT dispatch FROM claims) ORDER BY rowid")
		if err != nil {
			yield(safir.Record{}, wrap("Claiming", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var text sql.RawBytes
			var r safir.Record
			var body string
			err := rows.Scan(&text, &body)
			if err == nil {
				err = json.Unmarshal(text, &r)
			}
			r.Body = body
			if !yield(r, wrap("Claiming", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(safir.Record{}, wrap("Claiming", err))
		}
	}
}

// SetVerdicts keeps the verdicts on claims.
func (s *Store) SetVerdicts(ctx context.Context, judged []ledger.Judged) error {
	return wrap("SetVerdicts", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		set, err := tx.PrepareContext(ctx, `UPDATE claims SET verdict = ?, why = ?, counted = ?
			WHERE dispatch = (SELECT rowid FROM dispatches WHERE id = ?) AND n = ?`)
		if err != nil {
			return err
		}
		defer set.Close()
		for _, j := range judged {
			counted, err := json.Marshal(append([]string{}, j.Counted...))
			if err != nil {
				return err
			}
			if err := run(ctx, set, j.Verdict, j.Why, string(counted), j.Dispatch, j.ID); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Claims gives the claims that pass a filter, in order of time.
func (s *Store) Claims(ctx context.Context, f ledger.ClaimFilter) iter.Seq2[ledger.Claimed, error] {
	return func(yield func(ledger.Claimed, error) bool) {
		q, err := s.chooseClaims(ctx, f)
		if err != nil || q == nil {
			if err != nil {
				yield(ledger.Claimed{}, wrap("Claims", err))
			}
			return
		}
		direction := q.page(f.Page)
		rows, err := s.db.QueryContext(ctx, `SELECT k.n, k.verdict, k.why, k.counted, `+sourceColumns+`
			FROM (SELECT s.* `+q.text()+`) k CROSS JOIN dispatches d ON d.rowid = k.dispatch
			ORDER BY k.day`+direction+`, k.key`+direction, q.args...)
		if err != nil {
			yield(ledger.Claimed{}, wrap("Claims", err))
			return
		}
		defer rows.Close()
		from := sourceReader{rows: rows}
		for rows.Next() {
			claim, err := from.claimed()
			if !yield(claim, wrap("Claims", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Claimed{}, wrap("Claims", err))
		}
	}
}

func (s *Store) chooseClaims(ctx context.Context, f ledger.ClaimFilter) (*query, error) {
	q := &query{from: "claims s", columns: []string{"s.day", "s.key"}}
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
		keys, err := findSide(ctx, s.db, f.Who, "")
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
		return q, s.after(ctx, q, "claims", f.After, f.Newest, false)
	}
	return q, nil
}
