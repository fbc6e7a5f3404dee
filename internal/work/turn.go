package work

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"safir/internal/ledger"
)

// Turn is how long a program that does what only one is to do may be silent, and how often it is heard.
type Turn struct {
	Silent time.Duration // after which another takes over; 0 for 45 seconds
	Every  time.Duration // 0 for 3 seconds
}

// errOverdue ends what is done when the ledger could not be told for long, or another has taken over.
var errOverdue = errors.New("the lease of this ledger was lost")

// InTurn does what only one program at a time is to do with a ledger, as long as the context lasts. While another does it, this one stands by, which it
// tells the log once; it takes over when the other ends, when the process of the other is gone from this machine, or when nothing was heard of
// it for long. The log that it is given tells of a ledger that can't be reached once, and when it is there again. If the ledger can't be told for so long that another may have taken over, what is done is ended by its context, and this one stands by.
func (t Turn) InTurn(ctx context.Context, store ledger.Store, what string, log *slog.Logger, do func(context.Context, *slog.Logger) error) error {
	if t.Silent == 0 {
		t.Silent, t.Every = 45*time.Second, 3*time.Second
	}
	me := self(1)
	l := &turn{Turn: t, store: store, log: log, away: &outage{log: log}, lease: ledger.Lease{What: what, Holder: me.ID, Machine: me.Machine, Process: me.Process, Left: t.Silent}}
	for {
		until, err := l.await(ctx)
		if err != nil {
			return err
		}
		if err := l.hold(ctx, until, do); !errors.Is(err, errOverdue) {
			return err
		}
		log.Warn("the ledger was not reached for so long that another program may have taken over; this one stands by", "doing", what)
	}
}

// turn is one who waits for his turn, or has it.
type turn struct {
	Turn

	store ledger.Store
	log   *slog.Logger
	away  *outage
	lease ledger.Lease
}

// take takes the lease, or takes it anew, and tells until when it holds by the clock of this machine. It does not hold where another has it.
func (t *turn) take(ctx context.Context, instead string) (held ledger.Lease, until time.Time, err error) {
	asked, cancel := context.WithTimeout(ctx, t.Silent/2)
	defer cancel()
	start := time.Now()
	held, err = t.store.Lease(asked, t.lease, instead)
	if ctx.Err() == nil {
		t.away.beat(ctx, err)
	}
	if err == nil && held.Holder == t.lease.Holder {
		until = start.Add(t.Silent)
	}
	return held, until, err
}

// await waits for one's turn.
func (t *turn) await(ctx context.Context) (until time.Time, err error) {
	waiting, instead := "", ""
	for {
		held, until, err := t.take(ctx, instead)
		if !until.IsZero() {
			if waiting != "" {
				t.log.Info("it is this program's turn now", "doing", t.lease.What, "before", waiting)
			}
			return until, nil
		}
		if err == nil && held.Holder != waiting {
			waiting = held.Holder
			t.log.Info("another program does this over the same ledger; this one stands by, and takes over when that ends", "doing", t.lease.What, "it", waiting)
		}
		if by := (ledger.Worker{Machine: held.Machine, Process: held.Process}); err == nil && instead != held.Holder && dead(by) {
			instead = held.Holder
			continue
		}
		select {
		case <-ctx.Done():
			return until, ctx.Err()
		case <-time.After(t.Every):
		}
	}
}

// hold does it, and takes the lease anew meanwhile.
func (t *turn) hold(ctx context.Context, until time.Time, do func(context.Context, *slog.Logger) error) error {
	term, end := context.WithCancelCause(ctx)
	defer end(nil)
	ended := make(chan error, 1)
	go func() { ended <- do(term, slog.New(hushed{t.log.Handler(), t.away})) }()
	tick := time.NewTicker(t.Every)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if lost := context.Cause(term); ctx.Err() == nil && errors.Is(lost, errOverdue) {
				return errOverdue
			}
			given, cancel := context.WithTimeout(context.WithoutCancel(ctx), patient)
			defer cancel()
			return errors.Join(err, t.store.Release(given, t.lease.What, t.lease.Holder))
		case <-tick.C:
		}
		if term.Err() != nil {
			continue // it is ending
		}
		held, next, err := t.take(ctx, "")
		switch {
		case !next.IsZero():
			until = next
		case err == nil && held.Holder != t.lease.Holder, time.Now().After(until):
			end(errOverdue)
		}
	}
}
