package work_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
	"safir/internal/ledger/storetest"
	"safir/internal/work"
)

// reader finds the same call in every dispatch.
type reader struct {
	stumble string // at the dispatch of this id it panics
	reads   atomic.Int64
}

func (r *reader) ReadFaint(d safir.Dispatch) safir.Record {
	r.reads.Add(1)
	if d.ID == r.stumble {
		panic("too hard")
	}
	return storetest.Entry(d.ID, d.Published, safir.Call, safir.Happened, "", "", "عباس عراقچی", "فیصل المقداد").Record
}

func create(t *testing.T) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func of(t *testing.T, store ledger.Store) work.Queue {
	t.Helper()
	queue, err := work.Of(store)
	if err != nil {
		t.Fatal(err)
	}
	return queue
}

// queueUp queues dispatches in chunks of a size.
func queueUp(t *testing.T, queue work.Queue, ids []string, size int) (gathering int64) {
	t.Helper()
	gathering, err := queue.Start(t.Context(), "somewhere")
	if err != nil {
		t.Fatal(err)
	}
	position := 0
	for part := range slices.Chunk(ids, size) {
		var items []work.Item
		for _, id := range part {
			items = append(items, work.Item{Place: "file:" + id, Dispatch: safir.Dispatch{ID: id, Published: "2026-04-25", Body: "متن " + id}})
		}
		position++
		if err := queue.Add(t.Context(), gathering, position, items, nil); err != nil {
			t.Fatal(err)
		}
	}
	return gathering
}

func names(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprintf("d%03d", i))
	}
	return ids
}

// crew reads until the test ends.
func crew(t *testing.T, queue work.Queue, o work.Options) *work.Crew {
	t.Helper()
	c, err := queue.Work(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	return c
}

// finished waits until nothing of a gathering is left to be read.
func finished(t *testing.T, queue work.Queue, gathering int64) ledger.Gathering {
	t.Helper()
	for {
		g, err := queue.Gathering(t.Context(), gathering)
		if err != nil {
			t.Fatal(err)
		}
		if g.Left() == 0 {
			return g
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestWhatIsQueuedIsRead(t *testing.T) {
	store := create(t)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(95), 10)
	if before, err := queue.Waiting(t.Context()); err != nil || before[ledger.Queued] != 10 {
		t.Fatalf("got %v, %v", before, err)
	}
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 3})
	if workers, err := queue.Workers(t.Context()); err != nil || len(workers) != 1 {
		t.Errorf("got %v, %v", workers, err)
	}
	g := finished(t, queue, gathering)
	if g.Tally != (ledger.Tally{New: 95}) || g.Chunks[ledger.Done] != 10 {
		t.Errorf("got %+v", g)
	}
	if c, err := store.Counts(t.Context()); err != nil || c.Dispatches != 95 || c.Reports != 95 {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestADispatchAtWhichTheReaderFailsTakesNoOtherWithIt(t *testing.T) {
	store := create(t)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(10), 10)
	crew(t, queue, work.Options{Reader: &reader{stumble: "d004"}, Parallel: 1})
	if g := finished(t, queue, gathering); g.Tally.New != 9 || g.Failed != 1 {
		t.Errorf("got %+v", g)
	}
	failures, err := queue.Failures(t.Context(), gathering)
	want := ledger.Failure{Dispatch: "d004", Place: "file:d004", Why: "the reader failed at this dispatch: too hard"}
	if err != nil || len(failures) != 1 || failures[0] != want {
		t.Errorf("got %+v, %v", failures, err)
	}
}

// What two archives share, or the ledger had before, is read once.
func TestTheSameTwiceIsHarmless(t *testing.T) {
	queue, r := of(t, create(t)), &reader{}
	first, second := queueUp(t, queue, names(40), 10), queueUp(t, queue, names(40), 10)
	crew(t, queue, work.Options{Reader: r, Parallel: 1})
	a, b := finished(t, queue, first), finished(t, queue, second)
	if a.Tally != (ledger.Tally{New: 40}) || b.Tally != (ledger.Tally{Same: 40}) || r.reads.Load() != 40 {
		t.Errorf("got %+v, %+v, %d reads", a.Tally, b.Tally, r.reads.Load())
	}
}

// unreliable keeps nothing as long as it is broken.
type unreliable struct {
	*sqlite.Store
	broken atomic.Bool
	tried  atomic.Int64
}

func (u *unreliable) Finish(ctx context.Context, job int64, o ledger.Outcome, complete func(*sql.Tx) error) (ledger.Tally, error) {
	u.tried.Add(1)
	if u.broken.Load() {
		return ledger.Tally{}, errors.New("the disk is on holiday")
	}
	return u.Store.Finish(ctx, job, o, complete)
}

func TestAChunkThatFailsIsTriedAgain(t *testing.T) {
	store := &unreliable{Store: create(t)}
	store.broken.Store(true)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(3), 3)
	var once sync.Once
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 1, Watch: func(e work.Event) {
		once.Do(func() {
			if e.Err == nil || !strings.Contains(e.Err.Error(), "holiday") {
				t.Errorf("got %+v", e)
			}
			store.broken.Store(false)
		})
	}})
	if g := finished(t, queue, gathering); g.Tally.New != 3 || store.tried.Load() != 2 {
		t.Errorf("got %+v after %d attempts", g, store.tried.Load())
	}
}

