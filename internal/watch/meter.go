package watch

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/ledger"
)

// meter counts what a watch does. Its names are a promise to whoever draws them.
type meter struct {
	sources, ledgerHolds                       *prometheus.GaugeVec
	asks, dispatches, refusals, failures       *prometheus.CounterVec
	inQueue, dueNow                            prometheus.Gauge
	lateness, lags, reads, derivations, asking prometheus.Histogram
}

// seconds are bounds of histograms, from a millisecond to hours.
var seconds = []float64{.001, .005, .02, .1, .5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 4 * 3600}

// newMeter makes a meter that is told to a registry, nil for none.
func newMeter(to prometheus.Registerer) *meter {
	gauges := func(name, help string, labels ...string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
	}
	histogram := func(name, help string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: seconds})
	}
	m := &meter{
		sources:     gauges("safir_watch_sources", "Sources that are watched, by how they fare: well, failing, new.", "state"),
		ledgerHolds: gauges("safir_ledger_entries", "What the ledger holds, when events were derived last.", "what"),
		asks:        counters("safir_watch_asks_total", "How often sources were asked, by what came of it: news, nothing, failure, put off.", "source", "outcome"),
		dispatches:  counters("safir_watch_dispatches_total", "Dispatches that were kept: new, changed.", "source", "fate"),
		refusals:    counters("safir_watch_refusals_total", "Entries of sources that could not be taken in.", "source"),
		failures:    counters("safir_watch_errors_total", "Failures of the watch itself, by what it was doing: derive, announce.", "doing"),
		inQueue:     gauge("safir_watch_queue", "Sources that are due and wait for a place."),
		dueNow:      gauge("safir_watch_due", "Sources that are due, or being asked."),
		lateness:    histogram("safir_watch_late_seconds", "How long after it was due a source was asked."),
		asking:      histogram("safir_watch_ask_seconds", "How long asking a source took."),
		lags:        histogram("safir_watch_lag_seconds", "How long after its publication a new dispatch was kept."),
		reads:       histogram("safir_read_seconds", "How long reading a dispatch took."),
		derivations: histogram("safir_derive_seconds", "How long deriving the events took."),
	}
	if to != nil {
		to.MustRegister(m.sources, m.ledgerHolds, m.asks, m.dispatches, m.refusals, m.failures, m.inQueue, m.dueNow, m.lateness, m.asking, m.lags, m.reads, m.derivations)
	}
	return m
}

// sourceLabel is how metrics call a source.
func sourceLabel(w *ledger.Watched) string {
	if w.Name != "" {
		return w.Name
	}
	return w.URL
}

// count counts sources by how they fare.
func (m *meter) count(sources map[string]*source, now time.Time) {
	states := map[string]float64{"well": 0, "failing": 0, "new": 0}
	due := 0
	for _, s := range sources {
		states[s.State()]++
		if s.busy || !ledger.Stamped(s.Due).After(now) {
			due++
		}
	}
	for state, n := range states {
		m.sources.WithLabelValues(state).Set(n)
	}
	m.dueNow.Set(float64(due))
}

func (m *meter) late(s *source, now time.Time) {
	if due := ledger.Stamped(s.Due); !due.IsZero() {
		m.lateness.Observe(now.Sub(due).Seconds())
	}
}

func (m *meter) waiting(n int) { m.inQueue.Set(float64(n)) }

func (m *meter) asked(s *source) {
	what := "nothing"
	switch {
	case s.result.put:
		what = "put off"
	case s.result.failure != "":
		what = "failure"
	case s.result.news > 0:
		what = "news"
	}
	m.asks.WithLabelValues(sourceLabel(&s.Watched), what).Inc()
	m.asking.Observe(time.Since(s.began).Seconds())
}

func (m *meter) kept(w *ledger.Watched, t ledger.Tally) {
	for fate, n := range map[string]int{"new": t.New, "changed": t.Changed} {
		if n > 0 {
			m.dispatches.WithLabelValues(sourceLabel(w), fate).Add(float64(n))
		}
	}
}

func (m *meter) refused(w *ledger.Watched) { m.refusals.WithLabelValues(sourceLabel(w)).Inc() }
func (m *meter) failed(doing string)       { m.failures.WithLabelValues(doing).Inc() }
func (m *meter) lag(d time.Duration)       { m.lags.Observe(d.Seconds()) }
func (m *meter) read(d time.Duration)      { m.reads.Observe(d.Seconds()) }
func (m *meter) derived(d time.Duration)   { m.derivations.Observe(d.Seconds()) }
func (m *meter) holds(c ledger.Counts) {
	for what, n := range map[string]int{"dispatches": c.Dispatches, "reports": c.Reports, "events": c.Events} {
		m.ledgerHolds.WithLabelValues(what).Set(float64(n))
	}
}
