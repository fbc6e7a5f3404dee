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

// pack puts rows of bytes into words; what a row's last word has too many stands for nothing.
func pack(bytes []byte, width int) []uint64 {
	rows := make([]uint64, 0, len(bytes)/max(1, width)*wordsOf(width))
	for ; width > 0 && len(bytes) >= width; bytes = bytes[width:] {
		row := bytes[:width]
		for ; len(row) >= 8; row = row[8:] {
			rows = append(rows, binary.LittleEndian.Uint64(row))
		}
		if len(row) > 0 {
			last := [8]byte{middle, middle, middle, middle, middle, middle, middle, middle}
			copy(last[:], row)
			rows = append(rows, binary.LittleEndian.Uint64(last[:]))
		}
	}
	return rows
}

// weight is the byte that is kept of a fact's weight at an index.
func (m *Model) weight(row, at int) byte {
	return byte(m.rows[row*wordsOf(m.width)+at/8] >> (at % 8 * 8))
}

// addAt adds the rows that begin at the given words, at most so many as 16 bits have room for.
func (m *Model) addAt(places []int32, sum []float32) {
	none := middle * len(places)
	for k := 0; 8*k < len(sum); k++ {
		var even, odd uint64
		for _, at := range places {
			x := m.rows[int(at)+k]
			even += x & lanes
			odd += x >> 8 & lanes
		}
		for l := range sum[8*k : min(8*k+8, len(sum))] {
			four := even
			if l%2 == 1 {
				four = odd
			}
			sum[8*k+l] += m.step * float32(int(four>>(l/2*16)&0xffff)-none)
		}
	}
}
