package read

import (
	"errors"
	"sync"

	"safir/fa/times"
	"safir/internal/find/claims"
	"safir/internal/find/events"
	"safir/internal/find/statements"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
)

// Stages lists all stages in the order in which they run.
func Stages(world *know.World) ([]Stage, error) {
	var (
		stages          []Stage
		eventFinder     *events.Finder
		statementFinder *statements.Finder
		claimFinder     *claims.Finder
	)
	err := together(
		func() (err error) { stages, err = Ground(world); return err },
		func() (err error) { eventFinder, err = events.New(world); return err },
		func() (err error) { statementFinder, err = statements.New(world); return err },
		func() (err error) { claimFinder, err = claims.New(world); return err },
	)
	if err != nil {
		return nil, err
	}
	return append(append(stages, after(eventFinder, statementFinder)...),
		Stage{"claims", []Layer{Actors, Events}, []Layer{Claims}, claimFinder.Find},
	), nil
}

// together calls functions side by side, and gives the errors of all: what is loaded is large, and little of it waits for the rest.
func together(calls ...func() error) error {
	failed := make([]error, len(calls))
	var all sync.WaitGroup
	for i, call := range calls {
		all.Go(func() { failed[i] = call() })
	}
	all.Wait()
	return errors.Join(failed...)
}

// After lists the stages after [Ground], deciding by the given models: for measuring on dispatches that they have not seen.
// Without models of statements it stops at the events.
func After(world *know.World, eventModels, statementModels []*learn.Model) ([]Stage, error) {
	eventFinder, err := events.WithModels(world, eventModels)
	if err != nil {
		return nil, err
	}
	if statementModels == nil {
		return after(eventFinder, &statements.Finder{})[:1], nil
	}
	statementFinder, err := statements.WithModels(world, statementModels)
	if err != nil {
		return nil, err
	}
	return after(eventFinder, statementFinder), nil
}

func after(eventFinder *events.Finder, statementFinder *statements.Finder) []Stage {
	return []Stage{
		{"events", []Layer{Times, Actors}, []Layer{Events}, eventFinder.Find},
		{"statements", []Layer{Actors, Events}, []Layer{Statements}, statementFinder.Find},
	}
}

// newTimes makes the stage that finds times. Where an outlet writes from abroad, months are Gregorian where nothing tells.
func newTimes() (func(*page.Page), error) {
	finder, err := times.Load()
	if err != nil {
		return nil, err
	}
	return func(p *page.Page) {
		setting := times.Setting{Published: p.Dispatch.Published, Apart: p.Apart, Abroad: p.Outlet != nil && p.Outlet.Home == ""}
		for _, x := range finder.Find(p.Doc, setting) {
			p.Times = append(p.Times, page.Time{Range: x.Range, EDTF: x.EDTF, Calendar: string(x.Calendar), Why: x.Why})
		}
	}, nil
}
