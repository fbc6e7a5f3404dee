package work

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/ledger"
)

// Metrics tells a registry how the queue stands and what this process does with it: it gives what [Options.Watch] wants.
func Metrics(r prometheus.Registerer, q Queue) func(Event) {
	attempts := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "safir_work_attempts_total", Help: "Attempts to read a chunk, by whether they succeeded."}, []string{"result"})
	dispatches := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "safir_work_dispatches_total", Help: "Dispatches that were read here, by what became of them."}, []string{"result"})
	took := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "safir_work_chunk_seconds", Help: "How long an attempt took, reading and keeping.", Buckets: prometheus.ExponentialBuckets(.01, 2, 14),
	})
	keeping := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "safir_work_keep_seconds", Help: "How long keeping took of it: waiting for one's turn, and the transaction.", Buckets: prometheus.ExponentialBuckets(.001, 2, 16),
	})
	for _, result := range []string{"done", "failed"} {
		attempts.WithLabelValues(result)
	}
	r.MustRegister(attempts, dispatches, took, keeping, &depth{
		queue:  q,
		chunks: prometheus.NewDesc("safir_queue_chunks", "Chunks that are not read, by state.", []string{"state"}, nil),
		hands:  prometheus.NewDesc("safir_queue_workers", "Processes that are at work on the queue.", nil, nil),
	})
	return func(e Event) {
		took.Observe(e.Took.Seconds())
		if e.Err != nil {
			attempts.WithLabelValues("failed").Inc()
			return
		}
		attempts.WithLabelValues("done").Inc()
		keeping.Observe(e.Kept.Seconds())
		for result, n := range map[string]int{"new": e.Tally.New, "changed": e.Tally.Changed, "unchanged": e.Tally.Same, "failed": e.Failures} {
			dispatches.WithLabelValues(result).Add(float64(n))
		}
	}
}

// depth asks how the queue stands whenever figures are asked for.
type depth struct {
	queue         Queue
	chunks, hands *prometheus.Desc
}

// Describe says which figures there are.
func (d *depth) Describe(to chan<- *prometheus.Desc) { to <- d.chunks; to <- d.hands }

// Collect gives them. Where the ledger does not answer they are missing, which is what an alarm looks for.
func (d *depth) Collect(to chan<- prometheus.Metric) {
	const patience = 3 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	waiting, err := d.queue.Waiting(ctx)
	if err != nil {
		return
	}
	for _, state := range ledger.ChunkStates {
		if state != ledger.Done {
			to <- prometheus.MustNewConstMetric(d.chunks, prometheus.GaugeValue, float64(waiting[state]), string(state))
		}
	}
	if workers, err := d.queue.Workers(ctx); err == nil {
		to <- prometheus.MustNewConstMetric(d.hands, prometheus.GaugeValue, float64(len(workers)))
	}
}
