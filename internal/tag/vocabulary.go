package tag

import (
	"encoding/binary"
	"math/bits"

	"safir/fa"
)

// News says the same few thousand words over and over, and half of what tells a token's label is known of a word by itself, wherever it stands. So a
// room remembers words with what their features add up to; only what tells of words beside each other is looked up anew.

// wordSums are what the features of one word add up to: at the word itself, at the one after it, for which it stands before, and so on.
type wordSums struct {
	own, before, after, farBefore, farAfter packed
	// And what the survey of news adds where it knows any of the words around.
	ownSeen, beforeSeen, afterSeen packed
}

// knownWord is a word that was met.
type knownWord struct {
	letters [longestKnown]byte
	size    uint8 // of the key plus one, 0 where the place is free
	kind    fa.TokenKind
	facts   facts // but for those that its place in a document tells
	sums    wordSums
}

const (
	knownBits    = 13 // one word in eight of the news is met anew; with half the places it would be one in five
	longestKnown = 30 // bytes of a key; what is longer is rare
)

// vocabulary is the words that a finder met last: one for each place of a table, a new one takes the place of the old.
type vocabulary struct {
	of    *Names // whose model the sums are of
	words []knownWord
	long  knownWord // the last one that there is no room for
}

// word is what is known of a word; it holds until the next is asked for.
func (v *vocabulary) word(n *Names, key string, kind fa.TokenKind) *knownWord {
	if v.of != n {
		v.of, v.words = n, make([]knownWord, 1<<knownBits)
	}
	if len(key) > longestKnown {
		v.long.meet(n, key, kind)
		return &v.long
	}
	w := &v.words[spread(key)>>(64-knownBits)]
	if int(w.size) != len(key)+1 || w.kind != kind || string(w.letters[:len(key)]) != key {
		w.size, w.kind = uint8(len(key)+1), kind
		copy(w.letters[:], key)
		w.meet(n, key, kind)
	}
	return w
}

// spread makes of a key a number whose upper bits differ for different keys, eight bytes at a time; which bits they are makes no difference to what
// is found.
func spread(key string) uint64 {
	const odd = 0x9e3779b97f4a7c15
	h := uint64(len(key))
	for ; len(key) >= 8; key = key[8:] {
		high, low := bits.Mul64(h^binary.LittleEndian.Uint64([]byte(key[:8])), odd)
		h = high ^ low
	}
	for i := range len(key) {
		h = h<<8 ^ h>>56 ^ uint64(key[i])
	}
	return h * odd
}

// meet fills in what is known of a word.
func (w *knownWord) meet(n *Names, key string, kind fa.TokenKind) {
	w.facts.read(key, kind, n.lexicon)
	w.facts.seen = n.seen.value(w.facts.word)
	w.sums = n.sumsOf(&w.facts)
}

// sumsOf adds up the features of a word.
func (n *Names) sumsOf(f *facts) (s wordSums) {
	var room [32]uint64
	sum := func(features []uint64) (p packed) {
		n.model.add(features, &p)
		return p
	}
	s.own, s.ownSeen = sum(f.own(room[:0])), sum(f.ownSeen(room[:0]))
	s.before, s.beforeSeen = sum(f.asBefore(room[:0])), sum(f.asBeforeSeen(room[:0]))
	s.after, s.afterSeen = sum(f.asAfter(room[:0])), sum(f.asAfterSeen(room[:0]))
	s.farBefore, s.farAfter = sum(f.asFarBefore(room[:0])), sum(f.asFarAfter(room[:0]))
	return s
}

// The features of [nameFeatures], parted by which words they tell of.

// own states what a word tells of its own label.
func (f *facts) own(out []uint64) []uint64 {
	return f.affixes(append(out, mix(1, f.word, 0), mix(14, f.shape, 0), mix(20, f.class, 0), mix(33, f.group, 0), mix(50, f.tags, 0)))
}

