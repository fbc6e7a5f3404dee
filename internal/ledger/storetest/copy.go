package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// Filled puts the sample into a store, with everything else that a ledger may keep.
func Filled(t *testing.T, s ledger.Store) {
	t.Helper()
	Grow(t, s, Sample(), func() int { return 10 })
	awkward := Entry("awkward", "2026-04-27", safir.Call, safir.Happened, "", "", araghchi)
	awkward.Dispatch.Body += " \x00 \ufdd0 «\"'?$1»"
	awkward.Version = ledger.Version(awkward.Dispatch)
	put(t, s, awkward)
	events := refreshed(t, s, ledger.Filter{})
	join, err := ledger.Join(events[:2])
	for _, c := range []ledger.Correction{sign(t, join, err), sign(t, ledger.Undo(1), nil), sign(t, ledger.Undo(2), nil)} {
		if _, err := s.Correct(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	err = errors.Join(
		s.SetAddresses(t.Context(), []ledger.Address{{URL: "https://example.org/rss", ETag: `"a"`, Failure: "404", Failures: 2, Lasting: true}, {URL: "https://example.org/2"}}),
		s.Watch(t.Context(), []ledger.Watched{{URL: "https://example.org/rss", Name: "a", Slow: true, Asks: 3}}),
		s.AddQuestion(t.Context(), visits, []ledger.Answer{answer("b", 0)}),
		s.Announce(t.Context(), visits, []ledger.Answer{answer("a", 1)}, []ledger.Announcement{announcement("1"), announcement("2")}))
	if err != nil {
		t.Fatal(err)
	}
	refresh(t, s)
}

// Copy holds copying to both stores: to has to be empty.
func Copy(t *testing.T, from, to ledger.Store) {
	Filled(t, from)
	stopped, stop := context.WithCancel(t.Context())
	_, err := ledger.Copy(stopped, from, to, "old", Atlas{}, func(int) { stop() })
	if err == nil {
		t.Error("a copy that is stopped should not end well")
	}
	if of, err := to.Copying(t.Context()); err != nil || of != "old" {
		t.Errorf("it is an unfinished copy of %q, %v", of, err)
	}
	if _, err := ledger.Copy(t.Context(), from, to, "another", Atlas{}, func(int) {}); !errors.Is(err, ledger.ErrNotEmpty) {
		t.Errorf("going on with the copy of another: %v", err)
	}
	last := 0
	copied, err := ledger.Copy(t.Context(), from, to, "old", Atlas{}, func(n int) { last = n })
	if err != nil {
		t.Fatal(err)
	}
	if counts, err := from.Counts(t.Context()); err != nil || copied.Counts != counts || copied.Corrections != 3 || copied.People == 0 || last != counts.Dispatches {
		t.Errorf("got %+v after %d, want %+v: %v", copied, last, counts, err)
	}
	Differ(t, Told(t, to), Told(t, from))
	if got, want := collect(t, to.Sheets(t.Context())), collect(t, from.Sheets(t.Context())); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	order := func(s ledger.Store) (ids []string) {
		for _, e := range collect(t, s.Arrived(t.Context())) {
			ids = append(ids, e.Dispatch.ID)
		}
		return ids
	}
	if got, want := order(to), order(from); !slices.Equal(got, want) {
		t.Errorf("they arrived as %v, want %v", got, want)
	}
	if of, err := to.Copying(t.Context()); err != nil || of != "" {
		t.Errorf("it is an unfinished copy of %q, %v", of, err)
	}
	if _, err := ledger.Copy(t.Context(), from, to, "old", Atlas{}, func(int) {}); !errors.Is(err, ledger.ErrNotEmpty) {
		t.Errorf("into a ledger that is whole: %v", err)
	}
	// Life goes on in the copy.
	if n, err := to.Correct(t.Context(), sign(t, ledger.Undo(3), nil)); err != nil || n != 4 {
		t.Errorf("the next correction gets %d, %v", n, err)
	}
	if tally := put(t, to, Entry("new", "2026-05-25", safir.Call, safir.Happened, "", "", araghchi)); tally.New != 1 {
		t.Errorf("got %+v", tally)
	}
	refresh(t, to)
	if wrong, merged, err := ledger.Check(t.Context(), to, Atlas{}); err != nil || !merged || len(wrong) > 0 {
		t.Errorf("got %v, %v, %v", wrong, merged, err)
	}
}
