package tables

import (
	"context"
	"fmt"
	"time"

	"safir/internal/ledger"
)

const watchedColumns = "url, name, due, every, asked, answered, changed, newest, lag, asks, brought, failure, failures, slow"

// Watched are the sources that are asked on schedules.
func (r *Common) Watched(ctx context.Context) (out []ledger.Watched, err error) {
	err = each(ctx, r.db, "SELECT "+watchedColumns+" FROM watched ORDER BY url", nil, func(rows Rows) error {
		var w ledger.Watched
		var every, lag int64
		err := rows.Scan(&w.URL, &w.Name, &w.Due, &every, &w.Asked, &w.Answered, &w.Changed, &w.Newest, &lag, &w.Asks, &w.Brought, &w.Failure, &w.Failures, &w.Slow)
		w.Every, w.Lag = time.Duration(every)*time.Millisecond, time.Duration(lag)*time.Millisecond
		out = append(out, w)
		return err
	})
	return out, r.Explain("Watched", err)
}

// Watch adds sources to those that are watched.
func (r *Common) Watch(ctx context.Context, sources []ledger.Watched) error {
	return r.Explain("Watch", r.db.Within(ctx, func(tx Tx) error {
		for i := range sources {
			w := &sources[i]
			_, err := tx.Exec(ctx, "INSERT INTO watched ("+watchedColumns+") VALUES "+marks(14)+" ON CONFLICT (url) DO NOTHING",
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
func (r *Common) Unwatch(ctx context.Context, urls []string) (gone int, err error) {
	err = r.db.Within(ctx, func(tx Tx) error {
		for _, url := range urls {
			n, err := tx.Exec(ctx, "DELETE FROM watched WHERE url = ?", url)
			if err != nil {
				return err
			}
			gone += n
		}
		return nil
	})
	return gone, r.Explain("Unwatch", err)
}

// SetWatched keeps how sources fare.
func (r *Common) SetWatched(ctx context.Context, sources []ledger.Watched) error {
	return r.Explain("SetWatched", r.db.Within(ctx, func(tx Tx) error {
		const set = `UPDATE watched SET name = ?, due = ?, every = ?, asked = ?, answered = ?, changed = ?, newest = ?, lag = ?,
			asks = ?, brought = ?, failure = ?, failures = ?, slow = ? WHERE url = ?`
		for i := range sources {
			if _, err := tx.Exec(ctx, set, append(watchedValues(&sources[i]), sources[i].URL)...); err != nil {
				return fmt.Errorf("%s: %w", sources[i].URL, err)
			}
		}
		return nil
	}))
}
