package tag

import "math"

// chain decides the labels of one sentence. It is scratch room, used over and over.
type chain struct {
	features []uint64
	emit     []scores // per token of the sentence
	best     []scores
	from     [][16]uint8
	labels   []uint8
	ahead    [][maxLabels]float64 // probabilities of the labels given the tokens up to here
	behind   [][maxLabels]float64 // and likelihoods of the tokens after
	sure     []float64            // probability of each token's chosen label
}

// decide finds the best sequence of labels for the tokens whose emit is filled in.
func (c *chain) decide(m *model) []uint8 {
	n, k := len(c.emit), len(m.labels)
	c.best, c.from, c.labels = grow(c.best, n), grow(c.from, n), grow(c.labels, n)
	for l := range k {
		c.best[0][l] = m.follow[k][l] + c.emit[0][l]
	}
	for i := 1; i < n; i++ {
		before := &c.best[i-1]
		for l := range k {
			top, from := int32(math.MinInt32), 0
			for a := range k {
				if s := before[a] + m.follow[a][l]; s > top {
					top, from = s, a
				}
			}
			c.best[i][l], c.from[i][l] = top+c.emit[i][l], uint8(from)
		}
	}
	last := 0
	for l := 1; l < k; l++ {
		if c.best[n-1][l] > c.best[n-1][last] {
			last = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		c.labels[i] = uint8(last)
		last = int(c.from[i][last])
	}
	return c.labels
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// probabilities fills in how probable each token's chosen label is, by running forward and backward over the sentence.
func (c *chain) probabilities(m *model) {
	n, k := len(c.emit), len(m.labels)
	c.ahead, c.behind, c.sure = grow(c.ahead, n), grow(c.behind, n), grow(c.sure, n)
	for i := range n {
		top := c.emit[i][0]
		for l := 1; l < k; l++ {
			top = max(top, c.emit[i][l])
		}
		sum := 0.0
		for l := range k {
			reach := m.odds[k][l]
			if i > 0 {
				reach = 0
				for a := range k {
					reach += c.ahead[i-1][a] * m.odds[a][l]
				}
			}
			reach *= math.Exp(float64(c.emit[i][l]-top) * m.step)
			c.ahead[i][l] = reach
			sum += reach
		}
		for l := range k {
			c.ahead[i][l] /= sum
		}
	}
	for l := range k {
		c.behind[n-1][l] = 1
	}
	for i := n - 2; i >= 0; i-- {
		c.behindOf(m, i)
	}
	for i := range n {
		sum := 0.0
		for l := range k {
			sum += c.ahead[i][l] * c.behind[i][l]
		}
		chosen := c.labels[i]
		c.sure[i] = c.ahead[i][chosen] * c.behind[i][chosen] / sum
	}
}

func (c *chain) behindOf(m *model, i int) {
	k := len(m.labels)
	var next [maxLabels]float64
	top := c.emit[i+1][0]
	for l := 1; l < k; l++ {
		top = max(top, c.emit[i+1][l])
	}
	for l := range k {
		next[l] = math.Exp(float64(c.emit[i+1][l]-top)*m.step) * c.behind[i+1][l]
	}
	sum := 0.0
	for a := range k {
		reach := 0.0
		for b := range k {
			reach += m.odds[a][b] * next[b]
		}
		c.behind[i][a] = reach
		sum += reach
	}
	for a := range k {
		c.behind[i][a] /= sum
	}
}
