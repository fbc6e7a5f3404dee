package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"safir/internal/ledger"
)

// Versions are the versions of those dispatches that the ledger has.
func (r *Common) Versions(ctx context.Context, ids []string) (map[string]string, error) {
	versions := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return versions, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	err := each(ctx, r.db, "SELECT id, version FROM dispatches WHERE id IN "+marks(len(ids)), args, func(rows Rows) error {
		var id, version string
		err := rows.Scan(&id, &version)
		versions[id] = version
		return err
	})
	return versions, r.Explain("Versions", err)
}

// StartGathering notes that a gathering begins.
func (r *Common) StartGathering(ctx context.Context, sources string) (id int64, err error) {
	err = r.db.Within(ctx, func(tx Tx) error {
		return one(ctx, tx, "INSERT INTO gatherings (sources, started) VALUES (?, "+r.Now+") RETURNING id", []any{sources}, &id)
	})
	return id, r.Explain("StartGathering", err)
}

// EndGathering notes that a gathering has ended.
func (r *Common) EndGathering(ctx context.Context, id int64) error {
	return r.Explain("EndGathering", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "UPDATE gatherings SET ended = 1 WHERE id = ?", id)
		return err
	}))
}

const chunkColumns = "job, gathering, position, count, packed"

func scanChunk(rows Rows) (c ledger.Chunk, err error) {
	err = rows.Scan(&c.Job, &c.Gathering, &c.Position, &c.Dispatches, &c.Packed)
	return c, err
}

// AddChunk keeps a chunk that waits, in a transaction in which its job was queued.
func AddChunk(ctx context.Context, tx Tx, c ledger.Chunk) error {
	_, err := tx.Exec(ctx, "INSERT INTO chunks ("+chunkColumns+") VALUES "+marks(5), c.Job, c.Gathering, c.Position, c.Dispatches, c.Packed)
	return err
}

// RemoveChunk takes a chunk away that waits, or ErrUnknown.
func RemoveChunk(ctx context.Context, tx Tx, job int64) error {
	return unlessNone(tx.Exec(ctx, "DELETE FROM chunks WHERE job = ? AND done = 0", job))
}

// FinishChunk notes what became of a chunk that waits, or ErrUnknown.
func FinishChunk(ctx context.Context, tx Tx, job int64, tally ledger.Tally, failures []ledger.Failure) error {
	told := ""
	if len(failures) > 0 {
		text, err := json.Marshal(failures)
		if err != nil {
			return err
		}
		told = string(text)
	}
	return unlessNone(tx.Exec(ctx, "UPDATE chunks SET packed = NULL, done = 1, new = ?, changed = ?, same = ?, failed = ?, failures = ? WHERE job = ? AND done = 0",
		tally.New, tally.Changed, tally.Same, len(failures), told, job))
}

// unlessNone is ErrUnknown where no row was concerned.
func unlessNone(rows int, err error) error {
	if err == nil && rows == 0 {
		return ledger.ErrUnknown
	}
	return err
}

// Chunk is a chunk that waits.
func (r *Common) Chunk(ctx context.Context, job int64) (c ledger.Chunk, err error) {
	err = one(ctx, r.db, "SELECT "+chunkColumns+" FROM chunks WHERE job = ? AND done = 0", []any{job},
		&c.Job, &c.Gathering, &c.Position, &c.Dispatches, &c.Packed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ledger.ErrUnknown
	}
	return c, r.Explain("Chunk", err)
}

// chunkState is what has become of a chunk c with the job j.
const chunkState = `CASE WHEN c.done = 1 THEN 'done' WHEN j.id IS NULL OR j.state IN ('discarded', 'cancelled', 'completed') THEN 'failed'
	WHEN j.state = 'running' THEN 'running' WHEN j.attempt > 0 THEN 'retrying' ELSE 'queued' END`

// Gatherings tells how far gatherings are, the newest first.
func (r *Common) Gatherings(ctx context.Context, limit int) ([]ledger.Gathering, error) {
	which := "SELECT id FROM gatherings"
	if limit > 0 {
		which += fmt.Sprintf(" ORDER BY id DESC LIMIT %d", limit)
	}
	all, err := r.gatherings(ctx, which)
	return all, r.Explain("Gatherings", err)
}

// Gathering tells how far one is.
func (r *Common) Gathering(ctx context.Context, id int64) (ledger.Gathering, error) {
	all, err := r.gatherings(ctx, fmt.Sprint(id))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("gathering %d: %w", id, ledger.ErrUnknown)
	}
	if err != nil {
		return ledger.Gathering{}, r.Explain("Gathering", err)
	}
	return all[0], nil
}

