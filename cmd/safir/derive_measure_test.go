//go:build unix

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/pgtest"
)

// TestDerive measures how long it takes to answer once a chunk of dispatches has come into a large ledger, in a file and in a database: where all is
// derived anew, and where the program remembers what it derived before. SAFIR_DERIVE says how many dispatches the ledger is to hold (make derive);
// SAFIR_MILLION_FROM is a ledger to take them from instead of reading the stream.
func TestDerive(t *testing.T) {
	many, err := strconv.Atoi(os.Getenv("SAFIR_DERIVE"))
	if err != nil {
		t.Skip("SAFIR_DERIVE is not set: make derive")
	}
	originals := readOriginals(t)
	originals = originals[:min(many, len(originals))]
	address, err := pgtest.Alone(t).Database()
	if err != nil {
		t.Fatal(err)
	}
	for name, where := range map[string]string{"file": filepath.Join(t.TempDir(), "l.db"), "database": address} {
		t.Run(name, func(t *testing.T) { (&deriving{T: t, where: where, of: originals}).measure() })
	}
}

type deriving struct {
	*testing.T
	where string
	of    []ledger.Entry
	world *know.World
}

const measuredChunk, measuredChunks = 200, 5

func (d *deriving) measure() {
	var err error
	if d.world, err = know.Load(); err != nil {
		d.Fatal(err)
	}
	store := d.open()
	defer store.Close()
	latest := slices.Clone(d.of) // the last to be published come last, as in a watch
	slices.SortStableFunc(latest, func(a, b ledger.Entry) int { return cmp.Compare(a.Dispatch.Published, b.Dispatch.Published) })
	n := len(latest) - measuredChunk*measuredChunks
	scattered := make([]ledger.Entry, 0, measuredChunk*measuredChunks) // and as many from all times
	kept := latest[:0:0]
	step := n / (measuredChunk * measuredChunks)
	for i, e := range latest[:n] {
		if i%step == 0 && len(scattered) < cap(scattered) {
			scattered = append(scattered, e)
		} else {
			kept = append(kept, e)
		}
	}
	for chunk := range slices.Chunk(kept, atOnce) {
		d.put(store, chunk)
	}
	store.Remember()
	measured(d.T, "deriving all for the first time", func() { d.refresh(store) })
	d.chunks(store, "news of the last days, remembering", latest[n:])
	d.chunks(store, "news of all times, remembering", scattered)
	if wrong, merged, err := ledger.Check(d.Context(), store, d.world); err != nil || !merged || len(wrong) > 0 {
		d.Errorf("%v, %v, %v", wrong, merged, err)
	}
	other := d.open() // remembers nothing
	defer other.Close()
	for range 2 {
		e := latest[len(latest)-1:]
		e[0].Dispatch.Title += " "
		e[0].Version += "~"
		d.put(other, e)
		measured(d.T, "one more dispatch, all derived anew", func() { d.refresh(other) })
	}
}

func (d *deriving) open() ledger.Store {
	store, err := (&ledgerFlag{d.where}).make(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	return store
}

func (d *deriving) put(store ledger.Store, entries []ledger.Entry) {
	if _, err := store.Put(d.Context(), entries); err != nil {
		d.Fatal(err)
	}
}

func (d *deriving) refresh(store ledger.Store) {
	if err := ledger.Refresh(d.Context(), store, d.world); err != nil {
		d.Fatal(err)
	}
}

func (d *deriving) chunks(store ledger.Store, what string, entries []ledger.Entry) {
	var took, used []time.Duration
	for chunk := range slices.Chunk(entries, measuredChunk) {
		d.put(store, chunk)
		start, before := time.Now(), processorTime()
		d.refresh(store)
		took, used = append(took, time.Since(start)), append(used, processorTime()-before)
	}
	slices.Sort(took)
	slices.Sort(used)
	d.Logf("%s: after each of %d chunks of %d, median %v by the clock (%v to %v), %v of processor time", what, len(took), measuredChunk,
		took[len(took)/2].Round(time.Millisecond), took[0].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond), used[len(used)/2].Round(time.Millisecond))
}
