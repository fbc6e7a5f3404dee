package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"safir/internal/ledger"
)

// revise tells that what events are derived from has changed.
func revise(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE state SET merged = 0, revision = revision + 1")
	return err
}

// settle tells that the events are those of a revision.
func settle(ctx context.Context, tx *sql.Tx, revision int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE state SET merged = (revision = ?1), merged_revision = ?1", revision)
	return err
}

// Correct keeps a correction.
func (s *Store) Correct(ctx context.Context, c ledger.Correction, seen ...ledger.Seen) (number int, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if number, err = s.Correctable(ctx, asked{tx}, &c, seen); err != nil {
			return err
		}
		c.Number = number
		text, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if err := revise(ctx, tx); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO corrections (number, revision, instant, editor, kind, undoes, reason, correction)
			SELECT ?, revision, ?, ?, ?, ?, ?, ? FROM state`,
			number, c.At, c.By, string(c.Kind), sql.NullInt64{Int64: int64(c.Undoes), Valid: c.Undoes != 0}, c.Reason, string(text))
		return err
	})
	return number, wrap("Correct", err)
}
