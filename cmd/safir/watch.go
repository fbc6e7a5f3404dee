package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/gather"
	"safir/internal/gather/web"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/meter"
	"safir/internal/users"
	"safir/internal/watch"
	guarded "safir/internal/web"
	"safir/read"
)

// watchCommand asks sources day and night.
type watchCommand struct {
	ledgerFlag
	webFlags
	logFlags

	Sources  []string      `arg:"" optional:"" name:"source" help:"${watched}"`
	Least    time.Duration `help:"Shortest time between two asks of a source, however often it changes." default:"1m"`
	Most     time.Duration `help:"Longest time between two asks of a source that answers, however seldom it changes." default:"1h"`
	Rest     time.Duration `help:"How long a source is left alone at most that fails again and again." default:"12h"`
	AtOnce   int           `help:"How many sources are asked at the same time that are expected to answer at once; as many again that are slow." default:"16" placeholder:"N"`
	Patience time.Duration `help:"After how long a source that has not answered gives up its place to the next." default:"5s"`
	Deadline time.Duration `help:"After how long asking a source ends, whatever came. What is missing comes the next time." default:"2m"`
	Settle   time.Duration `help:"How often events are derived of what came, and what is new is announced." default:"10s"`
	Longest  int64         `help:"Megabytes of a feed or page at most." default:"4" placeholder:"MB"`
	Metrics  string        `help:"Address at which to give figures for Prometheus (/metrics) and whether all is well (/healthz, /readyz). Other addresses than this machine's own need --users." placeholder:"HOST:PORT"`
	Users    string        `help:"File of users (safir users add), by whose tokens the figures may be asked for." placeholder:"FILE" type:"path"`
}

// Run watches until it is interrupted; what came until then is kept.
func (c *watchCommand) Run() error {
	log := c.logger()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { <-ctx.Done(); stop() }() // a second signal ends it at once
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
	all, err := addWatched(ctx, store, add)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	registry := meter.NewRegistry()
	serving, err := c.serveMetrics(ctx, store, registry, log)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	w := watch.New(c.options(store, world, reader, registry, log))
	fmt.Printf("watching %s (interrupt stops it)\n", sourcesIn(all))
	if err := errors.Join(w.Run(ctx), serving()); err != nil {
		return err
	}
	fmt.Println("stopped; what came is kept")
	return nil
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
	case c.Users != "" && c.Metrics == "":
		return errors.New("--users says who may ask for figures: it goes with --metrics")
	}
	return nil
}

func (c *watchCommand) options(store ledger.Store, world *know.World, reader *read.Reader, registry *prometheus.Registry, log *slog.Logger) watch.Options {
	client := web.New(web.Options{
		Timeout: c.Timeout, Whole: 3 * c.Timeout, Pause: c.Pause, Attempts: 1, Longest: c.Longest << 20, AllowPrivate: c.AllowPrivate,
	})
	return watch.Options{
		Store: store, World: world, Read: reader.Read, Gather: gather.Options{Follow: c.Follow, Web: client},
		Pace: watch.Pace{Least: c.Least, Most: c.Most, Rest: c.Rest}, AtOnce: c.AtOnce, Patience: c.Patience, Deadline: c.Deadline, Settle: c.Settle,
		Metrics: registry, Log: log,
	}
}

// serveMetrics gives figures until the context ends; wait waits for that.
func (c *watchCommand) serveMetrics(ctx context.Context, store ledger.Store, registry *prometheus.Registry, log *slog.Logger) (wait func() error, err error) {
	if c.Metrics == "" {
		return func() error { return nil }, nil
	}
	if _, _, err := net.SplitHostPort(c.Metrics); err != nil {
		return nil, fmt.Errorf("--metrics: want host and port as 127.0.0.1:9474: %w", err)
	}
	options := guarded.Options{Log: log}
	switch {
	case c.Users != "":
		if options.Users, err = users.Open(c.Users); err != nil {
			return nil, fmt.Errorf("--users: %w", err)
		}
	case !guarded.Loopback(c.Metrics):
		return nil, fmt.Errorf("--metrics %s: without --users only this machine may ask for figures: take 127.0.0.1 or ::1", c.Metrics)
	default:
		options.Hosts = guarded.LoopbackHosts
	}
	guard, err := guarded.New(options)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+meter.MetricsPath, meter.Handler(registry))
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Metrics)
	if err != nil {
		return nil, fmt.Errorf("--metrics: %w", err)
	}
	log.Info("figures are given", "address", "http://"+listener.Addr().String()+meter.MetricsPath)
	server := guarded.NewServer(meter.Health(ready(store), notReady(log), guard.Handler(mux)))
	ended := make(chan error, 1)
	go func() { ended <- guarded.Serve(ctx, server, listener, "", "") }()
	return func() error { return <-ended }, nil
}

// ready asks whether a ledger answers.
func ready(store ledger.Store) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := store.Revision(ctx)
		return err
	}
}

func notReady(log *slog.Logger) func(error) {
	return func(err error) { log.Error("the ledger does not answer", "error", err) }
}
