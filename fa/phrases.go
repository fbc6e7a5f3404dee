package fa

import (
	"strings"
	"unicode"
)

// Phrases finds listed phrases in a document. A phrase is compared by the keys of its words run together, so that one entry
// finds a word whether its parts are joined, parted by half-spaces or parted by spaces: the entry گفت‌و‌گو finds گفتوگو,
// گفت‌وگو and گفت و گو. Entries mark with a half-space where a word may come apart.
type Phrases[T any] struct {
	trie     trie
	starts   [4 << 6]letterStart // of the Arabic letters that phrases start with, see start
	others   [4]uint64           // which bytes phrases start with that start with no Arabic letter, a bit each
	openings openings
	entries  []entry[T]
	suffixes map[string]bool
}

// letterStart is where a letter leads that phrases start with, and which letters may come second, by their last six bits.
type letterStart struct {
	seconds uint64
	to      step
	open    bool // anything may come second
}

type entry[T any] struct {
	value T
	next  int32 // index plus one of the next entry of the same phrase
	parts int32 // words of the entry, counting those parted by half-spaces
}

// Match is a phrase found at tokens [Start, End).
type Match[T any] struct {
	Range
	Suffix string // the key of what the last token has beyond the phrase ("های"), "" where nothing
	Value  T
}

// NewPhrases makes an empty list; suffixes are keys that may follow the last word of any phrase within the same token.
func NewPhrases[T any](suffixes ...string) *Phrases[T] {
	p := &Phrases[T]{trie: newTrie(), suffixes: map[string]bool{}}
	for _, s := range suffixes {
		p.suffixes[Key(s)] = true
	}
	return p
}

// Add lists a phrase with what it stands for. The same phrase may stand for several things.
func (p *Phrases[T]) Add(phrase string, value T) {
	parts := int32(0)
	var letters []byte
	for _, word := range strings.FieldsFunc(phrase, func(r rune) bool { return r == ' ' || r == ZWNJ }) {
		parts += tokensIn(word)
		letters = append(letters, Key(word)...)
	}
	at := p.trie.add(string(letters))
	p.noteStart(string(letters))
	if at == 0 {
		return
	}
	p.entries = append(p.entries, entry[T]{value: value, parts: parts})
	last := &p.trie.entries[at]
	for *last > 0 {
		last = &p.entries[*last-1].next
	}
	*last = int32(len(p.entries))
}

// tokensIn is how many tokens a word without spaces has in a text: «۱+۵» has three.
func tokensIn(word string) int32 {
	if strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
		return 1
	}
	return int32(len(tokenize(word)))
}

// start is the index into starts of a key that begins with an Arabic letter, which takes two bytes, -1 of another.
func start(key string) int {
	if len(key) < 2 || key[0] < 0xd8 || key[0] > 0xdb {
		return -1
	}
	return int(key[0]-0xd8)<<6 | int(key[1]&63)
}

func (p *Phrases[T]) noteStart(key string) {
	if key == "" {
		return
	}
	i := start(key)
	if i < 0 {
		p.others[key[0]>>6] |= 1 << (key[0] & 63)
		return
	}
	s := &p.starts[i]
	s.to, _ = p.trie.next(0, key)
	j := start(key[letterSize:])
	if j < 0 {
		s.open = true
		p.openings.addAny(i)
		return
	}
	s.seconds |= 1 << (j & 63)
	if k := start(key[2*letterSize:]); k >= 0 {
		p.openings.add(placeOf(i, j, k))
		return
	}
	for k := range len(p.starts) { // it may end here, and a suffix follow
		p.openings.add(placeOf(i, j, k))
	}
}

// mayStart is false where the first letters from token i on rule out that a phrase starts there.
func (p *Phrases[T]) mayStart(d *Doc, i int) bool {
	if i < 0 || i >= len(d.beginnings) {
		return true
	}
	switch b := &d.beginnings[i]; b.sort {
	case threeLetters:
		return p.openings.has(b)
	case noLetter:
		return p.others[b.first>>6]>>(b.first&63)&1 > 0
	case fewLetters:
		s := &p.starts[b.first]
		return s.to > 0 && (s.open || b.place == 0 || s.seconds>>(b.place&63)&1 > 0)
	}
	return true
}

// At finds every listed phrase that starts at token i, shortest first. No phrase crosses a line break.
func (p *Phrases[T]) At(d *Doc, i int) []Match[T] { return p.appendAt(nil, d, i) }

func (p *Phrases[T]) appendAt(out []Match[T], d *Doc, i int) []Match[T] {
	at, bytes := int32(0), 0
	for j := i; j < len(d.Tokens); j++ {
		if j > i && d.Tokens[j].Line {
			break
		}
		rest := d.Key(j)
		for rest != "" {
			var to step
			var size int
			if s := start(rest); at == 0 && s >= 0 {
				to, size = p.starts[s].to, letterSize
			} else {
				to, size = p.trie.next(at, rest)
			}
			if to == 0 {
				return out
			}
			at, rest = to.node(), rest[size:]
			bytes += size
			if to.ends() && (rest == "" || p.suffixes[rest]) {
				out = p.collect(out, p.trie.entries[at], Range{i, j + 1}, rest, bytes)
			}
		}
	}
	return out
}

// longKey is the length in bytes of the keys (eight letters) from which a phrase may come apart where its entry does not
// say so; shorter ones would be found across words («پر و» is not پرو).
const longKey = 16

func (p *Phrases[T]) collect(out []Match[T], i int32, r Range, suffix string, bytes int) []Match[T] {
	for ; i > 0; i = p.entries[i-1].next {
		e := &p.entries[i-1]
		if extra := r.End - r.Start - int(e.parts); extra <= 0 || extra == 1 && bytes >= longKey {
			out = append(out, Match[T]{r, suffix, e.value})
		}
	}
	return out
}

// Longest is the longest phrase that starts at token i; of several of one length, that without a suffix, then the first listed.
func (p *Phrases[T]) Longest(d *Doc, i int) (Match[T], bool) {
	var best Match[T]
	if !p.mayStart(d, i) {
		return best, false
	}
	var room [4]Match[T] // most places have fewer: nothing is allocated
	found := false
	for _, m := range p.appendAt(room[:0], d, i) {
		if !found || m.End > best.End || m.End == best.End && len(m.Suffix) < len(best.Suffix) {
			best, found = m, true
		}
	}
	return best, found
}

// All finds the phrases of a document from left to right, the longest at each place, none overlapping another.
func (p *Phrases[T]) All(d *Doc) []Match[T] {
	var out []Match[T]
	for i := 0; i < len(d.Tokens); {
		m, ok := p.Longest(d, i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.End
	}
	return out
}
