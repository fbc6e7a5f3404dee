package tables

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"safir/internal/ledger"
)

// Lease takes a lease, or takes it anew, and gives the one that holds then.
func (r *Common) Lease(ctx context.Context, l ledger.Lease, instead string) (held ledger.Lease, err error) {
	err = r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO leases (what, holder, machine, process, until) VALUES (?, '', '', 0, 0) ON CONFLICT (what) DO NOTHING", l.What)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "UPDATE leases SET holder = ?, machine = ?, process = ?, until = "+r.Now+" + ? WHERE what = ? AND (holder IN ('', ?, ?) OR until < "+r.Now+")",
			l.Holder, l.Machine, l.Process, l.Left.Seconds(), l.What, l.Holder, instead)
		if err != nil {
			return err
		}
		held, err = r.lease(ctx, tx, l.What)
		return err
	})
	return held, r.Explain("Lease", err)
}

// Leased is who holds a lease, zero but for what it is of where nobody does.
func (r *Common) Leased(ctx context.Context, what string) (l ledger.Lease, err error) {
	l, err = r.lease(ctx, r.db, what)
	if errors.Is(err, sql.ErrNoRows) || err == nil && l.Left <= 0 {
		return ledger.Lease{What: what}, nil
	}
	return l, r.Explain("Leased", err)
}

func (r *Common) lease(ctx context.Context, q Querier, what string) (l ledger.Lease, err error) {
	l.What = what
	var left float64
	err = one(ctx, q, "SELECT holder, machine, process, until - "+r.Now+" FROM leases WHERE what = ?", []any{what}, &l.Holder, &l.Machine, &l.Process, &left)
	l.Left = time.Duration(left * float64(time.Second))
	return l, err
}

// Release gives a lease back, if it is this holder's.
func (r *Common) Release(ctx context.Context, what, holder string) error {
	return r.Explain("Release", r.db.Within(ctx, func(tx Tx) error {
		_, err := tx.Exec(ctx, "UPDATE leases SET holder = '', machine = '', process = 0, until = 0 WHERE what = ? AND holder = ?", what, holder)
		return err
	}))
}
