package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"safir/internal/know"
	"safir/internal/ledger"
	"safir/read"
)

// soundCommand checks a ledger.
type soundCommand struct {
	ledgerFlag
}

// Run says that the ledger is clean, or what is wrong.
func (c *soundCommand) Run() error {
	ctx := context.Background()
	world, err := know.Load()
	if err != nil {
		return err
	}
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	wrong, merged, err := ledger.Check(ctx, store, world)
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	for _, what := range wrong {
		fmt.Println(what)
	}
	if len(wrong) > 0 {
		return errors.New("check: this ledger is not sound; safir ledger rebuild makes what is derived anew, the rest is to be had from a copy alone")
	}
	counts, err := store.Counts(ctx)
	if err != nil {
		return err
	}
	corrections, err := store.Corrections(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("clean: %d dispatches, %d reports, %d events, %d corrections\n", counts.Dispatches, counts.Reports, counts.Events, len(corrections))
	if !merged {
		fmt.Println("reports or corrections came since events were derived; the next question derives them anew")
	}
	return nil
}

// rebuildCommand derives a ledger anew.
type rebuildCommand struct {
	ledgerFlag

	Read    bool `help:"Read the dispatches anew too: after the reader has learned."`
	Workers uint `short:"j" help:"Dispatches to read at the same time; 0 for one on each processor." default:"0"`
}

// Run derives all anew. It may be stopped at any moment: what is done is done, and the rest stays as it was.
func (c *rebuildCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	world, err := know.Load()
	if err != nil {
		return err
	}
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	done, err := c.rebuild(ctx, store)
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	if ctx.Err() != nil {
		fmt.Fprintf(os.Stderr, "safir: stopped after %d; the ledger is whole, start again to do the rest\n", done)
		return errInterrupted
	}
	if err := ledger.Refresh(ctx, store, world); err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	counts, err := store.Counts(ctx)
	if err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	fmt.Printf("the ledger holds %d dispatches with %d reports of %d events\n", counts.Dispatches, counts.Reports, counts.Events)
	return nil
}

// remade is an entry derived anew.
type remade struct {
	entry ledger.Entry
	err   error
}

// chunk is how many dispatches are derived anew in one transaction.
const chunk = 200

// rebuild derives the entries anew, chunk by chunk.
func (c *rebuildCommand) rebuild(ctx context.Context, store ledger.Store) (done int, err error) {
	remake := func(e ledger.Entry) ledger.Entry { return e.Again() }
	if c.Read {
		reader, err := read.New()
		if err != nil {
			return 0, err
		}
		remake = func(e ledger.Entry) ledger.Entry {
			again := ledger.NewEntry(e.Dispatch, reader.ReadFaint(e.Dispatch))
			again.Version = e.Version
			return again
		}
	}
	if c.Workers == 0 {
		c.Workers = uint(runtime.GOMAXPROCS(0))
	}
	progress := newBar(nil, nil)
	defer progress.end()
	var chunked []ledger.Entry
	for r := range read.InOrder(ctx, int(c.Workers), kept(ctx, store), func(r remade) remade { return r.again(remake) }) {
		if r.err != nil {
			return done, r.err
		}
		chunked = append(chunked, r.entry)
		done++
		progress.set(done)
		if len(chunked) == chunk {
			if err := store.Rederive(ctx, chunked); err != nil {
				return done, err
			}
			chunked = chunked[:0]
		}
	}
	return done, store.Rederive(context.WithoutCancel(ctx), chunked)
}

// again makes an entry anew. One that trips the reader stays as it is.
func (r remade) again(remake func(ledger.Entry) ledger.Entry) (out remade) {
	if r.err != nil {
		return r
	}
	defer func() {
		if failure := recover(); failure != nil {
			fmt.Fprintf(os.Stderr, "safir: dispatch %s: the reader failed at it, its record stays as it was: %v\n", r.entry.Dispatch.ID, failure)
			out = remade{entry: r.entry.Again()}
		}
	}()
	return remade{entry: remake(r.entry)}
}

func kept(ctx context.Context, store ledger.Store) iter.Seq[remade] {
	return func(yield func(remade) bool) {
		for e, err := range store.Entries(ctx) {
			if !yield(remade{e, err}) {
				return
			}
		}
	}
}
