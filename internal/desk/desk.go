package desk

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"safir"
	"safir/internal/atlas"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/show"
)

// Options are what a desk is made of.
type Options struct {
	Store ledger.Store
	World *know.World
	Name  string // of the ledger, as pages call it
	// Read reads a text for the page Read. It must be safe for many at a time.
	Read func(safir.Dispatch) (safir.Record, []show.Reason)
	// Keep keeps a dispatch in the ledger, and tells its id; without it none can be kept from the page Read.
	Keep func(context.Context, safir.Dispatch) (id string, err error)
	// Feeds are those whose state the page Sources tells.
	Feeds []Feed
	// Save saves a question; without it none can be saved.
	Save func(context.Context, ledger.Question) error
	// QuestionFeeds is where the feeds of questions are mounted, "" where they are not.
	QuestionFeeds string
	// Visitor tells who asks. Without it everybody may correct, under the name that they give.
	Visitor func(*http.Request) Visitor
	// Mounts are handlers beside the pages.
	Mounts []Mount
	Log    *slog.Logger     // where failures go; without it, the default
	Now    func() time.Time // without it, the clock
}

// Feed is one that is gathered from.
type Feed struct{ Name, Outlet, URL string }

// Visitor is who asks for a page.
type Visitor struct {
	Name   string // "" where not known
	Editor bool   // may correct
}

// Mount is a handler beside the pages: of the API, of signing in.
type Mount struct {
	Pattern string // as http.ServeMux has them
	Handler http.Handler
}

// Desk serves pages over one ledger.
type Desk struct {
	Options

	tongues map[string]*tongue
	asker   *ledger.Asker
	merging sync.Mutex // held while events are derived
	static  static
	kept    kept

	atlas  *atlas.Atlas
	views  views
	sheets sheets
}

// New makes a desk.
func New(o Options) (*Desk, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Visitor == nil {
		o.Visitor = func(*http.Request) Visitor { return Visitor{Editor: true} }
	}
	d := &Desk{Options: o}
	var err error
	if d.asker, err = ledger.NewAsker(context.Background(), o.Store, o.World); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if d.static, err = newStatic(); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if d.atlas, err = atlas.Load(); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if d.tongues, err = newTongues(o.World, d.static.address); err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	return d, nil
}

// keepMerged has the events derived anew if anything came since they were, while the page shows them as they were. A correction waits for
// it: what was corrected has to be seen.
func (d *Desk) keepMerged(ctx context.Context) {
	merged, err := d.Store.Merged(ctx)
	if err != nil || merged || !d.merging.TryLock() {
		return
	}
	go func() {
		defer d.merging.Unlock()
		if err := ledger.Refresh(context.WithoutCancel(ctx), d.Store, d.World); err != nil {
			d.Log.Error("events could not be derived", "error", err)
		}
	}()
}

// merge derives the events anew at once.
func (d *Desk) merge(ctx context.Context) error {
	d.merging.Lock()
	defer d.merging.Unlock()
	return ledger.Refresh(ctx, d.Store, d.World)
}
