package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/ledger"
	"safir/internal/meter"
	"safir/internal/users"
	guarded "safir/internal/web"
)

// metricsFlags say where a program that runs on tells how it fares.
type metricsFlags struct {
	Metrics string `help:"Address at which to give figures for Prometheus (/metrics) and whether all is well (/healthz, /readyz). Other addresses than this machine's own need --users." placeholder:"HOST:PORT"`
	Users   string `help:"File of users (safir users add), by whose tokens the figures may be asked for." placeholder:"FILE" type:"path"`
}

// check refuses flags that make no sense.
func (f *metricsFlags) check() error {
	if f.Users != "" && f.Metrics == "" {
		return errors.New("--users says who may ask for figures: it goes with --metrics")
	}
	return nil
}

// serve gives figures until the context ends; wait waits for that.
func (f *metricsFlags) serve(ctx context.Context, store ledger.Store, registry *prometheus.Registry, log *slog.Logger) (wait func() error, err error) {
	if f.Metrics == "" {
		return func() error { return nil }, nil
	}
	if _, _, err := net.SplitHostPort(f.Metrics); err != nil {
		return nil, fmt.Errorf("--metrics: want host and port as 127.0.0.1:9474: %w", err)
	}
	options := guarded.Options{Log: log}
	switch {
	case f.Users != "":
		if options.Users, err = users.Open(f.Users); err != nil {
			return nil, fmt.Errorf("--users: %w", err)
		}
	case !guarded.Loopback(f.Metrics):
		return nil, fmt.Errorf("--metrics %s: without --users only this machine may ask for figures: take 127.0.0.1 or ::1", f.Metrics)
	default:
		options.Hosts = guarded.LoopbackHosts
	}
	guard, err := guarded.New(options)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET "+meter.MetricsPath, meter.Handler(registry))
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", f.Metrics)
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
