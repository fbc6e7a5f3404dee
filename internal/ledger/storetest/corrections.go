package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"safir"
	"safir/internal/ledger"
)

// meetings are two reports of one meeting, and one of another.
func meetings(t *testing.T, s ledger.Store) []ledger.Event {
	t.Helper()
	put(t, s,
		Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad),
		Entry("b", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", araghchi, mekdad),
		Entry("c", "2026-05-20", safir.Meeting, safir.Happened, "2026-05-20", "Muscat", araghchi, mekdad))
	events := refreshed(t, s, ledger.Filter{})
	if len(events) != 2 {
		t.Fatalf("got %d events", len(events))
	}
	return events
}

func sign(t *testing.T, c ledger.Correction, err error) ledger.Correction {
	t.Helper()
	if err == nil {
		c, err = c.Signed("editor", "they say so themselves", "2026-06-01T10:00:00Z")
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func corrections(t *testing.T, s ledger.Store) {
	events := meetings(t, s)
	join, err := ledger.Join(events)
	join = sign(t, join, err)
	if n, err := s.Correct(t.Context(), join, ledger.SeenOf(&events[0]), ledger.SeenOf(&events[1])); err != nil || n != 1 {
		t.Fatalf("got %d, %v", n, err)
	}
	if merged, err := s.Merged(t.Context()); err != nil || merged {
		t.Errorf("the events are taken for corrected: %v, %v", merged, err)
	}
	one := refreshed(t, s, ledger.Filter{})
	if len(one) != 1 || len(one[0].Reports) != 3 || len(one[0].Corrected) != 1 || one[0].Corrected[0].Number != 1 {
		t.Fatalf("got %+v", one)
	}
	join.Number = 1
	if got, err := s.Corrections(t.Context()); err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], join) {
		t.Errorf("got %+v, %v; want %+v", got, err, join)
	}
	if slots, err := s.Corrected(t.Context()); err != nil || !reflect.DeepEqual(slots, map[int][]string{1: {"reports"}}) {
		t.Errorf("got %v, %v", slots, err)
	}
	// A later version of a dispatch, and whatever else makes the events anew, leaves the correction in force.
	put(t, s, Entry("c", "2026-05-21", safir.Meeting, safir.Happened, "2026-05-19", "Muscat", araghchi, mekdad))
	if again := refreshed(t, s, ledger.Filter{}); len(again) != 1 {
		t.Errorf("got %d events", len(again))
	}
	if _, err := s.Correct(t.Context(), sign(t, ledger.Undo(7), nil)); !errors.Is(err, ledger.ErrCorrection) {
		t.Errorf("got %v for an undo of nothing", err)
	}
	if n, err := s.Correct(t.Context(), sign(t, ledger.Undo(1), nil)); err != nil || n != 2 {
		t.Errorf("got %d, %v", n, err)
	}
	if _, err := s.Correct(t.Context(), sign(t, ledger.Undo(1), nil)); !errors.Is(err, ledger.ErrCorrection) {
		t.Errorf("got %v for a second undo", err)
	}
	if two := refreshed(t, s, ledger.Filter{}); len(two) != 2 || two[0].Corrected != nil {
		t.Errorf("got %+v", two)
	}
}

func twoEditors(t *testing.T, s ledger.Store) {
	e := meetings(t, s)[0]
	seen := ledger.SeenOf(&e)
	edit := func(status safir.Status) ledger.Correction {
		text := string(status)
		c, err := ledger.Edit(&e, []ledger.Change{{Slot: "status", Value: &text}})
		return sign(t, c, err)
	}
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() { _, errs[i] = s.Correct(t.Context(), edit(safir.Statuses[i%len(safir.Statuses)]), seen) })
	}
	group.Wait()
	kept := 0
	for _, err := range errs {
		if err == nil {
			kept++
		} else if !errors.Is(err, ledger.ErrConflict) {
			t.Errorf("got %v", err)
		}
	}
	if list, err := s.Corrections(t.Context()); err != nil || kept != 1 || len(list) != 1 {
		t.Errorf("%d of 8 editors were told that theirs is kept, %d are: %v", kept, len(list), err)
	}
	refreshed(t, s, ledger.Filter{})
	if _, err := s.Correct(t.Context(), edit(safir.Denied), seen); !errors.Is(err, ledger.ErrConflict) {
		t.Errorf("got %v once the events are derived", err)
	}
	if _, err := s.Correct(t.Context(), edit(safir.Denied), ledger.Seen{Event: "none", Version: "1"}); !errors.Is(err, ledger.ErrConflict) {
		t.Errorf("got %v for an event that is not there", err)
	}
}

// latecomers arrive after reports were read and before the events that were derived from them are kept.
func latecomers(t *testing.T, s ledger.Store) {
	events := meetings(t, s)
	err := s.Deriving(t.Context(), func(ctx context.Context, view ledger.Store) (*ledger.Changes, error) {
		mark, err := view.Mark(ctx)
		put(t, s, Entry("late", "2026-05-28", safir.Call, safir.Happened, "", "", araghchi, mekdad))
		changes := &ledger.Changes{Revision: mark.Revision, Number: mark.Derivations, All: true}
		for i := range events {
			changes.Events = append(changes.Events, ledger.Placed{Event: events[i], Key: int64(i)})
		}
		return changes, err
	})
	if err != nil {
		t.Fatal(err)
	}
	if merged, err := s.Merged(t.Context()); err != nil || merged {
		t.Errorf("what came late is taken for merged: %v, %v", merged, err)
	}
	if all := refreshed(t, s, ledger.Filter{}); len(all) != 3 {
		t.Errorf("got %d events", len(all))
	}
}

