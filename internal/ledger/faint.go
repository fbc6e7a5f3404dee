package ledger

import (
	"slices"
)

// What a dispatch tells so faintly that by itself it would not count («همزمان با حضور [الف] در ب») is believed where others tell of the same.

// leastLoud is how many dispatches have to tell of an event for a faint report to be taken for one of it.
const leastLoud = 2

// joinFaint finds for each faint report, of which the pairs are given, the likest event that it is of. A dispatch that tells of this otherwise has no need of it.
func (m *merger) joinFaint(pairs []pair) {
	near := map[int]map[int]float32{} // of each faint report: reports that agree with it, and how much
	for _, p := range pairs {
		i, other := int(p.a), int(p.b)
		if m.reports[other].Faint {
			i, other = other, i
		}
		if p.voice != agreeing {
			continue
		}
		if near[i] == nil {
			near[i] = map[int]float32{}
		}
		near[i][other] = p.score
	}
	for i := range m.reports {
		for _, g := range m.likestOf(near[i]) {
			if m.bearsOut(g, i) && m.try(i, g) {
				break
			}
		}
	}
}

// likestOf are the groups of some reports, that of the likest first, of equally like ones that of most reports.
func (m *merger) likestOf(like map[int]float32) []int {
	likest := map[int]float32{}
	for k, score := range like {
		likest[m.root(k)] = max(likest[m.root(k)], score)
	}
	groups := make([]int, 0, len(likest))
	for g := range likest {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, m.byLikeness(likest))
	return groups
}

// bearsOut tells whether enough other dispatches tell of a group's event for a faint report to be one of it.
func (m *merger) bearsOut(g, faint int) bool {
	reports := make([]*Report, 0, len(m.members[g]))
	for _, k := range m.members[g] {
		r := m.reports[k]
		if r.origin() == m.reports[faint].origin() {
			return false
		}
		if !r.Faint {
			reports = append(reports, r)
		}
	}
	return voices(reports) >= leastLoud
}

// dropFaint leaves out groups of faint reports alone, but for those of which a correction speaks.
func (m *merger) dropFaint(named map[int]bool) {
	for g, members := range m.members {
		if !slices.ContainsFunc(members, func(i int) bool { return !m.reports[i].Faint || named[i] }) {
			m.members[g] = nil
		}
	}
}

// loud are those reports that are not faint, or all where all are.
func loud(reports []*Report) []*Report {
	out := slices.DeleteFunc(slices.Clone(reports), func(r *Report) bool { return r.Faint })
	if len(out) == 0 {
		return reports
	}
	return out
}
