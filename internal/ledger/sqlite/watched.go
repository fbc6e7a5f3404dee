package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"safir/internal/ledger"
)

const watchedColumns = "url, name, due, every, asked, answered, changed, newest, lag, asks, brought, failure, failures, slow"

// Watched are the sources that are asked on schedules.
func (s *Store) Watched(ctx context.Context) (out []ledger.Watched, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+watchedColumns+" FROM watched ORDER BY url")
	if err != nil {
		return nil, wrap("Watched", err)
	}
	defer rows.Close()
	for rows.Next() {
		var w ledger.Watched
		var every, lag int64
		err := rows.Scan(&w.URL, &w.Name, &w.Due, &every, &w.Asked, &w.Answered, &w.Changed, &w.Newest, &lag, &w.Asks, &w.Brought, &w.Failure, &w.Failures, &w.Slow)
		if err != nil {
			return nil, wrap("Watched", err)
		}
		w.Every, w.Lag = time.Duration(every)*time.Millisecond, time.Duration(lag)*time.Millisecond
		out = append(out, w)
	}
	return out, wrap("Watched", rows.Err())
}

// Watch adds sources to those that are watched.
func (s *Store) Watch(ctx context.Context, sources []ledger.Watched) error {
	return wrap("Watch", s.within(ctx, func(tx *sql.Tx) error {
		for i := range sources {
			w := &sources[i]
			_, err := tx.ExecContext(ctx, "INSERT INTO watched ("+watchedColumns+") VALUES "+marks(14)+" ON CONFLICT (url) DO NOTHING",
				append([]any{w.URL}, watchedValues(w)...)...)
			if err != nil {
				return fmt.Errorf("%s: %w", w.URL, err)
			}
		}
		return nil
	}))
}

// watchedValues are the columns of a source after its address.
func watchedValues(w *ledger.Watched) []any {
	return []any{w.Name, w.Due, w.Every.Milliseconds(), w.Asked, w.Answered, w.Changed, w.Newest, w.Lag.Milliseconds(), w.Asks, w.Brought, w.Failure, w.Failures, w.Slow}
}

// Unwatch takes sources away from those that are watched.
func (s *Store) Unwatch(ctx context.Context, urls []string) (gone int, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		for _, url := range urls {
			result, err := tx.ExecContext(ctx, "DELETE FROM watched WHERE url = ?", url)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			gone += int(n)
		}
		return nil
	})
	return gone, wrap("Unwatch", err)
}

// SetWatched keeps how sources fare.
func (s *Store) SetWatched(ctx context.Context, sources []ledger.Watched) error {
	return wrap("SetWatched", s.within(ctx, func(tx *sql.Tx) error {
		set, err := tx.PrepareContext(ctx, `UPDATE watched SET name = ?, due = ?, every = ?, asked = ?, answered = ?, changed = ?, newest = ?, lag = ?,
			asks = ?, brought = ?, failure = ?, failures = ?, slow = ? WHERE url = ?`)
		if err != nil {
			return err
		}
		defer set.Close()
		for i := range sources {
			if err := run(ctx, set, append(watchedValues(&sources[i]), sources[i].URL)...); err != nil {
				return fmt.Errorf("%s: %w", sources[i].URL, err)
			}
		}
		return nil
	}))
}
