package watch

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"safir/internal/gather"
	"safir/internal/ledger"
)

// chunk is how many dispatches are kept in one transaction, at most.
const chunk = 50

// longestUnkept is how long what was read may wait for its chunk to fill.
const longestUnkept = 5 * time.Second

func processors() int { return runtime.GOMAXPROCS(0) }

// visits are the addresses that a ledger knows.
type visits struct{ ledger.Store }

// Visit is what is known of an address.
func (v visits) Visit(ctx context.Context, url string) (gather.Visit, error) {
	a, err := v.Address(ctx, url)
	return gather.Visit(a), err
}

// read reads a dispatch unless the ledger has it.
func (a *asking) read(ctx context.Context, item *gather.Item) (err error) {
	d := item.Dispatch
	if d.ID == "" {
		d.ID = d.ContentID()
	}
	version, err := a.Store.Version(ctx, d.ID)
	if err != nil || version != "" && version >= ledger.Version(d) {
		return err
	}
	a.reading <- struct{}{}
	defer func() { <-a.reading }()
	defer func() {
		if failure := recover(); failure != nil { // one dispatch that trips the reader must not end the watch
			a.meter.refused(&a.Watched)
			a.Log.Error("the reader failed at a dispatch", "dispatch", d.ID, "source", a.URL, "place", item.Place.String(), "failure", fmt.Sprint(failure))
		}
	}()
	began := time.Now()
	entry := ledger.NewEntry(d, a.Read(d))
	a.meter.read(time.Since(began))
	a.chunk, a.fresh = append(a.chunk, entry), append(a.fresh, version == "")
	return nil
}

// keep keeps the chunk at hand, and only then that the addresses that it came from were seen to.
func (a *asking) keep(ctx context.Context) error {
	a.kept = time.Now()
	if len(a.chunk) == 0 && len(a.visits) == 0 {
		return nil
	}
	tally, err := a.put(ctx)
	if err != nil {
		return err
	}
	a.note(tally)
	a.chunk, a.fresh, a.visits = a.chunk[:0], a.fresh[:0], a.visits[:0]
	return nil
}

func (a *asking) put(ctx context.Context) (tally ledger.Tally, err error) {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	if len(a.chunk) > 0 {
		if tally, err = a.Store.Put(ctx, a.chunk); err != nil {
			return tally, err
		}
	}
	if len(a.visits) == 0 {
		return tally, nil
	}
	addresses := make([]ledger.Address, len(a.visits))
	for i, v := range a.visits {
		addresses[i] = ledger.Address(v)
	}
	return tally, a.Store.SetAddresses(ctx, addresses)
}

// oldNews is how old a dispatch may be that says something of how late it came: what is older was put into its feed late.
const oldNews = 48 * time.Hour

// note takes in what was kept.
func (a *asking) note(tally ledger.Tally) {
	if tally.New+tally.Changed == 0 {
		return
	}
	now := time.Now()
	ids := make([]string, len(a.chunk))
	for i := range a.chunk {
		d := &a.chunk[i].Dispatch
		ids[i] = d.ID
		published := instant(d.Published)
		if published.After(instant(a.outcome.newest)) || a.outcome.newest == "" {
			a.outcome.newest = d.Published
		}
		if lag := now.Sub(published); a.fresh[i] && a.Answered != "" && lag >= 0 && lag < oldNews {
			a.lags = append(a.lags, lag)
			a.meter.lag(lag)
		}
	}
	a.outcome.news += tally.New + tally.Changed
	a.meter.kept(&a.Watched, tally)
	a.Log.Info("dispatches came", "source", a.URL, "new", tally.New, "changed", tally.Changed, "dispatches", ids)
}
