package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger"
)

// SetAddresses keeps what came of asking addresses, in place of what was known of them.
func (s *Store) SetAddresses(ctx context.Context, addresses []ledger.Address) error {
	return wrap("SetAddresses", s.within(ctx, func(tx pgx.Tx) error { return setAddresses(ctx, tx, addresses) }))
}

func setAddresses(ctx context.Context, tx pgx.Tx, addresses []ledger.Address) error {
	if len(addresses) == 0 {
		return nil
	}
	// Of two who keep the same address at once the second waits, and puts his in the place of the first's.
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockKeeping)); err != nil {
		return err
	}
	last := map[string]ledger.Address{}
	for _, a := range addresses {
		last[a.URL] = a
	}
	gone := newBulk("DELETE FROM addresses USING ", " WHERE addresses.url = r.a", "text")
	set := into("addresses", "url, etag, last_modified, fetched, tried, failure, failures, lasting", "text,text,text,text,text,text,integer,boolean")
	for url, a := range last {
		gone.add(url)
		set.add(url, a.ETag, a.LastModified, a.Fetched, a.Tried, a.Failure, a.Failures, a.Lasting)
	}
	return send(ctx, tx, gone, set)
}
