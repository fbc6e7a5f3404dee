package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"safir/internal/ledger"
)

var _ ledger.Queue[*sql.Tx] = (*Store)(nil)

// now is the time in seconds since 1970.
const now = "unixepoch('now', 'subsec')"

// Versions are the versions of those dispatches that the ledger has.
func (s *Store) Versions(ctx context.Context, ids []string) (map[string]string, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap("Versions", err)
	}
	rows, err := s.db.QueryContext(ctx, "SELECT d.id, version FROM json_each(?) AS asked CROSS JOIN dispatches d ON d.id = asked.value", string(list))
	if err != nil {
		return nil, wrap("Versions", err)
	}
	defer rows.Close()
	versions := make(map[string]string, len(ids))
	for rows.Next() {
		var id, version string
		if err := rows.Scan(&id, &version); err != nil {
			return nil, wrap("Versions", err)
		}
		versions[id] = version
	}
	return versions, wrap("Versions", rows.Err())
}

// StartGathering notes that a gathering begins.
func (s *Store) StartGathering(ctx context.Context, sources string) (id int64, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "INSERT INTO gatherings (sources, started) VALUES (?, "+now+") RETURNING id", sources).Scan(&id)
	})
	return id, wrap("StartGathering", err)
}

// EndGathering notes that a gathering has ended.
func (s *Store) EndGathering(ctx context.Context, id int64) error {
	return wrap("EndGathering", s.within(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE gatherings SET ended = 1 WHERE id = ?", id)
		return err
	}))
}

// Enqueue keeps a chunk that is to be read.
func (s *Store) Enqueue(ctx context.Context, c ledger.Chunk, seen []ledger.Address, job func(*sql.Tx) (int64, error)) error {
	return wrap("Enqueue", s.within(ctx, func(tx *sql.Tx) error {
		if err := setAddresses(ctx, tx, seen); err != nil || c.Dispatches == 0 {
			return err
		}
		return enqueue(ctx, tx, c, job)
	}))
}

func enqueue(ctx context.Context, tx *sql.Tx, c ledger.Chunk, job func(*sql.Tx) (int64, error)) error {
	id, err := job(tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO chunks (job, gathering, position, count, packed) VALUES (?, ?, ?, ?, ?)",
		id, c.Gathering, c.Position, c.Dispatches, c.Packed)
	return err
}

const chunkColumns = "job, gathering, position, count, packed"

func scanChunk(row interface{ Scan(...any) error }) (c ledger.Chunk, err error) {
	err = row.Scan(&c.Job, &c.Gathering, &c.Position, &c.Dispatches, &c.Packed)
	return c, err
}

// Chunk is a chunk that waits.
func (s *Store) Chunk(ctx context.Context, job int64) (ledger.Chunk, error) {
	c, err := scanChunk(s.db.QueryRowContext(ctx, "SELECT "+chunkColumns+" FROM chunks WHERE job = ? AND done = 0", job))
	if errors.Is(err, sql.ErrNoRows) {
		err = ledger.ErrUnknown
	}
	return c, wrap("Chunk", err)
}

// Finish keeps what was made of a chunk.
func (s *Store) Finish(ctx context.Context, job int64, o ledger.Outcome, complete func(*sql.Tx) error) (tally ledger.Tally, err error) {
	failures := ""
	if len(o.Failures) > 0 {
		text, err := json.Marshal(o.Failures)
		if err != nil {
			return tally, wrap("Finish", err)
		}
		failures = string(text)
	}
	err = s.withFacts(ctx, func(tx *sql.Tx, f *facts) (err error) {
		if tally, err = putAll(ctx, tx, f, o.Entries); err != nil {
			return err
		}
		tally.Same += o.Same
		err = one(tx.ExecContext(ctx, `UPDATE chunks SET packed = NULL, done = 1, new = ?, changed = ?, same = ?, failed = ?, failures = ?
			WHERE job = ? AND done = 0`, tally.New, tally.Changed, tally.Same, len(o.Failures), failures, job))
		if err != nil {
			return err
		}
		return complete(tx)
	})
	return tally, wrap("Finish", err)
}

// one is ErrUnknown unless one row was changed.
func one(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, ledger.ErrUnknown)
	}
	return nil
}

// Split puts chunks in the place of one.
func (s *Store) Split(ctx context.Context, job int64, parts []ledger.Chunk, next func(*sql.Tx) (int64, error), complete func(*sql.Tx) error) error {
	return wrap("Split", s.within(ctx, func(tx *sql.Tx) error {
		if err := one(tx.ExecContext(ctx, "DELETE FROM chunks WHERE job = ? AND done = 0", job)); err != nil {
			return err
		}
		for _, part := range parts {
			if err := enqueue(ctx, tx, part, next); err != nil {
				return err
			}
		}
		return complete(tx)
	}))
}
