package announce_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"safir/internal/announce"
	"safir/internal/ledger"
	"safir/internal/ledger/storetest"
)

// A reader of feeds is not told that a feed is broken while the database is away, but to come again.
func TestWithoutADatabaseFeedsAreForLater(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "calls", Type: "call"})
	var gone atomic.Bool
	feeds := announce.Feeds(storetest.Away(o.Store, &gone), func(error) {})
	for _, is := range []bool{false, true} {
		gone.Store(is)
		w := httptest.NewRecorder()
		feeds.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, announce.FeedPath+"calls.atom", nil))
		if want := map[bool]int{false: http.StatusOK, true: http.StatusServiceUnavailable}[is]; w.Code != want || (w.Header().Get("Retry-After") != "") != is {
			t.Errorf("away: %v; it answers %d, %v", is, w.Code, w.Header())
		}
	}
}
