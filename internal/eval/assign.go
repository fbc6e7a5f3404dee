package eval

import "math"

// pair is a row and a column that belong together.
type pair struct{ row, column int }

// assign pairs rows with columns one to one so that the total weight is greatest (Hungarian method, Kuhn 1955, with
// potentials); only pairs of weight above 0 count.
func assign(weights [][]float64) []pair {
	n := len(weights)
	if n == 0 || len(weights[0]) == 0 {
		return nil
	}
	m := len(weights[0])
	if n > m {
		turned := make([][]float64, m)
		for j := range turned {
			turned[j] = make([]float64, n)
			for i := range weights {
				turned[j][i] = weights[i][j]
			}
		}
		out := assign(turned)
		for i, p := range out {
			out[i] = pair{p.column, p.row}
		}
		return out
	}
	match := hungarian(weights, n, m)
	var out []pair
	for j := 1; j <= m; j++ {
		if match[j] > 0 && weights[match[j]-1][j-1] > 0 {
			out = append(out, pair{match[j] - 1, j - 1})
		}
	}
	return out
}

// hungarian gives for each column, from 1, its row, from 1, or 0.
func hungarian(weights [][]float64, n, m int) []int {
	u, v := make([]float64, n+1), make([]float64, m+1)
	match, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		column := 0
		least, used := make([]float64, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for {
			used[column] = true
			row, delta, next := match[column], math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if current := -weights[row-1][j-1] - u[row] - v[j]; current < least[j] {
					least[j], way[j] = current, column
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			column = next
			if match[column] == 0 {
				break
			}
		}
		for column != 0 {
			match[column] = match[way[column]]
			column = way[column]
		}
	}
	return match
}
