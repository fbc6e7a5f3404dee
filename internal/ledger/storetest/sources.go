package storetest

import (
	"errors"
	"fmt"
	"testing"

	"safir"
	"safir/internal/ledger"
)

func outlets(t *testing.T, s ledger.Store) {
	if n, err := s.Arrivals(t.Context()); err != nil || n != 0 {
		t.Errorf("an empty ledger has arrivals: %d, %v", n, err)
	}
	other := Entry("b", "2026-04-27", safir.Call, safir.Happened, "2026-04-27", "", araghchi, mekdad)
	other.Dispatch.Agency, other.Record.Source.Agency = "isna", pointer("isna")
	undated := Entry("c", "", safir.Visit, safir.Planned, "2026-04-25", "Muscat", araghchi)
	undated.Record.Events = nil
	put(t, s, Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Damascus", araghchi, mekdad), undated)
	seen, err := s.Arrivals(t.Context())
	if err != nil || seen == 0 {
		t.Errorf("got %d arrivals, %v", seen, err)
	}
	put(t, s, other)
	found, err := s.Outlets(t.Context())
	want := "[{irna 2 1 2026-04-25 2026-04-25} {isna 1 1 2026-04-27 2026-04-27}]"
	if got := fmt.Sprint(found); err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	if got := refreshed(t, s, ledger.Filter{Agency: "isna"}); len(got) != 1 || got[0].Reports[0].Dispatch != "b" {
		t.Errorf("by outlet: got %+v", got)
	}
	if got := refreshed(t, s, ledger.Filter{Dispatch: "b"}); len(got) != 1 || got[0].Reports[0].Dispatch != "b" {
		t.Errorf("by dispatch: got %+v", got)
	}
	if got := refreshed(t, s, ledger.Filter{Newer: seen}); len(got) != 1 || got[0].Reports[0].Dispatch != "b" {
		t.Errorf("newer: got %+v", got)
	}
	if counts, err := s.CountEvents(t.Context(), ledger.Filter{Newer: seen + 1}); err != nil || len(counts) != 0 {
		t.Errorf("newer than all: got %+v, %v", counts, err)
	}
}

func states(t *testing.T, s ledger.Store) {
	put(t, s,
		Entry("visit", "2026-04-22", safir.Visit, safir.Planned, "2026-04-25", "Muscat", araghchi),
		Entry("meeting", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		Entry("call", "2026-05-01", safir.Call, safir.Happened, "", "", araghchi, mekdad))
	refresh(t, s)
	for _, c := range []struct {
		filter ledger.Filter
		want   string
	}{
		{ledger.Filter{}, "[{IRN 3} {SYR 2} {OMN 1}]"},
		{ledger.Filter{Sides: []ledger.Side{{State: "SYR"}}}, "[{IRN 2} {SYR 2}]"},
		{ledger.Filter{Types: []safir.EventType{safir.Visit}}, "[{IRN 1} {OMN 1}]"},
		{ledger.Filter{Sides: []ledger.Side{{State: "FRA"}}}, "[]"},
	} {
		if got, err := s.CountStates(t.Context(), c.filter); err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("%+v: got %v, %v; want %s", c.filter, got, err, c.want)
		}
	}
}

func recorded(t *testing.T, s ledger.Store) {
	put(t, s, Entry("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Damascus", araghchi, mekdad))
	r, err := s.Record(t.Context(), "a")
	if err != nil || r.ID != "a" || r.Body != text || len(r.Events) != 1 || len(r.Actors) != 2 {
		t.Errorf("got %+v, %v", r, err)
	}
	if _, err := s.Record(t.Context(), "b"); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("got %v", err)
	}
}
