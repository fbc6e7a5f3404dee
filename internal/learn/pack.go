package learn

import "math"

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
	steps  = 40                 // a weight is kept as -40…40 steps: 63 make the files a ninth larger
	middle = steps + 1          // what is kept of a weight is this more, so that no byte is negative
	atOnce = 256                // rows added up at once: their bytes have room in 16 bits
	lanes  = 0x00ff00ff00ff00ff // spread eight bytes over 16 bits each, so that four are added at once
)

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
	m.facts = newTable(kept, bytes, w.width)
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

// addAt adds the weights at the given places, at most so many as 16 bits have room for.
func (m *Model) addAt(places []int32, sum []float32) {
	none := middle * len(places)
	for k := 0; k < m.facts.words; k += 2 {
		if k+1 == m.facts.words {
			m.spread(m.facts.sumOne(places, k), none, sum[8*k:])
			return
		}
		first, second := m.facts.sumTwo(places, k)
		m.spread(first, none, sum[8*k:])
		m.spread(second, none, sum[8*k+8:])
	}
}

// spread adds what eight weights add up to; each is none too large.
func (m *Model) spread(word [2]uint64, none int, sum []float32) {
	for l := range sum[:min(8, len(sum))] {
		sum[l] += m.step * float32(int(word[l%2]>>(l/2*16)&0xffff)-none)
	}
}
