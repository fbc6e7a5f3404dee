package fa

import (
	"encoding/binary"
	"fmt"
	"math"
)

// halfSpaces is the half-space model, read in place from its file: a lexicon and two tables of weights.
//
// The lexicon maps keys to records through a table with open addressing; a slot is the high byte of the key's hash, so that
// most other keys are told apart without a look at their records, and the record's offset. A record is the key's length, the key, two
// bytes with four buckets of counts, and the cuts. A pair of neighbours is a key of both with pairMark between.
type halfSpaces struct {
	slots, records string
	split, join    weights
	// marks has a byte for each slot, 0 for an empty one: most neighbours were never counted, and it is four times likelier to be in
	// the processor's cache than the slots.
	marks []byte
}

// markOf is the mark of a slot whose key has a hash.
func markOf(high byte) byte { return high | 1 }

func (m *halfSpaces) mark() {
	m.marks = make([]byte, len(m.slots)/slotBytes)
	for i := range m.marks {
		if s := m.slots[slotBytes*i:][:slotBytes]; s[1]|s[2]|s[3] != 0 {
			m.marks[i] = markOf(s[0])
		}
	}
}

const slotBytes = 4

// emptyHalfSpaces knows no word.
func emptyHalfSpaces() *halfSpaces {
	return &halfSpaces{slots: "\x00\x00\x00\x00", records: "\x00", marks: []byte{0}}
}

// weights is a table of weights by hashed feature, one signed byte each.
type weights struct {
	table string
	scale float32
}

func (w weights) sum(features []uint32) float32 {
	sum, mask := 0, uint32(len(w.table)-1)
	for _, h := range features {
		sum += int(int8(w.table[fold(h)&mask]))
	}
	return float32(sum) * w.scale
}

// lexeme is what the lexicon knows of a key; the zero lexeme stands for an unknown one.
type lexeme struct {
	found bool
	free  uint8  // how often it is a word, in powers of four
	first uint8  // of how many words it is what stands left of a half-space, in powers of two
	last  uint8  // of how many words it is what stands right of one
	cuts  string // place and score of the gaps that may need a half-space
}

// cut is a place in a key and how strongly it needs a half-space, in logits.
type cut struct {
	at    int
	score float32
}

const (
	pairMark   = 1
	scoreScale = 16 // scores are kept in sixteenths
	modelMagic = "safir-repair-1\n"
)

func readHalfSpaces(data string) (*halfSpaces, error) {
	if data == "" {
		return nil, nil
	}
	if len(data) < len(modelMagic)+24 || data[:len(modelMagic)] != modelMagic {
		return nil, fmt.Errorf("reading the half-space model: not one of this version")
	}
	data = data[len(modelMagic):]
	number := func() int {
		n := binary.LittleEndian.Uint32([]byte(data[:4]))
		data = data[4:]
		return int(n)
	}
	sizes := [4]int{number(), number(), number(), number()}
	scales := [2]float32{math.Float32frombits(uint32(number())), math.Float32frombits(uint32(number()))}
	if sizes[0]+sizes[1]+sizes[2]+sizes[3] != len(data) {
		return nil, fmt.Errorf("reading the half-space model: %d bytes, want %v", len(data), sizes)
	}
	next := func(i int) string {
		s := data[:sizes[i]]
		data = data[sizes[i]:]
		return s
	}
	m := &halfSpaces{
		slots: next(0), records: next(1),
		split: weights{next(2), scales[0]}, join: weights{next(3), scales[1]},
	}
	m.mark()
	return m, nil
}

// lookup finds a key in the lexicon.
func (m *halfSpaces) lookup(key []byte) lexeme { return m.find(hashBytes(hashStart, key), key) }

// lookupHashed is lookup where the key's hash is known.
func (m *halfSpaces) lookupHashed(h uint32, key []byte) lexeme { return m.find(h, key) }

// pairScore finds the pair of a and b, whose hash is that of a, the mark and b: the score of a half-space between them by their own count.
func (m *halfSpaces) pairScore(h uint32, a, b []byte) (score float32, found bool) {
	mark, mask := markOf(byte(h>>24)), uint32(len(m.marks)-1)
	for slot := fold(h) & mask; ; slot = (slot + 1) & mask {
		switch m.marks[slot&mask] {
		case 0:
			return 0, false
		case mark:
			s := m.slots[slotBytes*slot:][:slotBytes]
			if s[0] != byte(h>>24) {
				continue
			}
			r := m.records[uint32(s[1])|uint32(s[2])<<8|uint32(s[3])<<16:]
			if n := len(a) + 1 + len(b); int(r[0]) == n && isPairOf(r[1:1+n], a, b) {
				return float32(int8(r[1+n+recordHead+1])) / scoreScale, true
			}
		}
	}
}

// find finds the record of a key with a hash.
func (m *halfSpaces) find(h uint32, key []byte) lexeme {
	mark, mask := markOf(byte(h>>24)), uint32(len(m.marks)-1)
	for slot := fold(h) & mask; ; slot = (slot + 1) & mask {
		if is := m.marks[slot&mask]; is != mark {
			if is == 0 {
				return lexeme{}
			}
			continue
		}
		s := m.slots[slotBytes*slot:][:slotBytes]
		if s[0] != byte(h>>24) {
			continue
		}
		r := m.records[uint32(s[1])|uint32(s[2])<<8|uint32(s[3])<<16:]
		n := int(r[0])
		if r[1:1+n] == string(key) {
			return record(r[1+n:])
		}
	}
}

