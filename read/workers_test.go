package read_test

import (
	"context"
	"iter"
	"slices"
	"testing"
	"time"

	"safir/read"
)

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestResultsComeInTheOrderOfTheirCauses(t *testing.T) {
	slow := func(i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i
	}
	for _, workers := range []int{1, 3, 16} {
		got := slices.Collect(read.InOrder(t.Context(), workers, numbers(200), slow))
		if !slices.Equal(got, slices.Collect(numbers(200))) {
			t.Errorf("%d workers: %v", workers, got)
		}
	}
}

func TestWorkersAreOnlyAFewResultsAhead(t *testing.T) {
	taken := 0
	count := func(yield func(int) bool) {
		for i := range 10000 {
			taken = i
			if !yield(i) {
				return
			}
		}
	}
	for i := range read.InOrder(t.Context(), 2, count, func(i int) int { return i }) {
		if i == 100 {
			break
		}
	}
	if taken > 200 {
		t.Errorf("%d were taken while the 100th was being used", taken)
	}
}

func TestWorkersStopWithTheirContextThoughNothingMoreComesIn(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	never := make(chan int)
	waiting := func(yield func(int) bool) {
		if yield(1) {
			<-never
		}
	}
	for range read.InOrder(ctx, 2, waiting, func(i int) int { return i }) {
		stop()
	}
	close(never)
}
