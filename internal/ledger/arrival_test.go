package ledger_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"safir/internal/ledger"
)

func TestTheOrderOfStatementsKnowsNoArrival(t *testing.T) {
	said := func(id, dispatch, published string) ledger.Said {
		return ledger.Said{ID: id, Day: published[:10], Source: ledger.Source{Dispatch: dispatch, Published: published}}
	}
	came := []ledger.Said{
		said("c/s1", "c", "2026-04-25"), said("a/s9", "a", "2026-04-25"), said("a/s10", "a", "2026-04-25"),
		said("e/s1", "e", "2026-04-26T12:00"), said("f/s1", "f", "2026-04-26T11:00"),
	}
	all := func(end error) iter.Seq2[ledger.Said, error] {
		return func(yield func(ledger.Said, error) bool) {
			for _, s := range came {
				if !yield(s, nil) {
					return
				}
			}
			if end != nil {
				yield(ledger.Said{}, end)
			}
		}
	}
	want := []string{"a/s9", "a/s10", "c/s1", "f/s1", "e/s1"}
	failure := errors.New("no more")
	for _, end := range []error{nil, failure} {
		var got []string
		var told error
		for s, err := range ledger.WithoutArrival(all(end)) {
			if told = err; err == nil {
				got = append(got, s.ID)
			}
		}
		if !slices.Equal(got, want) || !errors.Is(told, end) {
			t.Errorf("got %v, %v; want %v, %v", got, told, want, end)
		}
	}
	for s := range ledger.WithoutArrival(all(nil)) {
		if s.ID != "a/s9" {
			t.Errorf("got %s first", s.ID)
		}
		break
	}
}
