//go:build unix

package sqlite_test

import (
	"context"
	"iter"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
)

// exhaust takes all that a list gives.
func exhaust[T any](b *testing.B, list iter.Seq2[T, error]) {
	b.Helper()
	for _, err := range list {
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuestions asks the ledger of the file SAFIR_LEDGER what users ask, and reports the median and the 95th percentile of how
// long an answer of 100 rows takes, names looked up included: by the clock, and of processor time, where the machine is shared.
func BenchmarkQuestions(b *testing.B) {
	file := os.Getenv("SAFIR_LEDGER")
	if file == "" {
		b.Skip("SAFIR_LEDGER names no ledger to ask")
	}
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	s, err := sqlite.Open(b.Context(), file)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	ctx := b.Context()
	page := ledger.Page{Newest: true, Limit: 100}
	side := func(text string) ledger.Side {
		asker, err := ledger.NewAsker(ctx, s, world)
		if err != nil {
			b.Fatal(err)
		}
		found, err := asker.Side(text)
		if err != nil {
			b.Fatal(err)
		}
		return found
	}
	names := []string{"عراقچی", "Lavrov", "پوتین", "Trump", "خرازی", "Erdogan", "Rice", "ظریف"}
	states := []string{"SYR", "IRQ", "RUS", "USA", "TUR", "OMN", "ISR", "PAK"}
	for _, q := range []struct {
		name string
		ask  func(i int)
	}{
		{"events-of-a-person", func(i int) {
			exhaust(b, s.Events(ctx, ledger.Filter{Sides: []ledger.Side{side(names[i])}, Page: page}))
		}},
		{"events-of-a-person-with-a-state", func(i int) {
			exhaust(b, s.Events(ctx, ledger.Filter{
				Sides: []ledger.Side{side(names[i]), {State: states[i]}}, Types: []safir.EventType{safir.Visit, safir.Meeting},
				Statuses: []safir.Status{safir.Happened}, Page: page,
			}))
		}},
		{"events-in-a-month", func(i int) {
			exhaust(b, s.Events(ctx, ledger.Filter{Since: "2005-05-21", Until: "2005-06-20", Types: []safir.EventType{safir.EventTypes[i]}, Page: page}))
		}},
		{"events-at-a-place", func(i int) { exhaust(b, s.Events(ctx, ledger.Filter{State: states[i], Page: page})) }},
		{"between", func(i int) {
			f := ledger.Filter{Sides: []ledger.Side{{State: "IRN"}, {State: states[i]}}, Page: page}
			exhaust(b, s.Events(ctx, f))
			if _, err := s.CountEvents(ctx, f); err != nil {
				b.Fatal(err)
			}
		}},
		{"who", func(i int) { who(ctx, b, s, side(names[i])) }},
		{"statements", func(i int) {
			exhaust(b, s.Statements(ctx, ledger.StatementFilter{By: side(names[i]), Acts: []safir.Act{safir.Acts[i]}, Page: page}))
		}},
		{"statements-about", func(i int) {
			exhaust(b, s.Statements(ctx, ledger.StatementFilter{By: ledger.Side{State: "IRN"}, About: ledger.Side{State: states[i]}, Acts: []safir.Act{"condemn"}, Page: page}))
		}},
		{"claims", func(i int) {
			exhaust(b, s.Claims(ctx, ledger.ClaimFilter{Verdicts: []string{ledger.Verdicts[i%3]}, Page: page}))
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took, worked []time.Duration
			for i := 0; b.Loop(); i++ {
				start, used := time.Now(), processor()
				q.ask(i % len(names))
				took, worked = append(took, time.Since(start)), append(worked, processor()-used)
			}
			slices.Sort(took)
			slices.Sort(worked)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
			b.ReportMetric(float64(worked[len(worked)*95/100].Microseconds())/1000, "ms-p95-of-processor")
		})
	}
}

// processor is the processor time that this process has used.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// who asks what safir who asks.
func who(ctx context.Context, b *testing.B, s *sqlite.Store, side ledger.Side) {
	b.Helper()
	var found []ledger.Person
	for p, err := range s.People(ctx, ledger.PersonFilter{Side: side, Limit: 20}) {
		if err != nil {
			b.Fatal(err)
		}
		found = append(found, p)
	}
	if len(found) == 0 {
		b.Fatal("nobody is found")
	}
	for _, t := range found[0].Tenures {
		for _, newest := range []bool{false, true} {
			if _, err := s.Evidence(ctx, found[0].ID, t, ledger.Page{Newest: newest, Limit: 10}); err != nil {
				b.Fatal(err)
			}
		}
	}
	one, latest := ledger.Side{People: []string{found[0].ID}}, ledger.Page{Newest: true, Limit: 10}
	exhaust(b, s.Events(ctx, ledger.Filter{Sides: []ledger.Side{one}, Page: latest}))
	exhaust(b, s.Statements(ctx, ledger.StatementFilter{By: one, Page: latest}))
}