// rederiving walks entries over several pages and writes them again meanwhile.
func rederiving(t *testing.T, s ledger.Store) {
	const many = 210
	var entries []ledger.Entry
	for i := range many {
		day := time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		entries = append(entries, Entry(fmt.Sprintf("d%03d", i), day, safir.Meeting, safir.Happened, day, "Muscat", araghchi, mekdad))
	}
	put(t, s, entries...)
	before := refreshed(t, s, ledger.Filter{})
	last, count := "", 0
	for e, err := range s.Entries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if count++; e.Dispatch.ID <= last {
			t.Fatalf("%s comes after %s", e.Dispatch.ID, last)
		}
		last = e.Dispatch.ID
		again := e.Again()
		if want := entries[count-1]; !reflect.DeepEqual(again, want) {
			t.Fatalf("got %+v, want %+v", again, want)
		}
		if err := s.Rederive(t.Context(), []ledger.Entry{again}); err != nil {
			t.Fatal(err)
		}
	}
	if count != many {
		t.Errorf("got %d entries", count)
	}
	if wrong, merged, err := ledger.Check(t.Context(), s, Atlas{}); err != nil || merged || len(wrong) > 0 {
		t.Errorf("got %v, %v, %v", wrong, merged, err)
	}
	if after := refreshed(t, s, ledger.Filter{}); !reflect.DeepEqual(after, before) {
		t.Errorf("got %d events, had %d", len(after), len(before))
	}
	// Of what is not there, or came in another version meanwhile, nothing is made.
	other := Entry("d000", "2026-04-20", safir.Visit, safir.Happened, "", "", araghchi)
	if err := s.Rederive(t.Context(), []ledger.Entry{other, Entry("none", "", safir.Visit, safir.Happened, "", "", araghchi)}); err != nil {
		t.Fatal(err)
	}
	if events := refreshed(t, s, ledger.Filter{Types: []safir.EventType{safir.Visit}}); len(events) > 0 {
		t.Errorf("got %+v", events)
	}
	if found, err := s.Search(t.Context(), ledger.Words("عراقچی"), 2*many); err != nil || len(found) != many {
		t.Errorf("found %d, %v", len(found), err)
	}
	if wrong, merged, err := ledger.Check(t.Context(), s, Atlas{}); err != nil || !merged || len(wrong) > 0 {
		t.Errorf("got %v, %v, %v", wrong, merged, err)
	}
}

func logging(t *testing.T, s ledger.Store) {
	events := meetings(t, s)
	keep := func(c ledger.Correction, err error) {
		t.Helper()
		if _, err := s.Correct(t.Context(), sign(t, c, err)); err != nil {
			t.Fatal(err)
		}
		events = refreshed(t, s, ledger.Filter{})
	}
	states := func() (out []string) {
		t.Helper()
		log, err := ledger.Log(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range log {
			out = append(out, c.State)
		}
		return out
	}
	want := func(states []string, want ...string) {
		t.Helper()
		if !slices.Equal(states, want) {
			t.Errorf("got %v, want %v", states, want)
		}
	}
	want(states())
	keep(ledger.Join(events))
	want(states(), ledger.Applied)
	keep(ledger.Split(&events[0], []string{"c"}, false)) // says the contrary
	want(states(), ledger.Superseded, ledger.Applied)
	first, mekdadGoes := events[0], events[0].Participants[1]
	denied := string(safir.Denied)
	keep(ledger.Edit(&first, []ledger.Change{{Slot: "status", Value: &denied}, {Slot: "participants", Part: &mekdadGoes, Gone: true}}))
	want(states(), ledger.Superseded, ledger.Applied, ledger.Applied)
	if one := refreshed(t, s, ledger.Filter{Correction: 3}); len(one) != 1 || len(one[0].Participants) != 1 || one[0].Status != safir.Denied {
		t.Errorf("got %+v", one)
	}
	keep(ledger.Undo(2), nil)
	want(states(), ledger.Applied, ledger.Reversed, ledger.Applied, ledger.Applied)
	// What is spoken of goes away: the reports of the meetings of the 25th, then nothing of the edit's is left.
	put(t, s,
		Entry("a", "2026-07-01", safir.Visit, safir.Planned, "2026-07-02", "Damascus", araghchi),
		Entry("b", "2026-07-01", safir.Visit, safir.Planned, "2026-07-02", "Damascus", araghchi))
	bare := Entry("a", "2026-08-01", safir.Visit, safir.Planned, "", "")
	bare.Record.Events = nil
	other := Entry("b", "2026-08-01", safir.Visit, safir.Planned, "", "")
	other.Record.Events = nil
	put(t, s, bare, other)
	refreshed(t, s, ledger.Filter{})
	want(states(), ledger.Dormant, ledger.Reversed, ledger.Dormant, ledger.Applied)
}
