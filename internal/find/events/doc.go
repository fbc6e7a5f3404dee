// Package events answers which diplomatic events a dispatch tells of: their type, how far they have come, who took part in
// which role, when and where.
//
// A word that may tell of an event (a cue, data/cues.tsv) is a candidate. Small models learned from gold dispatches ([Train])
// decide over facts about the words around it (what the grammar makes of them: clause.go, hang.go) what type of event it is, if any;
// what role each actor nearby has in it; its status (in which mood its clause speaks: mood.go); which of the places and times
// nearby is its own (who is told to travel where helps: travel.go, and where they sit who are named: seat.go). One cue may tell of
// several events: whether names in a row have one each is learned (split.go), places and days in a row have, and so has a place
// abroad that somebody goes on from (left.go). Such drafts (draft.go) become events where a further model finds that two tell of one (pair.go, cluster.go); who
// takes part is then asked anew, of all together (cast.go); a last one judges each event by all that is known of it, and its
// answer is the event's confidence. What is the same for all Persian stands in data files; what is a matter of weight is learned.
package events

import (
	_ "embed"
	"fmt"

	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/sense"
	"safir/internal/tag"
	"safir/internal/tree"
	"safir/internal/verb"
)

//go:embed model.zst
var modelFile []byte

// Finder finds the events of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world  *know.World
	cues   *cueTable
	verbs  *verb.Table
	words  *tag.Words
	moods  moods
	again  *againWords
	senses *sense.Lexicon
	trees  *tree.Parser
	models models

	premises map[string]bool // keys of words for where an office or a body sits
}

// models are the learned decisions, in the order in which the model file keeps them.
type models struct {
	kind, role, status, split *learn.Model
	where, when               *learn.Model // of options
	same, part, keep          *learn.Model
}

func (m models) list() []*learn.Model {
	return []*learn.Model{m.kind, m.role, m.status, m.split, m.where, m.when, m.same, m.part, m.keep}
}

func modelsOf(list []*learn.Model) models {
	return models{list[0], list[1], list[2], list[3], list[4], list[5], list[6], list[7], list[8]}
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
	words, err := tag.LoadWords()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	moods, err := loadMoods()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	again, err := loadAgain()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	premises, err := loadPremises()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	senses, err := sense.Load()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	trees, err := tree.Load()
	if err != nil {
		return nil, fmt.Errorf("events.New: %w", err)
	}
	return &Finder{world, cues, verbs, words, moods, again, senses, trees, m, premises}, nil
}

// Find fills the page's events. It needs its times, actors and places.
func (f *Finder) Find(p *page.Page) {
	s := f.newScene(p)
	kept, faint := f.keep(s, f.cluster(s, f.drafts(s)))
	p.Events, p.Faint = finish(s, f.abroad(s, kept)), finish(s, f.abroad(s, faint))
}
