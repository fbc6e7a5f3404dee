package actors

import (
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
	"safir/internal/tag"
)

// atomKind is what an atom is.
type atomKind uint8

const (
	anOffice atomKind = iota + 1
	aState
	aBody
	aPerson
	aPlace
	aWord // of data/words.tsv
	anHonorific
)

// atom is a stretch of tokens that a list or the tagger recognises.
type atom struct {
	fa.Range
	kind   atomKind
	office know.Office
	state  know.State
	body   know.Body
	person know.Person // State "" where only the tagger knows the name
	place  know.Place
	word   class
}

// is tells whether the atom is a word of a class.
func (a *atom) is(c class) bool { return a != nil && a.kind == aWord && a.word == c }

// atoms lists the atoms of a page from left to right, the longest at each place, none overlapping another.
func (f *Finder) atoms(p *page.Page) []atom {
	names := f.people(p.Doc)
	var out []atom
	for i := 0; i < len(p.Tokens); {
		if i < len(p.Apart) && p.Apart[i] || p.Tokens[i].Kind == fa.Punct {
			i++
			continue
		}
		a, ok := f.at(p.Doc, i, names)
		if !ok {
			i++
			continue
		}
		out = append(out, a)
		i = a.End
	}
	return out
}

// people maps the first token of each name that the tagger finds to the token after it.
func (f *Finder) people(d *fa.Doc) map[int]int {
	ends := map[int]int{}
	for _, n := range f.names.Find(d) {
		if n.Class == tag.Person {
			ends[n.Start] = n.End
		}
	}
	return ends
}

// at is the longest atom that starts at token i; of several of one length that which is listed first here.
func (f *Finder) at(d *fa.Doc, i int, names map[int]int) (best atom, ok bool) {
	offer := func(a atom) {
		if !ok || a.End > best.End {
			best, ok = a, true
		}
	}
	if m, found := f.words.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aWord, word: m.Value})
	}
	if m, found := f.world.Honorifics.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: anHonorific})
	}
	if m, found := f.world.Offices.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: anOffice, office: m.Value})
	}
	if m, found := f.world.Bodies.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aBody, body: m.Value})
	}
	if m, found := f.world.States.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aState, state: m.Value})
	}
	if m, found := f.world.Outlets.Longest(d, i); found {
		offer(atom{Range: m.Range, kind: aBody, body: know.Body{Org: m.Value.Name}})
	}
	if m, found := f.world.Places.Longest(d, i); found && f.placeHere(d, i, m.Value) {
		offer(atom{Range: m.Range, kind: aPlace, place: m.Value})
	}
	f.offerPerson(d, i, names, offer)
	return best, ok
}

// placeHere tells whether a place whose name is also a common word stands where a place would.
func (f *Finder) placeHere(d *fa.Doc, i int, place know.Place) bool {
	if !place.Common {
		return true
	}
	m, ok := f.words.Longest(d, i-1)
	return i > 0 && ok && m.Value == in
}

// offerPerson offers a listed person and a tagged name; where both stand, the longer.
func (f *Finder) offerPerson(d *fa.Doc, i int, names map[int]int, offer func(atom)) {
	end, tagged := names[i]
	if m, found := f.world.People.Longest(d, i); found && (!m.Value.Shared || tagged) {
		if tagged && end > m.End {
			m.End = end
		}
		offer(atom{Range: m.Range, kind: aPerson, person: m.Value})
		return
	}
	if tagged {
		offer(atom{Range: fa.Range{Start: i, End: end}, kind: aPerson})
	}
}
