// Package postgres keeps a ledger in a PostgreSQL database, for many programs at once.
//
// The tables stand in the first schema of the connection's search_path (?search_path=… in its address); a table safir_schema says that
// this is a ledger, and which migration was the last. A schema with other tables, or beyond the last migration, is refused before
// anything is written.
//
// Whoever writes what came in holds the one row of the table state from the beginning of the transaction to its end. So writers come
// one after the other, dispatches are numbered in the order in which they are to be seen, and no two of them can wait for each other. A
// chunk is some ten statements with all its rows, which makes that turn a short one; reading dispatches, which takes the time, is done
// before it. Deriving has a turn of its own (an advisory lock): it reads the ledger as it was at one moment, and what it makes
// comes to be seen all at once, while dispatches go on coming in. Questions see one moment each.
package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

//go:embed migrations/*.sql
var migrations embed.FS

// The keys of advisory locks: "SAFR" with a number.
const (
	lockMigrating = 0x53414652_0001
	lockDeriving  = 0x53414652_0002
	lockKeeping   = 0x53414652_0003
)

// Store is a ledger in a database.
type Store struct {
	*tables.Common

	pool     *pgxpool.Pool
	sides    *sideMemory
	deriving chan struct{} // holds one while this program derives
}

var _ ledger.Store = (*Store)(nil)

// Is tells whether an address is one of a PostgreSQL database.
func Is(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Create opens the ledger of a database (postgres://user@host/database) to write, and makes one where there is none.
func Create(ctx context.Context, address string) (*Store, error) { return open(ctx, address, true) }

// Open opens the ledger of a database, ledger.ErrNone where it has none.
func Open(ctx context.Context, address string) (*Store, error) { return open(ctx, address, false) }

func open(ctx context.Context, address string, create bool) (store *Store, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("ledger %s: %w", Shown(address), explained(err))
		}
	}()
	config, err := configured(address)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, pool, create); err != nil {
		pool.Close()
		return nil, err
	}
	return &Store{Common: tables.NewCommon(newDatabase(pool), dialect), pool: pool, sides: &sideMemory{}, deriving: make(chan struct{}, 1)}, nil
}

// Shown is an address as it may be shown: without its password.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	values := u.Query()
	if values.Has("password") {
		values.Set("password", "xxxxx")
		u.RawQuery = values.Encode()
	}
	return u.Redacted()
}

// mostConnections is how many connections a program has at most, unless its address says pool_max_conns.
const mostConnections = 12

// connecting is how long a server may take to answer, unless its address says connect_timeout: one that lets nothing through never does.
const connecting = 15 * time.Second

// patience is how many milliseconds one who writes waits for another, or keeps others waiting without a word: somebody who was cut off
// from the database holds his turn no longer than that.
const patience = 60_000

// configured is an address with what its sessions need.
func configured(address string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err == nil && !u.Query().Has("pool_max_conns") {
		config.MaxConns = mostConnections
	}
	if err == nil && !u.Query().Has("connect_timeout") && os.Getenv("PGCONNECT_TIMEOUT") == "" {
		config.ConnConfig.ConnectTimeout = connecting
	}
	settings := config.ConnConfig.RuntimeParams
	for name, value := range map[string]string{
		"application_name": "safir",
		"jit":              "off",               // answers are of a few hundred rows
		"plan_cache_mode":  "force_custom_plan", // what is rare and what is common is asked for in the same words
		"lock_timeout":     strconv.Itoa(patience), "idle_in_transaction_session_timeout": strconv.Itoa(patience),
	} {
		if _, given := settings[name]; !given {
			settings[name] = value
		}
	}
	return config, nil
}

// migrate brings a database to the newest schema, in one transaction.
func migrate(ctx context.Context, pool *pgxpool.Pool, create bool) error {
	scripts, err := fs.Glob(migrations, "migrations/*.sql") // in order of their numbers
	if err != nil {
		return err
	}
	newest, err := number(scripts[len(scripts)-1])
	if err != nil {
		return err
	}
	done, err := version(ctx, pool, newest, create)
	if err != nil || done == newest {
		return err
	}
	if err := migrateRiver(ctx, pool, done); err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockMigrating)); err != nil {
			return err
		}
		done, err := version(ctx, tx, newest, create) // another program may have done it meanwhile
		if err != nil || done == newest {
			return err
		}
		if done == 0 {
			if _, err := tx.Exec(ctx, "CREATE TABLE safir_schema (version INTEGER NOT NULL)"); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, "INSERT INTO safir_schema VALUES (0)"); err != nil {
				return err
			}
		}
		for _, script := range scripts {
			if err := apply(ctx, tx, script, done); err != nil {
				return fmt.Errorf("%s: %w", path.Base(script), err)
			}
		}
		_, err = tx.Exec(ctx, "UPDATE safir_schema SET version = $1", newest)
		return err
	})
}

// apply runs a migration unless it is one of those that are done.
func apply(ctx context.Context, tx pgx.Tx, script string, done int) error {
	n, err := number(script)
	if err != nil || n <= done {
		return err
	}
	text, err := migrations.ReadFile(script)
	if err != nil {
		return err
	}
	_, err = tx.Conn().PgConn().Exec(ctx, string(text)).ReadAll()
	return err
}

// number is the number at the head of a migration's name.
func number(script string) (int, error) {
	head, _, _ := strings.Cut(path.Base(script), "_")
	return strconv.Atoi(head)
}

// rowAsker is a pool or a transaction.
type rowAsker interface {
	QueryRow(ctx context.Context, text string, args ...any) pgx.Row
}

// version is the number of the last migration of a database, 0 for one that has no tables.
func version(ctx context.Context, db rowAsker, newest int, create bool) (done int, err error) {
	var schema *string
	var marked bool
	var others []string
	// Tables of jobs may be there before the ledger's, and what extensions bring is nobody's.
	err = db.QueryRow(ctx, `SELECT current_schema(), to_regclass(quote_ident(current_schema()) || '.safir_schema') IS NOT NULL,
		ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname NOT LIKE 'river\_%'
			AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
			ORDER BY 1 LIMIT 3)`).Scan(&schema, &marked, &others)
	switch {
	case err != nil:
		return 0, err
	case schema == nil:
		return 0, fmt.Errorf("%w: its search_path names no schema that is there", ledger.ErrNone)
	case !marked && len(others) > 0:
		return 0, fmt.Errorf("%w: its schema %s holds other tables (%s); name an empty database, or an empty schema with ?search_path=NAME",
			ledger.ErrNoLedger, *schema, strings.Join(others, ", "))
	case !marked && !create:
		return 0, ledger.ErrNone
	case !marked:
		return 0, nil
	}
	if err := db.QueryRow(ctx, "SELECT version FROM safir_schema").Scan(&done); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, fmt.Errorf("%w: its table safir_schema is empty", ledger.ErrDamaged)
		}
		return 0, err
	}
	if done > newest {
		return 0, fmt.Errorf("%w (its schema is %d, this one knows up to %d)", ledger.ErrNewer, done, newest)
	}
	return done, nil
}

// Pool are the connections to the database, for what is kept beside the ledger in the same schema.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Close closes the connections.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}
