package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
)

// grown puts entries chunk by chunk into a new ledger, which is asked now and then meanwhile, and writes down what it holds.
func grown(t *testing.T, file string, entries []ledger.Entry, chunk func() int) string {
	t.Helper()
	store, err := sqlite.Create(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	storetest.Grow(t, store, entries, chunk)
	return storetest.Told(t, store)
}

// Whatever the order and the chunks in which dispatches come, and whenever somebody asks meanwhile, the ledger is the same.
func TestOrderAndChunksMakeNoDifference(t *testing.T) {
	entries := storetest.Sample()
	folder := t.TempDir()
	want := grown(t, filepath.Join(folder, "whole"), entries, func() int { return len(entries) })
	if !strings.Contains(want, `"CopyOf":"d0"`) {
		t.Fatalf("no copies among\n%s", want)
	}
	for seed := range 8 {
		shuffled := rapid.Permutation(entries).Example(seed)
		chunks := rapid.SliceOfN(rapid.IntRange(1, 9), len(entries), len(entries)).Example(seed)
		next := func() int {
			n := chunks[0]
			chunks = chunks[1:]
			return n
		}
		if got := grown(t, filepath.Join(folder, fmt.Sprint(seed)), shuffled, next); got != want {
			t.Fatalf("seed %d: got\n%swant\n%s", seed, got, want)
		}
	}
}
