package ledger

import (
	"cmp"
	"slices"
)

// Merge brings together the reports of each real-world event, then lets the corrections that stand have their way. The events
// are in order of their first reports.
func Merge(reports []Report, places Places, corrections ...Correction) []Event {
	m := &merger{reports: sorted(reports), places: places, nameBook: newNameBook()}
	m.holders, m.company = holdersOf(m.reports, m.names), companyOf(m.reports, m.names)
	return m.merge(corrections)
}

// merge merges the reports, which are in order.
func (m *merger) merge(corrections []Correction) []Event {
	m.prepare()
	m.join()
	fix := newFixer(m.reports, corrections)
	m.members = fix.regroup(m.members, m.score)
	m.dropFaint(fix.named())
	for _, i := range fix.joined() {
		delete(m.perhaps, i)
	}
	events := m.events()
	fix.edit(events, m.likeness)
	weighSure(events)
	return events
}

// merger is a merge in progress. Reports are known by their index.
type merger struct {
	reports []*Report
	windows []window
	dated   []bool
	parent  []int   // union-find
	members [][]int // of each root
	likely  []pair  // of those that may be of one event
	places  Places
	holders holders
	company company
	last    bool            // what agrees is joined, and what is told too vaguely is left
	refused map[[4]int]bool // two groups and how many they were when they did not fit
	perhaps map[int]bool    // reports that would fit several events
	nameBook
}

func (m *merger) prepare() {
	n := len(m.reports)
	m.windows, m.dated = make([]window, n), make([]bool, n)
	m.parent, m.members = make([]int, n), make([][]int, n)
	for i, r := range m.reports {
		m.windows[i], m.dated[i] = windowOf(r)
		m.parent[i], m.members[i] = i, []int{i}
	}
	m.refused, m.perhaps = map[[4]int]bool{}, map[int]bool{}
}

// pair is two reports with how likely they are of one event.
type pair struct {
	a, b  int32
	score float32
	voice voice
}

// likest puts the likeliest pairs first; of equal ones those that were reported first.
func likest(x, y pair) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// join joins pairs, the likeliest first; of equal ones those that were reported first. Then it finds a place for what is told too
// vaguely to be known by itself, and for what is told faintly.
func (m *merger) join() {
	m.likely = m.pairs()
	slices.SortFunc(m.likely, likest)
	var vague, faint []pair
	for _, p := range m.likely {
		switch {
		case m.reports[p.a].Faint || m.reports[p.b].Faint:
			faint = append(faint, p)
		case p.voice == agreeing:
			m.try(m.root(int(p.a)), m.root(int(p.b)))
		default:
			vague = append(vague, p)
		}
	}
	m.last, m.refused = true, map[[4]int]bool{}
	m.joinVague(vague)
	m.joinFaint(faint)
}

// try joins two groups if they may be one.
func (m *merger) try(a, b int) bool {
	if a == b || !m.fit(a, b) {
		return false
	}
	a, b = min(a, b), max(a, b)
	m.parent[b] = a
	m.members[a] = append(m.members[a], m.members[b]...)
	m.members[b] = nil
	return true
}

func (m *merger) root(i int) int {
	for m.parent[i] != i {
		m.parent[i] = m.parent[m.parent[i]]
		i = m.parent[i]
	}
	return i
}

// fit tells whether two groups may be one: hardly any report of one stands against any of the other. One among many that does is
// likelier misread than right, and must not keep the others apart. What says too little to speak for or against (somebody met
// officials of a state) does not count: else any two groups would be one as soon as each holds a few of the kind. Where somebody is said to come again, the
// two are one only if nothing else was found for either, and no dispatch tells of both; what one dispatch tells of as two visits is never one.
func (m *merger) fit(a, b int) bool {
	a, b = min(a, b), max(a, b)
	asked := [4]int{a, b, len(m.members[a]), len(m.members[b])}
	if m.refused[asked] { // as they are now, they were asked before: they share many pairs
		return false
	}
	if !m.agree(m.members[a], m.members[b]) {
		m.refused[asked] = true
		return false
	}
	return true
}

func (m *merger) agree(a, b []int) bool {
	const (
		few     = 3  // for so many pairs that speak for it one may speak against
		misread = 10 // of so many that don't speak for it one may, where nothing better was found
	)
	alikes, against, besides, onceMore := 0, 0, 0, 0
	most := len(a) * len(b) / (few + 1)
	for _, i := range a {
		for _, k := range b {
			switch _, v := m.weigh(min(i, k), max(i, k)); v {
			case contrary:
				against++
			case beside:
				besides++
			case twice:
				return false
			case agreeing:
				alikes++
			case again:
				onceMore++
			case silent:
			}
			if against+besides > most {
				return false
			}
		}
	}
	if onceMore > alikes*few && (!m.last || besides > 0) {
		return false
	}
	return against*few <= alikes || m.last && against*misread <= len(a)*len(b)
}
