package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"safir/internal/gather"
	"safir/internal/gather/web"
	"safir/internal/ledger"
)

// Causes that end the asking of a source.
var (
	errPutOff = errors.New("it was put off for others")
	errWhole  = errors.New("not done in time")
)

// asking is the asking of a source in progress.
type asking struct {
	*Watch
	ledger.Watched

	answered atomic.Bool // something came, if only that nothing is new
	outcome  outcome
	chunk    []ledger.Entry
	fresh    []bool // of the chunk: the ledger had no such dispatch
	visits   []gather.Visit
	kept     time.Time
	lags     []time.Duration
}

// ask asks a source, and keeps what comes.
func (w *Watch) ask(ctx context.Context, s ledger.Watched, p *place) outcome {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	a := &asking{Watch: w, Watched: s, kept: time.Now()}
	deadline := time.AfterFunc(w.Deadline, func() { cancel(errWhole) })
	defer deadline.Stop()
	done, moved := make(chan struct{}), make(chan struct{})
	go func() { // the place is moved by nobody else until it is left
		defer close(moved)
		w.yieldPlace(a, p, cancel, done)
	}()
	err := a.gather(ctx)
	close(done)
	<-moved
	return a.end(ctx, err)
}

// yieldPlace gives up the place of a source that takes long.
func (w *Watch) yieldPlace(a *asking, p *place, cancel context.CancelCauseFunc, done <-chan struct{}) {
	patience := time.NewTimer(w.Patience)
	defer patience.Stop()
	select {
	case <-done:
		return
	case <-patience.C:
	}
	if a.answered.Load() {
		p.move(w.lanes.long)
		return
	}
	a.outcome.slow = true
	if !p.move(w.lanes.slow) {
		cancel(errPutOff)
	}
}

// gather takes in what a source gives.
func (a *asking) gather(ctx context.Context) error {
	for item, err := range gather.From(ctx, []string{a.URL}, a.Gather) {
		a.answered.Store(true)
		if err := a.take(ctx, &item, err); err != nil {
			return err
		}
	}
	return a.keep(context.WithoutCancel(ctx)) // also after an interruption: what is read is read
}

// take takes in a dispatch, or why there is none.
func (a *asking) take(ctx context.Context, item *gather.Item, err error) error {
	var refusal *gather.Refusal
	switch {
	case errors.As(err, &refusal):
		a.refused(refusal)
		return nil
	case err != nil:
		return err
	}
	a.visits = append(a.visits, item.Visits...)
	if !item.Empty() {
		if err := a.read(ctx, item); err != nil {
			return err
		}
	}
	if full := len(a.chunk) >= chunk || len(a.visits) >= chunk; !full && time.Since(a.kept) < longestUnkept {
		return nil
	}
	return a.keep(ctx)
}

// refused notes what was not taken in.
func (a *asking) refused(r *gather.Refusal) {
	if r.Fate != gather.Failed {
		return
	}
	if r.Place.File != a.URL {
		a.meter.refused(&a.Watched)
		a.Log.Debug("something of a source was not taken in", "source", a.URL, "place", r.Place.String(), "why", r.Why)
		return
	}
	a.outcome.failure, a.outcome.lasting = r.Why, web.Lasting(r.Cause)
	var status *web.StatusError
	if errors.As(r.Cause, &status) {
		a.outcome.after = status.After
	}
}

// end is the outcome.
func (a *asking) end(ctx context.Context, err error) outcome {
	o := &a.outcome
	o.at = time.Now()
	if len(a.lags) > 0 {
		slices.Sort(a.lags)
		o.lag = a.lags[len(a.lags)/2]
	}
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, errPutOff):
		o.put, o.failure = true, ""
	case errors.Is(cause, errWhole) && a.answered.Load(): // it goes on where it stopped
		o.slow = true
	case errors.Is(cause, errWhole):
		o.slow, o.failure = true, fmt.Sprintf("not done within %v", a.Deadline)
	case ctx.Err() != nil: // the watch ends
		o.put = true
	case err != nil:
		o.failure = "what came could not be kept: " + err.Error()
		a.Log.Error("what came could not be kept", "source", a.URL, "error", err)
	}
	return *o
}
