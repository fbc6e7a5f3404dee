package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"safir/internal/ledger"
)

// Options say how chunks are read.
type Options struct {
	Reader   Reader
	Parallel int           // chunks at the same time
	Log      *slog.Logger  // nil for none
	Soft     time.Duration // how long chunks in hand may take to be finished when the crew is stopped; 0 for ten seconds
	Watch    func(Event)   // is told of each attempt, by several goroutines; may be nil
}

// Event is an attempt to read a chunk.
type Event struct {
	Dispatches int
	Tally      ledger.Tally
	Failures   int
	Took       time.Duration // reading and keeping
	Kept       time.Duration // keeping alone
	Err        error         // why it will be tried again, or was given up
}

// Crew reads chunks in this process.
type Crew struct {
	ID   string
	stop func(ctx context.Context) error
	done <-chan struct{}
}

// Stop ends the work: chunks in hand are finished, or given back if that takes too long.
func (c *Crew) Stop(ctx context.Context) error { return c.stop(ctx) }

// Done is closed when all work has ended.
func (c *Crew) Done() <-chan struct{} { return c.done }

// Times of the queue.
const (
	longest  = 2 * time.Minute        // that an attempt may take
	stuck    = 3 * time.Minute        // after which River takes it for lost, if nobody noticed before
	cooldown = 2 * time.Millisecond   // between two questions for jobs
	poll     = 250 * time.Millisecond // when nobody tells that there are new ones
	soft     = 10 * time.Second
	kept     = time.Hour // jobs that are complete stay in the queue
)

// Work starts to read chunks.
func (q *queue[TX]) Work(ctx context.Context, o Options) (*Crew, error) {
	log := o.Log
	if log == nil {
		log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	var hand inHand
	away := &outage{log: log}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &chunkWorker[TX]{queue: q, options: o, log: log, hand: &hand, outage: away}); err != nil {
		return nil, err
	}
	me := self(o.Parallel)
	client, err := river.NewClient(q.store.Jobs(), &river.Config{
		ID: me.ID, Logger: slog.New(quieter{log.Handler(), away}), Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Parallel}},
		FetchCooldown: cooldown, FetchPollInterval: poll, JobTimeout: longest, RescueStuckJobsAfter: stuck, RetryPolicy: backoff{},
		SoftStopTimeout: cmp.Or(o.Soft, soft), CompletedJobRetentionPeriod: kept,
	})
	if err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	pulse, err := startPulse(ctx, q, me, &hand, away)
	if err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		pulse.stop()
		return nil, fmt.Errorf("workers: %w", err)
	}
	stop := func(ctx context.Context) error {
		err := client.Stop(ctx)
		pulse.stop()
		return err
	}
	return &Crew{ID: me.ID, stop: stop, done: client.Stopped()}, nil
}

// backoff is how long a chunk waits after a failed attempt.
type backoff struct{}

// NextRetry is when it is tried again.
func (backoff) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(pause(job.Attempt))
}

// chunkWorker reads chunks.
type chunkWorker[TX any] struct {
	river.WorkerDefaults[chunkArgs]

	queue   *queue[TX]
	options Options
	log     *slog.Logger
	hand    *inHand
	outage  *outage
}

// single is the attempt at which a chunk is taken apart: something in it may end the whole worker, and shall take nothing with it.
const single = 4

// Work reads the chunk of a job.
func (w *chunkWorker[TX]) Work(ctx context.Context, job *river.Job[chunkArgs]) (err error) {
	w.hand.take(job.ID)
	defer w.hand.lay(job.ID)
	start := time.Now()
	chunk, err := w.queue.store.Chunk(ctx, job.ID)
	if errors.Is(err, ledger.ErrUnknown) {
		return nil // it was read, by somebody who was taken for dead
	}
	if err != nil {
		return err
	}
	event := Event{Dispatches: chunk.Dispatches}
	defer func() {
		event.Took, event.Err = time.Since(start), err
		w.tell(job, &event)
	}()
	items, err := unpack(chunk.Packed)
	if err != nil {
		return err
	}
	if job.Attempt >= single && len(items) > 1 {
		return w.takeApart(ctx, job, chunk, items)
	}
	outcome, err := w.read(ctx, items)
	if err != nil {
		return err
	}
	event.Failures = len(outcome.Failures)
	before := time.Now()
	event.Tally, err = w.queue.store.Finish(ctx, job.ID, outcome, func(tx TX) error { return complete(ctx, tx, job) })
	event.Kept = time.Since(before)
	if errors.Is(err, ledger.ErrUnknown) {
		err = nil // as above
	}
	return err
}

