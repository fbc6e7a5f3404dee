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
	"syscall"
	"time"

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

	sourceFlags

	Files   []string `arg:"" name:"source" help:"${sources}"`
	Workers uint     `short:"j" help:"Dispatches to read at the same time; 0 for one on each processor." default:"0"`
}

// Run gathers, and merges what came. What cannot be read is told on standard error, and the rest is read.
func (c *gatherCommand) Run() error {
	reader, err := read.New()
	if err != nil {
		return err
	}
	// What is checked of the options of reading is checked here the same way.
	check := readCommand{sourceFlags: c.sourceFlags, Files: c.Files, Workers: c.Workers}
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
	var come gather.Progress
	progress := newBar(c.Files, &come)
	g := &gathering{store: store, reader: reader, notes: &notes{Writer: progress, reader: reader, seen: map[string]bool{}}, why: map[string]int{}, left: map[string]int{}, kept: time.Now()}
	dispatches := gather.From(ctx, c.Files, c.options(visits{store}, &come))
	var err error
	for o := range read.InOrder(ctx, int(c.Workers), each(dispatches), func(f found) gathered { return g.read(ctx, f) }) {
		if err = g.take(ctx, &o); err != nil {
			break
		}
		progress.set(g.done)
	}
	if err == nil {
		err = g.keep(context.WithoutCancel(ctx)) // also after an interruption: what is read is read
	}
	progress.end()
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("gather: %w", err)
	}
	if ctx.Err() != nil {
		fmt.Fprintf(os.Stderr, "safir: stopped after %d; what was read is kept, start again to go on\n", g.done)
		return errInterrupted
	}
	return g.finish(ctx)
}

// gathering is a gathering in progress.
type gathering struct {
	store  ledger.Store
	reader *read.Reader
	notes  *notes
	chunk  []ledger.Entry
	visits []gather.Visit // of addresses whose dispatches are kept, or in the chunk
	kept   time.Time      // when something was kept last
	done   int            // dispatches that came, read or not
	tally  ledger.Tally
	failed int
	why    map[string]int // reasons of refusals
	left   map[string]int // reasons why something was left out that need not be a dispatch
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
	if done.err = f.refused; done.err != nil || f.Empty() {
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
	switch g.visits = append(g.visits, o.Visits...); {
	case errors.As(o.err, &refusal):
		g.refused(o, refusal)
	case o.err != nil:
		return o.err
	case o.Empty():
	case o.known:
		g.done++
		g.tally.Same++
	default:
		g.done++
		g.notes.tell(&o.outcome)
		g.chunk = append(g.chunk, o.entry)
	}
	if full := len(g.chunk) >= chunk || len(g.visits) >= chunk; !full && time.Since(g.kept) < longestUnkept {
		return nil
	}
	return g.keep(ctx)
}

// longestUnkept is how long what was read may wait for its chunk to fill: what comes slowly from the web took trouble to get.
const longestUnkept = 5 * time.Second

// refused counts what is no new dispatch.
func (g *gathering) refused(o *gathered, r *gather.Refusal) {
	switch r.Fate {
	case gather.LeftOut:
		g.left[r.Why]++
	case gather.Known:
		g.done++
		g.tally.Same++
	default:
		g.done++
		g.failed++
		g.why[r.Why]++
		g.notes.tell(&o.outcome)
	}
}

// keep keeps the chunk at hand, and only then that the addresses that it came from were seen to: whoever stops the program in between has
// them asked again.
func (g *gathering) keep(ctx context.Context) error {
	g.kept = time.Now()
	tally, err := g.store.Put(ctx, g.chunk)
	g.chunk = g.chunk[:0]
	g.tally.Add(tally)
	if err == nil {
		err = visits{g.store}.keep(ctx, g.visits)
		g.visits = g.visits[:0]
	}
	return err
}

// finish merges and tells what came of it all.
func (g *gathering) finish(ctx context.Context) error {
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
	g.summary(os.Stdout, counts)
	if g.failed > 0 {
		return fmt.Errorf("%d of %d could not be read", g.failed, g.done)
	}
	return nil
}

func (g *gathering) summary(w io.Writer, counts ledger.Counts) {
	fmt.Fprintf(w, "%d read: %d new, %d changed, %d unchanged, %d failed\n", g.done, g.tally.New, g.tally.Changed, g.tally.Same, g.failed)
	for _, why := range slices.Sorted(maps.Keys(g.why)) {
		fmt.Fprintf(w, "  %d failed: %s\n", g.why[why], strings.TrimSpace(why))
	}
	for _, why := range slices.Sorted(maps.Keys(g.left)) {
		fmt.Fprintf(w, "  %d left out: %s\n", g.left[why], strings.TrimSpace(why))
	}
	fmt.Fprintf(w, "the ledger holds %d dispatches with %d reports of %d events\n", counts.Dispatches, counts.Reports, counts.Events)
}
