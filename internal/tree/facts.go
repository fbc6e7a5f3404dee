package tree

import "safir/internal/learn"

// view is what a decision looks at of a unit.
type view struct {
	at int // -1 where there is none
	*word
	*kids
}

var noKids kids

func (st *state) view(at int) view {
	if at < 0 || at > len(st.units) {
		return view{-1, &nobody, &noKids}
	}
	return view{at, &st.words[at], &st.under[at]}
}

// below is the unit so many from the top of the stack, the top being the first.
func (st *state) below(n int) view {
	if len(st.stack) < n {
		return st.view(-1)
	}
	return st.view(st.stack[len(st.stack)-n])
}

// describe states what may tell what to do, by the top three of the stack (s0, s1, s2) and the first three ahead (b0, b1, b2). The first number of
// a fact says what it is about; each has its own.
func (st *state) describe() *learn.Features {
	d := &st.f
	d.Reset()
	s0, s1, s2 := st.below(1), st.below(2), st.below(3)
	b0, b1, b2 := st.view(st.ahead), st.view(st.ahead+1), st.view(st.ahead+2)
	for i, v := range []*view{&s0, &s1, &b0, &b1} {
		about := uint64(100 + 10*i)
		d.AddNumbers(about, v.key)
		d.AddNumbers(about+1, v.class)
		d.AddNumbers(about+3, v.suffix, v.sort)
		d.AddNumbers(about+4, v.mark, v.sort)
	}
	d.AddNumbers(1, s2.group)
	d.AddNumbers(2, b2.group)
	pair(d, 200, &s0, &b0)
	pair(d, 210, &s1, &s0)
	d.AddNumbers(6, b0.class, b1.class)
	d.AddNumbers(7, b0.key, b1.key)
	for i, v := range []*view{&s0, &s1, &b0} {
		about := uint64(300 + 20*i)
		d.AddNumbers(about, v.relations[0], v.sort)
		d.AddNumbers(about+1, v.relations[0], v.class)
		d.AddNumbers(about+2, v.by, v.sort)
		if i < 2 {
			d.AddNumbers(about+3, v.relations[1], v.sort)
			d.AddNumbers(about+4, v.relations[1], v.class)
		}
		st.children(d, about+5, v)
	}
	st.prepositions(d, &s0, &s1, &b0)
	d.AddNumbers(17, s0.relations[0], s1.sort, s0.sort, b0.sort)
	d.AddNumbers(18, b0.relations[0], s0.sort, b0.sort)
	d.AddNumbers(19, s1.relations[1], s1.sort, s0.sort)
	st.distances(d, &s0, &s1, &b0)
	return d
}

// prepositions states which prepositions the top of the stack and the one below it have.
func (st *state) prepositions(d *learn.Features, s0, s1, b0 *view) {
	d.AddNumbers(10, s0.by, s1.key)
	d.AddNumbers(12, s0.by, b0.key)
	d.AddNumbers(11, s0.by, s1.class)
	d.AddNumbers(13, s0.by, b0.class)
	d.AddNumbers(16, s1.by, b0.class)
	d.AddNumbers(14, s0.by, s1.sort, b0.sort)
	d.AddNumbers(15, s0.by, s1.by, b0.sort)
}

// pair states what two units are together.
func pair(d *learn.Features, about uint64, a, b *view) {
	d.AddNumbers(about, a.key, b.key)
	d.AddNumbers(about+1, a.key, b.class)
	d.AddNumbers(about+2, a.class, b.key)
	d.AddNumbers(about+3, a.class, b.class)
	d.AddNumbers(about+4, a.group, b.group, a.sort, b.sort)
}

// children states the last of those that hang on a unit on either side.
func (st *state) children(d *learn.Features, about uint64, v *view) {
	for side, last := range v.last {
		if last == 0 {
			continue
		}
		relation, w, about := uint64(st.arcs[last-1].Relation), &st.words[last-1], about+3*uint64(side)
		d.AddNumbers(about, relation, w.class)
		d.AddNumbers(about+1, relation, w.key, v.sort)
	}
}

// distances states how far units are from each other, which marks stand between them, and how many verbs are still to come.
func (st *state) distances(d *learn.Features, s0, s1, b0 *view) {
	verbs := st.verbsFrom[st.ahead]
	d.AddNumbers(30, verbs, s0.sort, b0.sort)
	d.AddNumbers(31, verbs, s1.sort, s0.sort)
	d.AddNumbers(32, verbs, s0.key)
	d.AddNumbers(33, verbs, s0.by, b0.sort)
	if s0.at >= 0 {
		far, marks := bucket(b0.at-s0.at), st.marks(s0.at, b0.at)
		d.AddNumbers(34, far, s0.sort, b0.sort)
		d.AddNumbers(36, marks, s0.sort, b0.sort)
	}
	if s1.at >= 0 {
		far, marks := bucket(s0.at-s1.at), st.marks(s1.at, s0.at)
		d.AddNumbers(38, far, s1.sort, s0.sort)
		d.AddNumbers(40, marks, s1.sort, s0.sort)
	}
}

// bucket is a distance, coarsely.
func bucket(n int) uint64 {
	switch {
	case n <= 4:
		return uint64(n)
	case n <= 8:
		return 5
	case n <= 16:
		return 6
	}
	return 7
}

// farthest is over how many units marks are looked for.
const farthest = 60

// marks tells what marks stand between two units, the first earlier.
func (st *state) marks(a, b int) uint64 {
	seen := uint64(0)
	for i := max(a+1, b-farthest); i <= min(b, len(st.units)-1); i++ {
		seen |= 1 << st.words[i].mark
	}
	return seen &^ 1
}
