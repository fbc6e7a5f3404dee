package ledger

import (
	"cmp"
	"slices"
)

// regroup brings groups of reports in line with what editors said. The newest correction counts first, and each link or bar
// counts unless a newer one stands against it; the groups that were found come last. So a split keeps reports apart also when
// later ones would join them, and what nobody spoke of goes with whom it is likest to.
//
// groups hold indexes in order; score is how likely two reports are of one event, 0 where they are not.
func regroup(groups [][]int, corrections []Correction, f *finder, score func(i, k int) float64) [][]int {
	b := &bonds{parent: map[int]int{}, foes: map[int][]int{}}
	for _, c := range slices.Backward(corrections) {
		b.take(c, f)
	}
	if len(b.named) == 0 {
		return groups
	}
	out, touched := make([][]int, 0, len(groups)), [][]int(nil)
	for _, g := range groups {
		if slices.ContainsFunc(g, func(i int) bool { return b.named[i] }) {
			touched = append(touched, slices.Sorted(slices.Values(g)))
		} else if len(g) > 0 {
			out = append(out, g)
		}
	}
	slices.SortFunc(touched, func(x, y []int) int { return cmp.Compare(x[0], y[0]) })
	joined := map[int][]int{}
	for _, g := range touched {
		b.hold(g, score)
	}
	for _, g := range touched {
		for _, i := range g {
			joined[b.root(i)] = append(joined[b.root(i)], i)
		}
	}
	for _, g := range joined {
		slices.Sort(g)
		out = append(out, g)
	}
	slices.SortFunc(out, func(x, y []int) int { return cmp.Compare(slices.Min(x), slices.Min(y)) })
	return out
}

// bonds are sets of reports that belong together, some sets barred from each other.
type bonds struct {
	parent map[int]int   // union-find; who is not in it is alone
	foes   map[int][]int // of each root: reports that must not join it
	named  map[int]bool  // by a correction
}

func (b *bonds) root(i int) int {
	for {
		p, ok := b.parent[i]
		if !ok {
			return i
		}
		i = p
	}
}

// join joins two reports and all that is tied to them, unless that is barred.
func (b *bonds) join(i, k int) bool {
	i, k = b.root(i), b.root(k)
	if i == k {
		return true
	}
	if slices.ContainsFunc(b.foes[i], func(foe int) bool { return b.root(foe) == k }) {
		return false
	}
	i, k = min(i, k), max(i, k)
	b.parent[k] = i
	b.foes[i] = append(b.foes[i], b.foes[k]...)
	delete(b.foes, k)
	return true
}

// bar keeps two reports apart, unless they are tied already.
func (b *bonds) bar(i, k int) {
	i, k = b.root(i), b.root(k)
	if i != k {
		b.foes[i], b.foes[k] = append(b.foes[i], k), append(b.foes[k], i)
	}
}

// take takes a correction in, after all newer ones.
func (b *bonds) take(c Correction, f *finder) {
	reports, rest := f.all(c.Reports), f.all(c.Rest)
	if c.Kind != Joining && c.Kind != Splitting {
		return
	}
	if b.named == nil {
		b.named = map[int]bool{}
	}
	for _, i := range slices.Concat(reports, rest) {
		b.named[i] = true
	}
	for n, i := range reports {
		for _, k := range reports[:n] {
			if c.Apart {
				b.bar(i, k)
			} else {
				b.join(i, k)
			}
		}
		for _, k := range rest {
			b.bar(i, k)
		}
	}
}

// hold ties the reports of a group that was found: the likest first, then all that may be.
func (b *bonds) hold(group []int, score func(i, k int) float64) {
	var pairs []pair
	if b.divided(group) {
		for n, k := range group {
			for _, i := range group[:n] {
				if s := score(i, k); s > 0 {
					pairs = append(pairs, pair{a: int32(i), b: int32(k), score: float32(s)})
				}
			}
		}
	}
	slices.SortFunc(pairs, likest)
	for _, p := range pairs {
		b.join(int(p.a), int(p.b))
	}
	for n, k := range group {
		for _, i := range group[:n] {
			if b.join(i, k) {
				break
			}
		}
	}
}

// divided tells whether some of a group's reports must stay apart.
func (b *bonds) divided(group []int) bool {
	return slices.ContainsFunc(group, func(i int) bool { return len(b.foes[b.root(i)]) > 0 })
}
