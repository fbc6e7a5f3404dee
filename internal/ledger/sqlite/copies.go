package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"maps"
	"slices"

	"safir/internal/ledger"
)

// Sketches are the sketches of all dispatches, in order of publication, then of ids.
func (s *Store) Sketches(ctx context.Context) iter.Seq2[ledger.Sketched, error] {
	return func(yield func(ledger.Sketched, error) bool) {
		rows, err := s.db.QueryContext(ctx, `SELECT d.id, d.published, s.sketch FROM sketches s JOIN dispatches d ON d.rowid = s.dispatch
			WHERE length(s.sketch) > 0 ORDER BY d.published, d.id`)
		if err != nil {
			yield(ledger.Sketched{}, wrap("Sketches", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var d ledger.Sketched
			if err := rows.Scan(&d.Dispatch, &d.Published, &d.Sketch); err != nil {
				yield(d, wrap("Sketches", err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(ledger.Sketched{}, wrap("Sketches", err))
		}
	}
}

// SetCopies puts copies in the place of all that were kept before.
func (s *Store) SetCopies(ctx context.Context, copies map[string]string) error {
	return wrap("SetCopies", s.within(ctx, func(tx *sql.Tx) error {
		ctx := context.WithoutCancel(ctx) // see within
		if _, err := tx.ExecContext(ctx, "DELETE FROM copies"); err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, "INSERT INTO copies (dispatch, original) VALUES (?, ?)")
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, id := range slices.Sorted(maps.Keys(copies)) {
			if err := run(ctx, insert, id, copies[id]); err != nil {
				return err
			}
		}
		return nil
	}))
}

// CopyOf is the dispatch that one is a copy of, "" where it is none.
func (s *Store) CopyOf(ctx context.Context, id string) (original string, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT coalesce((SELECT original FROM copies WHERE dispatch = ?), '')", id).Scan(&original)
	return original, wrap("CopyOf", err)
}
