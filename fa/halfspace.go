package fa

import (
	_ "embed"
	"math"
	"slices"
	"sync"
)

// Half-spaces that were lost (میشود) or became spaces (می شود) are put back by a model in two parts, learned from news by
// [TrainRepair]. Splitting looks at one word alone: a word that was counted in the news has its answer in a lexicon, an unknown
// one is judged by what stands left and right of each gap. Joining looks at two neighbours and the words around them. Neither
// looks at the half-spaces that a text has already, so that repairing a repaired text finds nothing new.
//
// How ready the model is to change a text depends on the text: one whose half-spaces are nearly all in place hardly ever
// lost one, and its writer means کتابها where he writes it; one without any has lost them all, and in one way, not both.

//go:embed data/repair.model
var repairModel string

var knownHalfSpaces = sync.OnceValue(mustLoad(func() (*halfSpaces, error) { return readHalfSpaces(repairModel) }))

// part is a run of letters without a half-space: a word, or a piece of one.
type part struct {
	start, end int // bytes of the text
	key        []byte
	hash       uint32 // of the key
	before     gapKind
	known      lexeme
	join       float32 // how strongly the space before it needs to be a half-space, in logits
}

// gapKind tells what stands before a part.
type gapKind uint8

const (
	barrier gapKind = iota // anything but the two below
	space                  // one space or more, nothing else
	half                   // a half-space
)

// restoreHalfSpaces puts back the half-spaces that a mended text has lost. again tells that the result is to be looked at once more:
// words that were split may join others. Where spaces alone became half-spaces nothing new can be found, for no part and no
// score has changed, and a text with more half-spaces in place asks for higher ones.
func restoreHalfSpaces(text string) (restored Text, again bool) {
	model := knownHalfSpaces()
	if model == nil {
		return Text{Source: text, Repaired: text}, false
	}
	r := restorers.Get().(*restorer)
	defer restorers.Put(r)
	r.halfSpaces, r.builder = model, builder{src: text}
	r.scan(text)
	r.weigh()
	again = r.splitAll()
	r.rewrite()
	return r.text(), again
}

// restorers keeps the room that restoring takes for the next text.
var restorers = sync.Pool{New: func() any { return new(restorer) }}

// restorer works on one text.
type restorer struct {
	builder
	*halfSpaces
	parts             []part
	splitMin, joinMin float32 // scores from which a gap is changed

	// room that is used again for every word
	keys      []byte
	gaps      []cut
	unknown   splitFeatures
	neighbour joinFeatures
}

// scan cuts a text into parts.
func (r *restorer) scan(text string) {
	letters := knownLetters()
	keys, parts := slices.Grow(r.keys[:0], len(text)/2), r.parts[:0]
	before := barrier
	for i := 0; i < len(text); {
		rn, c, size := letters.look(text, i)
		if !c.isWordly() {
			before = gapAfter(before, rn)
			i += size
			continue
		}
		start, from, h := i, len(keys), uint32(hashStart)
		for c.isWordly() {
			if b, ok := keyByte(rn); ok {
				keys, h = append(keys, b), hashByte(h, b)
			}
			i += size
			for i+1 < len(text) && isPair(text[i], text[i+1]) { // as nearly all are
				r := pairRune(text, i)
				if !letters.class[r].isWordly() {
					break
				}
				if b := letters.key[r]; b != 0 {
					keys, h = append(keys, b), hashByte(h, b)
				}
				i += 2
			}
			rn, c, size = letters.look(text, i)
		}
		key := keys[from:len(keys):len(keys)]
		parts = append(parts, part{start: start, end: i, key: key, hash: h, before: before})
		before = none
	}
	r.keys, r.parts = keys, parts
	r.lookupAll(parts)
}

// none is the gap right behind a part, before anything was seen there.
const none gapKind = 255

func gapAfter(before gapKind, r rune) gapKind {
	switch {
	case r == ' ' && (before == none || before == space):
		return space
	case r == ZWNJ && before == none:
		return half
	}
	return barrier
}

