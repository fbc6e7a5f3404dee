package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"safir/internal/gather"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/work"
	"safir/read"
)

// mostInChunk is how many dispatches may be read in one job: an attempt ends after two minutes.
const mostInChunk = 2000

// longestUnkept is how long what came may wait for its chunk to fill: what comes slowly from the web took trouble to get.
const longestUnkept = 5 * time.Second

// gathering is a gathering in progress.
type gathering struct {
	store    ledger.Store
	queue    work.Queue
	crew     *work.Crew // reads in this process; nil where others do
	most     int        // chunks that may wait to be read, where this process reads; 0 for any number
	id       int64
	come     *gather.Progress
	progress *progress
	notes    *notes

	size   int // of a chunk, in dispatches
	chunk  []found
	visits []gather.Visit // of addresses whose dispatches are queued, or in the chunk
	last   time.Time      // when something was queued last
	chunks int            // that were queued

	aside  atomic.Int64 // dispatches that came and were not queued: known, or refused
	queued atomic.Int64 // dispatches
	same   int
	failed int
	why    map[string]int // reasons of refusals
	left   map[string]int // reasons why something was left out that need not be a dispatch

	ended   sync.Once
	watched func() // ends the watching of the queue
}

func newGathering(store ledger.Store, queue work.Queue, reader *read.Reader, sources []string) *gathering {
	g := &gathering{store: store, queue: queue, come: new(gather.Progress), why: map[string]int{}, left: map[string]int{}, last: time.Now(), watched: func() {}}
	g.progress = newBar(sources, g.come)
	g.notes = &notes{Writer: g.progress, reader: reader, seen: map[string]bool{}}
	return g
}

// full tells whether what came makes a chunk.
func (g *gathering) full() bool {
	return len(g.chunk) >= g.size || len(g.visits) >= g.size || time.Since(g.last) >= longestUnkept
}

// refused counts what is no new dispatch.
func (g *gathering) refused(f *found, r *gather.Refusal) {
	if r.Fate == gather.LeftOut {
		g.left[r.Why]++
		return
	}
	g.aside.Add(1)
	if r.Fate == gather.Known {
		g.same++
		return
	}
	g.failed++
	g.why[r.Why]++
	g.notes.tell(&outcome{found: *f, err: f.refused})
}

// queueUp queues those of the chunk that the ledger does not have, and with them that the addresses that they came from were seen to:
// whoever stops the program before has them asked again.
func (g *gathering) queueUp(ctx context.Context) error {
	if err := g.room(ctx); err != nil {
		return err
	}
	g.last = time.Now()
	items, err := g.unknown(ctx)
	if err != nil || len(items)+len(g.visits) == 0 {
		return err
	}
	addresses := make([]ledger.Address, len(g.visits))
	for i, visit := range g.visits {
		addresses[i] = ledger.Address(visit)
	}
	// A chunk that was kept though the answer was lost is queued twice, and read once.
	if err := g.patiently(ctx, func() error { return g.queue.Add(ctx, g.id, g.chunks+1, items, addresses) }); err != nil {
		return err
	}
	if len(items) > 0 {
		g.chunks++
		g.queued.Add(int64(len(items)))
	}
	g.visits = g.visits[:0]
	return nil
}

// unknown are the dispatches of the chunk that the ledger does not have in their version, or a later one.
func (g *gathering) unknown(ctx context.Context) ([]work.Item, error) {
	ids := make([]string, len(g.chunk))
	for i := range g.chunk {
		ids[i] = g.chunk[i].Dispatch.ID
	}
	var known map[string]string
	err := g.patiently(ctx, func() (err error) { known, err = g.queue.Known(ctx, ids); return err })
	if err != nil {
		return nil, err
	}
	items := make([]work.Item, 0, len(g.chunk))
	for i := range g.chunk {
		f := &g.chunk[i]
		if version, ok := known[f.Dispatch.ID]; ok && version >= ledger.Version(f.Dispatch) {
			g.same++
			g.aside.Add(1)
			continue
		}
		g.notes.tell(&outcome{found: *f})
		items = append(items, work.Item{Place: f.Place.String(), Dispatch: f.Dispatch})
	}
	g.chunk = g.chunk[:0]
	return items, nil
}

