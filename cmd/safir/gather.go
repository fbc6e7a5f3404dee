package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"safir/internal/gather"
	"safir/internal/ledger"
	"safir/internal/ledger/postgres"
	"safir/internal/work"
	"safir/read"
)

// gatherCommand reads dispatches into a ledger.
type gatherCommand struct {
	ledgerFlag

	sourceFlags

	Files   []string `arg:"" name:"source" help:"${sources}"`
	Workers uint     `short:"j" help:"Chunks of dispatches to read at the same time; 0 for one on each processor." default:"0"`
	Chunk   uint     `help:"Dispatches that are read in one job and kept together: what is read again when a program is killed." default:"200" placeholder:"N"`
	Work    bool     `help:"Read here what is queued in a PostgreSQL ledger, beside the workers (safir work) that it may have; what goes into a file is always read here."`
	Detach  bool     `help:"Queue what comes, and end without waiting until it is read."`
}

// Run gathers, and merges what came. What cannot be read is told on standard error, and the rest is read.
func (c *gatherCommand) Run() error {
	if c.Work && c.Detach {
		return errors.New("gather: --work reads here what is queued, --detach leaves it to others: give one of them")
	}
	reader, err := read.New()
	if err != nil {
		return err
	}
	if c.Chunk == 0 || c.Chunk > mostInChunk {
		return fmt.Errorf("gather: --chunk: want 1 to %d, got %d", mostInChunk, c.Chunk)
	}
	// What is checked of the options of reading is checked here the same way.
	check := readCommand{sourceFlags: c.sourceFlags, Files: c.Files, Workers: c.Workers}
	if err := check.check(reader); err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	c.Agency, c.Workers = check.Agency, check.Workers
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return c.gather(ctx, reader, store)
}

// gather queues all dispatches that the ledger does not have, chunk by chunk, sees to it that they are read, and merges.
func (c *gatherCommand) gather(ctx context.Context, reader *read.Reader, store ledger.Store) error {
	g, err := c.start(ctx, reader, store)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	defer g.end()
	for f := range each(gather.From(ctx, c.Files, c.options(visits{store}, g.come))) {
		if err = g.take(ctx, &f); err != nil {
			break
		}
	}
	if err == nil {
		err = g.queueUp(context.WithoutCancel(ctx)) // also after an interruption: what came took trouble to get
	}
	if err == nil {
		if c.Detach {
			return g.detached(ctx)
		}
		err = g.follow(ctx)
	}
	if ctx.Err() != nil {
		return g.interrupted(ctx)
	}
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	return g.finish(ctx)
}

// start begins a gathering: it gets its number in the ledger, and those who read.
func (c *gatherCommand) start(ctx context.Context, reader *read.Reader, store ledger.Store) (*gathering, error) {
	queue, err := work.Of(store)
	if err != nil {
		return nil, err
	}
	g := newGathering(store, queue, reader, c.Files)
	g.size = int(c.Chunk)
	if g.id, err = queue.Start(ctx, strings.Join(c.Files, " ")); err != nil {
		return nil, err
	}
	if c.Detach || postgres.Is(c.Ledger) && !c.Work {
		g.watch(ctx)
		return g, nil
	}
	g.crew, err = queue.Work(ctx, work.Options{Reader: reader, Parallel: int(c.Workers)})
	if err != nil {
		return nil, err
	}
	if !postgres.Is(c.Ledger) {
		g.most = 2*int(c.Workers) + 2
	}
	g.watch(ctx)
	return g, nil
}

// detached ends a gathering whose dispatches wait to be read.
func (g *gathering) detached(ctx context.Context) error {
	g.end()
	if ctx.Err() != nil {
		return g.interrupted(ctx)
	}
	fmt.Printf("%d wait in the ledger to be read, as gathering %d; safir ledger jobs tells about it\n", g.queued.Load(), g.id)
	if g.failed > 0 {
		return fmt.Errorf("%d could not be read", g.failed)
	}
	return nil
}

// interrupted ends a gathering that was stopped: what is being read is finished, what waits stays in the queue.
func (g *gathering) interrupted(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	g.end()
	at, err := g.queue.Gathering(ctx, g.id)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	done, waiting := g.done(&at), at.Dispatches[ledger.Queued]+at.Dispatches[ledger.Retrying]+at.Dispatches[ledger.Running]
	fmt.Fprintf(os.Stderr, "safir: stopped after %d; what was read is kept", done)
	if waiting > 0 {
		fmt.Fprintf(os.Stderr, ", %d wait in the ledger to be read", waiting)
	}
	fmt.Fprintln(os.Stderr, "; start again to go on")
	return errInterrupted
}

// take takes in what came of the sources.
func (g *gathering) take(ctx context.Context, f *found) error {
	var refusal *gather.Refusal
	switch g.visits = append(g.visits, f.Visits...); {
	case errors.As(f.refused, &refusal):
		g.refused(f, refusal)
	case f.refused != nil:
		return f.refused
	case !f.Empty():
		if f.Dispatch.ID == "" {
			f.Dispatch.ID = f.Dispatch.ContentID()
		}
		g.chunk = append(g.chunk, *f)
	}
	if !g.full() {
		return nil
	}
	return g.queueUp(ctx)
}
