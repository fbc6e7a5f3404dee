package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"safir/internal/ledger"
)

// Outlines gives the events that pass a filter without their reports, in order of time.
func (s *Store) Outlines(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return func(yield func(ledger.Event, error) bool) {
		if err := s.outlines(ctx, f, yield); err != nil {
			yield(ledger.Event{}, wrap("Outlines", err))
		}
	}
}

func (s *Store) outlines(ctx context.Context, f ledger.Filter, yield func(ledger.Event, error) bool) error {
	q, err := chooseEvents(ctx, s.db, f)
	if err != nil || q == nil {
		return err
	}
	text, args := q.rows("e.place_in_time AS key", f.Page)
	direction := ""
	if f.Newest {
		direction = " DESC"
	}
	rows, err := s.db.QueryContext(ctx, "SELECT e.event FROM ("+text+") k CROSS JOIN events e ON e.place_in_time = k.key ORDER BY k.key"+direction, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.RawBytes
		var e ledger.Event
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &e); err != nil {
			return err
		}
		if !yield(e, nil) {
			return nil
		}
	}
	return rows.Err()
}
