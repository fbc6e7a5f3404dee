package learn

import (
	"math"
	"sort"
)

// Choice is a case with several options, of which one is right. Facts about the case are weighed anew for each label; facts
// about an option («it is the act of the cue») have one weight whichever option they are about, so that what is learned of
// a common one holds for the rare ones.
type Choice struct {
	Case    []uint32   // facts about the case; used only where the options are labels
	Options [][]uint32 // facts about each option
	Right   int
	Weight  float64 // how often it counts; 0 counts as 1
}

// ChoiceOptions steer the training of choices.
type ChoiceOptions struct {
	Steps    int     // at most so many steps; 0 means 60
	L2       float64 // pull towards zero; 0 means 1
	MinCount int     // facts seen in fewer cases are left out; 0 means 2
}

// TrainChoice learns to choose. With labels, option i is label i, and facts about the case count; the first model then
// holds their weights. Without, options differ from case to case, and the first model is empty. The second holds the weights of
// facts about options. The weights are those at which the right options are likeliest, less the pull towards zero, found by
// L-BFGS (Liu and Nocedal 1989): no seed and no order of examples matters.
func TrainChoice(labels []string, choices []Choice, opt ChoiceOptions) (cases, options *Model) {
	if opt.Steps == 0 {
		opt.Steps = 60
	}
	if opt.L2 == 0 {
		opt.L2 = 1
	}
	if opt.MinCount == 0 {
		opt.MinCount = 2
	}
	t := newChooser(len(labels), choices, opt)
	minimise(t.weights, opt.Steps, t.loss)
	n := len(t.caseFacts) * len(labels)
	cases = &Model{Labels: labels, hashes: t.caseFacts, weights: narrow(t.weights[:n]), bias: make([]float32, len(labels))}
	if len(labels) == 0 {
		cases.Labels, cases.bias = []string{"none"}, make([]float32, 1)
	}
	options = &Model{
		Labels: []string{"score"}, hashes: t.optionFacts, weights: narrow(t.weights[n:]), bias: make([]float32, 1),
	}
	cases.reindex()
	options.reindex()
	return cases, options
}

func narrow(wide []float64) []float32 {
	out := make([]float32, len(wide))
	for i, w := range wide {
		out[i] = float32(w)
	}
	return out
}

// chooser is a training in progress: facts are rows of the weights, those of cases first.
type chooser struct {
	labels                 int
	l2                     float64
	caseFacts, optionFacts []uint32
	rows                   []rowChoice
	weights                []float64
	p                      []float64
}

type rowChoice struct {
	facts   []int32
	options [][]int32
	right   int
	weight  float64
}

func newChooser(labels int, choices []Choice, opt ChoiceOptions) *chooser {
	t := &chooser{labels: labels, l2: opt.L2}
	caseCounts, optionCounts := map[uint32]int{}, map[uint32]int{}
	widest := 0
	for i := range choices {
		count(caseCounts, choices[i].Case)
		for _, facts := range choices[i].Options {
			count(optionCounts, facts)
		}
		widest = max(widest, len(choices[i].Options))
	}
	if labels > 0 {
		t.caseFacts = keep(caseCounts, opt.MinCount)
	}
	t.optionFacts = keep(optionCounts, opt.MinCount)
	base := len(t.caseFacts) * labels
	t.weights = make([]float64, base+len(t.optionFacts))
	t.p = make([]float64, widest)
	for i := range choices {
		row := rowChoice{facts: indexes(t.caseFacts, choices[i].Case, 0), right: choices[i].Right, weight: choices[i].Weight}
		if row.weight == 0 {
			row.weight = 1
		}
		for _, facts := range choices[i].Options {
			row.options = append(row.options, indexes(t.optionFacts, facts, base))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func count(counts map[uint32]int, facts []uint32) {
	for _, h := range facts {
		counts[h]++
	}
}

func keep(counts map[uint32]int, least int) []uint32 {
	var kept []uint32
	for h, n := range counts {
		if n >= least {
			kept = append(kept, h)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i] < kept[j] })
	return kept
}

func indexes(sorted, facts []uint32, base int) []int32 {
	var out []int32
	for _, h := range facts {
		if i := sort.Search(len(sorted), func(i int) bool { return sorted[i] >= h }); i < len(sorted) && sorted[i] == h {
			out = append(out, int32(base+i))
		}
	}
	return out
}

// loss is how unlikely the right options are at weights w, with its gradient.
func (t *chooser) loss(w, gradient []float64) float64 {
	loss := 0.0
	for i, x := range w {
		gradient[i] = t.l2 * x
		loss += t.l2 * x * x / 2
	}
	for i := range t.rows {
		loss += t.lossOf(&t.rows[i], w, gradient)
	}
	return loss
}

func (t *chooser) lossOf(row *rowChoice, w, gradient []float64) float64 {
	p := t.p[:len(row.options)]
	for o := range p {
		p[o] = 0
		for _, fact := range row.options[o] {
			p[o] += w[fact]
		}
	}
	for _, fact := range row.facts {
		for o, x := range w[int(fact)*t.labels:][:len(p)] {
			p[o] += x
		}
	}
	softmax(p)
	loss := -math.Log(p[row.right]+1e-300) * row.weight
	p[row.right]--
	for o := range p {
		p[o] *= row.weight
	}
	for o := range p {
		for _, fact := range row.options[o] {
			gradient[fact] += p[o]
		}
	}
	for _, fact := range row.facts {
		g := gradient[int(fact)*t.labels:][:len(p)]
		for o, x := range p {
			g[o] += x
		}
	}
	return loss
}

// AddScores adds each label's weight of the case's facts to scores.
func (m *Model) AddScores(f *Features, scores []float64) {
	for _, h := range f.Hashes {
		if row := m.find(h); row >= 0 {
			m.addRow(scores, row)
		}
	}
}

// Score is the weight of the facts about an option, to be compared with other options' by [Softmax].
func (m *Model) Score(f *Features) float64 {
	score := 0.0
	for _, h := range f.Hashes {
		if row := m.find(h); row >= 0 {
			score += float64(m.weights[row])
		}
	}
	return score
}

// Softmax turns scores into probabilities, in place.
func Softmax(scores []float64) {
	if len(scores) > 0 {
		softmax(scores)
	}
}
