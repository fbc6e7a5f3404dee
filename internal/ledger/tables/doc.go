// Package tables answers questions to a ledger that is kept in tables of SQL.
//
// A ledger has the same tables in SQLite and in PostgreSQL, under the same names, and so the same questions are put to both: they stand
// here once. What the two say otherwise is a [Dialect] of a few words; how they are reached is a [Querier]. What comes in great numbers,
// dispatches and events, is written by each store in its own way, for what is quick there differs: statement by statement in a file,
// many rows at a time over a network. What rows are made of an entry or an event is the same again, and stands here, and so does
// all writing that is of a few rows.
package tables

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"safir/internal/ledger"
)

// Rows are what a query gives, as [sql.Rows] does. A [sql.RawBytes] that is scanned holds until the next row.
type Rows interface {
	Next() bool
	Scan(columns ...any) error
	Err() error
	Close() error
}

// Querier is what can be asked: a database or a transaction. The places of values are question marks.
type Querier interface {
	Query(ctx context.Context, text string, args ...any) (Rows, error)
}

// Tx is a transaction.
type Tx interface {
	Querier
	// Exec runs a statement, and tells how many rows it concerned.
	Exec(ctx context.Context, text string, args ...any) (rows int, err error)
}

// Database is a database that many may ask at once.
type Database interface {
	Querier
	// Within runs what is to be done in one transaction, one after the other.
	Within(ctx context.Context, do func(Tx) error) error
	// View has all that is asked in it see the ledger at one moment, as far as the database can. long tells that it may take minutes.
	View(ctx context.Context, long bool, ask func(Querier) error) error
}

// Dialect is what databases say in different words.
type Dialect struct {
	// Join joins two tables so that the first is walked in its order and the second is looked up.
	Join string
	// Ordered tells that joining keeps the order of the first table, so that what was in order need not be put in order again.
	Ordered bool
	// LongEvents are the events that last for long, as e.
	LongEvents string
	// Unindexed stands before a column whose index would be worse than another.
	Unindexed string
	// Office is the condition that one who takes part in e holds one of so many offices.
	Office func(n int) string
	// Now is the time, in seconds since 1970.
	Now string
	// Visitor is the condition that a visitor in e is of a state.
	Visitor string
	// Explain says what an error means for a ledger, and in which function of the store it came up.
	Explain func(function string, err error) error
}

// Common is the part of a store that is the same in every database.
type Common struct {
	db Database
	*Dialect

	memory *ledger.Memory
}

// NewCommon makes it over a database.
func NewCommon(db Database, d *Dialect) *Common { return &Common{db: db, Dialect: d} }

// On is the same over a transaction, to ask.
func (r *Common) On(q Querier) *Common { return &Common{db: alone{q}, Dialect: r.Dialect} }

// Remember has the program remember what it derived.
func (r *Common) Remember() { r.memory = &ledger.Memory{} }

// Memory is what is remembered.
func (r *Common) Memory() *ledger.Memory { return r.memory }

// alone is a transaction: all that is asked in it belongs together already.
type alone struct{ Querier }

// Within refuses to write: a transaction is opened to ask, or is written to by who opened it.
func (alone) Within(context.Context, func(Tx) error) error {
	return errors.New("this view of the ledger is not to be written to")
}

func (a alone) View(_ context.Context, _ bool, ask func(Querier) error) error { return ask(a.Querier) }

// one asks for one row; it is [sql.ErrNoRows] if there is none.
func one(ctx context.Context, q Querier, text string, args []any, columns ...any) error {
	rows, err := q.Query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := rows.Scan(columns...); err != nil {
		return err
	}
	return rows.Close()
}

// each asks, and calls for each row.
func each(ctx context.Context, q Querier, text string, args []any, take func(Rows) error) error {
	rows, err := q.Query(ctx, text, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// List asks for the values of one column.
func List[T any](ctx context.Context, q Querier, text string, args ...any) (out []T, err error) {
	err = each(ctx, q, text, args, func(rows Rows) error {
		var value T
		err := rows.Scan(&value)
		out = append(out, value)
		return err
	})
	return out, err
}

// errEnough ends a walk whose taker wants no more.
var errEnough = errors.New("enough")

// stream gives what a question finds. Of a question with a limit all is taken first, so that whoever walks it may take his time, and
// ask or write meanwhile; without one, it is given as it comes.
func stream[T any](ctx context.Context, r *Common, function string, limit int, ask func(q Querier, give func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var held []T
		hold := func(entry T) error { //nolint:unparam // as pass is
			held = append(held, entry)
			return nil
		}
		pass := func(entry T) error {
			if !yield(entry, nil) {
				return errEnough
			}
			return nil
		}
		give := pass
		if limit > 0 {
			give = hold
		}
		err := r.db.View(ctx, limit <= 0, func(q Querier) error { return ask(q, give) })
		if errors.Is(err, errEnough) {
			return
		}
		for _, entry := range held {
			if !yield(entry, nil) {
				return
			}
		}
		if err != nil {
			var none T
			yield(none, r.Explain(function, err))
		}
	}
}
