package watch

import (
	"context"
	"time"

	"safir/internal/ledger"
)

// derive derives events whenever something came, also from programs beside this one, until the context ends. It rests as long as it worked:
// a large ledger is not derived without end.
func (w *Watch) derive(ctx context.Context) {
	rest := w.Settle
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
		began := time.Now()
		if err := w.refresh(ctx); err != nil && ctx.Err() == nil {
			w.meter.failed("derive")
			w.Log.Error("events could not be derived", "error", err)
		}
		if w.After != nil && ctx.Err() == nil {
			if err := w.After(ctx); err != nil && ctx.Err() == nil {
				w.meter.failed("announce")
				w.Log.Error("what is new could not be announced", "error", err)
			}
		}
		rest = max(w.Settle, time.Since(began))
	}
}

func (w *Watch) refresh(ctx context.Context) error {
	merged, err := w.Store.Merged(ctx)
	if err != nil || merged {
		return err
	}
	began := time.Now()
	if err := ledger.Refresh(ctx, w.Store, w.World); err != nil {
		return err
	}
	w.meter.derived(time.Since(began))
	counts, err := w.Store.Counts(ctx)
	if err != nil {
		return err
	}
	w.meter.holds(counts)
	w.Log.Info("events were derived", "took", time.Since(began).Round(time.Millisecond).String(), "dispatches", counts.Dispatches, "events", counts.Events)
	return nil
}
