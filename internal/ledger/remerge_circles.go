package ledger

import "slices"

// regroup merges the reports of circles anew, and what is dirty with them, and parts them into circles.
func (m *remerger) regroup(circles map[*circle]bool, dirty map[*told]bool, g *merger, corrections []Correction) {
	again := map[*told]bool{}
	for c := range circles {
		delete(m.circles, c)
		for _, t := range c.members {
			if slices.Contains(m.of[t.Dispatch], t) { // it may be gone
				again[t] = true
			}
		}
	}
	for t := range dirty {
		again[t] = true
	}
	if len(again) > 0 {
		members := make([]*told, 0, len(again))
		for t := range again {
			members = append(members, t)
		}
		slices.SortFunc(members, func(a, b *told) int { return inOrder(&a.Report, &b.Report) })
		g.reports = make([]*Report, len(members))
		for i, t := range members {
			g.reports[i] = &t.Report
		}
		m.part(g, members, g.merge(corrections))
	}
	m.collect()
}

// part parts what was merged into circles.
func (m *remerger) part(g *merger, members []*told, events []Event) {
	linked := newSets(len(members))
	for _, p := range g.likely {
		linked.join(int(p.a), int(p.b))
	}
	first := -1 // corrections speak of several: they are one circle
	for i, t := range members {
		if !m.named[t.Dispatch] {
			continue
		}
		if first < 0 {
			first = i
		}
		linked.join(i, first)
	}
	circles, at := map[int]*circle{}, make(map[*Report]*circle, len(members))
	for i, t := range members {
		c := circles[linked.root(i)]
		if c == nil {
			c = &circle{}
			circles[linked.root(i)] = c
			m.circles[c] = true
		}
		t.circle, at[&t.Report] = c, c
		c.members = append(c.members, t)
	}
	for i := range events {
		f := &found{Placed: place(events[i], g.places)}
		m.texts.shareEvent(&f.Placed)
		for k := range f.Participants {
			f.persons = append(f.persons, f.Participants[k].Person)
		}
		c := at[f.Reports[0]]
		c.events = append(c.events, f)
	}
	for _, c := range circles {
		c.members, c.events = slices.Clip(slices.Clone(c.members)), slices.Clip(slices.Clone(c.events))
	}
}

// collect lists all events, in order of their first reports.
func (m *remerger) collect() {
	m.events = m.events[:0]
	for c := range m.circles {
		m.events = append(m.events, c.events...)
	}
	slices.SortFunc(m.events, func(a, b *found) int { return inOrder(a.Reports[0], b.Reports[0]) })
}

// sets are numbers from 0 on in sets that are apart (union-find).
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, k int) { s[s.root(i)] = s.root(k) }
