package tag

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A word's vector is what stands beside it in the news, in a few dozen numbers: pointwise mutual information with the commonest words
// to its left and right, along the directions in which words differ most (truncated singular value decomposition by subspace iteration, Halko et al.
// 2011). Words that are used alike have vectors that are alike.

const (
	vectorSize    = 48
	vectorBeside  = 2000 // commonest words that are counted beside others
	vectorPasses  = 4
	vectorsSeed   = 3
	vectorsLength = 2 // of each vector
)

// beside is how strongly a word goes with what stands beside it.
type beside struct {
	word, what int32 // what: a word on the left, or vectorBeside + a word on the right
	weight     float32
}

// newsVectors are the vectors of the words of the unlabelled news, by their hashes.
func newsVectors(shared string) (map[uint32][]float32, error) {
	t := text{ids: map[string]int32{}}
	if err := eachNews(shared, t.add); err != nil {
		return nil, err
	}
	keys := t.frequent()
	all := decompose(associations(t.words, len(keys)), len(keys))
	out := make(map[uint32][]float32, len(keys))
	for i, key := range keys {
		v := all[i*vectorSize:][:vectorSize]
		if length := norm(v); length > 0 {
			for k := range v {
				v[k] *= vectorsLength / length
			}
			out[wordHash(key)] = v
		}
	}
	return out, nil
}

// associations are the positive pointwise mutual informations of words and what stands beside them, in order.
func associations(words []int32, size int) []beside {
	counts := map[[2]int32]int32{}
	add := func(word, what, side int32) {
		if word >= 0 && what >= 0 && what < vectorBeside {
			counts[[2]int32{word, side*vectorBeside + what}]++
		}
	}
	for i := 1; i < len(words); i++ {
		add(words[i], words[i-1], 0)
		add(words[i-1], words[i], 1)
	}
	ofWord, ofWhat, total := make([]float64, size), make([]float64, 2*vectorBeside), 0.0
	out := make([]beside, 0, len(counts))
	for at, n := range counts {
		ofWord[at[0]] += float64(n)
		ofWhat[at[1]] += float64(n)
		total += float64(n)
		out = append(out, beside{at[0], at[1], float32(n)})
	}
	slices.SortFunc(out, func(a, b beside) int { return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.what, b.what)) })
	for i := range out {
		b := &out[i]
		b.weight = float32(max(0, math.Log(float64(b.weight)*total/ofWord[b.word]/ofWhat[b.what])))
	}
	return out
}

// decompose gives each word its place along the strongest directions.
func decompose(all []beside, size int) []float32 {
	rng := rand.New(rand.NewPCG(vectorsSeed, vectorsSeed))
	of, what := make([]float32, size*vectorSize), make([]float32, 2*vectorBeside*vectorSize)
	for i := range what {
		what[i] = float32(rng.NormFloat64())
	}
	for pass := range vectorPasses {
		orthogonal(what)
		clear(of)
		for _, b := range all {
			addTimes(of[int(b.word)*vectorSize:][:vectorSize], what[int(b.what)*vectorSize:][:vectorSize], b.weight)
		}
		if pass == vectorPasses-1 {
			break
		}
		clear(what)
		for _, b := range all {
			addTimes(what[int(b.what)*vectorSize:][:vectorSize], of[int(b.word)*vectorSize:][:vectorSize], b.weight)
		}
	}
	return of
}

// orthogonal makes the columns of a matrix orthogonal and of length one (Gram and Schmidt).
func orthogonal(m []float32) {
	n := len(m) / vectorSize
	dot := func(a, b int) (sum float64) {
		for i := range n {
			sum += float64(m[i*vectorSize+a]) * float64(m[i*vectorSize+b])
		}
		return sum
	}
	for a := range vectorSize {
		for b := range a {
			d := float32(dot(a, b))
			for i := range n {
				m[i*vectorSize+a] -= d * m[i*vectorSize+b]
			}
		}
		length := float32(math.Sqrt(dot(a, a)))
		for i := range n {
			m[i*vectorSize+a] /= max(length, 1e-20)
		}
	}
}

func addTimes(to, from []float32, weight float32) {
	for k, x := range from {
		to[k] += weight * x
	}
}

func norm(v []float32) float32 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return float32(math.Sqrt(sum))
}
