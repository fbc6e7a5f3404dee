package postgres

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// turn is a transaction of one who writes what came in, while he has his turn.
type turn struct {
	tx    pgx.Tx
	sides *sides // those that are known
	facts int    // version of the facts that are kept
}

// inTurn runs what is to be done in one transaction, when those who came before are done. See the package's doc.
func (s *Store) inTurn(ctx context.Context, do func(*turn) error) error {
	var known *sides
	err := s.within(ctx, func(tx pgx.Tx) (err error) {
		t := &turn{tx: tx}
		var generation int64
		if err := tx.QueryRow(ctx, "SELECT generation, facts FROM state FOR UPDATE").Scan(&generation, &t.facts); err != nil {
			return err
		}
		known = s.sides.take(generation)
		t.sides = known
		return do(t)
	})
	if err == nil {
		s.sides.give(known) // those of a transaction that was rolled back are not there
	}
	return err
}

// within runs what is to be done in one transaction.
func (s *Store) within(ctx context.Context, do func(pgx.Tx) error) error {
	return within(ctx, s.pool, do)
}

func within(ctx context.Context, pool *pgxpool.Pool, do func(pgx.Tx) error) error {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		undone := tx.Rollback(context.WithoutCancel(ctx))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(undone, pgx.ErrTxClosed) {
			undone = nil
		}
		return errors.Join(err, undone)
	}
	return tx.Commit(ctx)
}

// revise tells that what events are derived from has changed.
func (t *turn) revise(ctx context.Context) error {
	_, err := t.tx.Exec(ctx, "UPDATE state SET merged = 0, revision = revision + 1")
	return err
}

// bulk are rows for one statement, by columns.
type bulk struct {
	before, after string
	types         []string
	columns       [][]any
}

// newBulk makes a statement of what stands before and after its rows, whose columns have some types.
func newBulk(before, after string, types ...string) *bulk {
	return &bulk{before: before, after: after, types: types, columns: make([][]any, len(types))}
}

// into are rows that are inserted into a table; columns and types are parted by commas.
func into(table, columns, types string) *bulk {
	list := strings.Split(types, ",")
	return newBulk("INSERT INTO "+table+" ("+columns+") SELECT "+names(len(list))+" FROM ", " ORDER BY nr", list...)
}

func (b *bulk) add(values ...any) {
	for i, v := range values {
		if s, ok := v.(string); ok {
			v = storable(s)
		}
		b.columns[i] = append(b.columns[i], v)
	}
}

func (b *bulk) empty() bool { return len(b.columns[0]) == 0 }

// text is the statement; its rows are called r.
func (b *bulk) text() string {
	var places []string
	for i, t := range b.types {
		places = append(places, "$"+strconv.Itoa(i+1)+"::"+t+"[]")
	}
	return b.before + "unnest(" + strings.Join(places, ", ") + ") WITH ORDINALITY AS r (" + names(len(b.types)) + ", nr)" + b.after
}

// names are what the columns of a statement's rows are called: a, b, c and so on.
func names(n int) string { return strings.Join(strings.Split("abcdefghijklmnop"[:n], ""), ", ") }

func (b *bulk) args() []any {
	args := make([]any, len(b.columns))
	for i, c := range b.columns {
		args[i] = c
	}
	return args
}

// send runs statements that have rows, in one go.
func send(ctx context.Context, tx pgx.Tx, statements ...*bulk) error {
	batch := &pgx.Batch{}
	for _, b := range statements {
		if !b.empty() {
			batch.Queue(b.text(), b.args()...)
		}
	}
	if batch.Len() == 0 {
		return nil
	}
	return tx.SendBatch(ctx, batch).Close()
}
