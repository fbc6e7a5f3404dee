package desk

import (
	"context"
	"sync"

	"safir/internal/ledger"
)

// kept is what is asked of the whole ledger for many pages, and changes only when dispatches or corrections come.
type kept struct {
	mu       sync.Mutex
	revision int64
	merged   bool
	counts   ledger.Counts
	days     []string
	outlets  []ledger.Outlet
}

// whole asks the ledger anew only if it changed since.
func (d *Desk) whole(ctx context.Context) (counts ledger.Counts, days []string, outlets []ledger.Outlet, err error) {
	merged, err := d.Store.Merged(ctx)
	if err != nil {
		return counts, nil, nil, err
	}
	revision, err := d.Store.Revision(ctx)
	if err != nil {
		return counts, nil, nil, err
	}
	k := &d.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision == revision && k.merged == merged {
		return k.counts, k.days, k.outlets, nil
	}
	if counts, err = d.Store.Counts(ctx); err != nil {
		return counts, nil, nil, err
	}
	if days, err = d.Store.Days(ctx); err != nil {
		return counts, nil, nil, err
	}
	if outlets, err = d.Store.Outlets(ctx); err != nil {
		return counts, nil, nil, err
	}
	k.revision, k.merged, k.counts, k.days, k.outlets = revision, merged, counts, days, outlets
	return counts, days, outlets, nil
}
