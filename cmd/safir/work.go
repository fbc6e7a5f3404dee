package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"

	"safir/internal/ledger"
	"safir/internal/ledger/postgres"
	"safir/internal/meter"
	"safir/internal/work"
	"safir/read"
)

// workCommand reads what waits in the queue of a ledger.
type workCommand struct {
	ledgerFlag
	logFlags
	metricsFlags

	Parallel uint          `short:"j" help:"Chunks of dispatches to read at the same time; 0 for one on each processor." default:"0"`
	Once     bool          `help:"End when nothing waits any more."`
	Grace    time.Duration `help:"How long chunks in hand may take to be finished when it is stopped; after that they are given back." default:"10s"`
}

// workReader makes the reader of workers. Tests of what happens to many thousand dispatches in a queue put one in its place
// that remembers what they say.
var workReader = func() (work.Reader, error) { return read.New() }

// Run works until it is interrupted.
func (c *workCommand) Run() error {
	log := c.logger()
	if err := c.check(); err != nil {
		return fmt.Errorf("work: %w", err)
	}
	if c.Parallel == 0 {
		c.Parallel = uint(runtime.GOMAXPROCS(0))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { <-ctx.Done(); stop() }() // a second signal ends it at once
	reader, err := workReader()
	if err != nil {
		return err
	}
	open := c.asIs
	if postgres.Is(c.Ledger) {
		open = c.create // workers may be there before anything was gathered
	}
	store, err := open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	queue, err := work.Of(store)
	if err != nil {
		return fmt.Errorf("work: %w", err)
	}
	registry := meter.NewRegistry()
	serving, err := c.serve(ctx, store, registry, log)
	if err != nil {
		return fmt.Errorf("work: %w", err)
	}
	done := worked{measure: work.Metrics(registry, queue)}
	crew, err := queue.Work(ctx, work.Options{Reader: reader, Parallel: int(c.Parallel), Log: log, Soft: c.Grace, Watch: done.count})
	if err != nil {
		return fmt.Errorf("work: %w", err)
	}
	log.Info("at work", "worker", crew.ID, "parallel", c.Parallel)
	if c.Once {
		err = emptied(ctx, queue)
	} else {
		<-ctx.Done()
	}
	log.Info("ending: chunks in hand are finished first", "worker", crew.ID)
	err = errors.Join(err, crew.Stop(context.WithoutCancel(ctx)))
	stop()
	if err := errors.Join(err, serving()); err != nil {
		return fmt.Errorf("work: %w", err)
	}
	log.Info("ended", "worker", crew.ID, "chunks", done.chunks.Load(), "dispatches", done.dispatches.Load(), "attempts_failed", done.failed.Load())
	return nil
}

// worked counts what was done.
type worked struct {
	measure                    func(work.Event)
	chunks, dispatches, failed atomic.Int64
}

func (w *worked) count(e work.Event) {
	w.measure(e)
	if e.Err != nil {
		w.failed.Add(1)
		return
	}
	w.chunks.Add(1)
	w.dispatches.Add(int64(e.Dispatches))
}

// emptied waits until nothing waits in the queue, or the context is done.
func emptied(ctx context.Context, queue work.Queue) error {
	const pause = 100 * time.Millisecond
	for ctx.Err() == nil {
		waiting, err := queue.Waiting(ctx)
		if err != nil && ctx.Err() == nil {
			return err
		}
		if err == nil && waiting[ledger.Queued]+waiting[ledger.Running]+waiting[ledger.Retrying] == 0 {
			break
		}
		_ = sleep(ctx, pause) // it says no more than the context
	}
	return nil
}
