// Package read turns a dispatch into its record. Reading is a pure function: no network, no database, no clock; the same
// dispatch gives the same record, whatever was read before it.
//
// The stages stand in [Stages], in the order in which they run. Each says which layers of the page it needs and which it
// gives; a list in which a stage would run before what it needs is refused when the reader is built.
package read

import (
	"fmt"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/find/actors"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
)

// Layer is a part of the page that stages leave for later ones.
type Layer string

// The layers of a page.
const (
	Text       Layer = "text" // repaired, cut into sentences and tokens
	Source     Layer = "source"
	Times      Layer = "times"
	Actors     Layer = "actors" // with mentions and places
	Events     Layer = "events"
	Statements Layer = "statements"
	Claims     Layer = "claims"
)

// Stage is one step of reading.
type Stage struct {
	Name  string
	Needs []Layer
	Gives []Layer
	Run   func(*page.Page)
}

// Reader reads dispatches. It is safe for concurrent use.
type Reader struct {
	world  *know.World
	stages []Stage
}

// New makes a reader with all stages.
func New() (*Reader, error) {
	world, err := know.Load()
	if err != nil {
		return nil, fmt.Errorf("read.New: %w", err)
	}
	stages, err := Stages(world)
	if err != nil {
		return nil, fmt.Errorf("read.New: %w", err)
	}
	return NewWith(world, stages)
}

// NewWith makes a reader with the given stages.
func NewWith(world *know.World, stages []Stage) (*Reader, error) {
	given := []Layer{}
	for _, s := range stages {
		for _, need := range s.Needs {
			if !slices.Contains(given, need) {
				return nil, fmt.Errorf("read: stage %s needs %s, which no stage before it gives", s.Name, need)
			}
		}
		given = append(given, s.Gives...)
	}
	return &Reader{world, stages}, nil
}

// Ground lists the stages up to the actors: what the learned stages are trained on.
func Ground(world *know.World) ([]Stage, error) {
	var (
		actorFinder *actors.Finder
		timeFinder  func(*page.Page)
	)
	err := together(
		func() error {
			names, err := tag.LoadNames(world)
			if err == nil {
				actorFinder, err = actors.New(world, names)
			}
			return err
		},
		func() (err error) { timeFinder, err = newTimes(); return err },
		func() error { layOut(&page.Page{Dispatch: safir.Dispatch{Body: "سفیر"}}); return nil }, // loads what repair knows
	)
	if err != nil {
		return nil, err
	}
	return []Stage{
		{"text", nil, []Layer{Text}, layOut},
		{"source", []Layer{Text}, []Layer{Source}, func(p *page.Page) { findSource(world, p) }},
		{"times", []Layer{Text, Source}, []Layer{Times}, timeFinder},
		{"actors", []Layer{Text, Source}, []Layer{Actors}, actorFinder.Find},
	}, nil
}

// layOut repairs the body and cuts it into sentences and tokens.
func layOut(p *page.Page) {
	p.Source = fa.Repair(p.Dispatch.Body)
	p.Doc = fa.NewDoc(p.Source.Repaired)
	p.Apart = fa.Apart(p.Doc)
}

// Page runs the stages over a dispatch.
func (r *Reader) Page(d safir.Dispatch) *page.Page {
	p := &page.Page{Dispatch: d}
	for _, s := range r.stages {
		s.Run(p)
	}
	return p
}

// Read gives the record of a dispatch.
func (r *Reader) Read(d safir.Dispatch) safir.Record {
	return r.Record(r.Page(d))
}

// ReadFaint gives the record of a dispatch as a ledger keeps it, with what it tells only faintly.
func (r *Reader) ReadFaint(d safir.Dispatch) safir.Record {
	w := newWriter(r.Page(d))
	record := r.record(&w)
	for i := range w.Faint {
		record.Faint = append(record.Faint, r.event(&w, id(safir.FaintID, i), &w.Faint[i]))
	}
	return record
}
