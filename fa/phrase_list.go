package fa

import (
	"strings"
	"unicode"
)

// phraseList is the phrases of [Phrases], whatever they stand for.
type phraseList struct {
	trie     trie
	starts   [4 << 6]letterStart // of the Arabic letters that phrases start with, see start
	others   [4]uint64           // which bytes phrases start with that start with no Arabic letter, a bit each
	openings openings
	entries  []phraseEntry
	suffixes map[string]bool
}

// letterStart is what may follow a letter that phrases start with. Letters are known by their last six bits.
type letterStart struct {
	seconds uint64 // letters that may come second
	shorts  uint64 // those with which a phrase may be at its end
	some    bool   // a phrase starts with it
	open    bool   // anything may follow: a phrase may be at its end, or go on with no Arabic letter
}

type phraseEntry struct {
	next  int32 // index plus one of the next entry of the same phrase
	parts int32 // words of the entry, counting those parted by half-spaces
}

// phraseEnd is where a phrase ends that starts at a token.
type phraseEnd struct {
	Range
	suffix string
	entry  int32 // of the phrase
}

func newPhraseList(suffixes []string) phraseList {
	l := phraseList{trie: newTrie(), suffixes: map[string]bool{}}
	for _, s := range suffixes {
		l.suffixes[Key(s)] = true
	}
	return l
}

// add lists a phrase; without a letter it is none.
func (l *phraseList) add(phrase string) bool {
	parts := int32(0)
	var letters []byte
	for _, word := range strings.FieldsFunc(phrase, func(r rune) bool { return r == ' ' || r == ZWNJ }) {
		parts += tokensIn(word)
		letters = append(letters, Key(word)...)
	}
	if len(letters) == 0 {
		return false
	}
	at := l.trie.add(string(letters))
	l.noteStart(string(letters))
	l.entries = append(l.entries, phraseEntry{parts: parts})
	last := &l.trie.entries[at]
	for *last > 0 {
		last = &l.entries[*last-1].next
	}
	*last = int32(len(l.entries))
	return true
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

// noteStart notes how a phrase begins.
func (l *phraseList) noteStart(key string) {
	i := start(key)
	if i < 0 {
		l.others[key[0]>>6] |= 1 << (key[0] & 63)
		return
	}
	s := &l.starts[i]
	s.some = true
	j := start(key[letterSize:])
	if j < 0 {
		s.open = true
		l.openings.addAny(i)
		return
	}
	s.seconds |= 1 << (j & 63)
	if k := start(key[2*letterSize:]); k >= 0 {
		l.openings.add(three(i, j, k))
		return
	}
	s.shorts |= 1 << (j & 63)
	for k := range len(l.starts) { // it may end here, and a suffix follow
		l.openings.add(three(i, j, k))
	}
}

// mayStart is false where the first letters from token i on rule out that a phrase starts there.
func (l *phraseList) mayStart(d *Doc, i int) bool {
	if i < 0 || i >= len(d.beginnings) {
		return true
	}
	switch b := &d.beginnings[i]; b.sort {
	case threeLetters:
		return l.openings.has(b)
	case noLetter:
		return l.others[b.first>>6]>>(b.first&63)&1 > 0
	case oneLetter:
		return l.starts[b.first].some
	case twoLetters:
		s := &l.starts[b.first]
		return s.some && (s.open || s.seconds>>(b.second&63)&1 > 0)
	}
	return true
}

// ends appends where phrases end that start at token i, the shortest first.
func (l *phraseList) ends(out []phraseEnd, d *Doc, i int) []phraseEnd {
	at, j, rest, bytes := int32(0), i, d.Key(i), 0
	if l.skips(d, i) {
		to := l.trie.jump(d.beginnings[i].three)
		var ok bool
		if j, rest, ok = d.afterThree(i); !ok || to == 0 {
			return out
		}
		at, bytes = to.node(), 3*letterSize
		if to.ends() {
			out = l.collect(out, at, Range{i, j + 1}, rest, bytes)
		}
	}
	for {
		for rest != "" {
			to, size := l.trie.next(at, rest)
			if to == 0 {
				return out
			}
			at, rest = to.node(), rest[size:]
			if bytes += size; to.ends() {
				out = l.collect(out, at, Range{i, j + 1}, rest, bytes)
			}
		}
		if j++; j >= len(d.Tokens) || d.Tokens[j].Line {
			return out
		}
		rest = d.Key(j)
	}
}

// skips tells whether the first three letters from token i on may be gone over in one step: no phrase ends before.
func (l *phraseList) skips(d *Doc, i int) bool {
	if i < 0 || i >= len(d.beginnings) || d.beginnings[i].sort != threeLetters {
		return false
	}
	b := &d.beginnings[i]
	s := &l.starts[b.first]
	return !s.open && s.shorts>>(b.second&63)&1 == 0
}

// longKey is the length in bytes of the keys (eight letters) from which a phrase may come apart where its entry does not
// say so; shorter ones would be found across words («پر و» is not پرو).
const longKey = 16

// collect appends the entries of a node, where they may end in the token that has a suffix left.
func (l *phraseList) collect(out []phraseEnd, at int32, r Range, suffix string, bytes int) []phraseEnd {
	if suffix != "" && !l.suffixes[suffix] {
		return out
	}
	for i := l.trie.entries[at]; i > 0; i = l.entries[i-1].next {
		e := &l.entries[i-1]
		if extra := r.End - r.Start - int(e.parts); extra <= 0 || extra == 1 && bytes >= longKey {
			out = append(out, phraseEnd{r, suffix, i - 1})
		}
	}
	return out
}

// longest is the longest of the phrases that start at token i; of several of one length, that without a suffix, then the first listed.
func (l *phraseList) longest(d *Doc, i int) (best phraseEnd, found bool) {
	var room [4]phraseEnd // most places have fewer: nothing is allocated
	for _, e := range l.ends(room[:0], d, i) {
		if !found || e.End > best.End || e.End == best.End && len(e.suffix) < len(best.suffix) {
			best, found = e, true
		}
	}
	return best, found
}
