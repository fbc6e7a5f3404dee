package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"safir/internal/know"
	"safir/internal/ledger/sqlite"
)

// BenchmarkPages makes pages of a ledger that is named by SAFIR_LEDGER, none twice, so that nothing that is kept of a page helps.
func BenchmarkPages(b *testing.B) {
	file := os.Getenv("SAFIR_LEDGER")
	if file == "" {
		b.Skip("no ledger is named by SAFIR_LEDGER")
	}
	store, err := sqlite.Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	d, err := New(Options{Store: store, World: world, Name: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	handler := d.Handler()
	for _, page := range []string{
		"?", "events?", "events?who=IRN&with=OMN", "statements?", "statements?by=IRN", "claims?", "people?", "countries?", "country/IRN?", "pair/IRN/OMN?", "network?", "network?all=1&nodes=all&n=120",
		"map?", "map?all=1&n=320", "search?q=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86", "search?q=%D9%88%D8%B2%DB%8C%D8%B1+%D8%AE%D8%A7%D8%B1%D8%AC%D9%87+%D8%A7%DB%8C%D8%B1%D8%A7%D9%86", "search?q=%D8%B9%D8%B1%D8%A7%D9%82%DA%86%DB%8C", "search?q=%D9%85%D8%B0%D8%A7%DA%A9%D8%B1%D8%A7%D8%AA+%D9%87%D8%B3%D8%AA%D9%87", "person/3271bfeb7a?", "event/8ce5514b1ebc?", "sources?",
	} {
		b.Run(page, func(b *testing.B) {
			for i := range b.N {
				r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, fmt.Sprintf("/fa/%s&again=%d", page, i), nil)
				r.Header.Set("Accept-Encoding", "gzip")
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s answers %d", page, w.Code)
				}
			}
		})
	}
}