// room waits until few enough chunks wait to be read, where this process is who reads: the queue shall not grow to the size of the archive.
func (g *gathering) room(ctx context.Context) error {
	const pause = 20 * time.Millisecond
	for g.most > 0 {
		waiting, err := g.queue.Waiting(ctx)
		if err != nil {
			return err
		}
		if waiting[ledger.Queued]+waiting[ledger.Running] < g.most {
			return nil
		}
		if err := sleep(ctx, pause); err != nil {
			return nil //nolint:nilerr // who is interrupted queues what is at hand all the same
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// done is how many dispatches are seen to.
func (g *gathering) done(at *ledger.Gathering) int {
	return int(g.aside.Load()) + at.Dispatches[ledger.Done] + at.Dispatches[ledger.Abandoned]
}

// watch moves the bar as chunks are read, until the gathering ends.
func (g *gathering) watch(ctx context.Context) {
	if g.progress.bar == nil {
		return
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stopped := make(chan struct{})
	g.watched = func() { cancel(); <-stopped }
	go func() {
		defer close(stopped)
		for pause := 200 * time.Millisecond; sleep(ctx, pause) == nil; {
			start := time.Now()
			if at, err := g.queue.Gathering(ctx, g.id); err == nil { // what fails here fails elsewhere too, and is told there
				g.show(&at)
			}
			pause = max(pause, 10*time.Since(start))
		}
	}()
}

func (g *gathering) show(at *ledger.Gathering) {
	done := g.done(at)
	g.progress.part(done, float64(done)/float64(max(g.aside.Load()+g.queued.Load(), 1)))
}

// follow waits until every chunk is read or given up.
func (g *gathering) follow(ctx context.Context) error {
	pause, moved, left, told := 10*time.Millisecond, time.Now(), -1, false
	if g.crew == nil {
		pause = 100 * time.Millisecond // others ask this database too
	}
	for {
		start := time.Now()
		at, err := g.at(ctx)
		if err != nil {
			return err
		}
		if at.Left() == 0 {
			g.show(&at)
			return nil
		}
		if at.Left() != left {
			told, moved = false, start
			left = at.Left()
		}
		if !told && g.crew == nil && (time.Since(moved) > idle || at.Left() == g.chunks) {
			if told, err = g.lonely(ctx, &at); err != nil {
				return err
			}
		}
		if err := sleep(ctx, max(pause, 10*time.Since(start))); err != nil {
			return err
		}
	}
}

// idle is how long nothing may happen in the queue before it is looked whether anybody works on it.
const idle = 5 * time.Second

// lonely tells whether nobody reads what is queued, and says so.
func (g *gathering) lonely(ctx context.Context, at *ledger.Gathering) (bool, error) {
	workers, err := g.queue.Workers(ctx)
	if err != nil || len(workers) > 0 {
		return false, err
	}
	waiting := at.Dispatches[ledger.Queued] + at.Dispatches[ledger.Running] + at.Dispatches[ledger.Retrying]
	fmt.Fprintf(g.notes, "safir: nobody is at work on this ledger, %d wait to be read: start safir work --ledger …, here or on other machines, or gather with --work\n", waiting)
	return true, nil
}

// at tells how far the gathering is. A database that can't be reached for a while has not forgotten it.
func (g *gathering) at(ctx context.Context) (at ledger.Gathering, err error) {
	err = g.patiently(ctx, func() error {
		at, err = g.queue.Gathering(ctx, g.id)
		return err
	})
	return at, err
}

// patiently does something again as long as the database can't be reached, for a minute. What is done twice must do no harm.
func (g *gathering) patiently(ctx context.Context, do func() error) error {
	const long, pause = time.Minute, 500 * time.Millisecond
	for start, told := time.Now(), false; ; {
		err := do()
		if !errors.Is(err, ledger.ErrUnreachable) || time.Since(start) > long {
			return err
		}
		if !told {
			fmt.Fprintf(g.notes, "safir: %v; trying again for a minute\n", err)
			told = true
		}
		if sleep(ctx, pause) != nil {
			return err
		}
	}
}

// end ends what runs beside: the bar, and reading. It may be called twice.
func (g *gathering) end() {
	g.ended.Do(func() {
		if g.crew != nil {
			_ = g.crew.Stop(context.Background()) // chunks that it could not finish stay in the queue
		}
		g.watched()
		g.progress.end()
	})
}

// finish merges and tells what came of it all.
func (g *gathering) finish(ctx context.Context) error {
	g.end()
	at, err := g.at(ctx)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	failures, err := g.queue.Failures(ctx, g.id)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	for _, f := range failures {
		fmt.Fprintf(os.Stderr, "safir: %s: dispatch %s: %s\n", f.Place, f.Dispatch, f.Why)
		g.why[f.Why]++
		g.failed++
	}
	world, err := know.Load()
	if err != nil {
		return err
	}
	if err := g.patiently(ctx, func() error { return ledger.Refresh(ctx, g.store, world) }); err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	counts, err := g.store.Counts(ctx)
	if err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	g.summary(os.Stdout, &at, counts)
	if err := g.queue.End(ctx, g.id); err != nil {
		return fmt.Errorf("gather: %w", err)
	}
	if g.failed > 0 {
		return fmt.Errorf("%d of %d could not be read", g.failed, g.done(&at))
	}
	return nil
}

func (g *gathering) summary(w io.Writer, at *ledger.Gathering, counts ledger.Counts) {
	fmt.Fprintf(w, "%d read: %d new, %d changed, %d unchanged, %d failed\n", g.done(at), at.Tally.New, at.Tally.Changed, at.Tally.Same+g.same, g.failed)
	for _, why := range slices.Sorted(maps.Keys(g.why)) {
		fmt.Fprintf(w, "  %d failed: %s\n", g.why[why], strings.TrimSpace(why))
	}
	for _, why := range slices.Sorted(maps.Keys(g.left)) {
		fmt.Fprintf(w, "  %d left out: %s\n", g.left[why], strings.TrimSpace(why))
	}
	fmt.Fprintf(w, "the ledger holds %d dispatches with %d reports of %d events\n", counts.Dispatches, counts.Reports, counts.Events)
}
