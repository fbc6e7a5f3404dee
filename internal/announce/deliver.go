package announce

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"safir/internal/gather/web"
	"safir/internal/ledger"
)

// DefaultBackoff is how long a target rests after each failure: three days in all.
var DefaultBackoff = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

const (
	atATime = 32                                          // targets that are told something at the same time
	lease   = commandTime + commandDelay + 10*time.Second // after which another program may do what this one claimed; no delivery takes as long
)

// Done counts what came of deliveries.
type Done struct{ Delivered, Failed, GivenUp int }

// Deliver tells all that is due, each target in its own time, and ends when nothing is due any more. What fails is tried again when it is due.
func (a *Announcer) Deliver(ctx context.Context) (done Done, err error) {
	ended, running := make(chan *ledger.Delivery, atATime), 0
	wait := func() {
		done.add(<-ended)
		running--
	}
	for {
		targets, claimed, err := a.claim(ctx, atATime-running)
		if err != nil {
			for running > 0 {
				wait()
			}
			return done, fmt.Errorf("announce: %w", err)
		}
		for i := range claimed {
			d := &claimed[i]
			running++
			go func() {
				a.send(ctx, d, targets[d.Question+" "+d.Target])
				ended <- d
			}()
		}
		switch {
		case len(claimed) > 0:
		case running == 0:
			return done, nil
		default: // when one has ended, the next of its target may be due
			wait()
		}
	}
}

func (d *Done) add(of *ledger.Delivery) {
	switch of.State {
	case ledger.Delivered:
		d.Delivered++
	case ledger.GivenUp:
		d.GivenUp++
	default:
		d.Failed++
	}
}

// claim claims deliveries, with the targets of all questions.
func (a *Announcer) claim(ctx context.Context, limit int) (map[string]ledger.Target, []ledger.Delivery, error) {
	if limit <= 0 || ctx.Err() != nil {
		return nil, nil, nil //nolint:nilerr // a program that is to end begins nothing more, which is no failure
	}
	now := time.Now()
	claimed, err := a.Store.Claim(ctx, ledger.Stamp(now), ledger.Stamp(now.Add(lease)), limit)
	if err != nil || len(claimed) == 0 {
		return nil, nil, err
	}
	questions, err := a.Store.Questions(ctx)
	if err != nil {
		return nil, nil, err
	}
	targets := map[string]ledger.Target{}
	for _, q := range questions {
		for _, t := range q.Targets {
			targets[q.Name+" "+t.Key()] = t
		}
	}
	return targets, claimed, nil
}

// grace is how long what is being told may go on when the program is to end.
const grace = 5 * time.Second

// send tells a target, and keeps what came of it.
func (a *Announcer) send(ctx context.Context, d *ledger.Delivery, t ledger.Target) {
	telling, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })()
	began := time.Now()
	err := a.tell(telling, d, t)
	if telling.Err() == nil || err == nil { // else the program ends, which is not the target's fault
		a.settle(d, err)
	}
	a.meter.delivered(t.Kind, d.State, time.Since(began))
	log := a.Log.With("question", d.Question, "announcement", d.ID, "target", masked(t), "attempt", d.Attempts)
	switch d.State {
	case ledger.Delivered:
		log.Debug("delivered")
	case ledger.GivenUp:
		log.Error("a delivery is given up; safir questions retry has it tried again", "failure", d.Failure)
	default:
		log.Warn("a delivery failed", "failure", d.Failure, "due", d.Due)
	}
	if err := a.Store.Settle(context.WithoutCancel(ctx), *d); err != nil {
		log.Error("what came of a delivery could not be kept", "error", err)
	}
}

// settle is what came of a delivery.
func (a *Announcer) settle(d *ledger.Delivery, err error) {
	d.Attempts++
	if err == nil {
		d.State, d.Failure = ledger.Delivered, ""
		return
	}
	d.Failure = err.Error()
	now := time.Now()
	var status *web.StatusError
	refused := errors.As(err, &status) && status.Code == http.StatusGone || errors.Is(err, web.ErrPrivate) || errors.Is(err, errTarget)
	if refused || d.Attempts > len(a.Backoff) || now.Sub(ledger.Stamped(d.At)) > longestWait {
		d.State = ledger.GivenUp
		return
	}
	rest := a.Backoff[d.Attempts-1]
	rest += time.Duration(rand.Float64() * float64(rest) / 10)
	if status != nil {
		rest = max(rest, min(status.After, longestAfter))
	}
	d.Due = ledger.Stamp(now.Add(rest))
}

// longestAfter is how long a server is left alone at most that says when to come again.
const longestAfter = 24 * time.Hour

// longestWait is from which age on an announcement is given up as soon as it fails: of those that wait behind one that was tried for three days, none is
// tried for as long again.
const longestWait = 4 * 24 * time.Hour

// Run delivers whatever is due until the context ends.
func (a *Announcer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if _, err := a.Deliver(ctx); err != nil && ctx.Err() == nil {
			a.Log.Error("announcements could not be delivered", "error", err)
		}
		if err := a.meter.wait(ctx, a.Store); err != nil && ctx.Err() == nil {
			a.Log.Error("what waits to be delivered could not be counted", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// lookEvery is how often it is looked whether something is due.
const lookEvery = 2 * time.Second
