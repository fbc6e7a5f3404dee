// Package learn makes and applies the small decisions that are learned from gold: is this cue an event, which role has
// this mention, which act is this. A decision weighs named facts: it learns from a few thousand cases, its answer is a
// probability, and what each fact did to it can be read beside the fact's name. Facts are kept as 32-bit hashes of their
// names; with the ten thousands of facts used here a clash is rarer than a misprint.
//
// A decision is either linear, a multinomial logistic regression ([TrainChoice], [TrainSmooth]), or has one layer of hidden units between the
// facts and the labels ([TrainNet]), which learns by itself which facts count only together. The second is righter wherever
// there are cases enough.
package learn

import (
	"math"
	"slices"
	"sort"
)

// Model decides between labels. It is read-only and safe for concurrent use.
type Model struct {
	Labels []string
	facts  table
	width  int       // of a fact's weights: the labels, or the hidden units
	step   float32   // what one unit of these weights is worth
	bias   []float32 // of that width
	out    []float32 // hidden unit × label; nil where a fact's weights are of the labels
	last   []float32 // bias of the labels, where there are hidden units
}

// MaxHidden is the most hidden units that a model may have.
const MaxHidden = 64

// Example is a case with the label that it should get.
type Example struct {
	Features []uint32
	Label    int
	Weight   float32 // 0 counts as 1
}

// Probabilities gives each label's probability, in the order of Labels, written to into where it is large enough.
func (m *Model) Probabilities(f *Features, into []float64) []float64 {
	return m.ProbabilitiesFrom(m.bias, f, into)
}

// Sum adds up facts that many cases share, so that they need be added only once: [Model.ProbabilitiesFrom] goes on from it.
func (m *Model) Sum(hashes []uint32) []float32 {
	sum := slices.Clone(m.bias)
	m.addRows(hashes, sum)
	return sum
}

// ProbabilitiesFrom is what [Model.Probabilities] is, of the facts of f and those that a sum was made from.
func (m *Model) ProbabilitiesFrom(sum []float32, f *Features, into []float64) []float64 {
	if cap(into) < len(m.Labels) {
		into = make([]float64, len(m.Labels))
	}
	into = into[:len(m.Labels)]
	clear(into)
	m.add(sum, f.Hashes, into)
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

// Score is how much speaks for an option by the facts about it, to be compared with other options' by [Softmax].
func (m *Model) Score(f *Features) float64 {
	var score [1]float64
	m.AddScores(f, score[:])
	return score[0]
}

// AddScores adds to scores how much speaks for each label: log odds, up to a number that is the same for all.
func (m *Model) AddScores(f *Features, scores []float64) {
	m.add(m.bias, f.Hashes, scores)
}

// add adds the scores by all facts, beginning from a sum of others' rows.
func (m *Model) add(from []float32, hashes []uint32, scores []float64) {
	var room [MaxHidden]float32
	sum := room[:m.width]
	copy(sum, from)
	m.addRows(hashes, sum)
	if m.out == nil {
		for l := range scores {
			scores[l] += float64(sum[l])
		}
		return
	}
	for l := range scores {
		scores[l] += float64(m.last[l])
	}
	for k, x := range sum {
		if x > 0 {
			for l, w := range m.out[k*len(scores):][:len(scores)] {
				scores[l] += float64(x * w)
			}
		}
	}
}

// addRows adds the rows of the facts that are known: as many facts at a time as 16 bits have room for.
func (m *Model) addRows(hashes []uint32, sum []float32) {
	var room [atOnce]int32
	if len(hashes) <= len(room) {
		m.facts.places(hashes, room[:])
		m.addAt(room[:len(hashes)], sum)
		return
	}
	at := room[:0]
	for _, h := range hashes {
		if place, known := m.facts.find(h); known {
			if at = append(at, place); len(at) == len(room) {
				m.addAt(at, sum)
				at = room[:0]
			}
		}
	}
	m.addAt(at, sum)
}

// Softmax turns scores into probabilities, in place.
func Softmax(scores []float64) {
	if len(scores) > 0 {
		softmax(scores)
	}
}

// Likeliest is the index of the highest score with its probability among all, -1 where there are none. The scores become
// probabilities.
func Likeliest(scores []float64) (int, float64) {
	if len(scores) == 0 {
		return -1, 0
	}
	softmax(scores)
	best := 0
	for i, p := range scores {
		if p > scores[best] {
			best = i
		}
	}
	return best, scores[best]
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

// Reason is one fact's share in a decision.
type Reason struct {
	Fact   string
	Weight float64 // how much less would speak for the label, against the mean of all, without the fact
}

// Explain lists the facts that spoke most for the label at index l against the others, strongest first. The features must have been
// built with Named set.
func (m *Model) Explain(f *Features, l, most int) []Reason {
	all := m.advantage(f.Hashes, l)
	var out []Reason
	for i, h := range f.Hashes {
		if _, known := m.facts.find(h); known && i < len(f.Names) {
			others := slices.Concat(f.Hashes[:i], f.Hashes[i+1:])
			out = append(out, Reason{f.Names[i], all - m.advantage(others, l)})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return math.Abs(out[i].Weight) > math.Abs(out[j].Weight) })
	return out[:min(most, len(out))]
}

// advantage is how much more speaks for a label than for the mean of all.
func (m *Model) advantage(hashes []uint32, l int) float64 {
	scores, mean := make([]float64, len(m.Labels)), 0.0
	m.add(m.bias, hashes, scores)
	for _, x := range scores {
		mean += x / float64(len(scores))
	}
	return scores[l] - mean
}
