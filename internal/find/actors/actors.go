// Package actors answers whom a dispatch speaks of: every person, office, state and body in it, each once, with all its
// mentions, and the places that it names.
//
// It works in three steps. What the lists of package know and the name tagger recognise becomes a row of atoms, the
// longest at each place. A small grammar joins neighbouring atoms into mentions: a name with the office beside it, an
// office with its state, a counterpart with its country. Then mentions of the same actor become one, from left to right,
// as a reader would: by name, by office and state, by who was last in focus.
package actors

import (
	"fmt"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
)

// NameFinder finds names by what was learned of them.
type NameFinder interface {
	Find(*fa.Doc) []tag.Name
}

// Finder finds the actors of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world *know.World
	names NameFinder
	words *fa.Phrases[class]
}

// New makes a finder.
func New(world *know.World, names NameFinder) (*Finder, error) {
	words, err := loadWords()
	if err != nil {
		return nil, fmt.Errorf("actors.New: %w", err)
	}
	return &Finder{world, names, words}, nil
}

// Find fills the page's mentions, actors and places.
func (f *Finder) Find(p *page.Page) {
	atoms := f.atoms(p)
	r := &reading{Page: p, world: f.world, atoms: atoms, home: home(p)}
	r.readPlaces()
	r.readMentions()
	r.nest()
	r.join()
}

// home is the state that «کشورمان» means, "" where the outlet is unknown or writes from abroad.
func home(p *page.Page) string {
	if p.Outlet == nil {
		return ""
	}
	return p.Outlet.Home
}
