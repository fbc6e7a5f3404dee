package learn

import "math"

const memory = 8 // past steps from which the curvature is guessed

// minimise moves x to where the function is least, by L-BFGS with halving of too long steps.
func minimise(x []float64, steps int, function func(x, gradient []float64) float64) {
	s := searcher{gradient: make([]float64, len(x)), next: make([]float64, len(x)), nextGradient: make([]float64, len(x))}
	value := function(x, s.gradient)
	for range steps {
		direction := s.direction()
		nextValue := s.walk(x, direction, value, function)
		s.remember(x)
		copy(x, s.next)
		copy(s.gradient, s.nextGradient)
		if math.Abs(value-nextValue) <= 1e-5*math.Abs(value) {
			return
		}
		value = nextValue
	}
}

type searcher struct {
	gradient, next, nextGradient []float64
	moves, changes               [][]float64 // of x and of the gradient in past steps
}

// direction is where to go: the gradient, corrected by the curvature that past steps met.
func (s *searcher) direction() []float64 {
	d := append([]float64(nil), s.gradient...)
	n := len(s.moves)
	if n == 0 {
		scale(d, 1/math.Max(1, math.Sqrt(dot(d, d))))
		return d
	}
	along := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		along[i] = dot(s.moves[i], d) / dot(s.moves[i], s.changes[i])
		add(d, s.changes[i], -along[i])
	}
	scale(d, dot(s.moves[n-1], s.changes[n-1])/dot(s.changes[n-1], s.changes[n-1]))
	for i := range n {
		back := dot(s.changes[i], d) / dot(s.moves[i], s.changes[i])
		add(d, s.moves[i], along[i]-back)
	}
	return d
}

// walk goes against the direction, half as far each time until the value falls enough.
func (s *searcher) walk(x, direction []float64, value float64, function func(x, gradient []float64) float64) float64 {
	slope, step, nextValue := dot(s.gradient, direction), 1.0, value
	for range 20 {
		for i := range x {
			s.next[i] = x[i] - step*direction[i]
		}
		if nextValue = function(s.next, s.nextGradient); nextValue <= value-1e-4*step*slope {
			break
		}
		step /= 2
	}
	return nextValue
}

func (s *searcher) remember(x []float64) {
	move, change := make([]float64, len(x)), make([]float64, len(x))
	for i := range x {
		move[i], change[i] = s.next[i]-x[i], s.nextGradient[i]-s.gradient[i]
	}
	if dot(move, change) < 1e-10 {
		return
	}
	s.moves, s.changes = append(s.moves, move), append(s.changes, change)
	if len(s.moves) > memory {
		s.moves, s.changes = s.moves[1:], s.changes[1:]
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

func add(to, from []float64, times float64) {
	for i, x := range from {
		to[i] += times * x
	}
}

func scale(v []float64, by float64) {
	for i := range v {
		v[i] *= by
	}
}