// gatherings counts the chunks of some gatherings, by their states.
func (r *Common) gatherings(ctx context.Context, which string) (all []ledger.Gathering, err error) {
	text := `SELECT g.id, sources, started, ended, coalesce(state, ''), coalesce(chunks, 0), coalesce(dispatches, 0),
		coalesce(new, 0), coalesce(changed, 0), coalesce(same, 0), coalesce(failed, 0)
		FROM gatherings g LEFT JOIN (
			SELECT c.gathering, ` + chunkState + ` AS state, count(*) AS chunks, sum(c.count) AS dispatches, sum(new) AS new, sum(changed) AS changed,
			sum(same) AS same, sum(failed) AS failed
			FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.gathering IN (` + which + `) GROUP BY 1, 2
		) p ON p.gathering = g.id WHERE g.id IN (` + which + `) ORDER BY g.id DESC`
	err = each(ctx, r.db, text, nil, func(rows Rows) error {
		var g ledger.Gathering
		var started float64
		var state ledger.ChunkState
		var chunks, dispatches, ended int
		err := rows.Scan(&g.ID, &g.Sources, &started, &ended, (*string)(&state), &chunks, &dispatches, &g.Tally.New, &g.Tally.Changed, &g.Tally.Same, &g.Failed)
		if err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].ID != g.ID {
			g.Started, g.Ended = instant(started), ended != 0
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
		return nil
	})
	return all, err
}

func instant(seconds float64) time.Time { return time.UnixMilli(int64(seconds * 1000)) }

// Waiting counts the chunks that are not read, by their states.
func (r *Common) Waiting(ctx context.Context) (map[ledger.ChunkState]int, error) {
	counts := map[ledger.ChunkState]int{}
	err := each(ctx, r.db, "SELECT "+chunkState+", count(*) FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.done = 0 GROUP BY 1", nil, func(rows Rows) error {
		var state string
		var n int
		err := rows.Scan(&state, &n)
		counts[ledger.ChunkState(state)] = n
		return err
	})
	return counts, r.Explain("Waiting", err)
}

// Unread are the chunks that were given up.
func (r *Common) Unread(ctx context.Context, gathering int64) (chunks []ledger.Chunk, err error) {
	text, args := "SELECT "+chunkColumns+" FROM chunks c LEFT JOIN river_job j ON j.id = c.job WHERE c.done = 0 AND "+chunkState+" = 'failed'", []any(nil)
	if gathering != 0 {
		text, args = text+" AND gathering = ?", []any{gathering}
	}
	err = each(ctx, r.db, text+" ORDER BY job", args, func(rows Rows) error {
		c, err := scanChunk(rows)
		chunks = append(chunks, c)
		return err
	})
	return chunks, r.Explain("Unread", err)
}

// Failures are the dispatches of a gathering that could not be read.
func (r *Common) Failures(ctx context.Context, gathering int64) (failures []ledger.Failure, err error) {
	text := "SELECT failures FROM chunks WHERE gathering = ? AND failed > 0 ORDER BY position, job"
	err = each(ctx, r.db, text, []any{gathering}, func(rows Rows) error {
		var told string
		if err := rows.Scan(&told); err != nil {
			return err
		}
		var some []ledger.Failure
		err := json.Unmarshal([]byte(told), &some)
		failures = append(failures, some...)
		return err
	})
	return failures, r.Explain("Failures", err)
}

// Beat notes that a worker lives.
func (r *Common) Beat(ctx context.Context, w ledger.Worker) error {
	const day = 24 * 60 * 60
	return r.Explain("Beat", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO workers (id, machine, process, parallel, since, seen) VALUES (?, ?, ?, ?, "+r.Now+", "+r.Now+
			") ON CONFLICT (id) DO UPDATE SET seen = excluded.seen", w.ID, w.Machine, w.Process, w.Parallel)
		if err == nil {
			_, err = tx.Exec(ctx, "DELETE FROM workers WHERE seen < "+r.Now+" - ?", day)
		}
		return err
	}))
}

// Leave notes that a worker has ended.
func (r *Common) Leave(ctx context.Context, id string) error {
	return r.Explain("Leave", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM workers WHERE id = ?", id)
		return err
	}))
}

// Workers are those that were seen lately.
func (r *Common) Workers(ctx context.Context) (workers []ledger.Worker, err error) {
	err = each(ctx, r.db, "SELECT id, machine, process, parallel, since, "+r.Now+" - seen FROM workers ORDER BY id", nil, func(rows Rows) error {
		var w ledger.Worker
		var since, silent float64
		err := rows.Scan(&w.ID, &w.Machine, &w.Process, &w.Parallel, &since, &silent)
		w.Since, w.Silent = instant(since), time.Duration(silent*float64(time.Second))
		workers = append(workers, w)
		return err
	})
	return workers, r.Explain("Workers", err)
}
