package learn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// NetOptions steer the training of models with hidden units.
type NetOptions struct {
	Hidden   int     // units; 0 means 16, at most MaxHidden
	Epochs   int     // passes over the cases; 0 means 12
	Rate     float64 // first step; 0 means 0.02
	Dropout  float64 // part of a case's facts that each pass leaves out; 0 means 0.4
	L2       float64 // pull of a fact's row towards zero each time that it is used; 0 means 1e-5
	MinCount int     // facts seen in fewer cases are left out; 0 means 2
	Nets     int     // how many are learned, each from another seed, and averaged; 0 means 2
	Seed     uint64
}

func (o NetOptions) filled() NetOptions {
	for _, d := range []struct {
		value *int
		usual int
	}{{&o.Hidden, 16}, {&o.Epochs, 12}, {&o.MinCount, 2}, {&o.Nets, 2}} {
		if *d.value == 0 {
			*d.value = d.usual
		}
	}
	for _, d := range []struct {
		value *float64
		usual float64
	}{{&o.Rate, 0.02}, {&o.Dropout, 0.4}, {&o.L2, 1e-5}} {
		if *d.value == 0 {
			*d.value = d.usual
		}
	}
	return o
}

// TrainNet learns to choose, as [TrainChoice] does, with one layer of hidden units (rectified linear) between the facts and the labels,
// or, without labels, between the facts about an option and its score. With labels, facts about options have plain
// weights. Training is stochastic gradient descent with a step of its own for each weight (AdaGrad, Duchi et al. 2011);
// in each pass a part of the facts is left out (dropout, Srivastava et al. 2014), so that no fact is relied on alone. The same choices
// and options give the same models, however many processors learn.
func TrainNet(labels []string, choices []Choice, opt NetOptions) (cases, options *Model) {
	opt = opt.filled()
	allCases, allOptions := make([]*wide, opt.Nets), make([]*wide, opt.Nets)
	var nets sync.WaitGroup
	for k := range opt.Nets {
		nets.Go(func() {
			one := opt
			one.Seed += uint64(k)
			t := newNetTrainer(labels, choices, one)
			t.train()
			allCases[k], allOptions[k] = t.cases.wide, t.options.wide
		})
	}
	nets.Wait()
	return average(allCases).model(), average(allOptions).model()
}

func (t *netTrainer) train() {
	order := make([]int, len(t.choices))
	for i := range order {
		order[i] = i
	}
	for range t.opt.Epochs {
		t.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(&t.choices[i])
		}
	}
}

// average is one model whose scores are the means of those of models of the same facts and labels: their hidden units side by side.
func average(models []*wide) *wide {
	first, n := models[0], len(models)
	m := linear(first.labels, first.facts, nil)
	share := 1 / float32(n)
	if first.out == nil {
		m.rows = make([]float32, len(first.rows))
		for _, o := range models {
			addShare(m.rows, o.rows, share)
		}
		return m
	}
	m.width, m.last, m.bias = n*first.width, make([]float32, len(first.last)), nil
	m.rows = make([]float32, 0, n*len(first.rows))
	for row := range first.facts.hashes {
		for _, o := range models {
			m.rows = append(m.rows, o.rows[row*o.width:][:o.width]...)
		}
	}
	for _, o := range models {
		m.bias = append(m.bias, o.bias...)
		addShare(m.last, o.last, share)
		for _, w := range o.out {
			m.out = append(m.out, w*share)
		}
	}
	return m
}

func addShare(to, from []float32, share float32) {
	for i, x := range from {
		to[i] += x * share
	}
}

// TrainNetOn learns a model of labels from examples.
func TrainNetOn(labels []string, examples []Example, opt NetOptions) *Model {
	m, _ := TrainNet(labels, choicesOf(len(labels), examples), opt)
	return m
}

// netTrainer is a training in progress.
type netTrainer struct {
	opt            NetOptions
	labels         int
	choices        []rowChoice
	cases, options *layers
	random         *rand.Rand
	scores         []float64
	kept           [][]int32   // of each option, the facts that this pass does not leave out
	hidden         [][]float64 // of each option
}

func newNetTrainer(labels []string, choices []Choice, opt NetOptions) *netTrainer {
	c := newChooser(len(labels), choices, ChoiceOptions{MinCount: opt.MinCount})
	t := &netTrainer{opt: opt, labels: len(labels), choices: c.rows, random: rand.New(rand.NewPCG(opt.Seed, 0x5af1))}
	for i := range t.choices { // facts of options are counted from zero here
		for _, facts := range t.choices[i].options {
			for k := range facts {
				facts[k] -= int32(c.base)
			}
		}
	}
	caseUnits, optionUnits := opt.Hidden, 0
	if len(labels) == 0 {
		labels, caseUnits, optionUnits = []string{"none"}, 0, opt.Hidden
	}
	t.cases = newLayers(labels, c.caseFacts, caseUnits, t)
	t.options = newLayers([]string{"score"}, c.optionFacts, optionUnits, t)
	t.scores = make([]float64, len(c.p))
	t.kept, t.hidden = make([][]int32, len(c.p)+1), make([][]float64, len(c.p)+1)
	for o := range t.hidden {
		t.hidden[o] = make([]float64, MaxHidden)
	}
	return t
}

