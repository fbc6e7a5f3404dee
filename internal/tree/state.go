package tree

import (
	"safir/fa"
	"safir/internal/learn"
)

// move is a step in building a tree.
type move struct {
	way      way
	relation Relation // by which the top of the stack hangs from now on
}

type way uint8

const (
	shift way = iota // the unit ahead goes onto the stack
	left             // the top of the stack hangs on the unit ahead
	right            // the top of the stack hangs on the one below it
)

var ways = []string{"shift", "left", "right"}

func (m move) String() string {
	if m.way == shift {
		return ways[shift]
	}
	return ways[m.way] + " " + m.relation.String()
}

// state is a tree in the making. The unit behind the last stands for what the head of the sentence hangs on.
type state struct {
	units     []Unit
	words     []word // of each unit, and of the root
	arcs      []Arc
	stack     []int
	ahead     int // the unit ahead
	under     []kids
	verbsFrom []uint64 // of each unit, how many verbs stand from it on, at most three
	f         learn.Features
}

// word is what is known of a unit, as numbers.
type word struct {
	key, suffix  uint64
	class, group uint64 // see [tag.Words.Classes]; of a unit of several words its kind
	sort         uint64
	mark         uint64 // the mark before it
}

// Sorts of words; kinds of units are the sorts behind them.
const (
	noSort uint64 = iota
	rootSort
	wordSort
	numberSort
	verbSort // the last word of a finite verb
	verbPartSort
	participleSort
	participlePartSort
	kindSort
)

// Marks before a word.
const (
	noMark uint64 = iota
	otherMark
	commaMark
	colonMark
	bracketMark
	quoteMark
)

// classesOfKinds is where the classes of kinds begin, behind those of words.
const classesOfKinds = 2000

var nobody, root = word{}, word{key: 1, suffix: 1, class: classesOfKinds - 1, group: classesOfKinds - 1, sort: rootSort}

func (p *Parser) begin(s *Sentence) *state {
	st := &state{units: s.Units()}
	n := len(st.units)
	st.arcs = make([]Arc, n)
	st.words = make([]word, n+1)
	st.under = make([]kids, n+1)
	for i, u := range st.units {
		st.words[i] = p.word(s, u)
	}
	st.words[n] = root
	st.verbsFrom = make([]uint64, n+1)
	for i := n - 1; i >= 0; i-- {
		st.verbsFrom[i] = st.verbsFrom[i+1]
		if st.words[i].sort == verbSort {
			st.verbsFrom[i] = min(3, st.verbsFrom[i+1]+1)
		}
	}
	return st
}

func (p *Parser) word(s *Sentence, u Unit) word {
	d, t := s.Doc, u.Start
	w := word{key: uint64(d.Hash(t)), sort: wordSort, mark: markBefore(d, t, s.Start)}
	if u.Kind != Word {
		w.sort = kindSort + uint64(u.Kind)
		w.class = classesOfKinds + uint64(u.Kind)
		w.group, w.suffix = w.class, w.class
		return w
	}
	class, group := p.words.Classes(d.Key(t))
	w.class, w.group, w.suffix = uint64(class), uint64(group), ending(d.Key(t))
	if v := s.VerbAt[t]; v >= 0 {
		w.sort = sortOf(s.Verbs[v].Form.Finite(), s.Verbs[v].End-1 == t)
	} else if d.Tokens[t].Kind == fa.Number {
		w.sort = numberSort
	}
	return w
}

func sortOf(finite, ends bool) uint64 {
	switch {
	case finite && ends:
		return verbSort
	case finite:
		return verbPartSort
	case ends:
		return participleSort
	}
	return participlePartSort
}

// ending is a word's last three letters as a number.
func ending(key string) uint64 {
	h, n := uint64(0), 0
	for i := len(key) - 1; i >= 0 && n < 3; i-- {
		h = h<<8 | uint64(key[i])
		if key[i]&0xc0 != 0x80 {
			n++
		}
	}
	return h
}

func markBefore(d *fa.Doc, t, start int) uint64 {
	out := noMark
	for t--; t >= start && d.Tokens[t].Kind == fa.Punct; t-- {
		switch d.Surface(t) {
		case "،", ",":
			return commaMark
		case ":", "؛", ";":
			out = colonMark
		case "(", ")", "[", "]":
			out = bracketMark
		case "«", "»", "\"", "“", "”":
			out = quoteMark
		default:
			out = otherMark
		}
	}
	return out
}

// kids are the units that hang on one: on each side the relations of all and the last one, and the preposition.
type kids struct {
	relations [2]uint64 // a bit each
	last      [2]int32  // plus one
	by        uint64    // key of the preposition
}

func (st *state) done() bool { return st.ahead == len(st.units) && len(st.stack) == 0 }

func (st *state) may(w way) bool {
	switch w {
	case shift:
		return st.ahead < len(st.units)
	case left:
		return len(st.stack) > 0
	}
	return len(st.stack) > 1
}

func (st *state) do(m move) {
	if m.way == shift {
		st.stack = append(st.stack, st.ahead)
		st.ahead++
		return
	}
	top := st.stack[len(st.stack)-1]
	st.stack = st.stack[:len(st.stack)-1]
	head := st.ahead
	if m.way == right {
		head = st.stack[len(st.stack)-1]
	}
	k, side := &st.under[head], m.way-left
	k.relations[side] |= 1 << m.relation
	k.last[side] = int32(top) + 1
	if m.relation == Case {
		k.by = st.words[top].key
	}
	if head == len(st.units) {
		head = None
	}
	st.arcs[top] = Arc{head, m.relation}
}