// affixes states what the letters tell with which a word begins and ends.
func (f *facts) affixes(out []uint64) []uint64 {
	for k, p := range f.prefix[1:] {
		if p != 0 {
			out = append(out, mix(70+uint32(k), p, 0))
		}
	}
	for k, s := range f.suffix {
		if s != 0 {
			out = append(out, mix(80+uint32(k), s, 0))
		}
	}
	return out
}

func (f *facts) ownSeen(out []uint64) []uint64 {
	out = append(out, mix(100, f.seen, 0), mix(108, f.seen, f.group))
	for k := range uint32(4) {
		out = append(out, mix(111+k, f.seen>>(2*k)&3, 0))
	}
	return out
}

// asBefore states what a word tells of the label of the next.
func (f *facts) asBefore(out []uint64) []uint64 {
	return append(out, mix(2, f.word, 0), mix(21, f.class, 0), mix(34, f.group, 0), mix(60, f.suffix[1], 0), mix(61, f.suffix[2], 0))
}

func (f *facts) asBeforeSeen(out []uint64) []uint64 { return append(out, mix(101, f.seen, 0)) }

// asAfter states what a word tells of the label of the one before it.
func (f *facts) asAfter(out []uint64) []uint64 {
	return append(out, mix(3, f.word, 0), mix(22, f.class, 0), mix(35, f.group, 0), mix(62, f.suffix[1], 0), mix(63, f.suffix[2], 0))
}

func (f *facts) asAfterSeen(out []uint64) []uint64 { return append(out, mix(102, f.seen, 0)) }

// asFarBefore states what a word tells of the label of the next but one.
func (f *facts) asFarBefore(out []uint64) []uint64 {
	return append(out, mix(4, f.word, 0), mix(23, f.class, 0))
}

// asFarAfter states what a word tells of the label of the one before the last.
func (f *facts) asFarAfter(out []uint64) []uint64 {
	return append(out, mix(5, f.word, 0), mix(24, f.class, 0))
}

// around are a token's facts and those of the two before and after it.
type around struct{ f, b, a, bb, aa *facts }

// surveyed tells whether the survey of news knows any of the words around.
func (w *around) surveyed() bool { return w.f.seen|w.b.seen|w.a.seen|w.f.pair|w.b.pair != 0 }

// together states what words beside each other tell, and the lists that they stand in.
func (w *around) together(out []uint64) []uint64 {
	f, b, a, bb, aa := w.f, w.b, w.a, w.bb, w.aa
	out = append(out,
		mix(6, b.word, f.word), mix(7, f.word, a.word), mix(8, bb.word, b.word), mix(9, a.word, aa.word), mix(15, b.shape, a.shape),
		mix(25, b.class, f.class), mix(26, f.class, a.class), mix(27, b.class, a.class), mix(28, bb.class, b.class), mix(29, a.class, aa.class),
		mix(30, f.group, pair(b.group, a.group)), mix(31, f.group, pair(b.group, bb.group)), mix(32, f.group, pair(a.group, aa.group)),
		mix(40, f.listed, 0), mix(41, b.listed, 0), mix(42, a.listed, 0), mix(43, b.listed, f.listed), mix(44, f.listed, a.listed),
		mix(45, b.listed, f.group), mix(46, bb.listed, pair(b.listed, f.listed)), mix(47, f.listed, f.tags),
		mix(51, b.tags, f.tags), mix(52, f.tags, a.tags), mix(64, b.word, f.group), mix(65, f.group, a.word),
		mix(90, f.suffix[1], b.group), mix(91, f.suffix[1], a.group),
	)
	if !w.surveyed() {
		return out
	}
	out = append(out,
		mix(103, f.seen, a.seen), mix(104, b.seen, f.seen), mix(105, f.pair, 0), mix(106, b.pair, 0), mix(107, f.pair, b.pair),
		mix(109, f.seen, b.group), mix(110, f.seen, f.listed),
	)
	for k := range uint32(4) {
		out = append(out, mix(115+k, f.seen>>(2*k)&3, a.seen>>(2*k)&3))
	}
	return out
}
