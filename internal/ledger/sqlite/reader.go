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
	LongEvents: "events e INDEXED BY events_long",
	Unindexed:  "+",
	Office: func(n int) string {
		return "EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.actor.office') IN " + marks(n) + ")"
	},
	Visitor: "EXISTS (SELECT 1 FROM json_each(e.event, '$.Participants') j WHERE json_extract(j.value, '$.role') = 'visitor' AND json_extract(j.value, '$.actor.country') = ?)",
	Explain: wrap,
}

func marks(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("?,", n), ",") + ")" }

// asked is a database or a transaction, as questions are put to it.
type asked struct {
	db interface {
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	}
}

// Query asks.
func (a asked) Query(ctx context.Context, text string, args ...any) (tables.Rows, error) {
	rows, err := a.db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err // not a nil pointer that is no nil interface
	}
	return rows, nil
}

// View asks. The tables that questions walk first are read by one query each, and a query sees the file at one moment.
func (a asked) View(_ context.Context, _ bool, ask func(tables.Querier) error) error { return ask(a) }
