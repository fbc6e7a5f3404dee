package storetest

import (
	"context"
	"fmt"
	"iter"
	"sync/atomic"

	"safir"
	"safir/internal/ledger"
)

// Away gives a store whose database is away as long as gone says so: whoever asks it then is told what a store in PostgreSQL tells that finds no server.
func Away(store ledger.Store, gone *atomic.Bool) ledger.Store { return &away{store, gone} }

type away struct {
	ledger.Store

	is *atomic.Bool
}

func (a *away) gone(function string) error {
	if !a.is.Load() {
		return nil
	}
	return fmt.Errorf("postgres.%s: %w: dial tcp 192.0.2.7:5432: connect: connection refused", function, ledger.ErrUnreachable)
}

// orGone asks for one thing.
func orGone[T any](a *away, function string, asked func() (T, error)) (none T, _ error) {
	if err := a.gone(function); err != nil {
		return none, err
	}
	return asked()
}

// eachOrGone asks for several.
func eachOrGone[T any](a *away, function string, asked iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err := a.gone(function); err != nil {
			var none T
			yield(none, err)
			return
		}
		asked(yield)
	}
}

func (a *away) Merged(ctx context.Context) (bool, error) {
	return orGone(a, "Merged", func() (bool, error) { return a.Store.Merged(ctx) })
}

func (a *away) Revision(ctx context.Context) (int64, error) {
	return orGone(a, "Revision", func() (int64, error) { return a.Store.Revision(ctx) })
}

func (a *away) Derived(ctx context.Context) (int64, error) {
	return orGone(a, "Derived", func() (int64, error) { return a.Store.Derived(ctx) })
}

func (a *away) Arrivals(ctx context.Context) (int64, error) {
	return orGone(a, "Arrivals", func() (int64, error) { return a.Store.Arrivals(ctx) })
}

func (a *away) Counts(ctx context.Context) (ledger.Counts, error) {
	return orGone(a, "Counts", func() (ledger.Counts, error) { return a.Store.Counts(ctx) })
}

func (a *away) Dispatch(ctx context.Context, id string) (safir.Dispatch, error) {
	return orGone(a, "Dispatch", func() (safir.Dispatch, error) { return a.Store.Dispatch(ctx, id) })
}

func (a *away) Record(ctx context.Context, id string) (safir.Record, error) {
	return orGone(a, "Record", func() (safir.Record, error) { return a.Store.Record(ctx, id) })
}

func (a *away) Person(ctx context.Context, id string) (ledger.Person, error) {
	return orGone(a, "Person", func() (ledger.Person, error) { return a.Store.Person(ctx, id) })
}

func (a *away) Outlets(ctx context.Context) ([]ledger.Outlet, error) {
	return orGone(a, "Outlets", func() ([]ledger.Outlet, error) { return a.Store.Outlets(ctx) })
}

func (a *away) Names(ctx context.Context, keys ...string) ([]ledger.Name, error) {
	return orGone(a, "Names", func() ([]ledger.Name, error) { return a.Store.Names(ctx, keys...) })
}

func (a *away) NameWords(ctx context.Context) ([]string, error) {
	return orGone(a, "NameWords", func() ([]string, error) { return a.Store.NameWords(ctx) })
}

func (a *away) Search(ctx context.Context, words string, limit int) ([]safir.Dispatch, error) {
	return orGone(a, "Search", func() ([]safir.Dispatch, error) { return a.Store.Search(ctx, words, limit) })
}

func (a *away) Watched(ctx context.Context) ([]ledger.Watched, error) {
	return orGone(a, "Watched", func() ([]ledger.Watched, error) { return a.Store.Watched(ctx) })
}

func (a *away) Questions(ctx context.Context) ([]ledger.Question, error) {
	return orGone(a, "Questions", func() ([]ledger.Question, error) { return a.Store.Questions(ctx) })
}

func (a *away) Corrections(ctx context.Context) ([]ledger.Correction, error) {
	return orGone(a, "Corrections", func() ([]ledger.Correction, error) { return a.Store.Corrections(ctx) })
}

func (a *away) Correct(ctx context.Context, c ledger.Correction, seen ...ledger.Seen) (int, error) {
	return orGone(a, "Correct", func() (int, error) { return a.Store.Correct(ctx, c, seen...) })
}

func (a *away) CountStates(ctx context.Context, f ledger.Filter) ([]ledger.StateCount, error) {
	return orGone(a, "CountStates", func() ([]ledger.StateCount, error) { return a.Store.CountStates(ctx, f) })
}

func (a *away) Events(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Event, error] {
	return eachOrGone(a, "Events", a.Store.Events(ctx, f))
}

func (a *away) Outlines(ctx context.Context, f ledger.Filter) iter.Seq2[ledger.Outline, error] {
	return eachOrGone(a, "Outlines", a.Store.Outlines(ctx, f))
}

func (a *away) Statements(ctx context.Context, f ledger.StatementFilter) iter.Seq2[ledger.Said, error] {
	return eachOrGone(a, "Statements", a.Store.Statements(ctx, f))
}

func (a *away) Claims(ctx context.Context, f ledger.ClaimFilter) iter.Seq2[ledger.Claimed, error] {
	return eachOrGone(a, "Claims", a.Store.Claims(ctx, f))
}

func (a *away) People(ctx context.Context, f ledger.PersonFilter) iter.Seq2[ledger.Person, error] {
	return eachOrGone(a, "People", a.Store.People(ctx, f))
}

func (a *away) Dispatches(ctx context.Context, f ledger.DispatchFilter) iter.Seq2[safir.Dispatch, error] {
	return eachOrGone(a, "Dispatches", a.Store.Dispatches(ctx, f))
}
