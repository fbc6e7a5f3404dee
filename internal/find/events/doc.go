// Package events answers which diplomatic events a dispatch tells of: their type, how far they have come, who took part in
// which role, when and where.
//
// A word that may tell of an event (a cue, data/cues.tsv) is a candidate. Four decisions follow, each a small model learned
// from gold dispatches ([Train]) over facts about the words around the cue: what type of event it is, if any; what role
// each actor nearby has in it; its status; which of the places and times nearby are its own. Then candidates that tell of the
// same event become one. What is the same for all Persian stands in data files; what is a matter of weight is learned.
package events

import (
	_ "embed"
	"fmt"

	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/verb"
)

//go:embed model.gz
var modelFile []byte

// Finder finds the events of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world  *know.World
	cues   *cueTable
	verbs  *verb.Table
	models models
}

// models are the learned decisions, in the order in which the model file keeps them.
type models struct {
	kind, role, status, where, when *learn.Model
}

func (m models) list() []*learn.Model {
	return []*learn.Model{m.kind, m.role, m.status, m.where, m.when}
}

func modelsOf(list []*learn.Model) models {
	return models{list[0], list[1], list[2], list[3], list[4]}
}

// New makes a finder with the embedded models.
func New(world *know.World) (*Finder, error) {
	list, err := learn.Read(modelFile)
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	if want := len(models{}.list()); len(list) != want {
		return nil, fmt.Errorf("events.New: model file has %d models, want %d", len(list), want)
	}
	return newFinder(world, modelsOf(list))
}

func newFinder(world *know.World, m models) (*Finder, error) {
	cues, err := loadCues()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	return &Finder{world, cues, verbs, m}, nil
}

// Find fills the page's events. It needs its times, actors and places.
func (f *Finder) Find(p *page.Page) {
	s := f.newScene(p)
	var found []draft
	for i := range s.cues {
		found = append(found, f.decide(s, &s.cues[i])...)
	}
	p.Events = finish(s, merge(s, found))
}
