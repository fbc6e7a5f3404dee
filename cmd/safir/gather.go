package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"safir/internal/gather"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/read"
)

// ledgerFlag names the ledger that a command works on.
type ledgerFlag struct {
	Ledger string `required:"" help:"File of the ledger." placeholder:"FILE" type:"path"`
}

// gatherCommand reads dispatches into a ledger.
type gatherCommand struct {
	ledgerFlag

	Files     []string `arg:"" help:"Files and folders with dispatches as plain text, JSON or JSON lines, compressed by gzip or not; - for standard input."`
	Published string   `help:"Day (2022-04-21) or instant of publication, for dispatches that do not tell it themselves." placeholder:"DAY"`
	Agency    string   `help:"Outlet that published the dispatches that do not name theirs (irna, isna …)." placeholder:"ID"`
	Encoding  string   `help:"Encoding of the files (windows-1256 …); without it, it is found out." placeholder:"NAME"`
	Workers   uint     `short:"j" help:"Dispatches to read at the same time; 0 for one on each processor." default:"0"`
}

// Run gathers, and merges what came. What cannot be read is told on standard error, and the rest is read.
func (c *gatherCommand) Run() error {
	reader, err := read.New()
	if err != nil {
		return err
	}
	// What is checked of the options of reading is checked here the same way.
	check := readCommand{Files: c.Files, Published: c.Published, Agency: c.Agency, Encoding: c.Encoding, Workers: c.Workers}
	if err := check.check(reader); err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	c.Agency, c.Workers = check.Agency, check.Workers
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := sqlite.Create(ctx, c.Ledger)
	if err != nil {
		return err
	}
	defer store.Close()
	return c.gather(ctx, reader, store)
}

// chunk is how many dispatches are kept in one transaction: what is lost, and read again, when the program is killed.
const chunk = 200

// gather reads all dispatches that the ledger does not have, keeps them chunk by chunk, and merges.
func (c *gatherCommand) gather(ctx context.Context, reader *read.Reader, store ledger.Store) error {
	var taken atomic.Int64
	progress := newBar(c.Files, &taken)
	g := &gathering{store: store, reader: reader, notes: &notes{Writer: progress, reader: reader, seen: map[string]bool{}}, why: map[string]int{}}
	dispatches := gather.Files(c.Files, gather.Options{
		Agency: c.Agency, Published: c.Published, Encoding: c.Encoding, Stdin: os.Stdin, Progress: &taken,
	})
	done := 0
	var err error
	for o := range read.InOrder(ctx, int(c.Workers), each(dispatches), func(f found) gathered { return g.read(ctx, f) }) {
		if err = g.take(ctx, &o); err != nil {
			break
		}
		done++
		progress.set(done)
	}
	if err == nil {
		err = g.keep(context.WithoutCancel(ctx)) // also after an interruption: what is read is read
	}
	progress.end()
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("gather: %w", err)
	}
	if ctx.Err() != nil {
		fmt.Fprintf(os.Stderr, "safir: stopped after %d; what was read is kept, start again to go on\n", done)
		return errInterrupted
	}
	return g.finish(ctx, done)
}

// gathering is a gathering in progress.
type gathering struct {
	store  ledger.Store
	reader *read.Reader
	notes  *notes
	chunk  []ledger.Entry
	tally  ledger.Tally
	failed int
	why    map[string]int // reasons of refusals
}

// gathered is what became of a dispatch.
type gathered struct {
	outcome
	known bool // it is in the ledger already
	entry ledger.Entry
}

// read reads a dispatch unless the ledger has it. It may be called by several workers at a time.
func (g *gathering) read(ctx context.Context, f found) (done gathered) {
	done.found = f
	if done.err = f.refused; done.err != nil {
		return done
	}
	defer func() {
		if failure := recover(); failure != nil {
			done.err = &gather.Refusal{Place: f.Place, Why: fmt.Sprintf("the reader failed at this dispatch: %v", failure)}
		}
	}()
	d := f.Dispatch
	if d.ID == "" {
		d.ID = d.ContentID()
	}
	version, err := g.store.Version(ctx, d.ID)
	if err != nil {
		done.err = err
		return done
	}
	if done.known = version != "" && version >= ledger.Version(d); !done.known {
		done.entry = ledger.NewEntry(d, g.reader.Read(d))
	}
	return done
}

// take takes an outcome in.
func (g *gathering) take(ctx context.Context, o *gathered) error {
	var refusal *gather.Refusal
	switch {
	case errors.As(o.err, &refusal):
		g.notes.tell(&o.outcome)
		g.failed++
		g.why[refusal.Why]++
		return nil
	case o.err != nil:
		return o.err
	case o.known:
		g.tally.Same++
		return nil
	}
	g.notes.tell(&o.outcome)
	if g.chunk = append(g.chunk, o.entry); len(g.chunk) < chunk {
		return nil
	}
	return g.keep(ctx)
}

// keep keeps the chunk at hand.
func (g *gathering) keep(ctx context.Context) error {
	tally, err := g.store.Put(ctx, g.chunk)
	g.chunk = g.chunk[:0]
	g.tally.Add(tally)
	return err
}

// finish merges and tells what came of it all.
func (g *gathering) finish(ctx context.Context, done int) error {
	world, err := know.Load()
	if err != nil {
		return err
	}
	if err := ledger.Refresh(ctx, g.store, world); err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	counts, err := g.store.Counts(ctx)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	g.summary(os.Stdout, done, counts)
	if g.failed > 0 {
		return fmt.Errorf("%d of %d could not be read", g.failed, done)
	}
	return nil
}

func (g *gathering) summary(w io.Writer, done int, counts ledger.Counts) {
	fmt.Fprintf(w, "%d read: %d new, %d changed, %d unchanged, %d failed\n", done, g.tally.New, g.tally.Changed, g.tally.Same, g.failed)
	for _, why := range slices.Sorted(maps.Keys(g.why)) {
		fmt.Fprintf(w, "  %d failed: %s\n", g.why[why], strings.TrimSpace(why))
	}
	fmt.Fprintf(w, "the ledger holds %d dispatches with %d reports of %d events\n", counts.Dispatches, counts.Reports, counts.Events)
}
