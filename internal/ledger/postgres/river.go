package postgres

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// riverVersions are the versions of the job queue's tables that a migration brings a ledger to, one after the other: a word that one of
// them adds to a type can be used by another only once it is committed. When the library has a newer version, a new migration goes up to
// that: so all ledgers of one number have the same tables.
var riverVersions = map[int][]int{15: {5, 8}}

// Jobs is what the job queue works on this ledger with.
func (s *Store) Jobs() riverdriver.Driver[pgx.Tx] { return riverpgxv5.New(s.pool) }

// migrateRiver makes the tables of the job queue that migrations after done are to find. Who is stopped in between goes on the next time: the
// tables know their own version.
func migrateRiver(ctx context.Context, pool *pgxpool.Pool, done int) error {
	quiet := &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	migrator, err := rivermigrate.New(riverpgxv5.New(nil), quiet)
	if err != nil {
		return err
	}
	for _, number := range slices.Sorted(maps.Keys(riverVersions)) {
		if number <= done {
			continue
		}
		for _, version := range riverVersions[number] {
			err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
				if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockMigrating)); err != nil {
					return err
				}
				_, err := migrator.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: version}) //nolint:staticcheck // which versions go into one transaction is said above
				return err
			})
			if err != nil {
				return fmt.Errorf("tables of the job queue, version %d: %w", version, err)
			}
		}
	}
	return nil
}
