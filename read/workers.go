package read

import (
	"context"
	"iter"
)

// ahead is how many results may wait for each worker's turn: enough that one long dispatch does not keep the others idle.
const ahead = 8

// InOrder does one thing to all that comes in, on several workers at once, and gives the results in the order in which
// their causes came, whatever the number of workers. Only a few results per worker are ever held. It ends with the context,
// without waiting for what comes in: whoever waits for a key to be pressed keeps waiting in the background.
func InOrder[In, Out any](ctx context.Context, workers int, in iter.Seq[In], do func(In) Out) iter.Seq[Out] {
	type job struct {
		in  In
		out chan Out
	}
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		jobs, order := make(chan job), make(chan chan Out, workers*ahead)
		for range workers {
			go func() {
				for j := range jobs {
					j.out <- do(j.in)
				}
			}()
		}
		go func() {
			defer close(order)
			defer close(jobs)
			for x := range in {
				j := job{x, make(chan Out, 1)}
				select {
				case order <- j.out:
				case <-ctx.Done():
					return
				}
				select {
				case jobs <- j:
				case <-ctx.Done():
					return
				}
			}
		}()
		defer stop()
		for {
			out, ok := next(ctx, order)
			if !ok {
				return
			}
			result, ok := next(ctx, out)
			if !ok || !yield(result) {
				return
			}
		}
	}
}

// next takes the next value of a channel, none once the context has ended.
func next[T any](ctx context.Context, c <-chan T) (value T, ok bool) {
	if ctx.Err() != nil {
		return value, false
	}
	select {
	case value, ok = <-c:
		return value, ok
	case <-ctx.Done():
		return value, false
	}
}