// What was tried too often is told dispatch by dispatch, and can be tried again.
func TestWhatIsGivenUpIsTold(t *testing.T) {
	store := &unreliable{Store: create(t)}
	queue := of(t, store)
	gathering := queueUp(t, queue, names(2), 2)
	// As after many attempts.
	if _, err := store.DB().ExecContext(t.Context(), "UPDATE river_job SET max_attempts = 1"); err != nil {
		t.Fatal(err)
	}
	store.broken.Store(true)
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 1})
	if g := finished(t, queue, gathering); g.Dispatches[ledger.Abandoned] != 2 {
		t.Errorf("got %+v", g)
	}
	failures, err := queue.Failures(t.Context(), gathering)
	if err != nil || len(failures) != 2 || failures[1].Dispatch != "d001" || !strings.HasPrefix(failures[1].Why, "given up after 1 attempts: ") {
		t.Errorf("got %+v, %v", failures, err)
	}
	store.broken.Store(false)
	if n, err := queue.Retry(t.Context()); err != nil || n != 1 {
		t.Fatalf("got %d, %v", n, err)
	}
	if g := finished(t, queue, gathering); g.Tally.New != 2 {
		t.Errorf("got %+v", g)
	}
}

// A chunk that ends its worker again and again is taken apart, so that what is in it goes on without the culprit.
func TestAChunkThatFailsAgainAndAgainIsTakenApart(t *testing.T) {
	store := create(t)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(5), 5)
	if _, err := store.DB().ExecContext(t.Context(), "UPDATE river_job SET attempt = 3"); err != nil {
		t.Fatal(err)
	}
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 2})
	if g := finished(t, queue, gathering); g.Tally.New != 5 || g.Chunks[ledger.Done] != 5 {
		t.Errorf("got %+v", g)
	}
}

