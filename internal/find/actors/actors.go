// Package actors answers whom a dispatch speaks of: every person, office, state and body in it, each once, with all its
// mentions, and the places that it names.
//
// It works in three steps. What the lists of package know and the name tagger recognise becomes a row of atoms, the
// longest at each place. A small grammar joins neighbouring atoms into mentions: a name with the office beside it, a
// rank with what it is of (معاون سیاسی وزیر خارجه سوریه), a counterpart with its country. Then mentions of the same actor
// become one: first those that say who they are (a name, an office with its state), then, knowing everybody, those that only
// point (وزیر خارجه، همتای سوری خود، وی، این مقام).
package actors

import (
	"fmt"
	"sync"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
	"safir/internal/verb"
)

// NameFinder finds names by what was learned of them.
type NameFinder interface {
	Find(*fa.Doc) []tag.Name
}

// Finder finds the actors of a page. It is read-only and safe for concurrent use.
type Finder struct {
	world *know.World
	names NameFinder
	words *words
	ranks *ranks
	verbs *verb.Table
	rooms sync.Pool
}

// New makes a finder.
func New(world *know.World, names NameFinder) (*Finder, error) {
	f := &Finder{world: world, names: names, rooms: sync.Pool{New: func() any { return new(room) }}}
	var err error
	if f.words, err = loadWords(); err != nil {
		return nil, fmt.Errorf("actors.New: %w", err)
	}
	if f.ranks, err = loadRanks(); err != nil {
		return nil, fmt.Errorf("actors.New: %w", err)
	}
	if f.verbs, err = verb.Load(); err != nil {
		return nil, fmt.Errorf("actors.New: %w", err)
	}
	return f, nil
}

// Find fills the page's mentions, actors and places.
func (f *Finder) Find(p *page.Page) {
	used := f.rooms.Get().(*room)
	defer f.rooms.Put(used)
	r := &reading{Page: p, Finder: f, atoms: f.atoms(p, used.atoms), raw: used.raw, home: home(p)}
	r.readPlaces()
	r.readMentions()
	r.nestPlaces()
	r.join()
	used.keep(r)
}

// room is what atoms and mentions stood in, to be used for the next page: they are large, and there are many of them.
type room struct {
	atoms []atom
	raw   []raw
}

// keep takes back what a page has used, and forgets what stood in it.
func (u *room) keep(r *reading) {
	clear(r.atoms)
	clear(r.raw)
	u.atoms, u.raw = r.atoms[:0], r.raw[:0]
}

// home is the state that «کشورمان» means, "" where the outlet is unknown or writes from abroad.
func home(p *page.Page) string {
	if p.Outlet == nil {
		return ""
	}
	return p.Outlet.Home
}
