package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"safir/internal/ledger"
	"safir/internal/work"
)

// copyCommand copies a ledger.
type copyCommand struct {
	From string `arg:"" help:"The ledger to copy: a file, or the address of a PostgreSQL database." type:"ledger"`
	To   string `arg:"" help:"Where to: an empty one, or an unfinished copy of the same ledger, with which it goes on." type:"ledger"`
}

// Run copies the ledger, and compares the copy with it. It may be stopped at any moment, and goes on when it is started again.
func (c *copyCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if c.From == c.To {
		return errors.New("copy: a ledger can't be copied to itself")
	}
	source, target := &ledgerFlag{c.From}, &ledgerFlag{c.To}
	from, world, err := source.open(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := target.make(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	counts, err := from.Counts(ctx)
	if err != nil {
		return err
	}
	bar := newCount(counts.Dispatches)
	copied, err := ledger.Copy(ctx, from, to, source.shown(), world, bar.set)
	bar.end()
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "safir: stopped; start again to go on")
		return errInterrupted
	case errors.Is(err, ledger.ErrUnlike):
		return fmt.Errorf("copy: %w; safir ledger rebuild --ledger %s derives anew what another version of Safir made of it, then copy again", err, source.shown())
	case err != nil:
		return fmt.Errorf("copy: %w", err)
	}
	fmt.Printf("copied %d dispatches with %d reports of %d events, %d people and %d corrections\n", copied.Dispatches, copied.Reports, copied.Events, copied.People, copied.Corrections)
	fmt.Printf("both tell the same: %s\n", copied.Digest)
	return tellWaiting(ctx, from)
}

// tellWaiting tells of dispatches that wait to be read: they are in the queue of jobs, not in the ledger yet.
func tellWaiting(ctx context.Context, from ledger.Store) error {
	queue, err := work.Of(from)
	if errors.Is(err, work.ErrNoQueue) {
		return nil
	}
	if err != nil {
		return err
	}
	waiting, err := queue.Waiting(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, chunks := range waiting {
		n += chunks
	}
	if n > 0 {
		fmt.Fprintf(os.Stderr, "safir: %d chunks of dispatches wait to be read; they are not copied\n", n)
	}
	return nil
}
