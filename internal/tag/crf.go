package tag

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// example is a sentence to learn from: each token's features and the set of labels that it may have, as bits. A token of
// which nothing is known may have any: then the sentence teaches what it knows of the others.
type example struct {
	features [][]uint64
	allowed  []uint32
	style    uint8 // 0, or the number of a convention that the labels follow
	words    []uint32
	// taught is how probable each label is by a teacher, nil of tokens of which it says nothing and of sentences that have no teacher.
	taught [][]float32
}

// featureKey is a feature as all examples share it (style 0), or as those of one style have it for themselves: what the
// conventions agree on is learned from all, what they do not from their own (Daumé 2007).
type featureKey struct {
	feature uint64
	style   uint8
}

// options steer training.
type options struct {
	epochs   int
	rate, l2 float64
	minCount int     // features seen less often are left out
	faint    float64 // features whose weights all lie within this are left out
	// drop is the share of a token's features that are left out at random each time that a sentence is seen, so that none relies
	// on another (the word itself hides what its neighbours say).
	drop float64
	seed uint64
	// rounds is how many times all is learned, each in another order, of which the mean is taken; 0 for once.
	rounds int
}

// trainer learns a chain's weights by stochastic gradient (AdaGrad) on the conditional likelihood.
type trainer struct {
	labels  int
	may     func(before, after int) bool
	opt     options
	index   map[featureKey]int32
	weights []float32 // rows of labels
	squares []float32
	follow  []float64 // (labels+1) rows of labels
	fsq     []float64

	n          int // tokens of the sentence at hand
	emit       []float64
	free, held lattice
	rows       [][]int32
	kept       [][]int32 // rows of the features that are not dropped
	room       []int32
	gaps       [maxLabels]float64 // of the token at hand, how far each label's probability is from what it should be
}

// leastGap is how far a label's probability has to be from what it should be for its weights to move.
const leastGap = 1e-4

// lattice holds what one run forward and backward gives.
type lattice struct {
	alpha, beta, prob, pairs []float64
}

func newTrainer(labels int, may func(before, after int) bool, examples []example, opt options) *trainer {
	t := &trainer{labels: labels, may: may, opt: opt, index: indexOf(examples, opt.minCount)}
	t.weights = make([]float32, len(t.index)*labels)
	t.squares = make([]float32, len(t.weights))
	t.follow = make([]float64, (labels+1)*labels)
	t.fsq = make([]float64, len(t.follow))
	return t
}

// indexOf numbers the features that are seen often enough.
func indexOf(examples []example, minCount int) map[featureKey]int32 {
	index := map[featureKey]int32{}
	counts := map[featureKey]int32{}
	eachFeature(examples, func(f featureKey) { counts[f]++ })
	eachFeature(examples, func(f featureKey) {
		if counts[f] < int32(minCount) {
			return
		}
		if _, ok := index[f]; !ok {
			index[f] = int32(len(index))
		}
	})
	return index
}

// eachFeature visits the features of all examples, in order.
func eachFeature(examples []example, visit func(featureKey)) {
	for _, e := range examples {
		for _, fs := range e.features {
			for _, f := range fs {
				visit(featureKey{f, 0})
				if e.style != 0 {
					visit(featureKey{f, e.style})
				}
			}
		}
	}
}

// rows are the rows of weights of an example's tokens.
func (t *trainer) rowsOf(e example) [][]int32 {
	out := make([][]int32, len(e.features))
	for i, fs := range e.features {
		for _, f := range fs {
			if at, ok := t.index[featureKey{f, 0}]; ok {
				out[i] = append(out[i], at)
			}
			if at, ok := t.index[featureKey{f, e.style}]; ok && e.style != 0 {
				out[i] = append(out[i], at)
			}
		}
	}
	return out
}

// inStyle adds what a style has for itself to what all share, so that a model of that style alone can be packed.
func (t *trainer) inStyle(style uint8) *trainer {
	out := &trainer{labels: t.labels, may: t.may, opt: t.opt, index: map[featureKey]int32{}, follow: t.follow}
	out.weights = slices.Clone(t.weights)
	for key, at := range t.index {
		if key.style != 0 {
			continue
		}
		out.index[key] = at
		if own, ok := t.index[featureKey{key.feature, style}]; ok {
			for l := range t.labels {
				out.weights[int(at)*t.labels+l] += t.weights[int(own)*t.labels+l]
			}
		}
	}
	return out
}

