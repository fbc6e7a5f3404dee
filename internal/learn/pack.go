package learn

import (
	"encoding/binary"
	"math"
)

// wide is a model in training: its weights are floats.
type wide struct {
	labels []string
	facts  facts
	width  int
	rows   []float32
	bias   []float32
	out    []float32
	last   []float32
}

const (
	steps  = 63                 // a weight is kept as -63…63 steps: twice as many make the files a seventh larger
	middle = steps + 1          // what is kept of a weight is this more, so that no byte is negative
	atOnce = 256                // rows added up at once: their bytes have room in 16 bits
	lanes  = 0x00ff00ff00ff00ff // spread eight bytes over 16 bits each, so that four are added at once
)

// wordsOf is in how many words a row of a width stands.
func wordsOf(width int) int { return (width + 7) / 8 }

// model is what training found, each weight rounded to a step, the largest weight being the last step. Facts whose weights all round to
// nothing are left out.
func (w *wide) model() *Model {
	m := &Model{Labels: w.labels, width: w.width, bias: w.bias, out: w.out, last: w.last, step: w.largest() / steps}
	var kept []uint32
	var bytes []byte
	for row, h := range w.facts.hashes {
		weights, counts := w.rows[row*w.width:][:w.width], false
		for _, x := range weights {
			b := byte(middle + int(math.Round(float64(x/m.step))))
			bytes = append(bytes, b)
			counts = counts || b != middle
		}
		if counts {
			kept = append(kept, h)
		} else {
			bytes = bytes[:len(bytes)-w.width]
		}
	}
	m.facts, m.rows = newFacts(kept), pack(bytes, w.width)
	return m
}

// largest is the largest weight of a fact.
func (w *wide) largest() float32 {
	highest := float32(1e-6)
	for _, x := range w.rows {
		highest = max(highest, float32(math.Abs(float64(x))))
	}
	return highest
}

// nothing is a word of weights that say nothing.
const nothing = middle * 0x0101010101010101

// pack puts rows of bytes into words, behind a row that says nothing: it stands for all facts that are unknown. What a row's last word has too
// many says nothing either.
func pack(bytes []byte, width int) []uint64 {
	rows := make([]uint64, 0, (1+len(bytes)/max(1, width))*wordsOf(width))
	for range wordsOf(width) {
		rows = append(rows, nothing)
	}
	for ; width > 0 && len(bytes) >= width; bytes = bytes[width:] {
		row := bytes[:width]
		for ; len(row) >= 8; row = row[8:] {
			rows = append(rows, binary.LittleEndian.Uint64(row))
		}
		if len(row) > 0 {
			var last [8]byte
			binary.LittleEndian.PutUint64(last[:], nothing)
			copy(last[:], row)
			rows = append(rows, binary.LittleEndian.Uint64(last[:]))
		}
	}
	return rows
}

// weight is the byte that is kept of a fact's weight at an index.
func (m *Model) weight(row, at int) byte {
	return byte(m.rows[(1+row)*wordsOf(m.width)+at/8] >> (at % 8 * 8))
}

// addAt adds the rows at the given places, at most so many as 16 bits have room for.
func (m *Model) addAt(places []int32, sum []float32) {
	none, words := middle*len(places), wordsOf(m.width)
	for k := 0; k < words; k += 2 {
		var x, y [2]uint64
		if k+1 < words {
			x, y = m.addTwo(places, k)
		} else {
			x = m.addOne(places, k)
		}
		m.spread(x, none, sum[8*k:])
		if k+1 < words {
			m.spread(y, none, sum[8*k+8:])
		}
	}
}

// addOne adds up a word of the rows: the even bytes and the odd ones.
func (m *Model) addOne(places []int32, k int) (sum [2]uint64) {
	words := wordsOf(m.width)
	for _, at := range places {
		x := m.rows[int(at)*words+k]
		sum[0] += x & lanes
		sum[1] += x >> 8 & lanes
	}
	return sum
}

// addTwo adds up two words of the rows that follow each other.
func (m *Model) addTwo(places []int32, k int) (first, second [2]uint64) {
	words := wordsOf(m.width)
	var a, b, c, d uint64
	for _, at := range places {
		two := m.rows[int(at)*words+k:][:2]
		a += two[0] & lanes
		b += two[0] >> 8 & lanes
		c += two[1] & lanes
		d += two[1] >> 8 & lanes
	}
	return [2]uint64{a, b}, [2]uint64{c, d}
}

// spread adds what eight weights add up to; each is none too large.
func (m *Model) spread(word [2]uint64, none int, sum []float32) {
	for l := range sum[:min(8, len(sum))] {
		sum[l] += m.step * float32(int(word[l%2]>>(l/2*16)&0xffff)-none)
	}
}