// Jobs of a worker that was killed go back to the queue at once where its process is known to have ended, and when it was silent for long
// elsewhere; those of one that lives do not.
func TestJobsOfTheDeadAreGivenBack(t *testing.T) {
	store := create(t)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(2), 1)
	for i, id := range []string{"dead", "alive"} {
		if err := store.Beat(t.Context(), ledger.Worker{ID: id, Machine: "elsewhere", Process: 1, Parallel: 1}); err != nil {
			t.Fatal(err)
		}
		change := "UPDATE river_job SET state = 'running', attempt = 1, attempted_by = jsonb_array(?), attempted_at = datetime('now', '-30 seconds') WHERE id = (SELECT job FROM chunks WHERE position = ?)"
		if _, err := store.DB().ExecContext(t.Context(), change, id, i+1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.DB().ExecContext(t.Context(), "UPDATE workers SET seen = seen - 20 WHERE id = 'dead'"); err != nil {
		t.Fatal(err)
	}
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 1})
	for {
		g, err := queue.Gathering(t.Context(), gathering)
		if err != nil {
			t.Fatal(err)
		}
		if g.Chunks[ledger.Done] == 1 && g.Chunks[ledger.Running] == 1 {
			return
		}
		if g.Left() != 2 && g.Left() != 1 {
			t.Fatalf("got %+v", g)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestAStoppedCrewLeavesTheRestInTheQueue(t *testing.T) {
	store := create(t)
	queue := of(t, store)
	gathering := queueUp(t, queue, names(300), 3)
	c := crew(t, queue, work.Options{Reader: &reader{}, Parallel: 2})
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	g, err := queue.Gathering(t.Context(), gathering)
	if err != nil || g.Chunks[ledger.Running] != 0 || g.Chunks[ledger.Queued]+g.Chunks[ledger.Done] != 100 {
		t.Errorf("got %+v, %v", g, err)
	}
	if workers, err := queue.Workers(t.Context()); err != nil || len(workers) != 0 {
		t.Errorf("got %v, %v", workers, err)
	}
	crew(t, queue, work.Options{Reader: &reader{}, Parallel: 2})
	if g := finished(t, queue, gathering); g.Tally.New != 300 {
		t.Errorf("got %+v", g)
	}
}

func TestFiguresOfTheQueue(t *testing.T) {
	queue := of(t, create(t))
	registry := prometheus.NewRegistry()
	watch := work.Metrics(registry, queue)
	gathering := queueUp(t, queue, names(7), 2)
	gathered := func(want string) {
		t.Helper()
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, f := range families {
			if strings.HasSuffix(f.GetName(), "seconds") {
				continue
			}
			for _, m := range f.GetMetric() {
				fmt.Fprint(&text, f.GetName())
				for _, l := range m.GetLabel() {
					fmt.Fprint(&text, " ", l.GetValue())
				}
				fmt.Fprintln(&text, "", m.GetCounter().GetValue()+m.GetGauge().GetValue())
			}
		}
		if text.String() != want {
			t.Errorf("got\n%s want\n%s", text.String(), want)
		}
	}
	gathered("safir_queue_chunks failed 0\nsafir_queue_chunks queued 4\nsafir_queue_chunks retrying 0\nsafir_queue_chunks running 0\nsafir_queue_workers 0\n" +
		"safir_work_attempts_total done 0\nsafir_work_attempts_total failed 0\n")
	var seen sync.WaitGroup
	seen.Add(4)
	crew(t, queue, work.Options{Reader: &reader{stumble: "d003"}, Parallel: 1, Watch: func(e work.Event) { watch(e); seen.Done() }})
	finished(t, queue, gathering)
	seen.Wait()
	gathered("safir_queue_chunks failed 0\nsafir_queue_chunks queued 0\nsafir_queue_chunks retrying 0\nsafir_queue_chunks running 0\nsafir_queue_workers 1\n" +
		"safir_work_attempts_total done 4\nsafir_work_attempts_total failed 0\n" +
		"safir_work_dispatches_total changed 0\nsafir_work_dispatches_total failed 1\nsafir_work_dispatches_total new 6\nsafir_work_dispatches_total unchanged 0\n")
}

// misled has new jobs given to a worker that never hears of it.
type misled struct {
	*sqlite.Store
	worker string
}

func (m *misled) Enqueue(ctx context.Context, c ledger.Chunk, seen []ledger.Address, job func(*sql.Tx) (int64, error)) error {
	return m.Store.Enqueue(ctx, c, seen, func(tx *sql.Tx) (int64, error) {
		id, err := job(tx)
		if err != nil {
			return 0, err
		}
		_, err = tx.ExecContext(ctx, `UPDATE river_job SET state = 'running', attempt = 1, attempted_by = jsonb_array(?), attempted_at = datetime('now', '-30 seconds')
			WHERE id = ?`, m.worker, id)
		return id, err
	})
}

// A worker that was cut off at the wrong moment does not know of jobs that it was given.
func TestJobsThatNeverReachedTheirWorkerAreGivenBack(t *testing.T) {
	store := &misled{Store: create(t)}
	queue := of(t, store)
	store.worker = crew(t, queue, work.Options{Reader: &reader{}, Parallel: 1}).ID
	gathering := queueUp(t, queue, names(3), 3)
	if g := finished(t, queue, gathering); g.Tally.New != 3 {
		t.Errorf("got %+v", g)
	}
}
