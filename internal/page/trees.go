package page

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/tree"
	"safir/internal/verb"
)

// trees are the trees of a document's sentences, each built once for all stages that ask for it.
type trees struct {
	of    *fa.Doc // nil as long as nobody has asked
	known []tree.Unit
	list  []*tree.Tree // of each sentence, nil where nobody has asked for it
}

// mostTokens is how long a sentence may be that is made a tree of: what is longer is no sentence.
const mostTokens = 200

// Tree is what hangs on what in a sentence, by its index; nil where it is too long. It needs the page's mentions, times and places. What it
// gives is shared: whoever asks must not write to it.
func (p *Page) Tree(parser *tree.Parser, sentence int) *tree.Tree {
	if p.trees.of != p.Doc {
		p.trees = trees{of: p.Doc, known: p.Units(), list: make([]*tree.Tree, len(p.Sentences))}
	}
	r := p.Sentences[sentence]
	if p.trees.list[sentence] == nil && r.End-r.Start <= mostTokens {
		p.trees.list[sentence] = parser.Parse(p.Hanging(r, p.trees.known, parser.Verbs()))
	}
	return p.trees.list[sentence]
}

// TreeOf is the tree of a sentence with the unit of it that a range of tokens hangs by, see [tree.Tree.Top]; nil where there is no such unit.
func (p *Page) TreeOf(parser *tree.Parser, sentence int, r fa.Range) (t *tree.Tree, top int) {
	if t = p.Tree(parser, sentence); t != nil {
		if top = t.Top(r); top != tree.None {
			return t, top
		}
	}
	return nil, tree.None
}

// Hanging is a stretch of the page as a tree is made of it, with the page's units, see [Page.Units].
func (p *Page) Hanging(r fa.Range, units []tree.Unit, verbs *verb.Table) *tree.Sentence {
	list, at := p.Verbs(verbs)
	first, _ := slices.BinarySearchFunc(units, r.Start, func(u tree.Unit, start int) int { return cmp.Compare(u.Start, start) })
	return &tree.Sentence{Range: r, Doc: p.Doc, Known: units[first:], Verbs: list, VerbAt: at}
}

// Units are the names, times and places of a page that hang on others as a whole, in order: of two that overlap, names before times and
// times before places.
func (p *Page) Units() []tree.Unit {
	taken := make([]bool, len(p.Tokens))
	var out []tree.Unit
	take := func(r fa.Range, kind tree.Kind) {
		if r.Start >= r.End || slices.Contains(taken[r.Start:r.End], true) {
			return
		}
		for t := r.Start; t < r.End; t++ {
			taken[t] = true
		}
		out = append(out, tree.Unit{Range: r, Kind: kind})
	}
	for _, m := range p.Mentions {
		if m.Inside < 0 {
			take(m.Range, m.unit())
		}
	}
	for _, t := range p.Times {
		take(t.Range, tree.Time)
	}
	for _, l := range p.Places {
		take(l.Range, tree.Place)
	}
	slices.SortFunc(out, func(a, b tree.Unit) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// unit is what kind of unit a mention is.
func (m *Mention) unit() tree.Kind {
	switch {
	case m.By == BySides:
		return tree.Sides
	case m.By == ByPronoun:
		return tree.Pronoun
	case m.Kind == safir.Country:
		return tree.State
	case m.Kind == safir.Org:
		return tree.Body
	}
	return tree.Person
}
