package tree

import (
	"fmt"
	"slices"

	"safir/internal/learn"
)

// Lesson is a sentence whose tree is known.
type Lesson struct {
	Sentence Sentence
	Arcs     []Arc // of its units, see [Sentence.Units]
}

// net is how moves are learned: more units, nets and facts make larger and slower trees that are hardly righter (BENCHMARKS.md).
var net = learn.NetOptions{Hidden: 8, Nets: 1, MinCount: 16, Dropout: 0.5, Epochs: 8}

// leastOften is how often trees must need a move; what rarer ones would hang up hangs by "dep".
const leastOften = 20

// Train learns from trees, which must not cross themselves ([Lesson.Straighten]). The same lessons give the same parser.
func Train(lessons []Lesson) (*Parser, error) {
	p, err := newParser(nil)
	if err != nil {
		return nil, fmt.Errorf("tree.Train: %w", err)
	}
	labels := p.labels(lessons)
	var examples []learn.Example
	for i := range lessons {
		p.walk(&lessons[i], func(st *state, m move) {
			label := slices.Index(labels, m.String())
			if label < 0 {
				label = slices.Index(labels, move{way: m.way}.String())
			}
			examples = append(examples, learn.Example{Features: st.describe().Copy(), Label: label})
		})
	}
	return newParser(learn.TrainNetOn(labels, examples, net))
}

// labels are the moves that trees need often enough.
func (p *Parser) labels(lessons []Lesson) []string {
	count := map[string]int{}
	for i := range lessons {
		p.walk(&lessons[i], func(_ *state, m move) { count[m.String()]++ })
	}
	list := []string{ways[shift]}
	for _, w := range []way{left, right} {
		for r := range Relations {
			if m := (move{w, Relation(r)}).String(); r == 0 || count[m] >= leastOften {
				list = append(list, m)
			}
		}
	}
	return list
}

// walk goes the way to a known tree, and tells of each state with the right move.
func (p *Parser) walk(l *Lesson, tell func(*state, move)) {
	st := p.begin(&l.Sentence)
	for !st.done() {
		m := l.next(st)
		tell(st, m)
		st.do(m)
	}
}

// next is the right move of a state: the top of the stack hangs up as soon as nothing more is to hang on it.
func (l *Lesson) next(st *state) move {
	if n := len(st.stack); n > 0 {
		top := st.stack[n-1]
		waits := slices.ContainsFunc(l.Arcs[st.ahead:], func(a Arc) bool { return a.Head == top })
		head := l.Arcs[top].Head
		if head == None {
			head = len(st.units)
		}
		switch {
		case head == st.ahead:
			return move{left, l.Arcs[top].Relation}
		case n > 1 && head == st.stack[n-2] && !waits:
			return move{right, l.Arcs[top].Relation}
		}
	}
	return move{}
}

// Straighten makes a tree one that does not cross itself, as moves can only build such: the shortest arc that crosses another goes to what
// its head hangs on. It tells whether the lesson is a tree at all.
func (l *Lesson) Straighten() bool {
	if !IsTree(l.Arcs) {
		return false
	}
	for worst := l.crossing(); worst >= 0; worst = l.crossing() {
		l.Arcs[worst].Head = l.Arcs[l.Arcs[worst].Head].Head
	}
	return true
}

// crossing is the unit with the shortest arc over whose ends another reaches out, -1 where there is none: sooner one whose head hangs on
// something, so that it hangs on that in its place.
func (l *Lesson) crossing() int {
	worst, least := -1, 0
	for i, a := range l.Arcs {
		if a.Head == None {
			continue
		}
		from, to := min(i, a.Head), max(i, a.Head)
		crosses := slices.ContainsFunc(l.Arcs[from+1:to], func(o Arc) bool { return o.Head < from || o.Head > to })
		length := to - from
		if l.Arcs[a.Head].Head == None {
			length += len(l.Arcs)
		}
		if crosses && (worst < 0 || length < least) {
			worst, least = i, length
		}
	}
	return worst
}

// IsTree tells whether all that arcs are of hang, over others, on none.
func IsTree(arcs []Arc) bool {
	for i := range arcs {
		n := 0
		for at := i; at != None; at = arcs[at].Head {
			if n++; n > len(arcs) {
				return false
			}
		}
	}
	return true
}

// Score counts how many units hang right.
type Score struct {
	Units, Heads, Both       int // all, those on the right one, and by the right relation
	Subjects, Found, Rightly int // subjects there are, were found, were found rightly
}

// Add counts a lesson that a parser has not learned from.
func (c *Score) Add(p *Parser, l *Lesson) {
	for i, a := range p.Parse(&l.Sentence).Arcs {
		want := l.Arcs[i]
		c.Units++
		if a.Head == want.Head {
			c.Heads++
		}
		if a == want {
			c.Both++
		}
		if want.Relation == Subject {
			c.Subjects++
		}
		if a.Relation == Subject {
			c.Found++
			if a == want {
				c.Rightly++
			}
		}
	}
}

func (c Score) String() string {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%d units: %.2f %% hang on the right one, %.2f %% rightly; subjects: P %.1f, R %.1f",
		c.Units, share(c.Heads, c.Units), share(c.Both, c.Units), share(c.Rightly, c.Found), share(c.Rightly, c.Subjects))
}
