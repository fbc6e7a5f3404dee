package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

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

// Revision counts the changes of what events are derived from.
func (s *Store) Revision(ctx context.Context) (revision int64, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT revision FROM state").Scan(&revision)
	return revision, wrap("Revision", err)
}

// Derived is the revision that the events are derived from.
func (s *Store) Derived(ctx context.Context) (revision int64, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT merged_revision FROM state").Scan(&revision)
	return revision, wrap("Derived", err)
}

func setCorrected(ctx context.Context, tx *sql.Tx, event int, list []ledger.Corrected) error {
	for _, c := range list {
		if _, err := tx.ExecContext(ctx, "INSERT INTO corrected (event, number, slot) VALUES (?, ?, ?)", event, c.Number, c.Slot); err != nil {
			return err
		}
	}
	return nil
}

// Corrections are all corrections that were ever made.
func (s *Store) Corrections(ctx context.Context) ([]ledger.Correction, error) {
	out, err := corrections(ctx, s.db, -1)
	return out, wrap("Corrections", err)
}

// corrections are those made after a revision.
func corrections(ctx context.Context, db querier, after int64) (out []ledger.Correction, err error) {
	rows, err := db.QueryContext(ctx, "SELECT number, correction FROM corrections WHERE revision > ? ORDER BY number", after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var number int
		var text string
		var c ledger.Correction
		if err := rows.Scan(&number, &text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return nil, fmt.Errorf("correction %d: %w", number, err)
		}
		c.Number = number
		out = append(out, c)
	}
	return out, rows.Err()
}

// Corrected are the slots that the events have corrected.
func (s *Store) Corrected(ctx context.Context) (map[int][]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT number, slot FROM corrected ORDER BY number, slot")
	if err != nil {
		return nil, wrap("Corrected", err)
	}
	defer rows.Close()
	out := map[int][]string{}
	for rows.Next() {
		var number int
		var slot string
		if err := rows.Scan(&number, &slot); err != nil {
			return nil, wrap("Corrected", err)
		}
		out[number] = append(out[number], slot)
	}
	return out, wrap("Corrected", rows.Err())
}

// Correct keeps a correction.
func (s *Store) Correct(ctx context.Context, c ledger.Correction, seen ...ledger.Seen) (number int, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if err := unchanged(ctx, tx, seen); err != nil {
			return err
		}
		if c.Kind == ledger.Undoing {
			all, err := corrections(ctx, tx, -1)
			if err != nil {
				return err
			}
			if err := ledger.CheckUndo(c.Undoes, all); err != nil {
				return err
			}
		}
		if err := tx.QueryRowContext(ctx, "SELECT 1 + coalesce(max(number), 0) FROM corrections").Scan(&number); err != nil {
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

// unchanged tells with ErrConflict if events are not as they were seen: as they are kept, and with the corrections that came since
// they were derived.
func unchanged(ctx context.Context, tx *sql.Tx, seen []ledger.Seen) error {
	if len(seen) == 0 {
		return nil
	}
	var merged int64
	if err := tx.QueryRowContext(ctx, "SELECT merged_revision FROM state").Scan(&merged); err != nil {
		return err
	}
	pending, err := corrections(ctx, tx, merged)
	if err != nil {
		return err
	}
	undoing := slices.ContainsFunc(pending, func(c ledger.Correction) bool { return c.Kind == ledger.Undoing })
	for _, s := range seen {
		found := false
		for e, err := range events(ctx, tx, ledger.Filter{ID: s.Event}) {
			if err != nil {
				return err
			}
			found = e.Version() == s.Version && !undoing // what an undo changes is known once events are derived
			for _, r := range e.Reports {
				found = found && !slices.ContainsFunc(pending, func(c ledger.Correction) bool { return c.Touches(r) })
			}
		}
		if !found {
			return fmt.Errorf("event %s: %w", s.Event, ledger.ErrConflict)
		}
	}
	return nil
}
