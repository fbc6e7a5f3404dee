package sqlite

import (
	"context"
	"fmt"

	"safir"
	"safir/internal/ledger"
)

// Record is the record of a dispatch as it was read, with its body.
func (s *Store) Record(ctx context.Context, id string) (r safir.Record, err error) {
	found, err := records(ctx, s.db, "id = ?", id)
	if err != nil {
		return r, wrap("Record", err)
	}
	if len(found) == 0 {
		return r, fmt.Errorf("dispatch %s: %w", id, ledger.ErrUnknown)
	}
	r = found[0].record
	r.Body = found[0].body
	return r, nil
}

// Arrivals is the number of the dispatch that came last.
func (s *Store) Arrivals(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT coalesce(max(rowid), 0) FROM dispatches").Scan(&n)
	return n, wrap("Arrivals", err)
}

// Outlets tells what came from each outlet.
func (s *Store) Outlets(ctx context.Context) (out []ledger.Outlet, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT agency, count(*), coalesce(min(nullif(published, '')), ''), max(published),
		sum((SELECT count(*) FROM reports r WHERE r.dispatch = d.id)) FROM dispatches d GROUP BY agency ORDER BY agency`)
	if err != nil {
		return nil, wrap("Outlets", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o ledger.Outlet
		if err := rows.Scan(&o.Agency, &o.Dispatches, &o.First, &o.Last, &o.Reports); err != nil {
			return nil, wrap("Outlets", err)
		}
		out = append(out, o)
	}
	return out, wrap("Outlets", rows.Err())
}

// Failing are the addresses that failed when they were asked last.
func (s *Store) Failing(ctx context.Context, limit int) (out []ledger.Address, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT url, etag, last_modified, fetched, tried, failure, failures, lasting FROM addresses
		WHERE failure <> '' ORDER BY tried DESC, url LIMIT ?`, limit)
	if err != nil {
		return nil, wrap("Failing", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a ledger.Address
		if err := rows.Scan(&a.URL, &a.ETag, &a.LastModified, &a.Fetched, &a.Tried, &a.Failure, &a.Failures, &a.Lasting); err != nil {
			return nil, wrap("Failing", err)
		}
		out = append(out, a)
	}
	return out, wrap("Failing", rows.Err())
}

// CountStates counts for each state the events that pass a filter and in which it takes part.
func (s *Store) CountStates(ctx context.Context, f ledger.Filter) (out []ledger.StateCount, err error) {
	f.Page = ledger.Page{}
	q, err := chooseEvents(ctx, s.db, f)
	if err != nil || q == nil {
		return nil, wrap("CountStates", err)
	}
	// The plus keeps the events from being looked up one by one for each state.
	rows, err := s.db.QueryContext(ctx, `SELECT s.country, count(*) AS n FROM sides s CROSS JOIN parties p ON p.side = s.id
		WHERE s.kind = 'country' AND s.name = '' AND s.office = '' AND s.org = '' AND s.country <> ''
		AND +p.event IN (SELECT e.place_in_time `+q.text()+`) GROUP BY s.country ORDER BY n DESC, s.country`, q.args...)
	if err != nil {
		return nil, wrap("CountStates", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c ledger.StateCount
		if err := rows.Scan(&c.State, &c.Events); err != nil {
			return nil, wrap("CountStates", err)
		}
		out = append(out, c)
	}
	return out, wrap("CountStates", rows.Err())
}
