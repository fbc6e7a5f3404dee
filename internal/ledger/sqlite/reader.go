package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"safir/internal/ledger/tables"
)

// dialect is what SQLite says in its own words.
var dialect = &tables.Dialect{
	Join:       " CROSS JOIN ", // keeps the order of the tables: https://www.sqlite.org/optoverview.html#crossjoin
	Ordered:    true,
	LongEvents: "events e INDEXED BY events_long",
	Unindexed:  "+",
	Office: func(n int) string {
		return "EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.actor.office') IN " + marks(n) + ")"
	},
	Visitor: "EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.role') = 'visitor' AND json_extract(j.value, '$.actor.country') = ?)",
	Now:     "unixepoch('now', 'subsec')",
	Explain: wrap,
}

func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

// database is a file, as questions are put to it.
type database struct {
	asked

	within func(context.Context, func(*sql.Tx) error) error
}

// View asks. The tables that questions walk first are read by one query each, and a query sees the file at one moment.
func (d database) View(_ context.Context, _ bool, ask func(tables.Querier) error) error {
	return ask(d)
}

// Within runs what is to be done in one transaction.
func (d database) Within(ctx context.Context, do func(tables.Tx) error) error {
	return d.within(ctx, func(tx *sql.Tx) error { return do(writing{asked{tx}, tx}) })
}

// writing is a transaction that is written to.
type writing struct {
	asked

	tx *sql.Tx
}

// Exec runs a statement.
func (w writing) Exec(ctx context.Context, text string, args ...any) (int, error) {
	result, err := w.tx.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// asked is a database or a transaction, as questions are put to it.
type asked struct {
	db interface {
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	}
}

// Query asks.
func (a asked) Query(ctx context.Context, text string, args ...any) (tables.Rows, error) {
	rows, err := a.db.QueryContext(ctx, text, args...) //nolint:rowserrcheck // whoever asked looks
	if err != nil {
		return nil, err // not a nil pointer that is no nil interface
	}
	return rows, nil
}