// learn takes one step towards the right option of a choice.
func (t *netTrainer) learn(c *rowChoice) {
	scores := t.scores[:len(c.options)]
	clear(scores)
	last := len(t.kept) - 1 // where the case's own facts stand
	if t.labels > 0 {
		t.kept[last] = t.thin(c.facts, t.kept[last])
		t.cases.forward(t.kept[last], t.hidden[last], scores)
	}
	for o, facts := range c.options {
		t.kept[o] = t.thin(facts, t.kept[o])
		t.options.forward(t.kept[o], t.hidden[o], scores[o:o+1])
	}
	softmax(scores)
	scores[c.right]--
	for o := range scores {
		scores[o] *= c.weight
	}
	for o := range c.options {
		t.options.backward(t.kept[o], t.hidden[o], scores[o:o+1])
	}
	if t.labels > 0 {
		t.cases.backward(t.kept[last], t.hidden[last], scores)
	}
}

// thin leaves out a part of facts at random.
func (t *netTrainer) thin(facts, into []int32) []int32 {
	into = into[:0]
	for _, f := range facts {
		if t.random.Float64() >= t.opt.Dropout {
			into = append(into, f)
		}
	}
	return into
}

// layers are the weights of a model in training, each with the sum of its squared gradients.
type layers struct {
	*wide
	opt                     NetOptions
	rowSquares, biasSquares []float32
	outSquares, lastSquares []float32
	back                    []float64 // gradient at the hidden units
}

// firstSquare keeps the first steps from being too long.
const firstSquare = 1e-6

func newLayers(labels []string, known facts, units int, t *netTrainer) *layers {
	m := linear(labels, known, nil)
	n := &layers{wide: m, opt: t.opt}
	if units > 0 {
		m.width = units
		m.bias = slices.Repeat([]float32{0.1}, units)
		m.out, m.last = draw(t.random, units*len(labels), 1/math.Sqrt(float64(units))), make([]float32, len(labels))
		n.outSquares, n.lastSquares = squares(len(m.out)), squares(len(m.last))
		m.rows = draw(t.random, len(known.hashes)*units, 0.05)
	} else {
		m.rows = make([]float32, len(known.hashes)*m.width)
	}
	n.rowSquares, n.biasSquares = squares(len(m.rows)), squares(m.width)
	n.back = make([]float64, m.width)
	return n
}

func squares(n int) []float32 { return slices.Repeat([]float32{firstSquare}, n) }

func draw(random *rand.Rand, n int, spread float64) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(random.NormFloat64() * spread)
	}
	return out
}

// forward adds to scores what the facts that are kept say, and leaves in hidden what reaches the hidden units. What is kept
// counts for what is left out.
func (n *layers) forward(kept []int32, hidden, scores []float64) {
	m, scale := n.wide, 1/(1-n.opt.Dropout)
	hidden = hidden[:m.width]
	for k := range hidden {
		hidden[k] = float64(m.bias[k])
	}
	for _, row := range kept {
		for k, w := range m.rows[int(row)*m.width:][:m.width] {
			hidden[k] += float64(w) * scale
		}
	}
	if m.out == nil {
		for l := range scores {
			scores[l] += hidden[l]
		}
		return
	}
	for l := range scores {
		scores[l] += float64(m.last[l])
		for k, x := range hidden {
			if x > 0 {
				scores[l] += x * float64(m.out[k*len(scores)+l])
			}
		}
	}
}

// backward moves the weights against the gradient of the scores.
func (n *layers) backward(kept []int32, hidden, gradient []float64) {
	m := n.wide
	hidden = hidden[:m.width]
	back := n.back
	if m.out == nil {
		copy(back, gradient)
	} else {
		n.backOut(hidden, gradient)
	}
	for k, g := range back {
		if g != 0 && m.out != nil {
			n.move(&m.bias[k], &n.biasSquares[k], g)
		}
	}
	scale := 1 / (1 - n.opt.Dropout)
	for _, row := range kept {
		at := int(row) * m.width
		for k, g := range back {
			if g != 0 {
				n.move(&m.rows[at+k], &n.rowSquares[at+k], g*scale+n.opt.L2*float64(m.rows[at+k]))
			}
		}
	}
}

// outL2 is the pull towards zero of the weights behind the hidden units.
const outL2 = 1e-4

// backOut moves the weights behind the hidden units, and leaves in back the gradient at those units.
func (n *layers) backOut(hidden, gradient []float64) {
	m, labels := n.wide, len(gradient)
	clear(n.back)
	for l, g := range gradient {
		n.move(&m.last[l], &n.lastSquares[l], g)
		for k, x := range hidden {
			if x > 0 {
				w := &m.out[k*labels+l]
				n.back[k] += g * float64(*w)
				n.move(w, &n.outSquares[k*labels+l], g*x+outL2*float64(*w))
			}
		}
	}
}

func (n *layers) move(weight, square *float32, gradient float64) {
	*square += float32(gradient * gradient)
	*weight -= float32(n.opt.Rate * gradient / math.Sqrt(float64(*square)))
}
