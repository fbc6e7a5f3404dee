package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// Merged tells whether the events are those of all reports.
func (r *Common) Merged(ctx context.Context) (merged bool, err error) {
	err = one(ctx, r.db, "SELECT merged <> 0 FROM state", nil, &merged)
	return merged, r.Explain("Merged", err)
}

// Revision counts the changes of what events are derived from.
func (r *Common) Revision(ctx context.Context) (revision int64, err error) {
	err = one(ctx, r.db, "SELECT revision FROM state", nil, &revision)
	return revision, r.Explain("Revision", err)
}

// Derived is the revision that the events are derived from.
func (r *Common) Derived(ctx context.Context) (revision int64, err error) {
	err = one(ctx, r.db, "SELECT merged_revision FROM state", nil, &revision)
	return revision, r.Explain("Derived", err)
}

// Mark tells where the ledger stands.
func (r *Common) Mark(ctx context.Context) (m ledger.Mark, err error) {
	err = one(ctx, r.db, "SELECT revision, merged <> 0, derivations, generation, (SELECT coalesce(max(rowid), 0) FROM dispatches), (SELECT coalesce(max(id), 0) FROM sides) FROM state", nil,
		&m.Revision, &m.Merged, &m.Derivations, &m.Generation, &m.Arrivals, &m.Sides)
	return m, r.Explain("Mark", err)
}

// told are those reports that are not faint: the ids of faint events begin with [safir.FaintID].
const told = "n < '" + safir.FaintID + "'"

// Counts says how much the ledger holds.
func (r *Common) Counts(ctx context.Context) (c ledger.Counts, err error) {
	err = one(ctx, r.db, "SELECT (SELECT count(*) FROM dispatches), (SELECT count(*) FROM reports WHERE "+told+"), (SELECT count(*) FROM events)", nil,
		&c.Dispatches, &c.Reports, &c.Events)
	return c, r.Explain("Counts", err)
}

// Corrections are all corrections that were ever made.
func (r *Common) Corrections(ctx context.Context) ([]ledger.Correction, error) {
	out, err := corrections(ctx, r.db, -1)
	return out, r.Explain("Corrections", err)
}

// corrections are those made after a revision.
func corrections(ctx context.Context, q Querier, after int64) (out []ledger.Correction, err error) {
	err = each(ctx, q, "SELECT number, correction FROM corrections WHERE revision > ? ORDER BY number", []any{after}, func(rows Rows) error {
		var number int
		var text string
		var c ledger.Correction
		if err := rows.Scan(&number, &text); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return fmt.Errorf("correction %d: %w", number, err)
		}
		c.Number = number
		out = append(out, c)
		return nil
	})
	return out, err
}

// Corrected are the slots that the events have corrected.
func (r *Common) Corrected(ctx context.Context) (map[int][]string, error) {
	out := map[int][]string{}
	err := each(ctx, r.db, "SELECT number, slot FROM corrected ORDER BY number, slot", nil, func(rows Rows) error {
		var number int
		var slot string
		err := rows.Scan(&number, &slot)
		out[number] = append(out[number], slot)
		return err
	})
	return out, r.Explain("Corrected", err)
}

// Correctable tells in a transaction whether a correction may be kept: ErrConflict if events are not as they were seen, as they are kept
// and with the corrections that came since they were derived; ErrCorrection if there is nothing to undo. It gives the number that the
// correction gets.
func (r *Common) Correctable(ctx context.Context, q Querier, c *ledger.Correction, seen []ledger.Seen) (number int, err error) {
	if err := r.unchanged(ctx, q, seen); err != nil {
		return 0, err
	}
	if c.Kind == ledger.Undoing {
		all, err := corrections(ctx, q, -1)
		if err != nil {
			return 0, err
		}
		if err := ledger.CheckUndo(c.Undoes, all); err != nil {
			return 0, err
		}
	}
	return number, one(ctx, q, "SELECT 1 + coalesce(max(number), 0) FROM corrections", nil, &number)
}

func (r *Common) unchanged(ctx context.Context, q Querier, seen []ledger.Seen) error {
	if len(seen) == 0 {
		return nil
	}
	var merged int64
	if err := one(ctx, q, "SELECT merged_revision FROM state", nil, &merged); err != nil {
		return err
	}
	pending, err := corrections(ctx, q, merged)
	if err != nil {
		return err
	}
	undoing := slices.ContainsFunc(pending, func(c ledger.Correction) bool { return c.Kind == ledger.Undoing })
	for _, s := range seen {
		found := false
		err := r.events(ctx, q, ledger.Filter{ID: s.Event}, func(e ledger.Event) error {
			found = e.Version() == s.Version && !undoing // what an undo changes is known once events are derived
			for _, r := range e.Reports {
				found = found && !slices.ContainsFunc(pending, func(c ledger.Correction) bool { return c.Touches(r) })
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("event %s: %w", s.Event, ledger.ErrConflict)
		}
	}
	return nil
}

const addressColumns = "url, etag, last_modified, fetched, tried, failure, failures, lasting"

func scanAddress(rows Rows, a *ledger.Address) error {
	return rows.Scan(&a.URL, &a.ETag, &a.LastModified, &a.Fetched, &a.Tried, &a.Failure, &a.Failures, &a.Lasting)
}

// Address is what is known of an address, zero but for its URL where it was never asked.
func (r *Common) Address(ctx context.Context, url string) (ledger.Address, error) {
	a := ledger.Address{URL: url}
	err := each(ctx, r.db, "SELECT "+addressColumns+" FROM addresses WHERE url = ?", []any{url}, func(rows Rows) error { return scanAddress(rows, &a) })
	return a, r.Explain("Address", err)
}

// Failing are the addresses that failed when they were asked last.
func (r *Common) Failing(ctx context.Context, limit int) (out []ledger.Address, err error) {
	text := "SELECT " + addressColumns + " FROM addresses WHERE failure <> '' ORDER BY tried DESC, url LIMIT ?"
	err = each(ctx, r.db, text, []any{limit}, func(rows Rows) error {
		var a ledger.Address
		err := scanAddress(rows, &a)
		out = append(out, a)
		return err
	})
	return out, r.Explain("Failing", err)
}

// Version is the version of the dispatch of that id, "" where there is none.
func (r *Common) Version(ctx context.Context, id string) (version string, err error) {
	err = one(ctx, r.db, "SELECT version FROM dispatches WHERE id = ?", []any{id}, &version)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, r.Explain("Version", err)
}
