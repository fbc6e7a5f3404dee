package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// riverVersion is the version of the job queue's tables that a migration brings a ledger to. When the library has a newer one, a new
// migration goes up to that: so all ledgers of one number have the same tables.
var riverVersion = map[int]int{15: 8}

// Jobs is what the job queue works on this ledger with.
func (s *Store) Jobs() riverdriver.Driver[*sql.Tx] { return riversqlite.New(s.db) }

// migrateRiver makes the tables of the job queue, where a migration says so.
func migrateRiver(ctx context.Context, db *sql.DB, tx *sql.Tx, number int) error {
	version, ok := riverVersion[number]
	if !ok {
		return nil
	}
	quiet := &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	migrator, err := rivermigrate.New(riversqlite.New(db), quiet)
	if err == nil {
		_, err = migrator.MigrateTx(ctx, tx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: version}) //nolint:staticcheck // in SQLite all versions can go into one transaction, and this is the ledger's
	}
	if err != nil {
		return fmt.Errorf("tables of the job queue: %w", err)
	}
	return nil
}
