package tag

import (
	"math"
	"math/rand/v2"
)

// A teacher tags words better than the chain, but is much too large and slow to be kept: nets with hidden units between the chain's
// features, the vectors of the words around, and the labels. It is learned from the treebanks, tags sentences of the news, and the chain
// learns from how probable it finds each label there (distillation, Hinton et al. 2015): so it hears of words that no treebank has.
type teacher struct {
	index   map[featureKey]int32
	vectors map[uint32][]float32 // by word
	nets    []*wordNet
}

// Sizes and steps of the nets.
const (
	teacherNets   = 3
	teacherUnits  = 32
	teacherEpochs = 8
	teacherRate   = 0.03
	teacherDrop   = 0.5 // part of the features left out each time
	teacherBlind  = 0.2 // part of the vectors left out
	teacherSure   = 0.998
	windowSize    = 5 // words whose vectors count
)

// teacherWord is a word as the nets see it.
type teacherWord struct {
	rows    []int32
	near    [windowSize][]float32
	allowed uint32
	rest    bool // left out of the next pass, for it is learned already
}

// learnTeacher learns from examples whose labels are known.
func learnTeacher(examples []example, vectors map[uint32][]float32, minCount int) *teacher {
	t := &teacher{index: indexOf(examples, minCount), vectors: vectors}
	var words []teacherWord
	for _, e := range examples {
		for _, w := range t.read(e) {
			if known := w.allowed & anyOf(len(wordLabels)); known != 0 && known != anyOf(len(wordLabels)) {
				words = append(words, w)
			}
		}
	}
	for k := range teacherNets {
		n := newWordNet(len(t.index), uint64(k)+1)
		n.learn(words)
		t.nets = append(t.nets, n)
	}
	return t
}

// anyOf is the set of all of n labels.
func anyOf(n int) uint32 { return 1<<n - 1 }

// read looks up the words of a sentence. Those without features, marks, stay empty.
func (t *teacher) read(e example) []teacherWord {
	out := make([]teacherWord, len(e.features))
	for i, fs := range e.features {
		if fs == nil {
			continue
		}
		w := &out[i]
		w.allowed = e.allowed[i]
		for _, f := range fs {
			if at, ok := t.index[featureKey{f, 0}]; ok {
				w.rows = append(w.rows, at)
			}
			if at, ok := t.index[featureKey{f, e.style}]; ok && e.style != 0 {
				w.rows = append(w.rows, at)
			}
		}
		for k := range w.near {
			if at := i + k - windowSize/2; at >= 0 && at < len(e.words) {
				w.near[k] = t.vectors[e.words[at]]
			}
		}
	}
	return out
}

// teach says how probable each label is of each word, nil for marks: the geometric mean of what the nets say.
func (t *teacher) teach(e example) [][]float32 {
	out := make([][]float32, len(e.features))
	var p [maxLabels]float32
	for i, w := range t.read(e) {
		if e.features[i] == nil {
			continue
		}
		sum := make([]float32, len(wordLabels))
		for _, n := range t.nets {
			n.forward(w.rows, &w.near, 1)
			for l, x := range n.scores(&p) {
				sum[l] += float32(math.Log(float64(x)+1e-9)) / float32(len(t.nets))
			}
		}
		softmax(sum)
		out[i] = sum
	}
	return out
}

// wordNet is one net.
type wordNet struct {
	random            *rand.Rand
	rows, rowSquares  []float32 // of each feature, what it adds to the hidden units; one square for all of them
	near, nearSquares []float32 // of each number of the vectors around
	bias, biasSquares []float32
	out, outSquares   []float32 // of each label, its weights of the hidden units
	last, lastSquares []float32
	hidden, back      []float32
	kept              []int32
}

func newWordNet(features int, seed uint64) *wordNet {
	n := &wordNet{random: rand.New(rand.NewPCG(seed, 9))}
	const firstSquare = 1e-4 // keeps the first steps from being too long
	labels := len(wordLabels)
	n.rows, n.rowSquares = n.draw(features*teacherUnits, 0.03), filled(features, firstSquare)
	n.near, n.nearSquares = n.draw(windowSize*vectorSize*teacherUnits, 0.1), filled(windowSize*vectorSize, 1e-3)
	n.bias, n.biasSquares = filled(teacherUnits, 0.1), filled(teacherUnits, firstSquare)
	n.out, n.outSquares = n.draw(labels*teacherUnits, 1/math.Sqrt(teacherUnits)), filled(labels*teacherUnits, firstSquare)
	n.last, n.lastSquares = make([]float32, labels), filled(labels, firstSquare)
	n.hidden, n.back = make([]float32, teacherUnits), make([]float32, teacherUnits)
	return n
}

func (n *wordNet) draw(size int, spread float64) []float32 {
	out := make([]float32, size)
	for i := range out {
		out[i] = float32(n.random.NormFloat64() * spread)
	}
	return out
}

