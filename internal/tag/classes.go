package tag

import (
	"math"
	"sort"
)

// Word classes are learned from unlabelled text: words that stand between the same neighbours come into one class. A class
// bigram model is fitted by the exchange algorithm (Martin, Liermann and Ney 1998, after Brown et al. 1992): every word in turn
// moves to the class in which the text becomes likeliest.

// bigrams counts words and neighbours in a text given as numbers below n, most frequent first; -1 parts sentences.
type bigrams struct {
	counts      []int32
	left, right [][]neighbour
}

type neighbour struct {
	word, count int32
}

func countBigrams(text []int32, n int) *bigrams {
	b := &bigrams{counts: make([]int32, n), left: make([][]neighbour, n), right: make([][]neighbour, n)}
	pairs := make([]uint64, 0, len(text))
	for i, w := range text {
		if w < 0 {
			continue
		}
		b.counts[w]++
		if i > 0 && text[i-1] >= 0 {
			pairs = append(pairs, uint64(text[i-1])<<32|uint64(w))
		}
	}
	sort.Slice(pairs, func(i, j int) bool { return pairs[i] < pairs[j] })
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j] == pairs[i] {
			j++
		}
		a, w := int32(pairs[i]>>32), int32(pairs[i]&0xffffffff)
		b.right[a] = append(b.right[a], neighbour{w, int32(j - i)})
		b.left[w] = append(b.left[w], neighbour{a, int32(j - i)})
		i = j
	}
	return b
}

// exchange holds the class bigram model while it is fitted.
type exchange struct {
	*bigrams
	classes int
	of      []int32 // word → class, -1 where none yet
	pairs   []int32 // class × class
	size    []int32 // occurrences per class
	table   []float32

	l, r         []int32 // counts of the word at hand with the classes around it
	lSeen, rSeen []int32
}

func newExchange(b *bigrams, classes int) *exchange {
	e := &exchange{
		bigrams: b, classes: classes, of: make([]int32, len(b.counts)), pairs: make([]int32, classes*classes),
		size: make([]int32, classes), table: make([]float32, 1<<16), l: make([]int32, classes), r: make([]int32, classes),
	}
	for i := range e.of {
		e.of[i] = -1
	}
	for i := 1; i < len(e.table); i++ {
		e.table[i] = float32(float64(i) * math.Log(float64(i)))
	}
	return e
}

// f is x log x.
func (e *exchange) f(x int32) float32 {
	if int(x) < len(e.table) {
		return e.table[x]
	}
	return float32(float64(x) * math.Log(float64(x)))
}

// fit puts every word into a class, then moves words for some rounds.
func (e *exchange) fit(rounds int) []int32 {
	for round := range rounds + 1 {
		for w := range e.of {
			e.around(int32(w))
			if round == 0 && w < e.classes {
				e.put(int32(w), int32(w), 1)
				continue
			}
			if e.of[w] >= 0 {
				e.put(int32(w), e.of[w], -1)
			}
			e.put(int32(w), e.likeliest(int32(w)), 1)
		}
	}
	return e.of
}

// around counts the classes beside a word.
func (e *exchange) around(w int32) {
	count := func(list []neighbour, counts, seen []int32) []int32 {
		for _, c := range seen {
			counts[c] = 0
		}
		seen = seen[:0]
		for _, n := range list {
			if c := e.of[n.word]; c >= 0 && n.word != w {
				if counts[c] == 0 {
					seen = append(seen, c)
				}
				counts[c] += n.count
			}
		}
		return seen
	}
	e.lSeen = count(e.left[w], e.l, e.lSeen)
	e.rSeen = count(e.right[w], e.r, e.rSeen)
}

// put adds the word to a class (sign 1) or takes it out (-1).
func (e *exchange) put(w, class, sign int32) {
	for _, c := range e.lSeen {
		e.pairs[int(c)*e.classes+int(class)] += sign * e.l[c]
	}
	for _, c := range e.rSeen {
		e.pairs[int(class)*e.classes+int(c)] += sign * e.r[c]
	}
	e.size[class] += sign * e.counts[w]
	e.of[w] = class
	if sign < 0 {
		e.of[w] = -1
	}
}

// likeliest is the class in which the text is likeliest.
func (e *exchange) likeliest(w int32) int32 {
	gain := make([]float32, e.classes)
	for k := range gain {
		gain[k] = -2 * (e.f(e.size[k]+e.counts[w]) - e.f(e.size[k]))
	}
	for _, c := range e.lSeen {
		row, add := e.pairs[int(c)*e.classes:][:e.classes], e.l[c]
		for k, had := range row {
			gain[k] += e.f(had+add) - e.f(had)
		}
	}
	for k := range gain {
		row := e.pairs[k*e.classes:][:e.classes]
		sum := float32(0)
		for _, c := range e.rSeen {
			sum += e.f(row[c]+e.r[c]) - e.f(row[c])
		}
		gain[k] += sum
	}
	best := 0
	for k := range gain {
		if gain[k] > gain[best] {
			best = k
		}
	}
	return int32(best)
}
