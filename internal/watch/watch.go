package watch

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir"
	"safir/internal/gather"
	"safir/internal/know"
	"safir/internal/ledger"
)

// Options are what a watch is made of. What is zero has a sensible value.
type Options struct {
	Store  ledger.Store
	World  *know.World
	Read   func(safir.Dispatch) safir.Record // safe for many at a time
	Gather gather.Options                    // how sources are asked; Memory is the ledger's
	Pace   Pace

	AtOnce   int           // sources that are asked at the same time and are expected to answer at once; 16
	Patience time.Duration // after which one that has not answered gives up its place; 5 s
	Deadline time.Duration // after which asking one ends, whatever came; 2 min
	Settle   time.Duration // how often events are derived of what came; 10 s
	Look     time.Duration // how often the list of sources is looked at; 15 s

	// After is called when events were derived, and now and then besides: to announce what is new.
	After   func(context.Context) error
	Metrics prometheus.Registerer // nil for none
	Log     *slog.Logger          // nil for the default
	Readers int                   // dispatches that are read at the same time; 0 for one on each processor
}

// Watch asks sources on their schedules.
type Watch struct {
	Options

	lanes   lanes
	meter   *meter
	keeping sync.Mutex    // held while something is kept, so that askers do not wait for each other within the store
	reading chan struct{} // holds one for each dispatch that is being read
	ended   chan *source  // those that were asked
	woken   chan struct{} // the list of sources is to be looked at
	asking  sync.WaitGroup
	sources map[string]*source
}

// source is one that is watched. Its fields belong to the loop of [Watch.Run], but for those that the asker sets before it ends.
type source struct {
	ledger.Watched

	busy    bool
	removed bool
	result  outcome
	began   time.Time
}

// New makes a watch.
func New(o Options) *Watch {
	set(&o.Pace.Least, DefaultPace.Least)
	set(&o.Pace.Most, max(DefaultPace.Most, o.Pace.Least))
	set(&o.Pace.Rest, max(DefaultPace.Rest, o.Pace.Most))
	set(&o.AtOnce, 16)
	set(&o.Patience, 5*time.Second)
	set(&o.Deadline, 2*time.Minute)
	set(&o.Settle, 10*time.Second)
	set(&o.Look, 15*time.Second)
	set(&o.Readers, processors())
	if o.Log == nil {
		o.Log = slog.Default()
	}
	o.Gather.Memory = visits{o.Store}
	w := &Watch{
		Options: o, lanes: newLanes(o.AtOnce), reading: make(chan struct{}, o.Readers), ended: make(chan *source), woken: make(chan struct{}, 1),
		sources: map[string]*source{},
	}
	w.meter = newMeter(o.Metrics)
	return w
}

func set[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Run watches until the context ends. Then it asks no more, keeps what came, and ends.
func (w *Watch) Run(ctx context.Context) error {
	if err := w.look(ctx); err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	var deriving sync.WaitGroup
	deriving.Go(func() { w.derive(ctx) })
	look := time.NewTicker(w.Look)
	defer look.Stop()
	for ctx.Err() == nil {
		wait := time.NewTimer(w.start(ctx))
		select {
		case <-ctx.Done():
		case <-wait.C:
		case s := <-w.ended:
			w.finish(ctx, s)
		case <-look.C:
			if err := w.look(ctx); err != nil && ctx.Err() == nil {
				w.Log.Error("the list of sources could not be read", "error", err)
			}
		}
		wait.Stop()
	}
	w.stop(context.WithoutCancel(ctx))
	w.leave(&deriving)
	return nil
}

// leave waits a little for the derivation. One that takes longer is left: nothing is kept of it until it is whole, and whoever opens the ledger next
// derives its events.
func (w *Watch) leave(deriving *sync.WaitGroup) {
	ended := make(chan struct{})
	go func() { deriving.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(longestEnd):
		w.Log.Info("the events are not derived of all that came; they will be when the ledger is opened next")
	}
}

// longestEnd is how long the end of a watch waits for a derivation.
const longestEnd = 3 * time.Second

// stop waits for those who are asking, whose context has ended.
func (w *Watch) stop(ctx context.Context) {
	go func() {
		w.asking.Wait()
		close(w.ended)
	}()
	for s := range w.ended {
		w.finish(ctx, s)
	}
}

// look takes in which sources the ledger watches now.
func (w *Watch) look(ctx context.Context) error {
	all, err := w.Store.Watched(ctx)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, watched := range all {
		listed[watched.URL] = true
		if s := w.sources[watched.URL]; s == nil {
			w.sources[watched.URL] = &source{Watched: watched}
		} else if s.removed = false; !s.busy {
			s.Watched = watched
		}
	}
	for url, s := range w.sources {
		if listed[url] {
			continue
		}
		if s.removed = true; !s.busy {
			delete(w.sources, url)
		}
	}
	w.meter.count(w.sources, time.Now())
	return nil
}

// longestWait is how long the loop waits at most: clocks are set, and machines sleep.
const longestWait = 30 * time.Second

// start begins to ask the sources that are due, the one that is due longest first, as far as there is room. It gives how long to wait for the
// next.
func (w *Watch) start(ctx context.Context) time.Duration {
	now, wait := time.Now(), longestWait
	var due []*source
	for _, s := range w.sources {
		if s.busy {
			continue
		}
		if until := ledger.Stamped(s.Due).Sub(now); until > 0 {
			wait = min(wait, until)
			continue
		}
		due = append(due, s)
	}
	slices.SortFunc(due, func(a, b *source) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.URL, b.URL)) })
	waiting := 0
	for _, s := range due {
		lane := w.lanes.first(s.Slow)
		if !enter(lane) {
			waiting++
			continue
		}
		s.busy, s.began = true, now
		w.meter.late(s, now)
		w.asking.Go(func() {
			p := &place{lane}
			defer p.leave()
			s.result = w.ask(ctx, s.Watched, p)
			w.ended <- s
		})
	}
	w.meter.waiting(waiting)
	return wait
}

// finish takes in what came of asking a source.
func (w *Watch) finish(ctx context.Context, s *source) {
	s.busy = false
	if s.removed {
		delete(w.sources, s.URL)
		return
	}
	before := s.Watched
	if ctx.Err() == nil || s.result.news > 0 {
		s.Watched = w.Pace.next(s.Watched, s.result, rand.Float64())
	}
	w.meter.asked(s)
	w.tell(&before, s)
	w.keeping.Lock()
	defer w.keeping.Unlock()
	if err := w.Store.SetWatched(context.WithoutCancel(ctx), []ledger.Watched{s.Watched}); err != nil {
		w.Log.Error("how a source fares could not be kept", "source", s.URL, "error", err)
	}
}

// tell logs what came of asking a source: news, and the first and the last of failures in a row.
func (w *Watch) tell(before *ledger.Watched, s *source) {
	o := &s.result
	attributes := []any{"source", s.URL, "took", time.Since(s.began).Round(time.Millisecond).String(), "due", s.Due}
	switch {
	case o.failure != "":
		level := slog.LevelDebug
		if before.Failures == 0 || before.Failure != o.failure {
			level = slog.LevelWarn
		}
		w.Log.Log(context.Background(), level, "a source failed", append(attributes, "failure", o.failure, "failures", s.Failures)...)
	case before.Failures > 0:
		w.Log.Info("a source answers again", append(attributes, "failures", before.Failures)...)
	case o.put:
		w.Log.Debug("a source was put off", attributes...)
	default:
		w.Log.Debug("a source was asked", append(attributes, "news", o.news)...)
	}
}
