// Package sqlite keeps a ledger in one SQLite file, without a server and without cgo.
//
// The file carries Safir's mark (application_id) and the number of its last migration (user_version); a file without the one or
// beyond the other is refused before anything is written. Writes go through one connection, each a transaction in the
// write-ahead log: whoever stops the program at any moment finds the ledger as it was after the last whole chunk.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

//go:embed migrations/*.sql
var migrations embed.FS

// mark is the application_id of ledgers: "SAFR".
const mark = 0x53414652

// Store is a ledger in a file.
type Store struct {
	*tables.Common

	db          *sql.DB
	writing     sync.Mutex // who waits for it is woken; the file's own lock is asked for again and again
	readOnly    bool
	sides       sideMemory
	findVersion func() (*sql.Stmt, error) // of a dispatch
}

var _ ledger.Store = (*Store)(nil)

// Create opens the ledger of a file to write, and makes one where there is none.
func Create(ctx context.Context, file string) (*Store, error) { return open(ctx, file, true) }

// Open opens the ledger of a file, ledger.ErrNone where there is no such file. Where it may not be written it can be asked all the
// same, as long as its events are derived.
func Open(ctx context.Context, file string) (*Store, error) { return open(ctx, file, false) }

func open(ctx context.Context, file string, create bool) (store *Store, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ledger %s: %w", file, explained(err))
		}
	}()
	if err := look(file, create); err != nil {
		return nil, err
	}
	store, err = connect(ctx, file, "&_pragma=synchronous(normal)")
	if err == nil || create || !unwritable(err) {
		return store, err
	}
	if unmerged, err := os.Stat(file + "-wal"); err == nil && unmerged.Size() > 0 {
		return nil, fmt.Errorf("%w here, and its last changes are still in %s-wal: open it once where it may be", ledger.ErrReadOnly, path.Base(file))
	}
	// Nobody who may write can be told of a reader that may not, so the file is taken for one that does not change.
	if store, err = connect(ctx, file, "&mode=ro&immutable=1"); err != nil {
		return nil, err
	}
	store.readOnly = true
	return store, nil
}

// patience is how many milliseconds one who writes waits for another: the longest transaction is that of the events of a large
// ledger.
const patience = 60_000

func connect(ctx context.Context, file, options string) (*Store, error) {
	settings := fmt.Sprintf("?_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)&_pragma=cache_size(-32000)&_pragma=wal_autocheckpoint(8000)&_txlock=immediate", patience)
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+settings+options)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	findVersion := func() (*sql.Stmt, error) {
		return db.PrepareContext(context.WithoutCancel(ctx), "SELECT version FROM dispatches WHERE id = ?")
	}
	store := &Store{db: db, findVersion: sync.OnceValues(findVersion)}
	store.Common = tables.NewCommon(database{asked{db}, store.within}, dialect)
	return store, nil
}

// migrate brings a file to the newest schema, each migration in a transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	scripts, err := fs.Glob(migrations, "migrations/*.sql") // in order of their numbers
	if err != nil {
		return err
	}
	newest, err := number(scripts[len(scripts)-1])
	if err != nil {
		return err
	}
	if done, err := version(ctx, db, newest); err != nil || done == newest {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = wal"); err != nil {
		return err
	}
	for _, script := range scripts {
		n, err := number(script)
		if err == nil {
			err = apply(ctx, db, script, n, newest)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path.Base(script), err)
		}
	}
	return nil
}

// number is the number at the head of a migration's name.
func number(script string) (int, error) {
	head, _, _ := strings.Cut(path.Base(script), "_")
	return strconv.Atoi(head)
}

// asker is a database or a transaction.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// version is the number of the last migration of a file, 0 for an empty one.
func version(ctx context.Context, db asker, newest int) (done int, err error) {
	var found, tables int
	// In one query: another program may be making this ledger just now.
	err = db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM sqlite_schema), (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version)`).Scan(&tables, &found, &done)
	switch {
	case err != nil:
		return 0, err
	case found != mark && tables > 0:
		return 0, ledger.ErrNoLedger
	case done > newest:
		return 0, fmt.Errorf("%w (its schema is %d, this one knows up to %d)", ledger.ErrNewer, done, newest)
	}
	return done, nil
}

// apply runs a migration unless it was run before, by this process or by another since.
func apply(ctx context.Context, db *sql.DB, script string, number, newest int) error {
	text, err := migrations.ReadFile(script)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	done, err := version(ctx, tx, newest)
	if err != nil || done >= number {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if err := migrateRiver(ctx, db, tx, number); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", mark, number)); err != nil {
		return err
	}
	return tx.Commit()
}

// DB is the database that the ledger is in, for what is kept beside it in the same file.
func (s *Store) DB() *sql.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }
