// Package meter answers how a program fares that runs day and night: figures for Prometheus, and whether it lives and can do its work.
//
// What is measured stands with what is done, as its own collectors; here is the registry that they are told to, with what any Go program has to
// tell, and the handlers. Whether it lives (/healthz) is answered without looking at anything, so that a slow disk does not get a program
// killed that works; whether it can do its work (/readyz) is answered by asking the ledger.
package meter

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// The addresses of what is answered here.
const (
	MetricsPath = "/metrics"
	AlivePath   = "/healthz"
	ReadyPath   = "/readyz"
)

// NewRegistry makes a registry that has what any program has to tell: memory, collection of garbage, processor time, open files.
func NewRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// Handler gives the figures of a registry.
func Handler(r *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: readiness})
}

// readiness is how long asking the ledger may take of a program that is ready.
const readiness = 5 * time.Second

// Health answers at [AlivePath] and [ReadyPath], and hands on what is asked for elsewhere. ready tells whether the program can do its work; what
// fails is for its log, strangers are told no more than that it does.
func Health(ready func(context.Context) error, failed func(error), elsewhere http.Handler) http.Handler {
	say := func(w http.ResponseWriter, status int, text string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text + "\n"))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case AlivePath:
			say(w, http.StatusOK, "ok")
		case ReadyPath:
			ctx, cancel := context.WithTimeout(r.Context(), readiness)
			defer cancel()
			if err := ready(ctx); err != nil {
				failed(err)
				say(w, http.StatusServiceUnavailable, "the ledger does not answer")
				return
			}
			say(w, http.StatusOK, "ready")
		default:
			elsewhere.ServeHTTP(w, r)
		}
	})
}

// Requests counts and times the requests that a handler answers: by the part of the server that they are for, method and status.
func Requests(r prometheus.Registerer, h http.Handler) http.Handler {
	count := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "safir_http_requests_total", Help: "Requests, by part of the server, method and status."}, []string{"part", "method", "status"})
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "safir_http_seconds", Help: "How long answering a request took, by part of the server.", Buckets: []float64{.001, .005, .01, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"part"})
	inFlight := prometheus.NewGauge(prometheus.GaugeOpts{Name: "safir_http_in_flight", Help: "Requests that are being answered."})
	r.MustRegister(count, took, inFlight)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inFlight.Inc()
		defer inFlight.Dec()
		began, noted := time.Now(), &noting{ResponseWriter: w, status: http.StatusOK}
		defer func() { // also when the handler fails
			count.WithLabelValues(part(r.URL.Path), method(r.Method), strconv.Itoa(noted.status)).Inc()
			took.WithLabelValues(part(r.URL.Path)).Observe(time.Since(began).Seconds())
		}()
		h.ServeHTTP(noted, r)
	})
}

// noting notes the status of an answer.
type noting struct {
	http.ResponseWriter

	status int
}

// WriteHeader notes the status.
func (n *noting) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (n *noting) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// part is the part of the server that an address is of. There are few, whatever is asked for.
func part(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "fa", "en":
		return "desk"
	case "api", "static", "login", "logout", "questions", "metrics":
		return first
	}
	return "other"
}

func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete:
		return m
	}
	return "other"
}

// Term is a registry within another: what is told to it goes away again when it ends.
type Term struct {
	of   prometheus.Registerer
	told []prometheus.Collector
}

// NewTerm makes one.
func NewTerm(of prometheus.Registerer) *Term { return &Term{of: of} }

// Register registers a collector.
func (t *Term) Register(c prometheus.Collector) error {
	err := t.of.Register(c)
	if err == nil {
		t.told = append(t.told, c)
	}
	return err
}

// MustRegister registers collectors, and panics where it can't.
func (t *Term) MustRegister(all ...prometheus.Collector) {
	for _, c := range all {
		if err := t.Register(c); err != nil {
			panic(err)
		}
	}
}

// Unregister takes a collector away.
func (t *Term) Unregister(c prometheus.Collector) bool { return t.of.Unregister(c) }

// End takes all away.
func (t *Term) End() {
	for _, c := range t.told {
		t.of.Unregister(c)
	}
	t.told = nil
}
