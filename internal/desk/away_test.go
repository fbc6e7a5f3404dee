package desk

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"safir/internal/ledger/storetest"
)

// While the database is away every page says so, and when to come again; when it is back, so are they.
func TestWithoutADatabaseEveryPageSaysSo(t *testing.T) {
	var gone atomic.Bool
	v := open(t, func(o *Options) { o.Store = storetest.Away(o.Store, &gone) })
	whole := v.addresses()
	pages := append([]string{"export/events.csv", "export/events.jsonl", "export/events.ics", "export/statements.csv?by=IRN", "export/people.jsonl", "export/dispatches.csv"}, whole...)
	gone.Store(true)
	for _, address := range pages {
		if address == "read" { // it asks nothing of the ledger
			continue
		}
		w := v.get("/en/" + address)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("/en/%s answers %d, %v", address, w.Code, w.Header())
		}
		if text := w.Body.String(); !strings.Contains(text, "The database does not answer") || strings.Contains(text, "192.0.2.7") {
			t.Errorf("/en/%s says %.400s", address, text)
		}
	}
	if text := v.get("/fa/events").Body.String(); !strings.Contains(text, "پایگاه داده پاسخ نمی") {
		t.Errorf("in Persian it says %.400s", text)
	}
	gone.Store(false)
	for _, address := range pages {
		if w := v.get("/en/" + address); w.Code != http.StatusOK {
			t.Errorf("/en/%s still answers %d", address, w.Code)
		}
	}
}