func complete[TX any](ctx context.Context, tx TX, job *river.Job[chunkArgs]) error {
	_, err := river.JobCompleteTx[riverdriver.Driver[TX]](ctx, tx, job)
	return err
}

// read makes entries of the dispatches that the ledger does not have in this version or a later one.
func (w *chunkWorker[TX]) read(ctx context.Context, items []Item) (o ledger.Outcome, err error) {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].Dispatch.ID
	}
	known, err := w.queue.store.Versions(ctx, ids)
	if err != nil {
		return o, err
	}
	for i := range items {
		if ctx.Err() != nil {
			return o, context.Cause(ctx)
		}
		d := &items[i].Dispatch
		if version, ok := known[d.ID]; ok && version >= ledger.Version(*d) {
			o.Same++
			continue
		}
		entry, failure := entryOf(w.options.Reader, &items[i])
		if failure != nil {
			o.Failures = append(o.Failures, *failure)
			continue
		}
		o.Entries = append(o.Entries, entry)
	}
	return o, nil
}

// entryOf reads a dispatch. A reader that fails at one takes no other with it.
func entryOf(reader Reader, item *Item) (entry ledger.Entry, failed *ledger.Failure) {
	defer func() {
		if failure := recover(); failure != nil {
			failed = &ledger.Failure{Dispatch: item.Dispatch.ID, Place: item.Place, Why: fmt.Sprintf("the reader failed at this dispatch: %v", failure)}
		}
	}()
	return ledger.NewEntry(item.Dispatch, reader.ReadFaint(item.Dispatch)), nil
}

// takeApart puts chunks of one dispatch in the place of one that failed again and again.
func (w *chunkWorker[TX]) takeApart(ctx context.Context, job *river.Job[chunkArgs], chunk ledger.Chunk, items []Item) error {
	parts := make([]ledger.Chunk, len(items))
	for i := range items {
		packed, err := pack(items[i : i+1])
		if err != nil {
			return err
		}
		parts[i] = ledger.Chunk{Gathering: chunk.Gathering, Position: chunk.Position, Dispatches: 1, Packed: packed}
	}
	next := func(tx TX) (int64, error) { return w.queue.insert(ctx, tx, chunk.Gathering, chunk.Position) }
	err := w.queue.store.Split(ctx, job.ID, parts, next, func(tx TX) error { return complete(ctx, tx, job) })
	if errors.Is(err, ledger.ErrUnknown) {
		return nil
	}
	return err
}

func (w *chunkWorker[TX]) tell(job *river.Job[chunkArgs], e *Event) {
	if w.options.Watch != nil {
		w.options.Watch(*e)
	}
	about := []any{"job", job.ID, "gathering", job.Args.Gathering, "chunk", job.Args.Position, "attempt", job.Attempt, "dispatches", e.Dispatches, "took", e.Took.Round(time.Millisecond), "keeping", e.Kept.Round(time.Millisecond)}
	if e.Err != nil {
		about = append(about, "error", e.Err)
		if !errors.Is(e.Err, ledger.ErrUnreachable) {
			w.log.Warn("chunk failed", about...)
			return
		}
		record := slog.NewRecord(time.Now(), slog.LevelWarn, "chunk failed", 0)
		record.Add(about...)
		_ = w.outage.complain(context.Background(), w.log.Handler(), record)
		return
	}
	w.log.Info("chunk read", append(about, "new", e.Tally.New, "changed", e.Tally.Changed, "same", e.Tally.Same, "failed", e.Failures)...)
}
