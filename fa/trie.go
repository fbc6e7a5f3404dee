package fa

// trie is a tree of the letters of phrases. Its edges lie in one hash table, so that a step from letter to letter is one look into memory,
// however many letters may follow; a list of thousands of phrases is a few allocations. The root is node 0.
type trie struct {
	edges   []edge
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
// nodes.
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

// add is the node where a phrase ends, made where it is new.
func (t *trie) add(phrase string) (node int32) {
	for phrase != "" {
		o, size := over(node, phrase)
		phrase = phrase[size:]
		e := t.place(o)
		if e.to == 0 {
			*e = edge{o, step(len(t.entries)) << 1}
			t.entries = append(t.entries, 0)
		}
		if phrase == "" {
			e.to |= 1
		}
		node = e.to.node()
		t.grow()
	}
	return node
}

// grow keeps half of the places free.
func (t *trie) grow() {
	if 2*len(t.entries) <= len(t.edges) {
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
