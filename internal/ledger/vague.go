package ledger

import (
	"cmp"
	"slices"

	"safir"
)

// joinVague finds a place for groups that are told of too vaguely to be known by themselves: that somebody met officials of a
// state, that he travelled and not where to. The vaguest come first, and each joins what it is likest to among those more definite, else among
// those as definite; of equally like ones that of most reports, since what is told without a name is likelier what all tell of.
func (m *merger) joinVague(pairs []pair) {
	beside := map[int32][]pair{} // of each report: reports that say too little beside it
	for _, p := range pairs {
		beside[p.a] = append(beside[p.a], p)
		beside[p.b] = append(beside[p.b], p)
	}
	var groups []int
	for i := range m.members {
		if slices.ContainsFunc(m.members[i], func(k int) bool { return len(beside[int32(k)]) > 0 }) {
			groups = append(groups, i)
		}
	}
	vagueness := make(map[int]int, len(groups))
	for _, g := range groups {
		vagueness[g] = m.vagueness(g)
	}
	slices.SortStableFunc(groups, func(a, b int) int { return vagueness[b] - vagueness[a] })
	var placed []vagueGroup
	for _, g := range groups {
		if together := m.root(g); m.vagueness(together) == vagueness[g] { // else something more definite was found for it
			v := vagueGroup{slices.Clone(m.members[together]), vagueness[g]}
			if m.placeVague(together, beside) {
				placed = append(placed, v)
			}
		}
	}
	for _, v := range placed {
		m.doubt(v, beside)
	}
}

// placeVague joins a group, with what joined it before, to the likest that it may be one with.
func (m *merger) placeVague(g int, beside map[int32][]pair) (placed bool) {
	for _, other := range m.likestGroups(g, beside) {
		if m.try(g, other) {
			return true
		}
	}
	return false
}

// likestGroups are the groups that another may be the same as: those more definite, the likest first, then those as definite.
func (m *merger) likestGroups(g int, beside map[int32][]pair) []int {
	own := m.vagueness(g)
	likest, asVague := map[int]float32{}, map[int]int{}
	var may []int
	for _, i := range m.members[g] {
		for _, p := range beside[int32(i)] {
			r := m.root(int(p.a+p.b) - i)
			if _, known := likest[r]; !known && r != g {
				if v := m.vagueness(r); v <= own {
					may, asVague[r] = append(may, r), one(v == own)
				}
			}
			likest[r] = max(likest[r], p.score)
		}
	}
	likelier := m.byLikeness(likest)
	slices.SortFunc(may, func(a, b int) int { return cmp.Or(cmp.Compare(asVague[a], asVague[b]), likelier(a, b)) })
	return may
}

// byLikeness puts the likest groups first, of equally like ones those of most reports.
func (m *merger) byLikeness(likest map[int]float32) func(a, b int) int {
	return func(a, b int) int {
		return cmp.Or(cmp.Compare(likest[b], likest[a]), cmp.Compare(len(m.members[b]), len(m.members[a])), cmp.Compare(a, b))
	}
}

// vagueness is how much the most definite report of a group leaves open.
func (m *merger) vagueness(g int) int {
	least := 1 << 30
	for _, i := range m.members[g] {
		least = min(least, open(m.reports[i]))
	}
	return least
}

// open is how much a report leaves open: sides that it does not name, or only by their state, and where a visit went to.
func open(r *Report) (n int) {
	sides := 0
	for i := range r.Parts {
		if r.Parts[i].Role == safir.Host {
			continue
		}
		sides++
		if a := &r.Parts[i].Actor; unnamed(a) || a.Kind == safir.Country {
			n++
		}
	}
	switch {
	case r.Event.Type == safir.Visit && value(r.Event.Where) == "":
		n++
	case r.Event.Type != safir.Visit && sides < 2:
		n += 2
	}
	return n
}
