package work

import (
	"context"
	"errors"
	"fmt"

	"github.com/riverqueue/river/rivertype"

	"safir/internal/ledger"
)

// Failures are the dispatches that could not be read: by themselves, or with the chunk in which they were.
func (q *queue[TX]) Failures(ctx context.Context, gathering int64) ([]ledger.Failure, error) {
	failures, err := q.store.Failures(ctx, gathering)
	if err != nil {
		return nil, err
	}
	unread, err := q.store.Unread(ctx, gathering)
	if err != nil {
		return nil, err
	}
	for _, c := range unread {
		why, err := q.why(ctx, c.Job)
		if err != nil {
			return nil, err
		}
		items, err := unpack(c.Packed)
		if err != nil {
			return nil, fmt.Errorf("chunk of job %d: %w", c.Job, err)
		}
		for _, item := range items {
			failures = append(failures, ledger.Failure{Dispatch: item.Dispatch.ID, Place: item.Place, Why: why})
		}
	}
	return failures, nil
}

// why tells why a job was given up: what its last attempt said.
func (q *queue[TX]) why(ctx context.Context, job int64) (string, error) {
	row, err := q.client.JobGet(ctx, job)
	if errors.Is(err, rivertype.ErrNotFound) {
		return "its job is no longer in the queue", nil
	}
	if err != nil {
		return "", err
	}
	if len(row.Errors) == 0 {
		return "its job was " + string(row.State), nil
	}
	return fmt.Sprintf("given up after %d attempts: %s", len(row.Errors), row.Errors[len(row.Errors)-1].Error), nil
}

// Retry puts the chunks that were given up back into the queue.
func (q *queue[TX]) Retry(ctx context.Context) (int, error) {
	unread, err := q.store.Unread(ctx, 0)
	if err != nil {
		return 0, err
	}
	for i, c := range unread {
		_, err := q.client.JobRetry(ctx, c.Job)
		if errors.Is(err, rivertype.ErrNotFound) { // the queue has forgotten it: it gets a job anew
			parts := []ledger.Chunk{c}
			err = q.store.Split(ctx, c.Job, parts, func(tx TX) (int64, error) { return q.insert(ctx, tx, c.Gathering, c.Position) }, func(TX) error { return nil })
		}
		if err != nil {
			return i, err
		}
	}
	return len(unread), nil
}
