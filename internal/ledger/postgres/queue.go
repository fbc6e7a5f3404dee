package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

var _ ledger.Queue[pgx.Tx] = (*Store)(nil)

// Enqueue keeps a chunk that is to be read.
func (s *Store) Enqueue(ctx context.Context, c ledger.Chunk, seen []ledger.Address, job func(pgx.Tx) (int64, error)) error {
	return wrap("Enqueue", s.within(ctx, func(tx pgx.Tx) error {
		if err := setAddresses(ctx, tx, seen); err != nil || c.Dispatches == 0 {
			return err
		}
		return enqueue(ctx, tx, c, job)
	}))
}

func enqueue(ctx context.Context, tx pgx.Tx, c ledger.Chunk, job func(pgx.Tx) (int64, error)) (err error) {
	if c.Job, err = job(tx); err != nil {
		return err
	}
	return tables.AddChunk(ctx, writing{asked{tx}, tx}, c)
}

// Finish keeps what was made of a chunk.
func (s *Store) Finish(ctx context.Context, job int64, o ledger.Outcome, complete func(pgx.Tx) error) (tally ledger.Tally, err error) {
	made, err := writeAll(o.Entries)
	if err != nil {
		return tally, wrap("Finish", err)
	}
	err = s.inTurn(ctx, func(t *turn) (err error) {
		if tally, err = t.put(ctx, made); err != nil {
			return err
		}
		tally.Same += o.Same
		if err := tables.FinishChunk(ctx, writing{asked{t.tx}, t.tx}, job, tally, o.Failures); err != nil {
			return err
		}
		return complete(t.tx)
	})
	return tally, wrap("Finish", err)
}

// Split puts chunks in the place of one.
func (s *Store) Split(ctx context.Context, job int64, parts []ledger.Chunk, next func(pgx.Tx) (int64, error), complete func(pgx.Tx) error) error {
	return wrap("Split", s.within(ctx, func(tx pgx.Tx) error {
		if err := tables.RemoveChunk(ctx, writing{asked{tx}, tx}, job); err != nil {
			return err
		}
		for _, part := range parts {
			if err := enqueue(ctx, tx, part, next); err != nil {
				return err
			}
		}
		return complete(tx)
	}))
}
