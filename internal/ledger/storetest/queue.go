package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"safir"
	"safir/internal/ledger"
)

// QueueStore is a store with a queue.
type QueueStore[TX any] interface {
	ledger.Store
	ledger.Queue[TX]
	Jobs() riverdriver.Driver[TX]
}

// RunQueue runs all tests of the queue, each on an empty store that open makes.
func RunQueue[TX any](t *testing.T, open func(t *testing.T) QueueStore[TX]) {
	for name, test := range map[string]func(*testing.T, *queued[TX]){
		"a chunk waits until it is finished":             chunkWaits[TX],
		"what fails within a transaction leaves nothing": chunkWhole[TX],
		"of two who finish a chunk one does":             finishedOnce[TX],
		"a chunk is taken apart":                         takenApart[TX],
		"gatherings are counted by themselves":           twoGatherings[TX],
		"workers come and go":                            workersLive[TX],
		"versions of several dispatches":                 severalVersions[TX],
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			defer store.Close()
			client, err := river.NewClient(store.Jobs(), &river.Config{})
			if err != nil {
				t.Fatal(err)
			}
			test(t, &queued[TX]{store, client})
		})
	}
}

type nothing struct{}

func (nothing) Kind() string { return "nothing" }

// queued is a store with a queue, and what puts jobs into this.
type queued[TX any] struct {
	QueueStore[TX]
	client *river.Client[TX]
}

func (q *queued[TX]) job(ctx context.Context) func(TX) (int64, error) {
	return func(tx TX) (int64, error) {
		added, err := q.client.InsertTx(ctx, tx, nothing{}, nil)
		if err != nil {
			return 0, err
		}
		return added.Job.ID, nil
	}
}

func ignore[TX any](TX) error { return nil }

