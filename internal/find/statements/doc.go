// Package statements answers who says what in a dispatch: each reporting clause with its speakers, its content, what saying so
// does, at whom it is aimed and at which event it was said.
//
// A word that may report speech (data/cues.tsv) opens one or more readings: what is said may follow it (گفت که …), stand before
// it (از … استقبال کرد), or between it and its verb (خواستار … شد). Five decisions follow, each a small model learned from gold
// dispatches ([Train]): where the content begins and ends; whether the reading is a statement at all; who speaks; what the
// utterance does; at whom it is aimed. A long quotation ends at none of its own full stops, so its end is sought boundary by
// boundary, each asked whether the words go on after it: that costs time only in proportion to the words read, and learns
// from every boundary passed as well as from the one where the content ends.
package statements

import (
	_ "embed"
	"fmt"

	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/sense"
	"safir/internal/tree"
	"safir/internal/verb"
)

//go:embed model.zst
var modelFile []byte

// Finder finds the statements of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world   *know.World
	lexicon *lexicon
	verbs   *verb.Table
	senses  *sense.Lexicon
	trees   *tree.Parser
	models  models
}

// models are the learned decisions, in the order in which the model file keeps them.
type models struct {
	start, end, says, speaker, act, hints, target, direct *learn.Model
}

func (m models) list() []*learn.Model {
	return []*learn.Model{m.start, m.end, m.says, m.speaker, m.act, m.hints, m.target, m.direct}
}

func modelsOf(list []*learn.Model) models {
	return models{list[0], list[1], list[2], list[3], list[4], list[5], list[6], list[7]}
}

// New makes a finder with the embedded models.
func New(world *know.World) (*Finder, error) {
	list, err := learn.Read(modelFile)
	if err != nil {
		return nil, fmt.Errorf("statements.New: %w", err)
	}
	return WithModels(world, list)
}

// WithModels makes a finder that decides by the given models, as [Train] gives them.
func WithModels(world *know.World, list []*learn.Model) (*Finder, error) {
	if want := len(models{}.list()); len(list) != want {
		return nil, fmt.Errorf("statements: %d models given, want %d", len(list), want)
	}
	return newFinder(world, modelsOf(list))
}

func newFinder(world *know.World, m models) (*Finder, error) {
	words, err := loadLexicon()
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	senses, err := sense.Load()
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	trees, err := tree.Load()
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	return &Finder{world, words, verbs, senses, trees, m}, nil
}

// Find fills the page's statements. It needs its actors and events.
func (f *Finder) Find(p *page.Page) {
	s := f.newScene(p)
	p.Statements = nil
	for _, r := range f.choose(s, f.readings(s)) {
		p.Statements = append(p.Statements, f.statement(s, r))
	}
}
