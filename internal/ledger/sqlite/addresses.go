package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"safir/internal/ledger"
)

// SetAddresses keeps what came of asking addresses, in place of what was known of them.
func (s *Store) SetAddresses(ctx context.Context, addresses []ledger.Address) error {
	return wrap("SetAddresses", s.within(ctx, func(tx *sql.Tx) error { return setAddresses(ctx, tx, addresses) }))
}

func setAddresses(ctx context.Context, tx *sql.Tx, addresses []ledger.Address) error {
	set, err := tx.PrepareContext(ctx, `INSERT INTO addresses (etag, last_modified, fetched, tried, failure, failures, lasting, url)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, fetched = excluded.fetched,
		tried = excluded.tried, failure = excluded.failure, failures = excluded.failures, lasting = excluded.lasting`)
	if err != nil {
		return err
	}
	defer set.Close()
	for _, a := range addresses {
		if err := run(ctx, set, a.ETag, a.LastModified, a.Fetched, a.Tried, a.Failure, a.Failures, a.Lasting, a.URL); err != nil {
			return fmt.Errorf("%s: %w", a.URL, err)
		}
	}
	return nil
}
