package meter_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"safir/internal/meter"
)

func ask(t *testing.T, h http.Handler, method, path string) (int, string) {
	t.Helper()
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	return answer.Code, answer.Body.String()
}

func TestRequestsAreCountedByPartAndStatus(t *testing.T) {
	r := meter.NewRegistry()
	h := meter.Requests(r, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api") {
			w.WriteHeader(http.StatusTeapot)
		}
		_, _ = io.WriteString(w, "x")
	}))
	ask(t, h, http.MethodGet, "/fa/events")
	ask(t, h, http.MethodGet, "/en/")
	ask(t, h, http.MethodPost, "/api/v1/read")
	ask(t, h, "BREW", "/anything/at/all")
	_, text := ask(t, meter.Handler(r), http.MethodGet, meter.MetricsPath)
	for _, want := range []string{
		`safir_http_requests_total{method="GET",part="desk",status="200"} 2`, `safir_http_requests_total{method="POST",part="api",status="418"} 1`,
		`safir_http_requests_total{method="other",part="other",status="200"} 1`, `safir_http_seconds_count{part="desk"} 2`, "go_goroutines", "process_resident_memory_bytes",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in:\n%s", want, text)
		}
	}
}

func TestAProgramThatLivesNeedNotBeReady(t *testing.T) {
	var told error
	trouble := errors.New("the disk is on fire at /secret/path")
	ready := func(context.Context) error { return trouble }
	h := meter.Health(ready, func(err error) { told = err }, http.NotFoundHandler())
	if status, _ := ask(t, h, http.MethodGet, meter.AlivePath); status != http.StatusOK {
		t.Errorf("it lives: %d", status)
	}
	status, text := ask(t, h, http.MethodGet, meter.ReadyPath)
	if status != http.StatusServiceUnavailable || strings.Contains(text, "secret") || !errors.Is(told, trouble) {
		t.Errorf("it is not ready: %d %q, told %v", status, text, told)
	}
	trouble = nil
	if status, _ := ask(t, h, http.MethodGet, meter.ReadyPath); status != http.StatusOK {
		t.Errorf("it is ready: %d", status)
	}
	if status, _ := ask(t, h, http.MethodGet, "/fa/"); status != http.StatusNotFound {
		t.Errorf("elsewhere: %d", status)
	}
}
