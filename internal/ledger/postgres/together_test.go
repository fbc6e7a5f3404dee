package postgres_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/pgtest"
	"safir/internal/ledger/postgres"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

// inAFile is what the other store tells of entries, put in at once.
func inAFile(t *testing.T, entries []ledger.Entry) string {
	t.Helper()
	file, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	storetest.Grow(t, file, entries, func() int { return len(entries) })
	return storetest.Told(t, file)
}

// Byte for byte, whatever order dispatches come in.
func TestBothStoresTellTheSame(t *testing.T) {
	entries := storetest.Sample()
	want := inAFile(t, entries)
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 0))
		shuffled := slices.Clone(entries)
		random.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
		store := create(t, pgtest.Database(t))
		storetest.Grow(t, store, shuffled, func() int { return 1 + random.IntN(12) })
		storetest.Differ(t, storetest.Told(t, store), want)
		if wrong, merged, err := ledger.Check(t.Context(), store, storetest.Atlas{}); err != nil || !merged || len(wrong) > 0 {
			t.Errorf("seed %d: %v, %v, %v", seed, wrong, merged, err)
		}
		store.Close()
	}
}

// Several programs put the same dispatches and parts of them at once, in earlier and later versions, while others derive and ask.
func TestManyProgramsAtOnceEndInTheLedgerOfOne(t *testing.T) {
	entries := storetest.Sample()
	want := inAFile(t, entries)
	address := pgtest.Database(t)
	create(t, address).Close()
	var group sync.WaitGroup
	for program := range 4 {
		group.Go(func() {
			store, err := postgres.Create(t.Context(), address)
			if err != nil {
				t.Error(err)
				return
			}
			defer store.Close()
			if err := gatherLike(t, store, entries, uint64(program)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	store := create(t, address)
	defer store.Close()
	if err := ledger.Refresh(t.Context(), store, storetest.Atlas{}); err != nil {
		t.Fatal(err)
	}
	storetest.Differ(t, storetest.Told(t, store), want)
	if n, err := store.Arrivals(t.Context()); err != nil || n != int64(len(entries)) {
		t.Errorf("%d dispatches are numbered up to %d, %v", len(entries), n, err)
	}
	if wrong, merged, err := ledger.Check(t.Context(), store, storetest.Atlas{}); err != nil || !merged || len(wrong) > 0 {
		t.Errorf("%v, %v, %v", wrong, merged, err)
	}
}

// gatherLike puts entries in an order of its own, some of them in an earlier version first, and derives and asks now and then.
func gatherLike(t *testing.T, store ledger.Store, entries []ledger.Entry, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 1))
	entries = slices.Clone(entries)
	for i := range 8 {
		early := storetest.Entry(entries[i].Dispatch.ID, "2026-04-01", safir.Visit, safir.Planned, "", "Oman", "عباس عراقچی")
		early.Version = "" // before all others
		entries = append(entries, early)
	}
	random.Shuffle(len(entries), func(i, k int) { entries[i], entries[k] = entries[k], entries[i] })
	for chunk := range slices.Chunk(entries, 7) {
		if _, err := store.Put(t.Context(), chunk); err != nil {
			return err
		}
		if random.IntN(2) == 0 {
			if err := ledger.Refresh(t.Context(), store, storetest.Atlas{}); err != nil {
				return err
			}
		}
		for e, err := range store.Events(t.Context(), ledger.Filter{Sides: []ledger.Side{{State: "IRN"}}, Since: "2026-04-21"}) {
			if err == nil && len(e.Reports) == 0 {
				err = fmt.Errorf("event %s is seen without its reports", e.ID)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Of many corrections at once by many programs each gets a number of its own, and all are applied.
func TestCorrectionsOfManyPrograms(t *testing.T) {
	address := pgtest.Database(t)
	store := create(t, address)
	defer store.Close()
	storetest.Grow(t, store, storetest.Sample(), func() int { return 100 })
	var events []ledger.Event
	for e, err := range store.Events(t.Context(), ledger.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	var group sync.WaitGroup
	errs := make([]error, len(events))
	for i := range events {
		group.Go(func() {
			other, err := postgres.Open(t.Context(), address)
			if err != nil {
				errs[i] = err
				return
			}
			defer other.Close()
			place := "Damascus"
			c, err := ledger.Edit(&events[i], []ledger.Change{{Slot: "where", Value: &place}})
			if err == nil {
				c, err = c.Signed("editor", "they say so themselves", "2026-06-01T10:00:00Z")
			}
			if err == nil {
				_, err = other.Correct(t.Context(), c, ledger.SeenOf(&events[i]))
			}
			errs[i] = errors.Join(err, ledger.Refresh(t.Context(), other, storetest.Atlas{}))
		})
	}
	group.Wait()
	kept := 0
	for _, err := range errs {
		switch {
		case err == nil:
			kept++
		case !errors.Is(err, ledger.ErrConflict) && !errors.Is(err, ledger.ErrCorrection): // it was there already
			t.Error(err)
		}
	}
	corrections, err := store.Corrections(t.Context())
	if err != nil || len(corrections) != kept || kept == 0 {
		t.Errorf("%d were kept, %d are there: %v", kept, len(corrections), err)
	}
	for i, c := range corrections {
		if c.Number != i+1 {
			t.Errorf("correction %d has the number %d", i+1, c.Number)
		}
	}
}
