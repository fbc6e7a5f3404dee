package sqlite

import (
	"context"
	"iter"

	"safir"
	"safir/internal/ledger"
)

// Dispatches gives the dispatches that pass a filter, in order of publication.
func (s *Store) Dispatches(ctx context.Context, f ledger.DispatchFilter) iter.Seq2[safir.Dispatch, error] {
	return func(yield func(safir.Dispatch, error) bool) {
		q, err := chooseDispatches(ctx, s.db, f)
		if err != nil || q == nil {
			if err != nil {
				yield(safir.Dispatch{}, wrap("Dispatches", err))
			}
			return
		}
		q.page(f.Page)
		rows, err := s.db.QueryContext(ctx, "SELECT "+dispatchColumns+" "+q.text(), q.args...)
		if err != nil {
			yield(safir.Dispatch{}, wrap("Dispatches", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			d, err := scanDispatch(rows)
			if !yield(d, wrap("Dispatches", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(safir.Dispatch{}, wrap("Dispatches", err))
		}
	}
}

// chooseDispatches is a filter as a query; nil where nothing can pass.
func chooseDispatches(ctx context.Context, db querier, f ledger.DispatchFilter) (*query, error) {
	q := &query{from: "dispatches", columns: []string{"published", "id"}}
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
		events, err := chooseEvents(ctx, db, of)
		if err != nil || events == nil {
			return nil, err
		}
		text, args := events.rows("e.place_in_time", of.Page)
		q.add("id IN (SELECT dispatch FROM mentions WHERE event IN ("+text+"))", args...)
	}
	return q, nil
}
