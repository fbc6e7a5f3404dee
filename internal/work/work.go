// Package work answers: who reads which dispatches, when there are many of both?
//
// What is to be read is cut into chunks, and each chunk is a job of River's queue (https://riverqueue.com), which stands in the same
// database as the ledger: in SQLite with the embedded ledger, in PostgreSQL with the one that many share. The code is the same for both. What a
// chunk gives, that it was read, and that its job is complete are kept in one transaction, so whoever kills a worker at any moment
// finds each chunk either read or waiting. Ids are made of content: a chunk that is read twice changes nothing.
//
// A worker notes every few seconds that it lives (alive.go). Jobs of those that fell silent are given back to the queue; River by itself would
// wait until they ran longer than any job may.
package work

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"safir"
	"safir/internal/ledger"
)

// Store is a ledger with a queue of jobs.
type Store[TX any] interface {
	ledger.Store
	ledger.Queue[TX]
	// Jobs is what River works on its tables with.
	Jobs() riverdriver.Driver[TX]
}

// Item is a dispatch that is to be read.
type Item struct {
	Place    string         `json:"place"` // where it came from, for people
	Dispatch safir.Dispatch `json:"dispatch"`
}

// Reader makes records of dispatches; several workers may call it at a time.
type Reader interface {
	ReadFaint(d safir.Dispatch) safir.Record
}

// Queue is the queue of a ledger, whichever store keeps this.
type Queue interface {
	// Start notes that a gathering begins, and gives its number.
	Start(ctx context.Context, sources string) (int64, error)
	// End notes that its summary was told.
	End(ctx context.Context, gathering int64) error
	// Known are the versions of those dispatches that the ledger has.
	Known(ctx context.Context, ids []string) (map[string]string, error)
	// Add queues dispatches as one chunk of a gathering, and keeps what came of asking addresses, all or nothing.
	Add(ctx context.Context, gathering int64, position int, items []Item, seen []ledger.Address) error
	// Gathering tells how far a gathering is.
	Gathering(ctx context.Context, id int64) (ledger.Gathering, error)
	// Gatherings are the last ones, the newest first; 0 for all.
	Gatherings(ctx context.Context, limit int) ([]ledger.Gathering, error)
	// Waiting counts the chunks that are not read, by state.
	Waiting(ctx context.Context) (map[ledger.ChunkState]int, error)
	// Failures are the dispatches of a gathering that could not be read, those of chunks that were given up among them.
	Failures(ctx context.Context, gathering int64) ([]ledger.Failure, error)
	// Workers are the processes that work on the queue and were seen within the last seconds.
	Workers(ctx context.Context) ([]ledger.Worker, error)
	// Retry puts the chunks that were given up back into the queue, and counts them.
	Retry(ctx context.Context) (int, error)
	// Work starts to read chunks, until the crew is stopped.
	Work(ctx context.Context, o Options) (*Crew, error)
}

// ErrNoQueue says that a store has no queue of jobs.
var ErrNoQueue = errors.New("this ledger has no queue of jobs")

// Of is the queue of a ledger.
func Of(store ledger.Store) (Queue, error) {
	switch s := store.(type) {
	case Store[*sql.Tx]:
		return newQueue(s)
	case Store[pgx.Tx]:
		return newQueue(s)
	}
	return nil, ErrNoQueue
}

// queue is the queue of a store.
type queue[TX any] struct {
	store  Store[TX]
	client *river.Client[TX] // adds jobs, and works none
}

func newQueue[TX any](store Store[TX]) (Queue, error) {
	client, err := river.NewClient(store.Jobs(), &river.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return nil, err
	}
	return &queue[TX]{store: store, client: client}, nil
}

// chunkArgs are the arguments of a job: the chunk is found by the number of its job, these are for people who look into the queue.
type chunkArgs struct {
	Gathering int64 `json:"gathering"`
	Position  int   `json:"position"`
}

// Kind is the name of these jobs in the queue.
func (chunkArgs) Kind() string { return "chunk" }

// attempts is how often a chunk is tried, and pause how long it waits after a failed attempt: 1, 2, 4, 8, 16 seconds.
const attempts = 6

func pause(attempt int) time.Duration { return time.Second << max(0, min(attempt, attempts)-1) }

func (q *queue[TX]) insert(ctx context.Context, tx TX, gathering int64, position int) (int64, error) {
	added, err := q.client.InsertTx(ctx, tx, chunkArgs{Gathering: gathering, Position: position}, &river.InsertOpts{MaxAttempts: attempts})
	if err != nil {
		return 0, err
	}
	return added.Job.ID, nil
}

func (q *queue[TX]) Start(ctx context.Context, sources string) (int64, error) {
	return q.store.StartGathering(ctx, sources)
}

func (q *queue[TX]) End(ctx context.Context, gathering int64) error {
	return q.store.EndGathering(ctx, gathering)
}

func (q *queue[TX]) Known(ctx context.Context, ids []string) (map[string]string, error) {
	return q.store.Versions(ctx, ids)
}

func (q *queue[TX]) Add(ctx context.Context, gathering int64, position int, items []Item, seen []ledger.Address) error {
	packed, err := pack(items)
	if err != nil {
		return err
	}
	c := ledger.Chunk{Gathering: gathering, Position: position, Dispatches: len(items), Packed: packed}
	return q.store.Enqueue(ctx, c, seen, func(tx TX) (int64, error) { return q.insert(ctx, tx, gathering, position) })
}

func (q *queue[TX]) Gathering(ctx context.Context, id int64) (ledger.Gathering, error) {
	return q.store.Gathering(ctx, id)
}

func (q *queue[TX]) Gatherings(ctx context.Context, limit int) ([]ledger.Gathering, error) {
	return q.store.Gatherings(ctx, limit)
}

func (q *queue[TX]) Waiting(ctx context.Context) (map[ledger.ChunkState]int, error) {
	return q.store.Waiting(ctx)
}

func (q *queue[TX]) Workers(ctx context.Context) (alive []ledger.Worker, err error) {
	all, err := q.store.Workers(ctx)
	for _, w := range all {
		if !dead(w) {
			alive = append(alive, w)
		}
	}
	return alive, err
}
