// Package claims answers what a dispatch itself counts: that somebody visited Damascus three times, that a meeting is the
// first of its kind. Each claim is held against the events that the dispatch tells of.
//
// A claim is told by number words in fixed places: a count before a unit (سه بار), an ordinal before the unit or the contact
// (سومین بار، نخستین سفر). The grammar is small and regular, so it stands here as rules. What is counted is the contact
// that the clause names; a round or a session that bears its number as a name (دور دوم مذاکرات) is no claim.
package claims

import (
	"fmt"

	"safir"
	"safir/fa"
	"safir/fa/times"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/verb"
)

// The kinds of claims.
const (
	Count = "count"
	First = "first"
	Last  = "last"
)

// The verdicts on claims.
const (
	Consistent   = "consistent"
	Contradicted = "contradicted"
	Unknown      = "unknown"
)

// Finder finds the claims of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world   *know.World
	words   *fa.Phrases[word]
	numbers times.Numbers
	verbs   *verb.Table
}

// New makes a finder.
func New(world *know.World) (*Finder, error) {
	words, err := loadWords()
	if err != nil {
		return nil, fmt.Errorf("claims.New: %w", err)
	}
	numbers, err := times.LoadNumbers()
	if err != nil {
		return nil, fmt.Errorf("claims.New: %w", err)
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, fmt.Errorf("claims.New: %w", err)
	}
	return &Finder{world, words, numbers, verbs}, nil
}

// Find fills the page's claims, and makes the places of counted events more precise. It needs actors, places and events.
func (f *Finder) Find(p *page.Page) {
	p.Claims = nil
	s := &scene{Page: p, finder: f}
	for i := 0; i < len(p.Tokens); i = s.next(i) {
		if p.Apart != nil && p.Apart[i] {
			continue
		}
		if c, ok := s.counted(i); ok {
			s.keep(c)
		}
	}
}

// counted is a claim as its number words tell it.
type counted struct {
	fa.Range                   // the number words and their unit
	kind     string            //
	count    int               // 0 where none
	types    []safir.EventType // of the contact that the number stands before, nil where it stands before a unit
	why      string
}
