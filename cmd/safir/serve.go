package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"safir"
	"safir/internal/api"
	"safir/internal/desk"
	"safir/internal/gather/feed"
	"safir/internal/show"
	"safir/internal/web"
	"safir/read"
)

// serveCommand opens a ledger to browsers.
type serveCommand struct {
	ledgerFlag
	guardFlags

	Addr string `help:"Address to serve at, host and port. Other addresses than this machine's own need users or OpenID Connect." default:"127.0.0.1:7474" placeholder:"HOST:PORT"`
}

// Run serves until it is interrupted; requests that are being answered are answered to their end.
func (c *serveCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	guard, err := c.guard(c.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	reader, err := read.New()
	if err != nil {
		return err
	}
	feeds, err := feed.List()
	if err != nil {
		return err
	}
	options := desk.Options{Store: store, World: world, Name: c.name(), Read: reading(reader), Visitor: visitor(guard)}
	program := api.New(store, reader, world, api.Options{Log: slog.Default()})
	options.Mounts = []desk.Mount{{Pattern: api.Prefix, Handler: program}, {Pattern: api.Prefix + "/", Handler: program}}
	for _, f := range feeds {
		options.Feeds = append(options.Feeds, desk.Feed{Name: f.Subject, Outlet: f.Outlet, URL: f.URL})
	}
	d, err := desk.New(options)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	fmt.Printf("the desk is at %s://%s/ (interrupt stops it)\n", scheme, listener.Addr())
	if err := web.Serve(ctx, web.NewServer(guard.Handler(d.Handler())), listener, c.TLSCert, c.TLSKey); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	fmt.Println("stopped")
	return nil
}

// reading reads a text with the reasons for what it finds.
func reading(reader *read.Reader) func(safir.Dispatch) (safir.Record, []show.Reason) {
	return func(d safir.Dispatch) (safir.Record, []show.Reason) {
		found := reader.Explain(d)
		return found.Record, reasons(&found)
	}
}
