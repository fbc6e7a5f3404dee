package announce_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"safir/internal/announce"
	"safir/internal/ledger"
	"safir/internal/ledger/storetest"
)

// A reader of feeds is not told that a feed is broken while the database is away, but to come again.
func TestWithoutADatabaseFeedsAreForLater(t *testing.T) {
	o := open(t)
	o.save(ledger.Question{Name: "calls", Type: "call"})
	away := &storetest.Away{Store: o.Store}
	feeds := announce.Feeds(away, func(error) {})
	for _, gone := range []bool{false, true} {
		away.Gone.Store(gone)
		w := httptest.NewRecorder()
		feeds.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, announce.FeedPath+"calls.atom", nil))
		if want := map[bool]int{false: http.StatusOK, true: http.StatusServiceUnavailable}[gone]; w.Code != want || (w.Header().Get("Retry-After") != "") != gone {
			t.Errorf("away: %v; it answers %d, %v", gone, w.Code, w.Header())
		}
	}
}
