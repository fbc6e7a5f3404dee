package storetest

import (
	"testing"
	"time"

	"safir/internal/ledger"
)

func leases(t *testing.T, s ledger.Store) {
	take := func(holder, instead string, long time.Duration) string {
		t.Helper()
		held, err := s.Lease(t.Context(), ledger.Lease{What: ledger.Watching, Holder: holder, Machine: "m", Process: 7, Left: long}, instead)
		if err != nil {
			t.Fatal(err)
		}
		return held.Holder
	}
	if l, err := s.Leased(t.Context(), ledger.Watching); err != nil || l != (ledger.Lease{What: ledger.Watching}) {
		t.Errorf("before anybody took it: %+v, %v", l, err)
	}
	for _, c := range []struct {
		what, holder, instead string
		long                  time.Duration
		want                  string
	}{
		{"who comes first", "a", "", time.Hour, "a"},
		{"who holds it may take it anew", "a", "", time.Hour, "a"},
		{"another waits", "b", "", time.Hour, "a"},
		{"and may not take it from a third", "b", "c", time.Hour, "a"},
		{"one who is dead loses it", "b", "a", -time.Second, "b"},
		{"and so does one who fell silent", "c", "", time.Hour, "c"},
	} {
		if got := take(c.holder, c.instead, c.long); got != c.want {
			t.Errorf("%s: %s holds it, not %s", c.what, got, c.want)
		}
	}
	l, err := s.Leased(t.Context(), ledger.Watching)
	if left := l.Left.Round(time.Hour); err != nil || l.Holder != "c" || l.Machine != "m" || l.Process != 7 || left != time.Hour {
		t.Errorf("got %+v, %v", l, err)
	}
	for _, holder := range []string{"a", "c"} {
		if err := s.Release(t.Context(), ledger.Watching, holder); err != nil {
			t.Fatal(err)
		}
	}
	if got := take("d", "", time.Hour); got != "d" {
		t.Errorf("%s holds it after it was given back", got)
	}
}