// keyByte is the byte by which the model knows a letter; vowel marks have none.
func keyByte(r rune) (byte, bool) {
	if '\u064b' <= r && r <= '\u0655' || r == '\u0670' {
		return 0, false
	}
	if r < 0x600 || r > 0x6ff {
		return 0xff, true
	}
	return byte(r - 0x600), true
}

const (
	sure           = 2.0 // score from which a gap counts as evidence of damage
	steep          = 3.0
	leastWarySplit = -0.3
	leastWaryJoin  = -1.5
	// Before any is seen, a text is taken to have kept one half-space and to have lost half a one in either way.
	unseenKept = 1.0
	unseenLost = 0.5
	mostWary   = 8.0
)

// weigh finds how the text has been damaged: how many half-spaces are in place, how many look lost, how many look like spaces.
func (r *restorer) weigh() {
	kept, lost, spaced := unseenKept, unseenLost, unseenLost
	for i := range r.parts {
		switch r.parts[i].before {
		case half:
			kept++
		case space:
			if r.parts[i].join = r.joinScore(i); r.parts[i].join > sure {
				spaced++
			}
		}
		for _, c := range r.cuts(&r.parts[i]) {
			if c.score > sure {
				lost++
			}
		}
	}
	r.splitMin = wariness(kept+spaced, lost, leastWarySplit)
	r.joinMin = wariness(kept+lost, spaced, leastWaryJoin)
}

// wariness is the score that a gap needs, where others gaps were damaged in another way or not at all, and these in the way
// in question.
func wariness(others, these, least float64) float32 {
	return float32(min(max(steep*math.Log(others/these), least), mostWary))
}

// splitAll splits the parts that have lost half-spaces, and what comes out, until nothing is to be split; it tells whether any was.
func (r *restorer) splitAll() bool {
	split := false
	for i := range r.parts {
		if split = len(r.lost(&r.parts[i])) > 0; split {
			break
		}
	}
	if !split {
		return false
	}
	out := make([]part, 0, len(r.parts)+len(r.parts)/4)
	for _, p := range r.parts {
		out = r.divide(out, p)
	}
	r.parts = out
	for i := range r.parts {
		if r.parts[i].before == space {
			r.parts[i].join = r.joinScore(i)
		}
	}
	return true
}

// lost are the cuts of a part that it needs: all of a known word, the surest of an unknown one, since there one cut changes
// what stands beside the next.
func (r *restorer) lost(p *part) []cut {
	all := r.cuts(p)
	needed := all[:0]
	for _, c := range all {
		switch {
		case c.score <= r.splitMin:
		case p.known.found || len(needed) == 0:
			needed = append(needed, c)
		case c.score > needed[0].score:
			needed[0] = c
		}
	}
	return needed
}

// divide appends the parts that p consists of.
func (r *restorer) divide(out []part, p part) []part {
	needed := slices.Clone(r.lost(&p))
	if len(needed) == 0 {
		return append(out, p)
	}
	start, from, before := p.start, 0, p.before
	for _, c := range append(needed, cut{at: len(p.key)}) {
		key := p.key[from:c.at]
		h := hashBytes(hashStart, key)
		piece := part{start: start, end: r.byteOf(p, c.at), key: key, hash: h, before: before, known: r.find(h, key)}
		out = r.divide(out, piece)
		start, from, before = piece.end, c.at, half
	}
	return out
}

// byteOf is the byte of the text at which letter n of a part stands; marks belong to the letter before them.
func (r *restorer) byteOf(p part, n int) int {
	for i, rn := range r.src[p.start:p.end] {
		if _, ok := keyByte(rn); ok {
			if n == 0 {
				return p.start + i
			}
			n--
		}
	}
	return p.end
}

// rewrite writes the half-spaces: where a part was split, and for spaces that should be half-spaces.
func (r *restorer) rewrite() {
	for i := 1; i < len(r.parts); i++ {
		start, end := r.parts[i-1].end, r.parts[i].start
		switch r.parts[i].before {
		case half:
			if start == end {
				r.replace(start, start, halfSpace, bySplit)
			}
		case space:
			if r.parts[i].join > r.joinMin {
				r.replace(start, end, halfSpace, byJoin)
			}
		}
	}
}
