package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"safir"
	"safir/internal/announce"
	"safir/internal/api"
	"safir/internal/desk"
	"safir/internal/gather/feed"
	"safir/internal/ledger"
	"safir/internal/meter"
	"safir/internal/show"
	"safir/internal/web"
	"safir/read"
)

// serveCommand opens a ledger to browsers.
type serveCommand struct {
	ledgerFlag
	guardFlags
	logFlags

	Addr string `help:"Address to serve at, host and port. Other addresses than this machine's own need users or OpenID Connect." default:"127.0.0.1:7474" placeholder:"HOST:PORT"`
}

// Run serves until it is interrupted; requests that are being answered are answered to their end.
func (c *serveCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := c.logger()
	guard, err := c.guard(c.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	store.Remember() // who corrects something waits for what is derived
	reader, err := read.New()
	if err != nil {
		return err
	}
	feeds, err := feed.List()
	if err != nil {
		return err
	}
	options := desk.Options{Store: store, World: world, Name: c.name(), Read: reading(reader), Visitor: visitor(guard)}
	save := func(ctx context.Context, q ledger.Question) error {
		_, err := announce.Save(ctx, store, world, q, false)
		return err
	}
	options.Save, options.QuestionFeeds = save, announce.FeedPath
	options.Keep = func(ctx context.Context, d safir.Dispatch) (string, error) {
		record := reader.ReadFaint(d)
		_, err := store.Put(ctx, []ledger.Entry{ledger.NewEntry(d, record)})
		return record.ID, err
	}
	program := api.New(store, reader, world, api.Options{Log: log, Save: save})
	registry := meter.NewRegistry()
	options.Mounts = []desk.Mount{
		{Pattern: api.Prefix, Handler: program},
		{Pattern: api.Prefix + "/", Handler: program},
		{Pattern: "GET " + announce.FeedPath, Handler: announce.Feeds(store, notReady(log))},
		{Pattern: "GET " + meter.MetricsPath, Handler: meter.Handler(registry)},
	}
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
	if err := web.Serve(ctx, web.NewServer(meter.Health(ready(store), notReady(log), meter.Requests(registry, guard.Handler(d.Handler())))), listener, c.TLSCert, c.TLSKey); err != nil {
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
