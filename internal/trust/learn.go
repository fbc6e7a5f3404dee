package trust

import (
	"math"

	"safir/internal/ledger"
)

// Learn finds the weights under which what was seen is likeliest, large ones being a little less likely (ridge; the first fact, which all
// cases share, is free). Newton's steps: there are fifteen weights and a few thousand cases.
func Learn(cases []Case) ledger.Weights {
	const steps, ridge = 30, 1.0
	n := len(ledger.SureFacts)
	w := make(ledger.Weights, n)
	for range steps {
		slope := make([]float64, n)
		bend := make([][]float64, n)
		for i := range bend {
			bend[i] = make([]float64, n)
			bend[i][i] = ridge
			if i > 0 {
				slope[i] = ridge * w[i]
			} else {
				bend[i][i] = 1e-9
			}
		}
		for _, c := range cases {
			p := w.Confidence(c.Facts)
			miss := p
			if c.Holds {
				miss--
			}
			for i, x := range c.Facts {
				slope[i] += miss * x
				for k, y := range c.Facts {
					bend[i][k] += p * (1 - p) * x * y
				}
			}
		}
		for i, step := range solve(bend, slope) {
			w[i] -= step
		}
	}
	return w
}

// solve solves a system of equations by elimination. Its arguments are used up.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for c := range n {
		pivot := c
		for r := c + 1; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[pivot][c]) {
				pivot = r
			}
		}
		a[c], a[pivot], b[c], b[pivot] = a[pivot], a[c], b[pivot], b[c]
		for r := c + 1; r < n; r++ {
			m := a[r][c] / a[c][c]
			for k := c; k < n; k++ {
				a[r][k] -= m * a[c][k]
			}
			b[r] -= m * b[c]
		}
	}
	x := make([]float64, n)
	for r := n - 1; r >= 0; r-- {
		x[r] = b[r]
		for k := r + 1; k < n; k++ {
			x[r] -= a[r][k] * x[k]
		}
		x[r] /= a[r][r]
	}
	return x
}
