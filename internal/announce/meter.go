package announce

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/ledger"
)

// meter counts what is announced.
type meter struct {
	announcements prometheus.Counter
	deliveries    *prometheus.CounterVec
	waits, failed *prometheus.GaugeVec
	took          *prometheus.HistogramVec
}

func newMeter(to prometheus.Registerer) *meter {
	m := &meter{
		announcements: prometheus.NewCounter(prometheus.CounterOpts{Name: "safir_announcements_total", Help: "Announcements that saved questions gave rise to."}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "safir_deliveries_total", Help: "Attempts to deliver announcements, by kind of target and what came of them: delivered, waiting (it is tried again), given up.",
		}, []string{"kind", "outcome"}),
		waits:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "safir_deliveries_waiting", Help: "Announcements that wait to be delivered."}, []string{"question"}),
		failed: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "safir_deliveries_given_up", Help: "Announcements whose delivery was given up."}, []string{"question"}),
		took:   prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "safir_delivery_seconds", Help: "How long a delivery took."}, []string{"kind"}),
	}
	if to != nil {
		to.MustRegister(m.announcements, m.deliveries, m.waits, m.failed, m.took)
	}
	return m
}

func (m *meter) announced(n int) { m.announcements.Add(float64(n)) }

func (m *meter) delivered(kind, outcome string, took time.Duration) {
	m.deliveries.WithLabelValues(kind, outcome).Inc()
	m.took.WithLabelValues(kind).Observe(took.Seconds())
}

// wait counts what waits.
func (m *meter) wait(ctx context.Context, store ledger.Store) error {
	all, err := store.Outboxes(ctx)
	if err != nil {
		return err
	}
	m.waits.Reset()
	m.failed.Reset()
	for _, o := range all {
		m.waits.WithLabelValues(o.Question).Add(float64(o.Waiting))
		m.failed.WithLabelValues(o.Question).Add(float64(o.GivenUp))
	}
	return nil
}
