package ledger

import (
	"context"
	"time"
)

// Queue keeps the work that waits in the ledger that it is for: chunks of dispatches that are to be read. Each chunk has a job, which stands
// in tables of the job queue in the same database; both come and go in one transaction with what is kept. TX is a transaction of the store.
type Queue[TX any] interface {
	// Versions are the versions of those dispatches that the ledger has, by id.
	Versions(ctx context.Context, ids []string) (map[string]string, error)
	// StartGathering notes that a gathering begins, and gives its number.
	StartGathering(ctx context.Context, sources string) (id int64, err error)
	// EndGathering notes that a gathering has ended: its summary was told.
	EndGathering(ctx context.Context, id int64) error
	// Enqueue keeps a chunk that is to be read, and what came of asking the addresses that it came from, all or nothing. job queues its
	// job in the same transaction, which may be run again, and gives the number of that. A chunk without dispatches keeps the addresses alone.
	Enqueue(ctx context.Context, c Chunk, seen []Address, job func(tx TX) (int64, error)) error
	// Chunk is a chunk that waits, by its job, or ErrUnknown once it was read.
	Chunk(ctx context.Context, job int64) (Chunk, error)
	// Finish keeps what was made of a chunk, that it was read, and that its job is complete, all or nothing: complete does the last, in
	// the same transaction. It is ErrUnknown, and nothing is kept, if somebody else finished the chunk meanwhile.
	Finish(ctx context.Context, job int64, o Outcome, complete func(tx TX) error) (Tally, error)
	// Split puts chunks in the place of one that waits, each with a job of its own; next and complete do so in the same transaction.
	Split(ctx context.Context, job int64, parts []Chunk, next func(tx TX) (int64, error), complete func(tx TX) error) error
	// Gatherings tells how far gatherings are, the newest first; 0 for all of them.
	Gatherings(ctx context.Context, limit int) ([]Gathering, error)
	// Gathering tells how far one is, or ErrUnknown.
	Gathering(ctx context.Context, id int64) (Gathering, error)
	// Waiting counts the chunks that are not read, of all gatherings, by their states.
	Waiting(ctx context.Context) (map[ChunkState]int, error)
	// Unread are the chunks of a gathering that were given up, 0 for those of all gatherings, in order of their jobs.
	Unread(ctx context.Context, gathering int64) ([]Chunk, error)
	// Failures are the dispatches of a gathering that could not be read, in order of their chunks.
	Failures(ctx context.Context, gathering int64) ([]Failure, error)
	// Beat notes that a worker lives.
	Beat(ctx context.Context, w Worker) error
	// Leave notes that a worker has ended.
	Leave(ctx context.Context, id string) error
	// Workers are those that have been seen within the last day and did not leave, in order of their ids.
	Workers(ctx context.Context) ([]Worker, error)
}

// Chunk is a number of dispatches that are read in one go.
type Chunk struct {
	Job        int64 // by which it is known
	Gathering  int64 // for which it is read
	Position   int   // in it, from 1; parts of a chunk share its position
	Dispatches int   // how many
	Packed     []byte
}

// Outcome is what was made of a chunk.
type Outcome struct {
	Entries  []Entry
	Same     int // dispatches that the ledger had already
	Failures []Failure
}

// Failure is a dispatch that could not be read.
type Failure struct {
	Dispatch string `json:"dispatch"` // its id
	Place    string `json:"place"`    // where it came from
	Why      string `json:"why"`
}

// ChunkState says what has become of a chunk.
type ChunkState string

// The states of chunks.
const (
	Queued    ChunkState = "queued"
	Running   ChunkState = "running"
	Retrying  ChunkState = "retrying" // it failed, and will be tried again
	Done      ChunkState = "done"
	Abandoned ChunkState = "failed" // it failed too often
)

// ChunkStates are all of them, in order.
var ChunkStates = []ChunkState{Queued, Running, Retrying, Done, Abandoned}

// Gathering tells how far a gathering is.
type Gathering struct {
	ID         int64
	Sources    string
	Started    time.Time
	Ended      bool // its summary was told
	Chunks     map[ChunkState]int
	Dispatches map[ChunkState]int // that are in these chunks
	Tally      Tally              // of those that are done
	Failed     int                // dispatches of those that could not be read
}

// Left is how many chunks are still to be read.
func (g Gathering) Left() int { return g.Chunks[Queued] + g.Chunks[Running] + g.Chunks[Retrying] }

// Worker is a process that reads chunks.
type Worker struct {
	ID       string
	Machine  string
	Process  int
	Parallel int           // chunks at the same time
	Since    time.Time     // when it was seen first
	Silent   time.Duration // for how long it has not been seen
}
