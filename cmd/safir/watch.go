package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/announce"
	"safir/internal/gather"
	"safir/internal/gather/web"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/meter"
	"safir/internal/watch"
	"safir/internal/work"
	"safir/read"
)

// watchCommand asks sources day and night.
type watchCommand struct {
	ledgerFlag
	webFlags
	logFlags
	metricsFlags

	Sources  []string      `arg:"" optional:"" name:"source" help:"${watched}"`
	Least    time.Duration `help:"Shortest time between two asks of a source, however often it changes." default:"1m"`
	Most     time.Duration `help:"Longest time between two asks of a source that answers, however seldom it changes." default:"1h"`
	Rest     time.Duration `help:"How long a source is left alone at most that fails again and again." default:"12h"`
	AtOnce   int           `help:"How many sources are asked at the same time that are expected to answer at once; as many again that are slow." default:"16" placeholder:"N"`
	Patience time.Duration `help:"After how long a source that has not answered gives up its place to the next." default:"5s"`
	Deadline time.Duration `help:"After how long asking a source ends, whatever came. What is missing comes the next time." default:"2m"`
	Settle   time.Duration `help:"How often events are derived of what came, and what is new is announced." default:"10s"`
	Longest  int64         `help:"Megabytes of a feed or page at most." default:"4" placeholder:"MB"`
}

// watchGarbage is how many per cent of what lives may be garbage before it is collected. A watch holds the reader's models all its life and makes
// little garbage: collecting it twice as often as Go does by itself (six times a minute) takes a quarter off its memory, and off what
// that grows by. GOGC in the environment says otherwise.
const watchGarbage = 50

// Run watches until it is interrupted; what came until then is kept.
func (c *watchCommand) Run() error {
	log := c.logger()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(watchGarbage)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { <-ctx.Done(); stop() }() // a second signal ends it at once
	err := c.watch(ctx, log)
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) { // also while it was still opening the ledger
		fmt.Println("stopped; what came is kept")
		return nil
	}
	return err
}

func (c *watchCommand) watch(ctx context.Context, log *slog.Logger) error {
	if err := c.check(); err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	add, err := watchedNamed(c.Sources)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	reader, err := read.New()
	if err != nil {
		return err
	}
	world, err := know.Load()
	if err != nil {
		return err
	}
	store, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	store.Remember() // it derives again and again
	all, err := addWatched(ctx, store, add)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	registry := meter.NewRegistry()
	serving, err := c.serve(ctx, store, registry, log)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	fmt.Printf("watching %s (interrupt stops it)\n", sourcesIn(all))
	watching := func(ctx context.Context, log *slog.Logger) error {
		return c.watchOn(ctx, store, world, reader, registry, log)
	}
	return errors.Join(work.Turn{}.InTurn(ctx, store, ledger.Watching, log, watching), serving())
}

// watchOn asks sources and announces what is new until the context ends.
func (c *watchCommand) watchOn(ctx context.Context, store ledger.Store, world *know.World, reader *read.Reader, registry *prometheus.Registry, log *slog.Logger) error {
	ctx, end := context.WithCancel(ctx)
	figures := meter.NewTerm(registry)
	defer figures.End()
	teller := announce.New(announce.Options{Store: store, World: world, Web: webhooks(c.Timeout, c.AllowPrivate), Metrics: figures, Log: log})
	options := c.options(store, world, reader, figures, log)
	options.After = func(ctx context.Context) error { _, err := teller.Check(ctx); return err }
	var telling sync.WaitGroup
	telling.Go(func() { teller.Run(ctx) })
	defer func() { end(); telling.Wait() }()
	return watch.New(options).Run(ctx)
}

func (c *watchCommand) check() error {
	switch {
	case c.Least <= 0 || c.Most < c.Least:
		return fmt.Errorf("--least %v and --most %v: want 0 < least ≤ most", c.Least, c.Most)
	case c.AtOnce < 1:
		return fmt.Errorf("--at-once: want 1 or more, got %d", c.AtOnce)
	case c.Patience <= 0 || c.Deadline < c.Patience:
		return fmt.Errorf("--patience %v and --deadline %v: want 0 < patience ≤ deadline", c.Patience, c.Deadline)
	case c.Settle <= 0:
		return fmt.Errorf("--settle: want more than 0, got %v", c.Settle)
	case c.Longest < 1:
		return fmt.Errorf("--longest: want 1 or more megabytes, got %d", c.Longest)
	}
	return c.metricsFlags.check()
}

func (c *watchCommand) options(store ledger.Store, world *know.World, reader *read.Reader, figures prometheus.Registerer, log *slog.Logger) watch.Options {
	client := web.New(web.Options{
		Timeout: c.Timeout, Whole: 3 * c.Timeout, Pause: c.Pause, Attempts: 1, Longest: c.Longest << 20, AllowPrivate: c.AllowPrivate,
	})
	return watch.Options{
		Store: store, World: world, Read: reader.ReadFaint, Gather: gather.Options{Follow: c.Follow, Web: client},
		Pace: watch.Pace{Least: c.Least, Most: c.Most, Rest: c.Rest}, AtOnce: c.AtOnce, Patience: c.Patience, Deadline: c.Deadline, Settle: c.Settle,
		Metrics: figures, Log: log,
	}
}
