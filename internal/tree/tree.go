package tree

import (
	"safir/fa"
)

// Kind is what sort of unit several words are.
type Kind uint8

// The kinds of units.
const (
	Word Kind = iota // a single word
	Person
	Sides // «طرفین»
	Pronoun
	State
	Body
	Time
	Place
)

// Unit is a stretch of tokens that hangs on others as a whole.
type Unit struct {
	fa.Range
	Kind Kind
}

// None is the head of the unit that hangs on no other, and the unit where there is none.
const None = -1

// Arc says on which unit another hangs, by its index, and as what.
type Arc struct {
	Head     int
	Relation Relation
}

// Tree is a sentence's units with what each hangs on.
type Tree struct {
	Units []Unit
	Arcs  []Arc
	doc   *fa.Doc
	verb  []bool // whether a unit is of a verb
	by    []int  // the preposition of a unit, a unit itself
	start int    // the sentence's first token
	at    []int  // token from start on → its unit
}

// Units are a sentence's units, in order: those that are known, every other word by itself, no marks.
func (s *Sentence) Units() []Unit {
	var out []Unit
	known := s.Known
	for t := s.Start; t < s.End; {
		for len(known) > 0 && known[0].Start < t {
			known = known[1:]
		}
		if len(known) > 0 && known[0].Start == t && known[0].End <= s.End {
			out = append(out, known[0])
			t = known[0].End
			continue
		}
		if s.Doc.Tokens[t].Kind != fa.Punct {
			out = append(out, Unit{Range: fa.Range{Start: t, End: t + 1}})
		}
		t++
	}
	return out
}

// tree is what has been built.
func (st *state) tree(s *Sentence) *Tree {
	t := &Tree{Units: st.units, Arcs: st.arcs, doc: s.Doc, start: s.Start}
	t.at, t.verb, t.by = make([]int, s.End-s.Start), make([]bool, len(t.Units)), make([]int, len(t.Units))
	for i := range t.at {
		t.at[i] = None
	}
	for i, u := range t.Units {
		for k := u.Start; k < u.End; k++ {
			t.at[k-s.Start] = i
		}
		sort := st.words[i].sort
		t.verb[i] = sort >= verbSort && sort <= participlePartSort
		t.by[i] = None
	}
	for i, a := range t.Arcs {
		if a.Relation == Case && a.Head >= 0 && t.by[a.Head] == None {
			t.by[a.Head] = i
		}
	}
	return t
}

// At is the unit of a token, None of a mark.
func (t *Tree) At(token int) int {
	if token < t.start || token >= t.start+len(t.at) {
		return None
	}
	return t.at[token-t.start]
}

// Top is the first unit in a range of tokens that hangs on one outside it, None where there is none.
func (t *Tree) Top(r fa.Range) int {
	for k := r.Start; k < r.End; k++ {
		u := t.At(k)
		if u == None {
			continue
		}
		if h := t.Arcs[u].Head; h == None || t.Units[h].Start < r.Start || t.Units[h].Start >= r.End {
			return u
		}
	}
	return None
}

// IsVerb tells whether a unit is of a verb.
func (t *Tree) IsVerb(unit int) bool { return t.verb[unit] }

// By is the key of a unit's preposition, or of «را»; "-" where it has none.
func (t *Tree) By(unit int) string {
	if t.by[unit] == None {
		return "-"
	}
	return t.Key(t.by[unit])
}

// Key is the key of a unit's first word.
func (t *Tree) Key(unit int) string { return t.doc.Key(t.Units[unit].Start) }

// mostUp is how far up a unit is followed.
const mostUp = 40

// Up lists a unit and what it hangs on, up to the head of the sentence.
func (t *Tree) Up(unit int) []int {
	var out []int
	for unit != None && len(out) < mostUp {
		out = append(out, unit)
		unit = t.Arcs[unit].Head
	}
	return out
}

// Step is a unit that another hangs on, and by which way.
type Step struct {
	Way  string // the relations up to it, "^lvc^ccomp"
	Over int    // None above the head of the sentence
}

// Climb tells step by step what a unit hangs on, at most so many steps.
func (t *Tree) Climb(unit, most int) []Step {
	steps, way := make([]Step, 0, most), ""
	for ; unit != None && len(steps) < most; unit = t.Arcs[unit].Head {
		way += "^" + t.Arcs[unit].Relation.String()
		steps = append(steps, Step{way, t.Arcs[unit].Head})
	}
	return steps
}

// longestPath is over how many arcs a path says something.
const longestPath = 6

// Path is the way from one unit to another, by the relations up (^) and down (.): "^lvc.nsubj" from «دیدار» to who is the subject of
// «کرد». It is "far" where it is long and "apart" where the two have no head in common.
func (t *Tree) Path(from, to int) string {
	if from == None || to == None {
		return "none"
	}
	up, down := t.Up(from), t.Up(to)
	i, k := len(up)-1, len(down)-1
	if up[i] != down[k] {
		return "apart"
	}
	for i > 0 && k > 0 && up[i-1] == down[k-1] {
		i--
		k--
	}
	if i+k > longestPath {
		return "far"
	}
	out := make([]byte, 0, 64)
	for x := range i {
		out = append(append(out, '^'), t.Arcs[up[x]].Relation.String()...)
	}
	for x := k - 1; x >= 0; x-- {
		out = append(append(out, '.'), t.Arcs[down[x]].Relation.String()...)
	}
	return string(out)
}

// nearVerb is over how many units a verb is looked for.
const nearVerb = 6

// VerbOver is the verb whose clause a unit stands in, None where it is in none, and what hangs on that verb: of «با وزیر خارجه … دیدار کرد»
// the unit «وزیر» is an "obl" of «کرد».
func (t *Tree) VerbOver(unit int) (verb int, as Relation) {
	for n := 0; unit != None && n < nearVerb; n++ {
		if n > 0 && t.verb[unit] {
			return unit, as
		}
		as = t.Arcs[unit].Relation
		unit = t.Arcs[unit].Head
	}
	return None, as
}

// SubjectOf is the subject of a verb: its own, else the noun whose relative clause it is in, else that of the verb with which it is in a row or on
// which its clause hangs; None where the sentence has none. How says over what it was found.
func (t *Tree) SubjectOf(verb int) (unit int, how string) {
	for n := 0; verb != None && n < 4; n++ {
		for i, a := range t.Arcs {
			if a.Head == verb && a.Relation == Subject {
				return i, how + "subject"
			}
		}
		switch r := t.Arcs[verb].Relation; r {
		case OfNoun:
			return t.Arcs[verb].Head, how + "noun"
		case Conjunct, Adverbial, Open, Content:
			how += r.String() + " "
			verb = t.Arcs[verb].Head
		default:
			return None, how
		}
	}
	return None, how
}
