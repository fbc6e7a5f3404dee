package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"safir"
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
	for len(entries) > 0 {
		n := min(chunk(), len(entries))
		if _, err := store.Put(t.Context(), entries[:n]); err != nil {
			t.Fatal(err)
		}
		if entries = entries[n:]; n%2 == 0 || len(entries) == 0 {
			if err := ledger.Refresh(t.Context(), store, storetest.Atlas{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b strings.Builder
	for e, err := range store.Events(t.Context(), ledger.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, e.ID, e.Type, e.Status, value(e.When), value(e.Where), e.Conflicts)
		for _, p := range e.Participants {
			fmt.Fprintln(&b, " ", p.Role, value(p.Actor.Name), value(p.Actor.Office), value(p.Actor.Country))
		}
		for _, r := range e.Reports {
			fmt.Fprintln(&b, " ", r.Dispatch, r.CopyOf, r.Event.ID, r.Event.Status)
		}
	}
	return b.String()
}

func value(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

// Whatever the order and the chunks in which dispatches come, and whenever somebody asks meanwhile, the ledger is the same.
func TestOrderAndChunksMakeNoDifference(t *testing.T) {
	text := strings.Repeat("وزیر امور خارجه ایران درباره سفر خود به مسقط با رسانه‌ها سخن گفت و از میزبانان تشکر کرد. ", 2)
	var entries []ledger.Entry
	for i := range 24 {
		day := fmt.Sprintf("2026-04-%02d", 20+i%5)
		kind := []safir.EventType{safir.Visit, safir.Meeting, safir.Call}[i%3]
		e := storetest.Entry(fmt.Sprint("d", i), day, kind, safir.Statuses[i%len(safir.Statuses)],
			[]string{"", day}[i%2], []string{"Muscat", "", "Oman", "Damascus"}[i%4], "عباس عراقچی", "فیصل المقداد")
		e.Dispatch.Body = []string{text, text + fmt.Sprint(i), e.Dispatch.Body}[i%3]
		entries = append(entries, ledger.NewEntry(e.Dispatch, e.Record))
	}
	folder := t.TempDir()
	want := grown(t, filepath.Join(folder, "whole"), entries, func() int { return len(entries) })
	if !strings.Contains(want, " d0 ") {
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
