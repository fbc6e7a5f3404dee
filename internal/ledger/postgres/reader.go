package postgres

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"safir/internal/ledger/tables"
)

// dialect is what PostgreSQL says in its own words. It finds the order of tables by itself.
var dialect = &tables.Dialect{
	Join:       " JOIN ",
	LongEvents: "events e",
	Office: func(n int) string {
		return "e.offices && ARRAY[" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + "]::text[]"
	},
	Visitor: "? = ANY (e.visitors)",
	Now:     "extract(epoch FROM clock_timestamp())::double precision",
	Explain: wrap,
}

// database are connections, as questions are put to them.
type database struct {
	asked

	pool *pgxpool.Pool
	long chan struct{} // a place for each long walk: while one goes on, its walker may ask more
}

func newDatabase(pool *pgxpool.Pool) *database {
	return &database{asked{pool}, pool, make(chan struct{}, max(1, pool.Config().MaxConns/2))}
}

// View has all that is asked see the ledger at one moment.
func (d *database) View(ctx context.Context, long bool, ask func(tables.Querier) error) error {
	if long {
		select {
		case d.long <- struct{}{}:
			defer func() { <-d.long }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	tx, err := d.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	return ask(asked{tx})
}

// Within runs what is to be done in one transaction, one after the other: it is written for databases with one writer.
func (d *database) Within(ctx context.Context, do func(tables.Tx) error) error {
	return within(ctx, d.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockKeeping)); err != nil {
			return err
		}
		return do(writing{asked{tx}, tx})
	})
}

// writing is a transaction that is written to.
type writing struct {
	asked

	tx pgx.Tx
}

// Exec runs a statement.
func (w writing) Exec(ctx context.Context, text string, args ...any) (int, error) {
	tag, err := w.tx.Exec(ctx, numbered(text), storables(args)...)
	return int(tag.RowsAffected()), err
}

// asked is a pool or a transaction.
type asked struct {
	db interface {
		Query(ctx context.Context, text string, args ...any) (pgx.Rows, error)
	}
}

// Query asks.
func (a asked) Query(ctx context.Context, text string, args ...any) (tables.Rows, error) {
	rows, err := a.db.Query(ctx, numbered(text), storables(args)...)
	if err != nil {
		return nil, err
	}
	return &rowsRead{rows}, nil
}

// storables are values with texts as they are kept.
func storables(args []any) []any {
	out := slices.Clone(args)
	for i, arg := range args {
		if s, ok := arg.(string); ok {
			out[i] = storable(s)
		}
	}
	return out
}

// numbered gives the places of values numbers: $1 for the first question mark.
func numbered(text string) string {
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(text, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		text = after
	}
}

// rowsRead are rows as questions read them.
type rowsRead struct{ pgx.Rows }

// Scan reads a row.
func (r *rowsRead) Scan(columns ...any) error {
	into := make([]any, len(columns))
	for i, column := range columns {
		into[i] = column
		if raw, ok := column.(*sql.RawBytes); ok {
			into[i] = (*pgtype.DriverBytes)(raw)
		}
	}
	if err := r.Rows.Scan(into...); err != nil {
		return err
	}
	for _, column := range columns {
		switch c := column.(type) {
		case *string:
			*c = arrived(*c)
		case *sql.RawBytes:
			*c = arrivedBytes(*c)
		case *any:
			*c = value(*c)
		}
	}
	return nil
}

// value is a value of a type that was not asked for, as every database has it.
func value(v any) any {
	switch v := v.(type) {
	case string:
		return arrived(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	}
	return v
}

// Close ends reading.
func (r *rowsRead) Close() error {
	r.Rows.Close()
	return r.Err()
}
