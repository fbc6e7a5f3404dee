package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"safir/internal/ledger"
)

// chunkState is what has become of a chunk c with the job j.
const chunkState = `CASE WHEN c.done THEN 'done' WHEN j.id IS NULL OR j.state IN ('discarded', 'cancelled', 'completed') THEN 'failed'
	WHEN j.state = 'running' THEN 'running' WHEN j.attempt > 0 THEN 'retrying' ELSE 'queued' END`

// Gatherings tells how far gatherings are, the newest first.
func (s *Store) Gatherings(ctx context.Context, limit int) ([]ledger.Gathering, error) {
	if limit == 0 {
		limit = -1
	}
	all, err := s.gatherings(ctx, "id IN (SELECT id FROM gatherings ORDER BY id DESC LIMIT ?)", limit)
	return all, wrap("Gatherings", err)
}

// Gathering tells how far one is.
func (s *Store) Gathering(ctx context.Context, id int64) (ledger.Gathering, error) {
	all, err := s.gatherings(ctx, "id = ?", id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("gathering %d: %w", id, ledger.ErrUnknown)
	}
	if err != nil {
		return ledger.Gathering{}, wrap("Gathering", err)
	}
	return all[0], nil
}

func (s *Store) gatherings(ctx context.Context, which string, args ...any) (all []ledger.Gathering, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT g.id, sources, started, ended, coalesce(state, ''), coalesce(chunks, 0), coalesce(dispatches, 0),
		coalesce(new, 0), coalesce(changed, 0), coalesce(same, 0), coalesce(failed, 0)
		FROM (SELECT * FROM gatherings WHERE `+which+`) g LEFT JOIN (
			SELECT gathering, `+chunkState+` AS state, count(*) AS chunks, sum(c.count) AS dispatches, sum(new) AS new, sum(changed) AS changed,
			sum(same) AS same, sum(failed) AS failed
			FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.gathering IN (SELECT id FROM gatherings WHERE `+which+`) GROUP BY 1, 2
		) p ON p.gathering = g.id ORDER BY g.id DESC`, append(args, args...)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var g ledger.Gathering
		var started float64
		var state ledger.ChunkState
		var chunks, dispatches int
		err := rows.Scan(&g.ID, &g.Sources, &started, &g.Ended, &state, &chunks, &dispatches, &g.Tally.New, &g.Tally.Changed, &g.Tally.Same, &g.Failed)
		if err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].ID != g.ID {
			g.Started = instant(started)
			g.Chunks, g.Dispatches = map[ledger.ChunkState]int{}, map[ledger.ChunkState]int{}
			all = append(all, g)
		} else {
			last := &all[len(all)-1]
			last.Tally.Add(g.Tally)
			last.Failed += g.Failed
		}
		if chunks > 0 {
			all[len(all)-1].Chunks[state], all[len(all)-1].Dispatches[state] = chunks, dispatches
		}
	}
	return all, rows.Err()
}

func instant(seconds float64) time.Time { return time.UnixMilli(int64(seconds * 1000)) }

// Waiting counts the chunks that are not read, by their states.
func (s *Store) Waiting(ctx context.Context) (map[ledger.ChunkState]int, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+chunkState+", count(*) FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.done = 0 GROUP BY 1")
	if err != nil {
		return nil, wrap("Waiting", err)
	}
	defer rows.Close()
	counts := map[ledger.ChunkState]int{}
	for rows.Next() {
		var state ledger.ChunkState
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, wrap("Waiting", err)
		}
		counts[state] = n
	}
	return counts, wrap("Waiting", rows.Err())
}

// Unread are the chunks that were given up.
func (s *Store) Unread(ctx context.Context, gathering int64) (chunks []ledger.Chunk, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+chunkColumns+" FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.done = 0 AND "+chunkState+
		" = 'failed' AND (? = 0 OR gathering = ?) ORDER BY job", gathering, gathering)
	if err != nil {
		return nil, wrap("Unread", err)
	}
	defer rows.Close()
	for rows.Next() {
		c, err := scanChunk(rows)
		if err != nil {
			return nil, wrap("Unread", err)
		}
		chunks = append(chunks, c)
	}
	return chunks, wrap("Unread", rows.Err())
}

// Failures are the dispatches of a gathering that could not be read.
func (s *Store) Failures(ctx context.Context, gathering int64) (failures []ledger.Failure, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT failures FROM chunks WHERE gathering = ? AND failed > 0 ORDER BY position, job", gathering)
	if err != nil {
		return nil, wrap("Failures", err)
	}
	defer rows.Close()
	for rows.Next() {
		var text sql.RawBytes
		var some []ledger.Failure
		if err := rows.Scan(&text); err != nil {
			return nil, wrap("Failures", err)
		}
		if err := json.Unmarshal(text, &some); err != nil {
			return nil, wrap("Failures", err)
		}
		failures = append(failures, some...)
	}
	return failures, wrap("Failures", rows.Err())
}

// Beat notes that a worker lives.
func (s *Store) Beat(ctx context.Context, w ledger.Worker) error {
	return wrap("Beat", s.within(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO workers (id, machine, process, parallel, since, seen) VALUES (?, ?, ?, ?, `+now+`, `+now+`)
			ON CONFLICT (id) DO UPDATE SET seen = excluded.seen`, w.ID, w.Machine, w.Process, w.Parallel)
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM workers WHERE seen < "+now+" - 86400")
		}
		return err
	}))
}

// Leave notes that a worker has ended.
func (s *Store) Leave(ctx context.Context, id string) error {
	return wrap("Leave", s.within(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM workers WHERE id = ?", id)
		return err
	}))
}

// Workers are those that were seen lately.
func (s *Store) Workers(ctx context.Context) (workers []ledger.Worker, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, machine, process, parallel, since, "+now+" - seen FROM workers ORDER BY id")
	if err != nil {
		return nil, wrap("Workers", err)
	}
	defer rows.Close()
	for rows.Next() {
		var w ledger.Worker
		var since, silent float64
		if err := rows.Scan(&w.ID, &w.Machine, &w.Process, &w.Parallel, &since, &silent); err != nil {
			return nil, wrap("Workers", err)
		}
		w.Since, w.Silent = instant(since), time.Duration(silent*float64(time.Second))
		workers = append(workers, w)
	}
	return workers, wrap("Workers", rows.Err())
}
