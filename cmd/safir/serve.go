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
	"path/filepath"
	"syscall"
	"time"

	"safir"
	"safir/internal/desk"
	"safir/internal/gather/feed"
	"safir/internal/show"
	"safir/read"
)

// serveCommand opens a ledger to browsers.
type serveCommand struct {
	ledgerFlag

	Addr string `help:"Address to serve at, host and port. Without users only addresses of this machine alone are served." default:"127.0.0.1:7474" placeholder:"HOST:PORT"`
}

// Run serves until it is interrupted; requests that are being answered are answered to their end.
func (c *serveCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := ours(c.Addr); err != nil {
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
	options := desk.Options{Store: store, World: world, Name: filepath.Base(c.Ledger), Read: reading(reader)}
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
	fmt.Printf("the desk is at http://%s/ (interrupt stops it)\n", listener.Addr())
	return answer(ctx, listener, d.Handler())
}

// ours refuses addresses at which others than the users of this machine could come in.
func ours(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--addr: want host and port as 127.0.0.1:7474: %w", err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %s: no users are configured, so only this machine may be served: take 127.0.0.1 or ::1, or put a server that asks for a name and a password before it", address)
}

// How long a request may take.
const (
	headTime  = 5 * time.Second
	readTime  = 30 * time.Second
	writeTime = 2 * time.Minute // a whole ledger may be downloaded
	idleTime  = 2 * time.Minute
	grace     = 10 * time.Second
	longHead  = 64 << 10
)

// answer answers requests until the context ends, and then those that are open.
func answer(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: longHead, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return fmt.Errorf("serve: %w", errors.Join(err, server.Close()))
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
