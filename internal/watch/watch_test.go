package watch_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir"
	"safir/internal/gather"
	"safir/internal/gather/web"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/watch"
	"safir/internal/watch/watchtest"
)

// running is a watch over a ledger of its own.
type running struct {
	ledger.Store
	testing.TB

	stop func()
}

// read stands for the reader: these tests are about what comes, not about what it says.
func read(d safir.Dispatch) safir.Record {
	return safir.Record{ID: d.ID, Body: d.Body, Repaired: d.Body}
}

func start(t testing.TB, file string, feeds []*watchtest.Feed, change ...func(*watch.Options)) *running {
	t.Helper()
	store, err := sqlite.Create(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	var sources []ledger.Watched
	for _, f := range feeds {
		sources = append(sources, ledger.Watched{URL: f.URL})
	}
	if err := store.Watch(t.Context(), sources); err != nil {
		t.Fatal(err)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := watch.Options{
		Store: store, World: world, Read: read, AtOnce: 4, Patience: 200 * time.Millisecond, Deadline: 2 * time.Second, Settle: 100 * time.Millisecond,
		Look: 100 * time.Millisecond, Pace: watch.Pace{Least: 100 * time.Millisecond, Most: 400 * time.Millisecond, Rest: time.Second},
		Gather: gather.Options{Follow: true, Web: web.New(web.Options{
			Timeout: time.Second, Whole: 2 * time.Second, Pause: 5 * time.Millisecond, Attempts: 1, Longest: 1 << 20, AllowPrivate: true,
		})},
		Metrics: prometheus.NewRegistry(), Log: slog.New(slog.DiscardHandler),
	}
	for _, c := range change {
		c(&o)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var ended sync.WaitGroup
	ended.Go(func() {
		if err := watch.New(o).Run(ctx); err != nil {
			t.Error(err)
		}
	})
	r := &running{store, t, sync.OnceFunc(func() { cancel(); ended.Wait() })}
	t.Cleanup(r.stop)
	return r
}

// urls counts the dispatches by their addresses.
func (r *running) urls() map[string]int {
	r.Helper()
	out := map[string]int{}
	for d, err := range r.Dispatches(context.WithoutCancel(r.Context()), ledger.DispatchFilter{}) {
		if err != nil {
			r.Fatal(err)
		}
		out[d.URL]++
	}
	return out
}

// eventually waits until something holds.
func eventually[T string | func() string](t testing.TB, what T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if holds() {
			return
		}
	}
	switch what := any(what).(type) {
	case string:
		t.Fatal("it never holds that", what)
	case func() string:
		t.Fatal("it never holds that", what())
	}
}

// TestEveryNewDispatchComesOnceWhateverBadFeedsDo is a few seconds of what make watchtest does for half an hour.
func TestEveryNewDispatchComesOnceWhateverBadFeedsDo(t *testing.T) {
	server := watchtest.Serve(t, 12, len(watchtest.Hostile), func(n int) time.Duration { return time.Duration(150+60*n) * time.Millisecond })
	r := start(t, filepath.Join(t.TempDir(), "l.db"), server.Feeds)
	time.Sleep(2 * time.Second)
	until, missing := time.Now(), ""
	eventually(t, func() string { return "all that good feeds published is in the ledger: missing " + missing }, func() bool {
		had := r.urls()
		for _, f := range server.Feeds {
			if !f.Good() {
				continue
			}
			for _, e := range server.Published(f, until) {
				if had[e.URL] == 0 {
					missing = string(f.Kind) + " " + e.URL
					return false
				}
			}
		}
		return true
	})
	r.stop()
	for url, n := range r.urls() {
		if n != 1 {
			t.Errorf("%s is there %d times", url, n)
		}
	}
	sources, err := r.Watched(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	state := map[string]ledger.Watched{}
	for _, w := range sources {
		state[w.URL] = w
	}
	for _, f := range server.Feeds {
		w := state[f.URL]
		switch {
		case f.Kind == watchtest.Flapping || f.Kind == watchtest.Trap:
		case f.Good() && (w.State() != "well" || w.Brought == 0 || w.Changed == "" || w.Newest == "" || w.Asks == 0):
			t.Errorf("a good feed: %+v", w)
		case !f.Good() && w.State() == "well":
			t.Errorf("%s: %+v", f.Kind, w)
		}
	}
}

func TestAWatchGoesOnWhereItWasStopped(t *testing.T) {
	server := watchtest.Serve(t, 3, 0, func(int) time.Duration { return 200 * time.Millisecond })
	file := filepath.Join(t.TempDir(), "l.db")
	first := start(t, file, server.Feeds)
	eventually(t, "something came", func() bool { return len(first.urls()) > 3 })
	first.stop()
	had := len(first.urls())
	second := start(t, file, server.Feeds)
	eventually(t, "more came", func() bool { return len(second.urls()) > had+3 })
}

func TestSourcesComeAndGoWhileItRuns(t *testing.T) {
	server := watchtest.Serve(t, 2, 0, func(int) time.Duration { return 100 * time.Millisecond })
	r := start(t, filepath.Join(t.TempDir(), "l.db"), server.Feeds[:1])
	eventually(t, "the first is asked", func() bool { return server.Feeds[0].Asked() > 0 })
	if err := r.Watch(t.Context(), []ledger.Watched{{URL: server.Feeds[1].URL}}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the second is asked", func() bool { return server.Feeds[1].Asked() > 0 })
	if _, err := r.Unwatch(t.Context(), []string{server.Feeds[0].URL}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the first is asked no more", func() bool {
		before := server.Feeds[0].Asked()
		time.Sleep(time.Second)
		return server.Feeds[0].Asked() == before
	})
	if all, err := r.Watched(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("watched: %+v, %v", all, err)
	}
}

func TestADispatchThatTripsTheReaderDoesNotEndTheWatch(t *testing.T) {
	server := watchtest.Serve(t, 2, 0, func(int) time.Duration { return 150 * time.Millisecond })
	bad := strings.TrimSuffix(server.Feeds[0].URL, "rss")
	r := start(t, filepath.Join(t.TempDir(), "l.db"), server.Feeds, func(o *watch.Options) {
		o.Read = func(d safir.Dispatch) safir.Record {
			if strings.HasPrefix(d.URL, bad) && strings.HasSuffix(d.URL, "/1") {
				panic("it trips")
			}
			return read(d)
		}
	})
	eventually(t, "the others come", func() bool { had := r.urls(); return had[bad+"news/2"] == 1 && had[bad+"news/1"] == 0 && len(had) > 6 })
}

func TestEventsAreDerivedAndThenAnnounced(t *testing.T) {
	server := watchtest.Serve(t, 1, 0, func(int) time.Duration { return 100 * time.Millisecond })
	told := make(chan bool, 100)
	r := start(t, filepath.Join(t.TempDir(), "l.db"), server.Feeds, func(o *watch.Options) {
		store := o.Store
		o.After = func(ctx context.Context) error {
			n, err := store.Arrivals(ctx)
			if merged, mergedErr := store.Merged(ctx); n > 0 && err == nil && mergedErr == nil {
				select {
				case told <- merged:
				default:
				}
			}
			return nil
		}
	})
	defer r.stop()
	eventually(t, "events are those of what came", func() bool { return <-told })
}
