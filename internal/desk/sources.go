package desk

import (
	"cmp"
	"slices"

	"safir/internal/ledger"
)

// sourcesPage is what the page Sources shows.
type sourcesPage struct {
	Outlets []ledger.Outlet
	Feeds   []feedState
	Asked   bool // a feed was ever asked
	Watched []ledger.Watched
	Failing []ledger.Address
	Counts  ledger.Counts
}

// feedState is a feed, and what came of asking it.
type feedState struct {
	Feed

	Address ledger.Address
}

// failingShown is how many addresses that failed are listed.
const failingShown = 100

func (d *Desk) sources(r *request) (any, error) {
	ctx := r.Context()
	p := &sourcesPage{}
	var err error
	if p.Counts, err = d.counts(ctx); err != nil {
		return nil, err
	}
	outlets, err := d.outlets(ctx)
	if err != nil {
		return nil, err
	}
	p.Outlets = slices.Clone(outlets)
	slices.SortStableFunc(p.Outlets, func(a, b ledger.Outlet) int { return b.Dispatches - a.Dispatches })
	for _, f := range d.Feeds {
		a, err := d.Store.Address(ctx, f.URL)
		if err != nil {
			return nil, err
		}
		p.Asked = p.Asked || a.Tried != ""
		p.Feeds = append(p.Feeds, feedState{f, a})
	}
	if p.Watched, err = d.Store.Watched(ctx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.Watched, func(a, b ledger.Watched) int {
		return cmp.Or(cmp.Compare(b.Failures, a.Failures), cmp.Compare(a.Name, b.Name))
	})
	p.Failing, err = d.Store.Failing(ctx, failingShown)
	return p, err
}
