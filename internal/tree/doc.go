// Package tree answers which word of a sentence hangs on which: whose verb a subject belongs to, over the relative clause between
// them; whether «با» names the partner of this verb or of that noun.
//
// A sentence is read as a row of units: words without marks, and names, times and places whole. A unit hangs on another, or on none if
// it is the head of the sentence, by a relation of Universal Dependencies, simplified ([Relations]). Trees are built from left to right by the
// arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011): a unit is shifted onto a stack, or the top of the stack hangs on the unit
// ahead or on the one below it. Which of these to do is a small decision learned from trees ([Train]).
package tree

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"safir/fa"
	"safir/internal/learn"
	"safir/internal/tag"
	"safir/internal/verb"
)

//go:embed model.zst
var modelFile []byte

// Relation is what a unit is to the one that it hangs on.
type Relation uint8

// Relations names all relations: those of Universal Dependencies without their subtypes, but the word that makes one verb with another
// («دیدار کرد») as "lvc".
var Relations = []string{
	"dep", "root", "nsubj", "obj", "obl", "nmod", "amod", "det", "nummod", "case", "mark", "cc", "conj", "flat", "appos", "compound", "lvc",
	"advcl", "ccomp", "acl", "xcomp", "advmod", "aux", "cop", "parataxis",
}

// The relations that are asked for by name, as indexes into Relations.
const (
	Top       Relation = 1  // root: of the head of a sentence
	Subject   Relation = 2  // nsubj
	Case      Relation = 9  // case
	Conjunct  Relation = 12 // conj
	Adverbial Relation = 17 // advcl
	Content   Relation = 18 // ccomp
	OfNoun    Relation = 19 // acl
	Open      Relation = 20 // xcomp
)

func (r Relation) String() string { return Relations[r] }

// RelationNamed is the relation of a name.
func RelationNamed(name string) (Relation, bool) {
	i := slices.Index(Relations, name)
	return Relation(max(i, 0)), i >= 0
}

// Parser builds trees. It is read-only and safe for concurrent use.
type Parser struct {
	words *tag.Words
	verbs *verb.Table
	model *learn.Model
	moves []move // of each label of the model
}

// Load gives the parser with the embedded model: the same to all who ask.
var Load = sync.OnceValues(func() (*Parser, error) {
	list, err := learn.Read(modelFile)
	if err != nil {
		return nil, fmt.Errorf("tree.Load: %w", err)
	}
	if len(list) != 1 {
		return nil, fmt.Errorf("tree.Load: model file has %d models, want 1", len(list))
	}
	p, err := newParser(list[0])
	if err != nil {
		return nil, fmt.Errorf("tree.Load: %w", err)
	}
	return p, nil
})

// newParser makes a parser that decides by a model, nil where there is none yet.
func newParser(m *learn.Model) (*Parser, error) {
	words, err := tag.LoadWords()
	if err != nil {
		return nil, err
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, err
	}
	p := &Parser{words: words, verbs: verbs, model: m}
	if m == nil {
		return p, nil
	}
	for _, label := range m.Labels {
		does, ok := moveNamed(label)
		if !ok {
			return nil, fmt.Errorf("no move is called %q", label)
		}
		p.moves = append(p.moves, does)
	}
	return p, nil
}

// moveNamed is the move of a label: "shift", "left nsubj".
func moveNamed(name string) (move, bool) {
	first, relation, _ := strings.Cut(name, " ")
	w := slices.Index(ways, first)
	if w <= int(shift) {
		return move{}, name == ways[shift]
	}
	r, ok := RelationNamed(relation)
	return move{way(w), r}, ok
}

// Verbs is the table by which the verbs of a [Sentence] are to be found.
func (p *Parser) Verbs() *verb.Table { return p.verbs }

// File stores the parser's model as [Load] reads it.
func (p *Parser) File() ([]byte, error) {
	var out bytes.Buffer
	err := learn.Write(&out, p.model)
	return out.Bytes(), err
}

// Sentence is what a tree is made from: a stretch of a document, those of its units that have several words, in order, and its verbs.
type Sentence struct {
	fa.Range
	Doc    *fa.Doc
	Known  []Unit
	Verbs  []verb.Verb
	VerbAt []int // token → index into Verbs, -1 where none
}

// Parse builds the tree of a sentence.
func (p *Parser) Parse(s *Sentence) *Tree {
	st := p.begin(s)
	for !st.done() {
		st.do(p.likeliest(st))
	}
	return st.tree(s)
}

// likeliest is the likeliest move that is possible.
func (p *Parser) likeliest(st *state) move {
	var room [2*maxRelations + 1]float64
	scores := room[:len(p.moves)]
	p.model.AddScores(st.describe(), scores)
	var best move
	most := math.Inf(-1)
	for i, score := range scores {
		if m := p.moves[i]; score > most && st.may(m.way) {
			best, most = m, score
		}
	}
	return best
}

// maxRelations is how many relations there may be: a set of them is kept in 32 bits.
const maxRelations = 32
