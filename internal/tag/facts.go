package tag

import (
	"unicode/utf8"

	"safir/fa"
	"safir/internal/know"
)

// facts are what is known of one token by itself, as numbers to be mixed into features. Zero says nothing.
type facts struct {
	word   uint32    // its key; for numbers how many digits they have
	prefix [4]uint32 // its first letters, of words that are longer
	suffix [5]uint32 // its last letters, of words that are longer
	class  uint32    // its class in news, of many; and of few
	group  uint32
	tags   uint32 // parts of speech in the lexicon
	shape  uint32 // what it is made of
	listed uint32 // lists of package know that it stands in
	seen   uint32 // as what it, and it with the next word, is tagged in news
	pair   uint32
}

// edge stands for the tokens before and after a sentence.
var edge = facts{word: 1, class: 1 << 20, group: 1 << 20, shape: 1 << 20, tags: 1 << 20, listed: 1 << 30}

const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

// read fills in what the letters of a token with this key say.
func (f *facts) read(key string, kind fa.TokenKind, lexicon lexicon) {
	*f = facts{}
	length := f.letters(key)
	f.shape = uint32(kind)<<4 | uint32(min(length, 8))
	if kind == fa.Number {
		f.word = hashSeed + uint32(length)
		f.prefix, f.suffix = [4]uint32{}, [5]uint32{}
	} else if key != "" && key[0] < utf8.RuneSelf && kind == fa.Word {
		f.shape |= 1 << 8
	}
	if f.shape == 0 {
		f.shape = 1 << 9
	}
	f.class, f.group, f.tags = lexicon.find(f.word)
}

// outside tells whether the token can be in no name: links, emoji and the like, terms that only look like names (حسن نیت).
func (f *facts) outside() bool {
	kind := fa.TokenKind(f.shape >> 4 & 15)
	return kind == fa.Symbol || kind == fa.Link || f.listed&(inTerm|inTerm<<1) != 0
}

// letters hashes the key, its beginnings and its ends, and counts its letters.
func (f *facts) letters(key string) int {
	h, n := uint32(hashSeed), 0
	for i := 0; i < len(key); n++ {
		if n > 0 && n <= len(f.prefix) {
			f.prefix[n-1] = h
		}
		r, size := rune(key[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(key[i:])
		}
		h = (h ^ uint32(r)) * hashPrime
		i += size
	}
	f.word = h | 2
	h = hashSeed
	for i, k := len(key), 0; k < len(f.suffix) && k < n-1; k++ {
		r, size := rune(key[i-1]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeLastRuneInString(key[:i])
		}
		h = (h ^ uint32(r)) * hashPrime
		f.suffix[k] = h
		i -= size
	}
	return n
}

// wordHash is the number that facts.word gets for a key.
func wordHash(key string) uint32 {
	h := uint32(hashSeed)
	for _, r := range key {
		h = (h ^ uint32(r)) * hashPrime
	}
	return h | 2
}

// Bits of facts.listed: a word that begins a listed phrase, and one further inside.
const (
	inPerson uint32 = 1 << (2 * iota)
	inShared
	inState
	inDemonym
	inPlace
	inCommon
	inBody
	inOffice
	inOutlet
	inHonorific
	inTerm
)

// list fills in which lists the words of a document stand in.
func list(all []facts, d *fa.Doc, w *know.World) {
	if w == nil {
		return
	}
	mark(all, d, w.People, func(p know.Person) uint32 { return pick(p.Shared, inShared, inPerson) })
	mark(all, d, w.States, func(s know.State) uint32 {
		return pick(s.Form == know.Demonym || s.Form == know.People, inDemonym, inState)
	})
	mark(all, d, w.Places, func(p know.Place) uint32 { return pick(p.Common, inCommon, inPlace) })
	mark(all, d, w.Bodies, func(know.Body) uint32 { return inBody })
	mark(all, d, w.Offices, func(know.Office) uint32 { return inOffice })
	mark(all, d, w.Outlets, func(*know.Outlet) uint32 { return inOutlet })
	mark(all, d, w.Honorifics, func(string) uint32 { return inHonorific })
	mark(all, d, w.Terms, func(string) uint32 { return inTerm })
}

func pick(first bool, a, b uint32) uint32 {
	if first {
		return a
	}
	return b
}

func mark[T any](all []facts, d *fa.Doc, phrases *fa.Phrases[T], bit func(T) uint32) {
	for _, m := range phrases.All(d) {
		b := bit(m.Value)
		all[m.Start].listed |= b
		for i := m.Start + 1; i < m.End; i++ {
			all[i].listed |= b << 1
		}
	}
}
