package storetest

import (
	"reflect"
	"testing"
	"time"

	"safir/internal/ledger"
)

func watched(t *testing.T, s ledger.Store) {
	a := ledger.Watched{
		URL: "https://a.example/rss", Name: "a", Due: "2026-04-25T09:00:00.000Z", Every: 5 * time.Minute, Asked: "2026-04-25T08:55:00.000Z", Answered: "2026-04-25T08:55:01.000Z",
		Changed: "2026-04-25T08:40:00.000Z", Newest: "2026-04-25T12:05:00+03:30", Lag: 90 * time.Second, Asks: 7, Brought: 31,
	}
	b := ledger.Watched{URL: "https://b.example/rss", Failure: "the server does not answer in time", Failures: 3, Slow: true}
	if err := s.Watch(t.Context(), []ledger.Watched{b, a}); err != nil {
		t.Fatal(err)
	}
	check := func(what string, want ...ledger.Watched) {
		t.Helper()
		if got, err := s.Watched(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v; want %+v", what, got, err, want)
		}
	}
	check("once added", a, b)
	if err := s.Watch(t.Context(), []ledger.Watched{{URL: a.URL}}); err != nil {
		t.Fatal(err)
	}
	check("added again", a, b)
	b.Failure, b.Failures, b.Slow, b.Due = "", 0, false, "2026-04-25T10:00:00.000Z"
	if err := s.SetWatched(t.Context(), []ledger.Watched{b, {URL: "https://gone.example/rss"}}); err != nil {
		t.Fatal(err)
	}
	check("one is well again", a, b)
	if n, err := s.Unwatch(t.Context(), []string{a.URL, "https://gone.example/rss"}); err != nil || n != 1 {
		t.Errorf("taken away: %d, %v", n, err)
	}
	if err := s.SetWatched(t.Context(), []ledger.Watched{a}); err != nil {
		t.Fatal(err)
	}
	check("one is taken away", b)
}