// learn learns from the examples, in as many rounds as the options say.
func (t *trainer) learn(examples []example) {
	rows := make([][][]int32, len(examples))
	for i, e := range examples {
		rows[i] = t.rowsOf(e)
	}
	rounds := max(1, t.opt.rounds)
	mean := make([]float32, len(t.weights))
	follow := make([]float64, len(t.follow))
	for round := range rounds {
		clear(t.weights)
		clear(t.squares)
		clear(t.follow)
		clear(t.fsq)
		t.learnOnce(examples, rows, t.opt.seed+uint64(round))
		for k, w := range t.weights {
			mean[k] += w / float32(rounds)
		}
		for k, w := range t.follow {
			follow[k] += w / float64(rounds)
		}
	}
	t.weights, t.follow = mean, follow
}

// learnOnce runs over the examples.
func (t *trainer) learnOnce(examples []example, rows [][][]int32, seed uint64) {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(seed, 0x7a6))
	total := make([]float64, len(t.weights))
	followTotal := make([]float64, len(t.follow))
	averaged := 0
	for epoch := range t.opt.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			if len(rows[i]) > 0 {
				t.step(t.dropped(rows[i], rng), &examples[i])
			}
		}
		if epoch >= t.opt.epochs/2 {
			averaged++
			for k, w := range t.weights {
				total[k] += float64(w)
			}
			for k, w := range t.follow {
				followTotal[k] += w
			}
		}
	}
	for k := range t.weights {
		t.weights[k] = float32((1 - t.opt.drop) * total[k] / float64(averaged))
	}
	for k := range t.follow {
		t.follow[k] = followTotal[k] / float64(averaged)
	}
}

// dropped leaves out some features.
func (t *trainer) dropped(rows [][]int32, rng *rand.Rand) [][]int32 {
	if t.opt.drop == 0 {
		return rows
	}
	t.kept = t.kept[:0]
	t.room = t.room[:0]
	for _, row := range rows {
		start := len(t.room)
		for _, r := range row {
			if rng.Float64() >= t.opt.drop {
				t.room = append(t.room, r)
			}
		}
		t.kept = append(t.kept, t.room[start:len(t.room):len(t.room)])
	}
	return t.kept
}

func (t *trainer) step(rows [][]int32, e *example) {
	t.n, t.rows = len(rows), rows
	L := t.labels
	t.emit = grow(t.emit, t.n*L)
	for i, row := range rows {
		e := t.emit[i*L : (i+1)*L]
		clear(e)
		for _, r := range row {
			w := t.weights[int(r)*L : (int(r)+1)*L]
			for l := range e {
				e[l] += float64(w[l])
			}
		}
	}
	t.run(&t.free, nil)
	if e.taught != nil {
		t.heed(e.taught)
	} else {
		t.run(&t.held, e.allowed)
	}
	rate, l2 := t.opt.rate, t.opt.l2
	for i, row := range rows {
		q, p := t.held.prob[i*L:(i+1)*L], t.free.prob[i*L:(i+1)*L]
		gaps, worst := t.gaps[:L], 0.0
		for l := range q {
			gaps[l] = q[l] - p[l]
			worst = max(worst, math.Abs(gaps[l]))
		}
		if worst < 1e-3 {
			continue
		}
		for _, r := range row {
			w, s := t.weights[int(r)*L:(int(r)+1)*L], t.squares[int(r)*L:(int(r)+1)*L]
			for l, gap := range gaps {
				if math.Abs(gap) < leastGap {
					continue
				}
				g := gap - l2*float64(w[l])
				s[l] += float32(g * g)
				w[l] += float32(rate * g / math.Sqrt(float64(s[l])+1e-2))
			}
		}
	}
	for k := range t.follow {
		g := t.held.pairs[k] - t.free.pairs[k] - l2*t.follow[k]
		t.fsq[k] += g * g
		t.follow[k] += rate * g / math.Sqrt(t.fsq[k]+1e-2)
	}
}

// heed takes a teacher's word for what each token should be. It says nothing of pairs, nor of tokens that it leaves out.
func (t *trainer) heed(taught [][]float32) {
	t.held.prob = grow(t.held.prob, t.n*t.labels)
	t.held.pairs = append(t.held.pairs[:0], t.free.pairs...)
	for i, p := range taught {
		own := t.held.prob[i*t.labels:][:t.labels]
		copy(own, t.free.prob[i*t.labels:])
		for l, x := range p {
			own[l] = float64(x)
		}
	}
}

