package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"safir/internal/ledger"
)

// Deriving runs what derives, when those of other programs are done. What it reads is of one moment. What it gives is written in one
// transaction; only the last of that, which touches what is written as dispatches come in, has its turn.
func (s *Store) Deriving(ctx context.Context, derive func(context.Context, ledger.Store) (*ledger.Changes, error)) error {
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
	var changes *ledger.Changes
	err = pgx.BeginTxFunc(ctx, lock, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		changes, err = derive(ctx, &Store{Common: s.On(asked{tx}), pool: s.pool, sides: s.sides})
		return err
	})
	if err != nil || changes == nil {
		return wrap("Deriving", err)
	}
	return wrap("Deriving", s.setDerived(ctx, changes))
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

// setDerived writes what was derived.
func (s *Store) setDerived(ctx context.Context, c *ledger.Changes) error {
	sides, err := s.partiesOf(ctx, c)
	if err != nil {
		return err
	}
	return s.within(ctx, func(tx pgx.Tx) error {
		if c.All {
			for _, table := range []string{"tenures", "people", "copies", "corrected", "mentions", "parties", "contacts", "events"} {
				if _, err := tx.Exec(ctx, "DELETE FROM "+table); err != nil {
					return err
				}
			}
		}
		for _, set := range []func(context.Context, pgx.Tx, *ledger.Changes) error{
			setPeople, setCopies, func(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error { return setEvents(ctx, tx, c, sides) }, setNames, settle, setVerdicts,
		} {
			if err := set(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// settle tells that what is derived is that of a revision, if nobody has written it since. From here to the end of the transaction it has its turn.
func settle(ctx context.Context, tx pgx.Tx, c *ledger.Changes) error {
	tag, err := tx.Exec(ctx, `UPDATE state SET merged = CASE WHEN revision = $1 THEN 1 ELSE 0 END, merged_revision = $1, derivations = derivations + 1
		WHERE derivations = $2`, c.Revision, c.Number)
	if err == nil && tag.RowsAffected() == 0 { // whoever lost the lock of those who derive may find another at it
		err = ledger.ErrOverwritten
	}
	return err
}

// partiesOf are the keys of all who take part in events, those that are gone too. Who has none gets one here, in a turn of its own: events are
// written while others have theirs.
func (s *Store) partiesOf(ctx context.Context, c *ledger.Changes) (map[ledger.Who]int64, error) {
	who := map[ledger.Who]bool{}
	for _, list := range [][]ledger.Placed{c.Events, c.GoneEvents} {
		for i := range list {
			for _, p := range ledger.PartiesOf(&list[i]) {
				who[p.Who] = true
			}
		}
	}
	ids := make(map[ledger.Who]int64, len(who))
	if len(who) == 0 {
		return ids, nil
	}
	err := s.inTurn(ctx, func(t *turn) error {
		err := t.find(ctx, who)
		for w := range who {
			ids[w] = t.sides.ids[w]
		}
		return err
	})
	return ids, err
}
