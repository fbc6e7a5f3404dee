package api_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"safir/internal/api"
	"safir/internal/ledger/storetest"
	"safir/internal/users"
	"safir/internal/web"
)

// While the database is away every question is refused for now, as the document says.
func TestWithoutADatabaseQuestionsAreForLater(t *testing.T) {
	f := small(t, users.Editor)
	reader, world := shared()
	var gone atomic.Bool
	away := storetest.Away(f.store, &gone)
	guard, err := web.New(web.Options{Local: users.User{Name: "leila", Role: users.Editor}, PerSecond: 1e6, Burst: 1e6})
	if err != nil {
		t.Fatal(err)
	}
	f.Handler = guard.Handler(api.New(away, reader, world, api.Options{Now: func() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }}))
	d, _ := openapi(t, f)
	gone.Store(true)
	asked := 0
	for path, methods := range d.Paths {
		said, is := methods["get"]
		if !is {
			continue
		}
		if _, is := said.Responses["503"]; !is {
			t.Errorf("%s: the document does not say that it may be for later", path)
		}
		for name, value := range map[string]string{"code": "IRN", "number": "1"} {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
		}
		for strings.Contains(path, "{") {
			from, to := strings.Index(path, "{"), strings.Index(path, "}")
			path = path[:from] + "1" + path[to+1:]
		}
		switch path {
		case "/search":
			path += "?q=x"
		case "/between":
			path += "?a=IRN&b=SYR"
		}
		w := f.ask("GET", path, "", "")
		f.refused(w, http.StatusServiceUnavailable, path)
		if w.Header().Get("Retry-After") == "" || strings.Contains(w.Body.String(), "192.0.2.7") {
			t.Errorf("%s: %v %s", path, w.Header(), w.Body)
		}
		asked++
	}
	if asked < 15 {
		t.Errorf("only %d operations were asked", asked)
	}
	gone.Store(false)
	if w := f.ask("GET", "/events", "", ""); w.Code != http.StatusOK {
		t.Errorf("it is back, and answers %d", w.Code)
	}
}
