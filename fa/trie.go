package fa

// trie is a tree of the letters of phrases. Its edges lie in one hash table, so that a step from letter to letter is one look into memory,
// however many letters may follow; a list of thousands of phrases is a few allocations. The root is node 0.
type trie struct {
	edges   []edge
	taken   int // how many of their places are taken
	shift   int
	entries []int32 // node → index of its first entry plus one, 0 where it has none
}

// edge leads from a node over a letter to another.
type edge struct {
	over uint32 // node and letter, see over
	to   step   // 0 where the place is free
}

// step is a node that an edge leads to, and whether a phrase ends there: twice the node, and one more where one does.
type step int32

func (s step) node() int32 { return int32(s >> 1) }

func (s step) ends() bool { return s&1 > 0 }

const fewestEdges = 6 // log2 of the places of an empty trie

func newTrie() trie {
	return trie{edges: make([]edge, 1<<fewestEdges), shift: 32 - fewestEdges, entries: make([]int32, 1)}
}

// letterSize is how many bytes an Arabic letter has.
const letterSize = 2

// over makes one number of a node and of what a text goes on with: an Arabic letter, or a byte of any other. It has room for four million
// nodes, and the highest bit is left for over3.
func over(node int32, text string) (o uint32, size int) {
	if s := start(text); s >= 0 {
		return uint32(node)<<9 | uint32(s), letterSize
	}
	return uint32(node)<<9 | 1<<8 | uint32(text[0]), 1
}

// place is where an edge stands, or the free place where it would.
func (t *trie) place(over uint32) *edge {
	mask := uint32(len(t.edges) - 1)
	for at := over * 0x9e3779b1 >> (t.shift & 31); ; at++ {
		if e := &t.edges[at&mask]; e.over == over || e.to == 0 {
			return e
		}
	}
}

// next is where what a text begins with leads from a node, 0 where it leads nowhere, and how many bytes that is.
func (t *trie) next(node int32, text string) (to step, size int) {
	o, size := over(node, text)
	if e := t.place(o); e.over == o {
		return e.to, size
	}
	return 0, size
}

// jump is where the first three letters of phrases lead from the root, 0 where they lead nowhere.
func (t *trie) jump(three uint32) step {
	if e := t.place(over3(three)); e.over == over3(three) {
		return e.to
	}
	return 0
}

// over3 is the number of an edge from the root over three letters.
func over3(three uint32) uint32 { return 1<<31 | three }

// add is the node where a phrase ends, made where it is new.
func (t *trie) add(phrase string) (node int32) {
	for rest := phrase; rest != ""; {
		o, size := over(node, rest)
		rest = rest[size:]
		e := t.place(o)
		if e.to == 0 {
			t.enter(e, edge{o, step(len(t.entries)) << 1})
			t.entries = append(t.entries, 0)
			e = t.place(o)
		}
		if rest == "" {
			e.to |= 1
		}
		node = e.to.node()
	}
	t.addJump(phrase)
	return node
}

// addJump adds the edge over the first three letters of a phrase that was added.
func (t *trie) addJump(phrase string) {
	first, second, third := start(phrase), -1, -1
	if first >= 0 {
		second = start(phrase[letterSize:])
	}
	if second >= 0 {
		third = start(phrase[2*letterSize:])
	}
	if third < 0 {
		return
	}
	var to step
	for rest := phrase[:3*letterSize]; rest != ""; rest = rest[letterSize:] {
		to, _ = t.next(to.node(), rest)
	}
	o := over3(three(first, second, third))
	if e := t.place(o); e.to > 0 {
		e.to = to
	} else {
		t.enter(e, edge{o, to})
	}
}

// enter puts an edge in a free place.
func (t *trie) enter(place *edge, e edge) {
	*place = e
	t.taken++
	t.grow()
}

// grow keeps half of the places free.
func (t *trie) grow() {
	if 2*t.taken <= len(t.edges) {
		return
	}
	old := t.edges
	t.edges, t.shift = make([]edge, 2*len(old)), t.shift-1
	for _, e := range old {
		if e.to > 0 {
			*t.place(e.over) = e
		}
	}
}
