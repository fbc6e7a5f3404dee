package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger"
)

// Deriving runs what derives, when those of other programs are done. What it reads is of one moment. What it sets is written at its end in one
// transaction; only the last of that, which touches what is written as dispatches come in, has its turn.
func (s *Store) Deriving(ctx context.Context, derive func(context.Context, ledger.Store) error) error {
	select { // one of a program waits for other programs: a connection each would soon be too many
	case s.deriving <- struct{}{}:
		defer func() { <-s.deriving }()
	case <-ctx.Done():
		return ctx.Err()
	}
	lock, err := s.lockDeriving(ctx)
	if err != nil {
		return wrap("Deriving", err)
	}
	defer func() { _ = lock.Close(context.WithoutCancel(ctx)) }()
	if err := s.Derive(ctx); err != nil { // it is to be seen
		return err
	}
	set := &derivation{}
	err = pgx.BeginTxFunc(ctx, lock, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		set.Store = &Store{Common: s.On(asked{tx}), pool: s.pool, sides: s.sides}
		return derive(ctx, set)
	})
	if err != nil || !set.done {
		return wrap("Deriving", err)
	}
	return wrap("Deriving", set.keep(ctx, s))
}

// lockDeriving is a connection with the lock of whoever derives. It is closed after use: so the lock goes with it, whatever happens.
func (s *Store) lockDeriving(ctx context.Context) (*pgx.Conn, error) {
	config := s.pool.Config().ConnConfig.Copy()
	// Deriving may take minutes, in which others wait and nothing is asked.
	config.RuntimeParams["lock_timeout"], config.RuntimeParams["idle_in_transaction_session_timeout"] = "0", "0"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(lockDeriving)); err != nil {
		return nil, errors.Join(err, conn.Close(context.WithoutCancel(ctx)))
	}
	return conn, nil
}

// derivation is a store as it is to one who derives: it holds what is set until the end.
type derivation struct {
	*Store

	people   []*ledger.Person
	names    map[ledger.Who]string
	copies   map[string]string
	judged   []ledger.Judged
	events   []ledger.Placed
	revision int64
	done     bool // the events are set, which comes last
}

// Derive has nothing to do: it was done before.
func (d *derivation) Derive(context.Context) error { return nil }

// SetPeople holds people.
func (d *derivation) SetPeople(_ context.Context, people []*ledger.Person, names map[ledger.Who]string) error {
	d.people, d.names = people, names
	return nil
}

// SetCopies holds copies.
func (d *derivation) SetCopies(_ context.Context, copies map[string]string) error {
	d.copies = copies
	return nil
}

// SetVerdicts holds verdicts.
func (d *derivation) SetVerdicts(_ context.Context, judged []ledger.Judged) error {
	d.judged = judged
	return nil
}

// SetEvents holds events.
func (d *derivation) SetEvents(_ context.Context, events []ledger.Placed, revision int64) error {
	d.events, d.revision, d.done = events, revision, true
	return nil
}

func (d *derivation) keep(ctx context.Context, s *Store) error {
	sides, err := s.partiesOf(ctx, d.events)
	if err != nil {
		return err
	}
	return s.within(ctx, func(tx pgx.Tx) error {
		if err := setPeople(ctx, tx, d.people, d.names); err != nil {
			return err
		}
		if err := setCopies(ctx, tx, d.copies); err != nil {
			return err
		}
		if err := setEvents(ctx, tx, d.events, sides); err != nil {
			return err
		}
		if err := settle(ctx, tx, d.revision); err != nil {
			return err
		}
		return setVerdicts(ctx, tx, d.judged)
	})
}