// lookupAll looks up all parts. Most of a lookup is waiting for memory: slots, and then the records that they name, are read for a block of
// parts at once, so that the processor waits for many together. Only what does not stand in its first slot is looked for one by one.
func (m *halfSpaces) lookupAll(parts []part) {
	const block = 32
	var slots [block]uint32
	var lengths [block]byte
	mask := uint32(len(m.marks) - 1)
	for len(parts) > 0 {
		some := parts[:min(len(parts), block)]
		parts = parts[len(some):]
		for i := range some {
			s := m.slots[slotBytes*(fold(some[i].hash)&mask):][:slotBytes]
			slots[i] = uint32(s[1]) | uint32(s[2])<<8 | uint32(s[3])<<16 | uint32(s[0])<<24
		}
		for i := range some {
			lengths[i] = m.records[slots[i]&recordMask]
		}
		for i := range some {
			p, at := &some[i], slots[i]&recordMask
			if slots[i]>>24 == p.hash>>24 && at != 0 && int(lengths[i]) == len(p.key) && m.records[at+1:][:len(p.key)] == string(p.key) {
				p.known = record(m.records[int(at)+1+len(p.key):])
			} else {
				p.known = m.find(p.hash, p.key)
			}
		}
	}
}

// recordMask are the bits of a slot that are a record's place.
const recordMask = 1<<24 - 1

// recordHead are the bytes between a record's key and its cuts.
const recordHead = 2

// record reads what stands behind a record's key.
func record(r string) lexeme {
	return lexeme{true, r[0] >> 4, r[0] & 15, r[1] >> 4, r[recordHead : recordHead+2*int(r[1]&15)]}
}

func isPairOf(key string, a, b []byte) bool {
	return key[len(a)] == pairMark && key[:len(a)] == string(a) && key[len(a)+1:] == string(b)
}

const hashStart = 2166136261

func hashByte(h uint32, b byte) uint32 { return (h ^ uint32(b)) * 16777619 }

func hashBytes(h uint32, key []byte) uint32 {
	for _, b := range key {
		h = hashByte(h, b)
	}
	return h
}

// fold brings the high bits of a hash down to where a mask keeps them.
func fold(h uint32) uint32 { return h ^ h>>15 ^ h>>7 }

// cuts are the gaps of a part that may need a half-space. They are good until the next call.
func (r *restorer) cuts(p *part) []cut {
	r.gaps = r.gaps[:0]
	if p.known.found {
		for c := p.known.cuts; c != ""; c = c[2:] {
			r.gaps = append(r.gaps, cut{int(c[0]), float32(int8(c[1])) / scoreScale})
		}
		return r.gaps
	}
	if len(p.key) < shortestSplit || len(p.key) > longestSplit {
		return nil
	}
	r.unknown.prepare(r.halfSpaces, p.key)
	for at := 1; at < len(p.key); at++ {
		if score := r.split.sum(r.unknown.at(at)); score > leastScore {
			r.gaps = append(r.gaps, cut{at, score})
		}
	}
	return r.gaps
}

// leastScore is the score below which a gap is never changed, in whatever text.
const leastScore = -1.5

// joinScore is how strongly the space before part i needs to be a half-space, in logits.
func (r *restorer) joinScore(i int) float32 {
	a, b := &r.parts[i-1], &r.parts[i]
	if !mayJoin(a.known, b.known) {
		return -mostWary
	}
	pair, known := r.pairScore(hashBytes(hashByte(a.hash, pairMark), b.key), a.key, b.key)
	if !known && !mayJoinUncounted(a.known, b.known) {
		return -mostWary
	}
	f := &r.neighbour
	f.a, f.b, f.hashA, f.hashB, f.knownA, f.knownB, f.previous, f.next = a.key, b.key, a.hash, b.hash, a.known, b.known, nil, nil
	if i > 1 && a.before != barrier {
		f.previous = r.parts[i-2].key
	}
	if i+1 < len(r.parts) && r.parts[i+1].before != barrier {
		f.next = r.parts[i+1].key
	}
	f.pair = pairUnknown
	if known {
		f.pair = pairBucket(pair)
	}
	f.relate(r.halfSpaces)
	return r.join.sum(f.all())
}

// mayJoinUncounted tells whether two words that were not counted beside each other can be parts of one: one of them stands beside a
// half-space nearly as often as alone.
func mayJoinUncounted(a, b lexeme) bool {
	const seldomer = 2 // in powers of two
	return a.first > 2 && a.first+seldomer >= a.free || b.last > 2 && b.last+seldomer >= b.free
}

// mayJoin tells whether two words can be parts of one at all: one of them was seen beside a half-space on that side.
func mayJoin(a, b lexeme) bool { return a.first > 0 && b.last > 0 || a.first > 3 || b.last > 3 }
