package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"
)

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