// run fills in the lattice for the sequences that are allowed (nil: all that may follow each other).
func (t *trainer) run(x *lattice, allowed []uint32) {
	L, n := t.labels, t.n
	x.alpha, x.beta, x.prob = grow(x.alpha, n*L), grow(x.beta, n*L), grow(x.prob, n*L)
	x.pairs = grow(x.pairs, len(t.follow))
	clear(x.pairs)
	psi := make([]float64, n*L)
	for i := range n {
		top := math.Inf(-1)
		for l := range L {
			top = max(top, t.emit[i*L+l])
		}
		for l := range L {
			if allowed == nil || allowed[i]>>l&1 != 0 {
				psi[i*L+l] = math.Exp(t.emit[i*L+l] - top)
			}
		}
	}
	trans := make([]float64, (L+1)*L)
	for a := range L + 1 {
		for b := range L {
			if t.may(a, b) {
				trans[a*L+b] = math.Exp(t.follow[a*L+b])
			}
		}
	}
	for i := range n {
		sum := 0.0
		for l := range L {
			v := 0.0
			if i == 0 {
				v = trans[L*L+l]
			} else {
				for a := range L {
					v += x.alpha[(i-1)*L+a] * trans[a*L+l]
				}
			}
			v *= psi[i*L+l]
			x.alpha[i*L+l] = v
			sum += v
		}
		for l := range L {
			x.alpha[i*L+l] /= sum
		}
	}
	for l := range L {
		x.beta[(n-1)*L+l] = 1
	}
	for i := n - 2; i >= 0; i-- {
		sum := 0.0
		for a := range L {
			v := 0.0
			for b := range L {
				v += trans[a*L+b] * psi[(i+1)*L+b] * x.beta[(i+1)*L+b]
			}
			x.beta[i*L+a] = v
			sum += v
		}
		for a := range L {
			x.beta[i*L+a] /= sum
		}
	}
	for i := range n {
		sum := 0.0
		for l := range L {
			x.prob[i*L+l] = x.alpha[i*L+l] * x.beta[i*L+l]
			sum += x.prob[i*L+l]
		}
		for l := range L {
			x.prob[i*L+l] /= sum
		}
	}
	for l := range L {
		x.pairs[L*L+l] += x.prob[l]
	}
	for i := 1; i < n; i++ {
		sum := 0.0
		for a := range L {
			for b := range L {
				sum += x.alpha[(i-1)*L+a] * trans[a*L+b] * psi[i*L+b] * x.beta[i*L+b]
			}
		}
		for a := range L {
			for b := range L {
				x.pairs[a*L+b] += x.alpha[(i-1)*L+a] * trans[a*L+b] * psi[i*L+b] * x.beta[i*L+b] / sum
			}
		}
	}
}

// pack writes the model file.
func (t *trainer) pack(maxRows int) []byte {
	type row struct {
		feature uint64
		at      int32
		span    float64
	}
	L := t.labels
	var rows []row
	for f, at := range t.index {
		w := t.weights[int(at)*L : (int(at)+1)*L]
		if span := float64(slices.Max(w) - slices.Min(w)); span > t.opt.faint {
			rows = append(rows, row{f.feature, at, span})
		}
	}
	sort.Slice(rows, func(i, j int) bool {
		if rows[i].span != rows[j].span {
			return rows[i].span > rows[j].span
		}
		return rows[i].at < rows[j].at
	})
	rows = rows[:min(len(rows), maxRows)]
	largest := 0.0
	var sizes []float64
	for _, r := range rows {
		w := t.weights[int(r.at)*L : (int(r.at)+1)*L]
		for l := 1; l < L; l++ {
			sizes = append(sizes, math.Abs(float64(w[l]-w[0])))
		}
	}
	sort.Float64s(sizes)
	largest = sizes[len(sizes)*9999/10000]
	step := largest / 127
	width := 8
	if L-1+checkSize > 8 {
		width = 16
	}
	bits := 4
	for 1<<bits*3 < len(rows)*4 {
		bits++
	}
	file := append([]byte(modelMagic), byte(L), byte(width), byte(bits))
	file = binary.LittleEndian.AppendUint64(file, math.Float64bits(step))
	for a := range L + 1 {
		for b := range L {
			v := int32(math.Round(t.follow[a*L+b] / step))
			if !t.may(a, b) {
				v = forbidden
			}
			file = binary.LittleEndian.AppendUint32(file, uint32(v))
		}
	}
	table := make([]byte, width<<bits)
	for _, r := range rows {
		w := t.weights[int(r.at)*L : (int(r.at)+1)*L]
		at := uint32(r.feature >> (64 - bits))
		for ; ; at++ {
			slot := table[int(at&(1<<bits-1))*width:][:width]
			if slot[0] != 0 || slot[1] != 0 {
				continue
			}
			binary.LittleEndian.PutUint16(slot, uint16(r.feature)|1)
			for k := checkSize; k < width; k++ {
				slot[k] = 128
			}
			for l := 1; l < L; l++ {
				v := math.Round(float64(w[l]-w[0]) / step)
				slot[checkSize+l-1] = byte(128 + min(max(v, -127), 127))
			}
			break
		}
	}
	return append(file, table...)
}
