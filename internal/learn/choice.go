package learn

import (
	"math"
	"slices"
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

// choicesOf are examples as choices among labels, with further facts that hold of each.
func choicesOf(labels int, examples []Example, further ...uint32) []Choice {
	choices := make([]Choice, len(examples))
	none := make([][]uint32, labels)
	for i, e := range examples {
		choices[i] = Choice{Case: slices.Concat(e.Features, further), Options: none, Right: e.Label, Weight: float64(e.Weight)}
	}
	return choices
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
	c, o := chooseBy(labels, choices, opt)
	return c.model(), o.model()
}

// chooseBy finds the weights of facts about cases and of those about options.
func chooseBy(labels []string, choices []Choice, opt ChoiceOptions) (cases, options *wide) {
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
	n := len(t.caseFacts.hashes) * len(labels)
	if len(labels) == 0 {
		labels = []string{"none"}
	}
	return linear(labels, t.caseFacts, narrow(t.weights[:n])), linear([]string{"score"}, t.optionFacts, narrow(t.weights[n:]))
}

// linear is a model in which each fact has a weight for each label.
func linear(labels []string, known facts, rows []float32) *wide {
	return &wide{labels: labels, facts: known, width: len(labels), rows: rows, bias: make([]float32, len(labels))}
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
	labels, base           int // facts of options are rows from base on
	l2                     float64
	caseFacts, optionFacts facts
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
		t.caseFacts = newFacts(keep(caseCounts, opt.MinCount))
	} else {
		t.caseFacts = newFacts(nil)
	}
	t.optionFacts = newFacts(keep(optionCounts, opt.MinCount))
	base := len(t.caseFacts.hashes) * labels
	t.base = base
	t.weights = make([]float64, base+len(t.optionFacts.hashes))
	t.p = make([]float64, widest)
	for i := range choices {
		row := rowChoice{facts: t.caseFacts.indexes(choices[i].Case, 0), right: choices[i].Right, weight: choices[i].Weight}
		if row.weight == 0 {
			row.weight = 1
		}
		for _, facts := range choices[i].Options {
			row.options = append(row.options, t.optionFacts.indexes(facts, base))
		}
		t.rows = append(t.rows, row)
	}
	return t
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
