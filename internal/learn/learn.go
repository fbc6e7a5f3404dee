// Package learn makes and applies the small decisions that are learned from gold: is this cue an event, which role has
// this mention, which act is this. A decision is a multinomial logistic regression over named facts: it learns from a few
// hundred cases, its answer is a probability, and each of its weights can be read beside the name of its fact. Facts are
// kept as 32-bit hashes of their names; with the ten thousands of facts used here a clash is rarer than a misprint.
package learn

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"sort"
)

// Model decides between labels. It is read-only and safe for concurrent use.
type Model struct {
	Labels  []string
	hashes  []uint32  // sorted
	weights []float32 // len(hashes) rows of len(Labels)
	bias    []float32
	slots   []slot // where to find a fact
	shift   uint32
}

// Example is a case with the label that it should get.
type Example struct {
	Features []uint32
	Label    int
	Weight   float32 // 0 counts as 1
}

// Options steer training.
type Options struct {
	Epochs   int     // passes over the examples; 0 means 20
	Rate     float64 // first step; 0 means 0.2
	L2       float64 // pull towards zero, per example; 0 means 1e-4
	MinCount int     // facts seen in fewer examples are left out; 0 means 2
	Seed     uint64
}

func (o Options) filled() Options {
	if o.Epochs == 0 {
		o.Epochs = 20
	}
	if o.Rate == 0 {
		o.Rate = 0.2
	}
	if o.L2 == 0 {
		o.L2 = 1e-4
	}
	if o.MinCount == 0 {
		o.MinCount = 2
	}
	return o
}

// Train learns a model. The same examples and options give the same model.
func Train(labels []string, examples []Example, opt Options) *Model {
	opt = opt.filled()
	m := &Model{Labels: labels, hashes: vocabulary(examples, opt.MinCount), bias: make([]float32, len(labels))}
	m.weights = make([]float32, len(m.hashes)*len(labels))
	m.reindex()
	t := trainer{
		m: m, opt: opt, squares: make([]float32, len(m.weights)), biasSquares: make([]float32, len(labels)),
		p: make([]float64, len(labels)),
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rows := make([][]int32, len(examples))
	for i, e := range examples {
		rows[i] = m.rows(e.Features)
	}
	rng := rand.New(rand.NewPCG(opt.Seed, 0x5af1))
	for range opt.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(rows[i], examples[i])
		}
	}
	return m
}

func vocabulary(examples []Example, minCount int) []uint32 {
	counts := map[uint32]int{}
	for _, e := range examples {
		for _, h := range e.Features {
			counts[h]++
		}
	}
	var kept []uint32
	for h, n := range counts {
		if n >= minCount {
			kept = append(kept, h)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i] < kept[j] })
	return kept
}

// trainer is stochastic gradient descent with a step of its own for each weight (AdaGrad, Duchi et al. 2011).
type trainer struct {
	m                    *Model
	opt                  Options
	squares, biasSquares []float32
	p                    []float64
}

func (t *trainer) step(rows []int32, e Example) {
	weight := float64(e.Weight)
	if weight == 0 {
		weight = 1
	}
	t.m.probabilities(rows, t.p)
	labels := len(t.m.Labels)
	for l := range labels {
		gradient := t.p[l] * weight
		if l == e.Label {
			gradient -= weight
		}
		t.move(&t.m.bias[l], &t.biasSquares[l], gradient)
		for _, row := range rows {
			at := int(row)*labels + l
			t.move(&t.m.weights[at], &t.squares[at], gradient+t.opt.L2*float64(t.m.weights[at]))
		}
	}
}

func (t *trainer) move(weight, square *float32, gradient float64) {
	*square += float32(gradient * gradient)
	*weight -= float32(t.opt.Rate * gradient / (1e-4 + math.Sqrt(float64(*square))))
}

// Probabilities gives each label's probability, in the order of Labels, written to into where it is large enough.
func (m *Model) Probabilities(f *Features, into []float64) []float64 {
	if cap(into) < len(m.Labels) {
		into = make([]float64, len(m.Labels))
	}
	into = into[:len(m.Labels)]
	m.sum(into, f.Hashes)
	softmax(into)
	return into
}

// Best is the likeliest label with its probability.
func (m *Model) Best(f *Features) (label string, probability float64) {
	var room [16]float64
	p := m.Probabilities(f, room[:0])
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return m.Labels[best], p[best]
}

// Probability is the probability of the label at index l.
func (m *Model) Probability(f *Features, l int) float64 {
	var room [16]float64
	return m.Probabilities(f, room[:0])[l]
}

func (m *Model) sum(into []float64, hashes []uint32) {
	for l := range into {
		into[l] = float64(m.bias[l])
	}
	for _, h := range hashes {
		if row := m.find(h); row >= 0 {
			m.addRow(into, row)
		}
	}
}

func (m *Model) probabilities(rows []int32, into []float64) {
	for l := range into {
		into[l] = float64(m.bias[l])
	}
	for _, row := range rows {
		m.addRow(into, row)
	}
	softmax(into)
}

func (m *Model) addRow(into []float64, row int32) {
	weights := m.weights[int(row)*len(m.Labels):][:len(into)]
	for l, w := range weights {
		into[l] += float64(w)
	}
}

func softmax(v []float64) {
	highest, total := v[0], 0.0
	for _, x := range v {
		highest = max(highest, x)
	}
	for i, x := range v {
		v[i] = math.Exp(x - highest)
		total += v[i]
	}
	for i := range v {
		v[i] /= total
	}
}

// slot is a place of the table of facts: a fact's hash and its row plus one, 0 where the place is free.
type slot struct {
	hash uint32
	row  int32
}

// reindex enters the facts in a table at most half full; a fact stands at its top bits or in the next free place.
func (m *Model) reindex() {
	size := uint32(bits.Len(uint(2*len(m.hashes) + 1)))
	m.slots, m.shift = make([]slot, 1<<size), 32-size
	mask := uint32(len(m.slots) - 1)
	for row, h := range m.hashes {
		at := h >> m.shift
		for m.slots[at].row != 0 {
			at = (at + 1) & mask
		}
		m.slots[at] = slot{h, int32(row) + 1}
	}
}

func (m *Model) find(h uint32) int32 {
	mask := uint32(len(m.slots) - 1)
	for at := h >> m.shift; ; at++ {
		switch s := m.slots[at&mask]; {
		case s.row == 0:
			return -1
		case s.hash == h:
			return s.row - 1
		}
	}
}

func (m *Model) rows(hashes []uint32) []int32 {
	rows := make([]int32, 0, len(hashes))
	for _, h := range hashes {
		if row := m.find(h); row >= 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// Reason is one fact's share in a decision.
type Reason struct {
	Fact   string
	Weight float64
}

// Explain lists the facts that spoke most for the label at index l against the others, strongest first. The features must have been
// built with Named set.
func (m *Model) Explain(f *Features, l, most int) []Reason {
	var out []Reason
	for i, h := range f.Hashes {
		row := m.find(h)
		if row < 0 || i >= len(f.Names) {
			continue
		}
		at, mean := int(row)*len(m.Labels), 0.0
		for k := range m.Labels {
			mean += float64(m.weights[at+k]) / float64(len(m.Labels))
		}
		out = append(out, Reason{f.Names[i], float64(m.weights[at+l]) - mean})
	}
	sort.SliceStable(out, func(i, j int) bool { return math.Abs(out[i].Weight) > math.Abs(out[j].Weight) })
	return out[:min(most, len(out))]
}
