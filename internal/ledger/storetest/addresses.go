package storetest

import (
	"testing"

	"safir"
	"safir/internal/ledger"
)

func addresses(t *testing.T, s ledger.Store) {
	const feed = "https://www.irna.ir/rss"
	if a, err := s.Address(t.Context(), feed); err != nil || a != (ledger.Address{URL: feed}) {
		t.Errorf("never asked: got %+v, %v", a, err)
	}
	fetched := ledger.Address{URL: feed, ETag: `"a"`, LastModified: "Sat, 25 Apr 2026 08:30:00 GMT", Fetched: "2026-04-25T09:00:00Z", Tried: "2026-04-25T09:00:00Z"}
	failed := ledger.Address{URL: feed + "2", Tried: "2026-04-25T09:00:00Z", Failure: "the server answers 404 Not Found", Failures: 1, Lasting: true}
	if err := s.SetAddresses(t.Context(), []ledger.Address{fetched, failed}); err != nil {
		t.Fatal(err)
	}
	fetched.Tried, fetched.Failure, fetched.Failures = "2026-04-26T09:00:00Z", "the server does not answer in time", 1
	if err := s.SetAddresses(t.Context(), []ledger.Address{fetched}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []ledger.Address{fetched, failed} {
		if a, err := s.Address(t.Context(), want.URL); err != nil || a != want {
			t.Errorf("got %+v, %v; want %+v", a, err, want)
		}
	}
	if failing, err := s.Failing(t.Context(), 1); err != nil || len(failing) != 1 || failing[0] != fetched {
		t.Errorf("failing: got %+v, %v", failing, err)
	}
	if failing, err := s.Failing(t.Context(), 10); err != nil || len(failing) != 2 || failing[1] != failed {
		t.Errorf("failing: got %+v, %v", failing, err)
	}
	if merged, err := s.Merged(t.Context()); err != nil || !merged {
		t.Errorf("addresses make events out of date: %v, %v", merged, err)
	}
}

func correctedDispatch(t *testing.T, s ledger.Store) {
	first := Entry("a", "2026-04-25T08:00:00+03:30", safir.Visit, safir.Planned, "2026-04-28", "Oman", araghchi)
	changed := first
	changed.Dispatch.Modified, changed.Dispatch.Body = "2026-04-25T09:00:00+03:30", "متن اصلاح شد. "+text
	changed.Version = ledger.Version(changed.Dispatch)
	again := changed
	again.Dispatch.Modified, again.Dispatch.Body = "2026-04-25T10:00:00+03:30", text
	again.Version = ledger.Version(again.Dispatch)
	for _, e := range []ledger.Entry{first, again, changed} {
		put(t, s, e)
	}
	if d, err := s.Dispatch(t.Context(), "a"); err != nil || d != again.Dispatch {
		t.Errorf("got %+v, %v; want the text of the last change", d, err)
	}
}
