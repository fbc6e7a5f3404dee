package desk

import (
	"context"
	"fmt"
	"sync"

	"safir/internal/ledger"
)

// kept is what was worked out from the whole ledger, or much of it, and holds until dispatches or corrections come.
type kept struct {
	mu       sync.Mutex
	revision int64
	merged   bool
	values   map[string]any
}

// keptAtMost is how many answers are kept; when there are more, all are forgotten.
const keptAtMost = 500

// once works something out, unless it was since the ledger changed. Two who ask at once may both work it out.
func once[T any](ctx context.Context, d *Desk, key string, work func() (T, error)) (value T, err error) {
	merged, err := d.Store.Merged(ctx)
	if err != nil {
		return value, err
	}
	revision, err := d.Store.Revision(ctx)
	if err != nil {
		return value, err
	}
	k := &d.kept
	k.mu.Lock()
	if k.values == nil || k.revision != revision || k.merged != merged || len(k.values) > keptAtMost {
		k.values, k.revision, k.merged = map[string]any{}, revision, merged
	}
	found, ok := k.values[key].(T)
	k.mu.Unlock()
	if ok {
		return found, nil
	}
	if value, err = work(); err != nil {
		return value, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision == revision && k.merged == merged {
		k.values[key] = value
	}
	return value, nil
}

func (d *Desk) counts(ctx context.Context) (ledger.Counts, error) {
	return once(ctx, d, "counts", func() (ledger.Counts, error) { return d.Store.Counts(ctx) })
}

func (d *Desk) days(ctx context.Context) ([]string, error) {
	return once(ctx, d, "days", func() ([]string, error) { return d.Store.Days(ctx) })
}

// outlets must not be changed by who asks.
func (d *Desk) outlets(ctx context.Context) ([]ledger.Outlet, error) {
	return once(ctx, d, "outlets", func() ([]ledger.Outlet, error) { return d.Store.Outlets(ctx) })
}

// states must not be changed by who asks.
func (d *Desk) states(ctx context.Context, f ledger.Filter) ([]ledger.StateCount, error) {
	return once(ctx, d, fmt.Sprintf("states %+v", f), func() ([]ledger.StateCount, error) { return d.Store.CountStates(ctx, f) })
}

// eventCounts must not be changed by who asks.
func (d *Desk) eventCounts(ctx context.Context, f ledger.Filter) ([]ledger.EventCount, error) {
	return once(ctx, d, fmt.Sprintf("counts %+v", f), func() ([]ledger.EventCount, error) { return d.Store.CountEvents(ctx, f) })
}
