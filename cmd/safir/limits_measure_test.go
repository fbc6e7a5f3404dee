//go:build unix

package main

import (
	"context"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/pgtest"
	"safir/internal/work"
)

// TestLimits measures each of the parts that may saturate by itself, on a PostgreSQL that waits for its disk: commits, the queue, and keeping what is
// read already, by one, two and four at a time. SAFIR_LIMITS says how many dispatches are kept each time (make limits); SAFIR_MILLION_FROM is a ledger to
// take them from instead of reading the stream. Deriving is measured by [TestDerive], reading by make bench.
func TestLimits(t *testing.T) {
	many, err := strconv.Atoi(os.Getenv("SAFIR_LIMITS"))
	if err != nil {
		t.Skip("SAFIR_LIMITS is not set: make limits")
	}
	l := &limits{T: t, cluster: pgtest.Alone(t)}
	if err := l.cluster.Durable(); err != nil {
		t.Fatal(err)
	}
	l.commits()
	entries := readOriginals(t)
	l.entries = entries[:min(many, len(entries))]
	for range 2 { // in turns, so that whatever else the machine does hits all alike
		for _, n := range []int{1, 2, 4} {
			l.keeping(n)
		}
	}
	for _, n := range []int{1, 2, 4} {
		l.queue(n)
	}
}

type limits struct {
	*testing.T
	cluster *pgtest.Cluster
	entries []ledger.Entry
}

// database opens a ledger in an empty schema.
func (l *limits) database() (store ledger.Store, done func()) {
	address, err := l.cluster.Database()
	if err != nil {
		l.Fatal(err)
	}
	if store, err = (&ledgerFlag{address}).make(l.Context()); err != nil {
		l.Fatal(err)
	}
	return store, func() {
		store.Close()
		if err := l.cluster.Drop(address); err != nil {
			l.Error(err)
		}
	}
}

// timed tells how long something takes by the clock, and of processor time of this program and of the server.
func (l *limits) timed(do func()) (took, here, there time.Duration) {
	start, used, served := time.Now(), processorTime(), l.cluster.Processor()
	do()
	return time.Since(start), processorTime() - used, l.cluster.Processor() - served
}

// atATime runs something n at a time, until each has had enough.
func atATime(n int, do func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { do(i) })
	}
	group.Wait()
}

// commits commits the smallest transaction that there is.
func (l *limits) commits() {
	pool, err := pgxpool.New(l.Context(), l.cluster.Address("public"))
	if err != nil {
		l.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Exec(l.Context(), "CREATE TABLE commits (who INTEGER PRIMARY KEY, n INTEGER); INSERT INTO commits SELECT i, 0 FROM generate_series(0, 7) i"); err != nil {
		l.Fatal(err)
	}
	const long = 3 * time.Second
	for _, n := range []int{1, 2, 4} {
		var count atomic.Int64
		ctx, stop := context.WithTimeout(l.Context(), long)
		atATime(n, func(i int) {
			for ctx.Err() == nil {
				if _, err := pool.Exec(ctx, "UPDATE commits SET n = n + 1 WHERE who = $1", i); err == nil {
					count.Add(1)
				}
			}
		})
		stop()
		l.Logf("commits, %d at a time: %.0f a second", n, float64(count.Load())/long.Seconds())
	}
}

// keeping keeps what is read already, in chunks as workers do.
func (l *limits) keeping(n int) {
	store, done := l.database()
	defer done()
	const chunk = 200
	chunks := slices.Collect(slices.Chunk(l.entries, chunk))
	if _, err := store.Put(l.Context(), chunks[0]); err != nil { // tables that are not quite empty
		l.Fatal(err)
	}
	var next atomic.Int64
	took, here, there := l.timed(func() {
		atATime(n, func(int) {
			for {
				i := int(next.Add(1))
				if i >= len(chunks) {
					return
				}
				if _, err := store.Put(l.Context(), chunks[i]); err != nil {
					l.Error(err)
					return
				}
			}
		})
	})
	kept := float64(len(l.entries) - chunk)
	l.Logf("keeping, %d at a time: %.0f dispatches/s; %v a chunk; processor time for 1000: %.2f s here, %.2f s of the server", n, kept/took.Seconds(),
		(took / time.Duration(len(chunks)-1)).Round(time.Millisecond), 1000*here.Seconds()/kept, 1000*there.Seconds()/kept)
}

// nothing is a reader that is never asked.
type nothing struct{}

// Read fails.
func (nothing) ReadFaint(safir.Dispatch) safir.Record { panic("what the ledger has is not read") }

// queue puts jobs into the queue that have nothing to do, for the ledger has their dispatches, and has them done.
func (l *limits) queue(n int) {
	store, done := l.database()
	defer done()
	one := l.entries[:1]
	if _, err := store.Put(l.Context(), one); err != nil {
		l.Fatal(err)
	}
	queue, err := work.Of(store)
	if err != nil {
		l.Fatal(err)
	}
	gathering, err := queue.Start(l.Context(), "nothing")
	if err != nil {
		l.Fatal(err)
	}
	const jobs = 1000
	added, _, _ := l.timed(func() {
		for i := range jobs {
			if err := queue.Add(l.Context(), gathering, i+1, []work.Item{{Place: "nowhere", Dispatch: one[0].Dispatch}}, nil); err != nil {
				l.Fatal(err)
			}
		}
	})
	took, here, there := l.timed(func() {
		crew, err := queue.Work(l.Context(), work.Options{Reader: nothing{}, Parallel: n})
		if err != nil {
			l.Fatal(err)
		}
		if err := emptied(l.Context(), queue); err != nil {
			l.Error(err)
		}
		if err := crew.Stop(l.Context()); err != nil {
			l.Error(err)
		}
	})
	l.Logf("queue: %.0f jobs a second put in; %d at a time, %.0f a second fetched, done and completed; processor time for 1000: %.2f s here, %.2f s of the server",
		jobs/added.Seconds(), n, jobs/took.Seconds(), here.Seconds()*1000/jobs, there.Seconds()*1000/jobs)
}