func (q *queued[TX]) begin(t *testing.T) int64 {
	t.Helper()
	id, err := q.StartGathering(t.Context(), "a b")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// add queues a chunk and gives its job.
func (q *queued[TX]) add(t *testing.T, gathering int64, position, dispatches int) (job int64) {
	t.Helper()
	insert := q.job(t.Context())
	c := ledger.Chunk{Gathering: gathering, Position: position, Dispatches: dispatches, Packed: []byte{0, 1, 2}}
	err := q.Enqueue(t.Context(), c, nil, func(tx TX) (id int64, err error) {
		job, err = insert(tx)
		return job, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func (q *queued[TX]) state(t *testing.T, gathering int64) ledger.Gathering {
	t.Helper()
	g, err := q.Gathering(t.Context(), gathering)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func call(id string) ledger.Entry {
	return Entry(id, "2026-04-25", safir.Call, safir.Happened, "", "", araghchi, mekdad)
}

func chunkWaits[TX any](t *testing.T, q *queued[TX]) {
	g := q.begin(t)
	job := q.add(t, g, 1, 3)
	c, err := q.Chunk(t.Context(), job)
	if want := (ledger.Chunk{Job: job, Gathering: g, Position: 1, Dispatches: 3, Packed: []byte{0, 1, 2}}); err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v, %v; want %+v", c, err, want)
	}
	at := q.state(t, g)
	if at.Sources != "a b" || at.Ended || at.Left() != 1 || at.Dispatches[ledger.Queued] != 3 || time.Since(at.Started).Abs() > time.Hour {
		t.Errorf("got %+v", at)
	}
	failure := ledger.Failure{Dispatch: "c", Place: "file:3", Why: "it can't be read"}
	tally, err := q.Finish(t.Context(), job, ledger.Outcome{Entries: []ledger.Entry{call("a")}, Same: 1, Failures: []ledger.Failure{failure}}, ignore[TX])
	if err != nil || tally != (ledger.Tally{New: 1, Same: 1}) {
		t.Errorf("got %+v, %v", tally, err)
	}
	if at = q.state(t, g); at.Left() != 0 || at.Tally != tally || at.Failed != 1 || at.Dispatches[ledger.Done] != 3 {
		t.Errorf("got %+v", at)
	}
	if failures, err := q.Failures(t.Context(), g); err != nil || !reflect.DeepEqual(failures, []ledger.Failure{failure}) {
		t.Errorf("got %+v, %v", failures, err)
	}
	if _, err := q.Chunk(t.Context(), job); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("the chunk still waits: %v", err)
	}
	if _, err := q.Dispatch(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if err := q.EndGathering(t.Context(), g); err != nil || !q.state(t, g).Ended {
		t.Errorf("it has not ended: %v", err)
	}
}

func chunkWhole[TX any](t *testing.T, q *queued[TX]) {
	g, failure := q.begin(t), errors.New("no")
	err := q.Enqueue(t.Context(), ledger.Chunk{Gathering: g, Position: 1, Dispatches: 1}, []ledger.Address{{URL: "https://example.org"}}, func(tx TX) (int64, error) {
		id, err := q.job(t.Context())(tx)
		return id, errors.Join(err, failure)
	})
	if a, seen := q.Address(t.Context(), "https://example.org"); !errors.Is(err, failure) || seen != nil || a.Tried != "" || q.state(t, g).Left() != 0 {
		t.Errorf("got %v, %+v, %v", err, a, seen)
	}
	if list, err := q.client.JobList(t.Context(), nil); err != nil || len(list.Jobs) > 0 {
		t.Errorf("got %d jobs, %v", len(list.Jobs), err)
	}
	job := q.add(t, g, 1, 1)
	if _, err := q.Finish(t.Context(), job, ledger.Outcome{Entries: []ledger.Entry{call("a")}}, func(TX) error { return failure }); !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
	if c, err := q.Counts(t.Context()); err != nil || c.Dispatches != 0 || q.state(t, g).Left() != 1 {
		t.Errorf("half of it is kept: %+v, %v", c, err)
	}
	// Without a dispatch, what was asked is kept, and nothing queued.
	err = q.Enqueue(t.Context(), ledger.Chunk{Gathering: g}, []ledger.Address{{URL: "https://example.org", Tried: "2026-04-25T00:00:00Z"}}, q.job(t.Context()))
	if a, seen := q.Address(t.Context(), "https://example.org"); err != nil || seen != nil || a.Tried == "" || q.state(t, g).Left() != 1 {
		t.Errorf("got %v, %+v, %v", err, a, seen)
	}
}

func finishedOnce[TX any](t *testing.T, q *queued[TX]) {
	g := q.begin(t)
	job := q.add(t, g, 1, 1)
	results := make(chan error)
	for i := range 2 {
		go func() {
			_, err := q.Finish(t.Context(), job, ledger.Outcome{Entries: []ledger.Entry{call(fmt.Sprint("by", i))}}, ignore[TX])
			results <- err
		}()
	}
	first, second := <-results, <-results
	if first != nil {
		first, second = second, first
	}
	if c, err := q.Counts(t.Context()); first != nil || !errors.Is(second, ledger.ErrUnknown) || err != nil || c.Dispatches != 1 {
		t.Errorf("got %v, %v, %+v, %v", first, second, c, err)
	}
}

func takenApart[TX any](t *testing.T, q *queued[TX]) {
	g := q.begin(t)
	job := q.add(t, g, 1, 2)
	part := ledger.Chunk{Gathering: g, Position: 1, Dispatches: 1, Packed: []byte{7}}
	split := func() error {
		return q.Split(t.Context(), job, []ledger.Chunk{part, part}, q.job(t.Context()), ignore[TX])
	}
	if err := split(); err != nil {
		t.Fatal(err)
	}
	if at := q.state(t, g); at.Left() != 2 || at.Dispatches[ledger.Queued] != 2 {
		t.Errorf("got %+v", at)
	}
	if err := split(); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("it was taken apart twice: %v", err)
	}
}

func twoGatherings[TX any](t *testing.T, q *queued[TX]) {
	first, second := q.begin(t), q.begin(t)
	done := q.add(t, first, 1, 5)
	lost := q.add(t, second, 1, 7)
	q.add(t, second, 2, 1)
	if _, err := q.Finish(t.Context(), done, ledger.Outcome{}, ignore[TX]); err != nil {
		t.Fatal(err)
	}
	if _, err := q.client.JobCancel(t.Context(), lost); err != nil {
		t.Fatal(err)
	}
	all, err := q.Gatherings(t.Context(), 0)
	if err != nil || len(all) != 2 || all[0].ID != second || all[1].ID != first {
		t.Fatalf("got %+v, %v", all, err)
	}
	if !reflect.DeepEqual(all[0].Dispatches, map[ledger.ChunkState]int{ledger.Abandoned: 7, ledger.Queued: 1}) || all[0].Left() != 1 || all[1].Left() != 0 {
		t.Errorf("got %+v", all)
	}
	if some, err := q.Gatherings(t.Context(), 1); err != nil || len(some) != 1 || some[0].ID != second {
		t.Errorf("got %+v, %v", some, err)
	}
	if waiting, err := q.Waiting(t.Context()); err != nil || !reflect.DeepEqual(waiting, map[ledger.ChunkState]int{ledger.Abandoned: 1, ledger.Queued: 1}) {
		t.Errorf("got %v, %v", waiting, err)
	}
	for gathering, want := range map[int64]int{0: 1, first: 0, second: 1} {
		if unread, err := q.Unread(t.Context(), gathering); err != nil || len(unread) != want || want > 0 && unread[0].Job != lost {
			t.Errorf("%d: got %+v, %v", gathering, unread, err)
		}
	}
	if _, err := q.Gathering(t.Context(), 99); !errors.Is(err, ledger.ErrUnknown) {
		t.Errorf("got %v", err)
	}
}

func workersLive[TX any](t *testing.T, q *queued[TX]) {
	for _, id := range []string{"b", "a", "b"} {
		if err := q.Beat(t.Context(), ledger.Worker{ID: id, Machine: "here", Process: 7, Parallel: 2}); err != nil {
			t.Fatal(err)
		}
	}
	workers, err := q.Workers(t.Context())
	if err != nil || len(workers) != 2 || workers[0].ID != "a" || workers[1].Machine != "here" || workers[1].Process != 7 || workers[1].Parallel != 2 {
		t.Fatalf("got %+v, %v", workers, err)
	}
	if w := workers[0]; w.Silent < -time.Second || w.Silent > time.Minute || time.Since(w.Since).Abs() > time.Hour {
		t.Errorf("got %+v", w)
	}
	if err := q.Leave(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if workers, err := q.Workers(t.Context()); err != nil || len(workers) != 1 {
		t.Errorf("got %+v, %v", workers, err)
	}
}

func severalVersions[TX any](t *testing.T, q *queued[TX]) {
	a, b := call("a"), call(`b"\`)
	put(t, q, a, b)
	got, err := q.Versions(t.Context(), []string{"a", `b"\`, "c", "a"})
	if want := map[string]string{"a": a.Version, `b"\`: b.Version}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if got, err := q.Versions(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}