func filled(size int, value float32) []float32 {
	out := make([]float32, size)
	for i := range out {
		out[i] = value
	}
	return out
}

// learn runs over the words, with steps that grow smaller.
func (n *wordNet) learn(words []teacherWord) {
	order := n.random.Perm(len(words))
	for i := range words {
		words[i].rest = false
	}
	for epoch := range teacherEpochs {
		rate := float32(teacherRate * (1 - 0.9*float64(epoch)/teacherEpochs))
		n.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			if w := &words[i]; w.rest {
				w.rest = false
			} else {
				w.rest = n.step(w, rate)
			}
		}
	}
}

// step learns from one word, and tells whether it was known.
func (n *wordNet) step(w *teacherWord, rate float32) (known bool) {
	n.thin(w.rows)
	near := w.near
	for k := range near {
		if n.random.Float32() < teacherBlind {
			near[k] = nil
		}
	}
	const scale = 1 / (1 - teacherDrop) // what is kept counts for what is left out
	n.forward(n.kept, &near, scale)
	var room [maxLabels]float32
	p := n.scores(&room)
	right := float32(0)
	for l, x := range p {
		if w.allowed>>l&1 != 0 {
			right += x
		}
	}
	if right > teacherSure {
		return true
	}
	for l := range p {
		if w.allowed>>l&1 != 0 {
			p[l] -= p[l] / max(right, 1e-6)
		}
	}
	n.backOut(p, rate)
	n.backIn(&near, rate, scale)
	return false
}

// thin leaves out a part of the features.
func (n *wordNet) thin(rows []int32) {
	n.kept = n.kept[:0]
	bits, left := uint64(0), 0
	for _, row := range rows {
		if left == 0 {
			bits, left = n.random.Uint64(), 8
		}
		if bits&255 >= teacherDrop*256 {
			n.kept = append(n.kept, row)
		}
		bits >>= 8
		left--
	}
}

// forward fills in what reaches the hidden units.
func (n *wordNet) forward(rows []int32, near *[windowSize][]float32, scale float32) {
	h := n.hidden
	clear(h)
	for _, row := range rows {
		for k, x := range n.rows[int(row)*teacherUnits:][:teacherUnits] {
			h[k] += x
		}
	}
	for k := range h {
		h[k] = h[k]*scale + n.bias[k]
	}
	for place, v := range near {
		for d, x := range v {
			addTimes(h, n.near[(place*vectorSize+d)*teacherUnits:][:teacherUnits], x)
		}
	}
}

// scores are the probabilities of the labels by the hidden units (rectified linear).
func (n *wordNet) scores(room *[maxLabels]float32) []float32 {
	p := room[:len(n.last)]
	for l := range p {
		p[l] = n.last[l]
		for k, w := range n.out[l*teacherUnits:][:teacherUnits] {
			p[l] += max(0, n.hidden[k]) * w
		}
	}
	softmax(p)
	return p
}

func softmax(p []float32) {
	top, sum := p[0], float32(0)
	for _, x := range p {
		top = max(top, x)
	}
	for l, x := range p {
		p[l] = float32(math.Exp(float64(x - top)))
		sum += p[l]
	}
	for l := range p {
		p[l] /= sum
	}
}

// backOut moves the weights behind the hidden units against the gradient of the labels, and leaves in back the gradient of the units.
func (n *wordNet) backOut(gradient []float32, rate float32) {
	const decay, least = 1e-4, 1e-4
	clear(n.back)
	for l, g := range gradient {
		descend(&n.last[l], &n.lastSquares[l], g, rate)
		if g > -least && g < least {
			continue
		}
		out, squares := n.out[l*teacherUnits:][:teacherUnits], n.outSquares[l*teacherUnits:]
		for k, x := range n.hidden {
			if x > 0 {
				n.back[k] += g * out[k]
				descend(&out[k], &squares[k], g*x+decay*out[k], rate)
			}
		}
	}
}

// backIn moves the weights before the hidden units.
func (n *wordNet) backIn(near *[windowSize][]float32, rate, scale float32) {
	size := float32(0)
	for k, g := range n.back {
		size += g * g / teacherUnits
		descend(&n.bias[k], &n.biasSquares[k], g, rate)
	}
	for _, row := range n.kept {
		n.rowSquares[row] += size * scale * scale
		addTimes(n.rows[int(row)*teacherUnits:][:teacherUnits], n.back, -rate*scale/root(n.rowSquares[row]))
	}
	for place, v := range near {
		for d, x := range v {
			at := place*vectorSize + d
			n.nearSquares[at] += size * x * x
			addTimes(n.near[at*teacherUnits:][:teacherUnits], n.back, -rate*x/root(n.nearSquares[at]))
		}
	}
}

// descend is a step of AdaGrad.
func descend(weight, square *float32, gradient, rate float32) {
	*square += gradient * gradient
	*weight -= rate * gradient / root(*square)
}

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }
