package sqlite

import (
	"context"
	"iter"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// Dispatches gives the dispatches that pass a filter, in order of publication.
func (s *Store) Dispatches(ctx context.Context, f ledger.DispatchFilter) iter.Seq2[safir.Dispatch, error] {
	return func(yield func(safir.Dispatch, error) bool) {
		where, args := dispatchConditions(f)
		//nolint:gosec // the conditions are words of ours, their values arguments
		rows, err := s.db.QueryContext(ctx, "SELECT "+dispatchColumns+" FROM dispatches WHERE "+where+" ORDER BY published, id", args...)
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

func dispatchConditions(f ledger.DispatchFilter) (where string, args []any) {
	all := []string{"true"}
	if f.Since != "" {
		all, args = append(all, "substr(published, 1, 10) >= ?"), append(args, f.Since)
	}
	if f.Until != "" {
		all, args = append(all, "substr(published, 1, 10) <= ? AND published <> ''"), append(args, f.Until)
	}
	if f.Of != nil {
		event, values := conditions(*f.Of)
		all = append(all, "id IN (SELECT m.dispatch FROM mentions m JOIN events e ON e.place_in_time = m.event WHERE "+event+")")
		args = append(args, values...)
	}
	return strings.Join(all, " AND "), args
}
