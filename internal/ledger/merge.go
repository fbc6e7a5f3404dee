package ledger

import (
	"cmp"
	"slices"

	"safir"
)

// Merge brings together the reports of each real-world event, then lets the corrections that stand have their way. The events
// are in order of their first reports.
func Merge(reports []Report, places Places, corrections ...Correction) []Event {
	m := &merger{reports: sorted(reports), places: places, names: names{}}
	m.prepare()
	m.join()
	fix := newFixer(m.reports, corrections)
	m.members = fix.regroup(m.members, m.score)
	events := m.events()
	fix.edit(events, m.likeness)
	return events
}

// merger is a merge in progress. Reports are known by their index.
type merger struct {
	reports []*Report
	windows []window
	dated   []bool
	parent  []int   // union-find
	members [][]int // of each root
	places  Places
	names
}

func (m *merger) prepare() {
	n := len(m.reports)
	m.windows, m.dated = make([]window, n), make([]bool, n)
	m.parent, m.members = make([]int, n), make([][]int, n)
	for i, r := range m.reports {
		m.windows[i], m.dated[i] = windowOf(r)
		m.parent[i], m.members[i] = i, []int{i}
	}
}

// pair is two reports with how likely they are of one event.
type pair struct {
	a, b  int
	score float64
}

// likest puts the likeliest pairs first; of equal ones those that were reported first.
func likest(x, y pair) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}

// join joins pairs, the likeliest first; of equal ones those that were reported first.
func (m *merger) join() {
	pairs := m.pairs()
	slices.SortFunc(pairs, likest)
	refused := map[[4]int]bool{} // two groups, as they were when they did not fit: they share many pairs
	for _, p := range pairs {
		a, b := m.root(p.a), m.root(p.b)
		if b < a {
			a, b = b, a
		}
		if a == b || refused[[4]int{a, b, len(m.members[a]), len(m.members[b])}] {
			continue
		}
		if !m.fit(a, b) {
			refused[[4]int{a, b, len(m.members[a]), len(m.members[b])}] = true
			continue
		}
		m.parent[b] = a
		m.members[a] = append(m.members[a], m.members[b]...)
		m.members[b] = nil
	}
}

func (m *merger) root(i int) int {
	for m.parent[i] != i {
		m.parent[i] = m.parent[m.parent[i]]
		i = m.parent[i]
	}
	return i
}

// fit tells whether two groups may be one: hardly any report of one stands against any of the other. One among many that does is
// likelier misread than right, and must not keep the others apart.
func (m *merger) fit(a, b int) bool {
	const few = 4 // of so many pairs one may be barred
	against := 0
	allowed := len(m.members[a]) * len(m.members[b]) / few
	for _, i := range m.members[a] {
		for _, k := range m.members[b] {
			if m.barred(i, k) || m.others(i, k) {
				if against++; against > allowed {
					return false
				}
			}
		}
	}
	return true
}

// others tells whether two reports name different partners: each tells of two who meet, and not of the same two. A third report
// that names them all, or one that names one alone, must not make the two one event. Of a visit it is the visitors who differ.
func (m *merger) others(i, k int) bool {
	a, b := m.reports[i], m.reports[k]
	count, _ := m.common(a, b)
	if a.Event.Type == safir.Visit {
		return count == 0
	}
	return len(a.Parts) == 2 && len(b.Parts) == 2 && count < 2
}

// pairs are all pairs of reports that share a handle of a participant and may be of one event. The reports of each handle are
// walked in order of their windows, so that each is held only against those whose windows may meet its own: the work grows
// with the reports, and with how many there are within days of each other, not with the square of them all. A pair that
// shares several handles is found several times; joining it again does nothing.
func (m *merger) pairs() []pair {
	var out []pair
	for _, list := range m.byHandle() {
		slices.SortFunc(list, func(i, k int) int {
			return cmp.Or(m.windows[i].first.Compare(m.windows[k].first), cmp.Compare(i, k))
		})
		list = slices.Compact(list)
		for x, a := range list {
			for _, b := range list[x+1:] {
				if m.beyond(a, b) {
					break
				}
				if score := m.score(min(a, b), max(a, b)); score > 0 {
					out = append(out, pair{min(a, b), max(a, b), score})
				}
			}
		}
	}
	return out
}

// byHandle lists under each handle the reports of one type that have a participant with it. What can't be placed in time is
// left out: who once met whom is not known to be whom another report means.
func (m *merger) byHandle() map[string][]int {
	out := map[string][]int{}
	for i, r := range m.reports {
		if !m.dated[i] {
			continue
		}
		for k := range r.Parts {
			for _, h := range m.handles(&r.Parts[k].Actor) {
				h = family(r.Event.Type) + " " + h
				out[h] = append(out[h], i)
			}
		}
	}
	return out
}

// beyond tells whether the window of k, which begins no earlier than that of i, begins too late for the two to be of one event,
// and so do all that begin later.
func (m *merger) beyond(i, k int) bool {
	a, b := m.windows[i], m.windows[k]
	if a.vague() {
		return !a.first.Equal(b.first)
	}
	return b.first.After(a.last.AddDate(0, 0, slack))
}

// slack is how many days reports of one event may differ by: agencies write of last night, and count from midnight here
// and from midnight in Greenwich there.
const slack = 1

// barred tells whether two reports can't be of one event.
func (m *merger) barred(i, k int) bool {
	a, b := m.reports[i], m.reports[k]
	if a.Dispatch == b.Dispatch || !sameType(&a.Event, &b.Event) {
		return true
	}
	if !m.dated[i] || !m.dated[k] || m.windows[i].apart(m.windows[k]) > slack {
		return true
	}
	if (m.windows[i].vague() || m.windows[k].vague()) && m.windows[i] != m.windows[k] {
		return true
	}
	return !m.samePlace(value(a.Event.Where), value(b.Event.Where))
}

// sameType tells whether two reports may be of one event by their types: talks of which one report does not say where they were
// held may be those that another calls a telephone call.
func sameType(a, b *safir.Event) bool {
	if a.Type == b.Type {
		return true
	}
	return a.Type == safir.Meeting && b.Type == safir.Call && value(a.Where) == "" || a.Type == safir.Call && b.Type == safir.Meeting && value(b.Where) == ""
}

// family is the type under which an event is looked for.
func family(t safir.EventType) string {
	if t == safir.Call {
		t = safir.Meeting
	}
	return string(t)
}

// samePlace tells whether two places may be one: the same, one unknown, or one a state that the other lies in.
func (m *merger) samePlace(a, b string) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	return m.places.StateOf(a) != "" && m.places.StateOf(a) == m.places.StateOf(b) && (m.places.IsState(a) || m.places.IsState(b))
}

// score is how likely two reports are of one event, 0 where they are not.
func (m *merger) score(i, k int) float64 {
	if m.barred(i, k) {
		return 0
	}
	a, b := m.reports[i], m.reports[k]
	common, total := m.common(a, b)
	if total == 0 {
		return 0
	}
	score := total
	if a.Event.Type != b.Event.Type {
		score -= 0.5
	}
	if value(a.Event.When) != "" && value(a.Event.When) == value(b.Event.When) {
		score += 0.5
	}
	if value(a.Event.Where) != "" && value(a.Event.Where) == value(b.Event.Where) {
		score += 0.25
	}
	needed := 2
	switch {
	case a.Event.Type == safir.Visit:
		needed = 1
	case len(a.Parts) < 2 || len(b.Parts) < 2:
		needed = 1
		score -= 0.75
	}
	if common < needed {
		return 0
	}
	return score
}

// common counts the participants that two reports share, and sums how surely; both are 0 where those left over stand against
// each other.
func (m *merger) common(a, b *Report) (count int, sum float64) {
	taken := make([]bool, len(b.Parts))
	var left []int
	for i := range a.Parts {
		best, likest := -1, 0.0
		for k := range b.Parts {
			if taken[k] || !sameSide(a.Parts[i].Role, b.Parts[k].Role) {
				continue
			}
			if l := m.likeness(&a.Parts[i].Actor, &b.Parts[k].Actor); l > likest {
				best, likest = k, l
			}
		}
		if best < 0 {
			left = append(left, i)
			continue
		}
		taken[best] = true
		if a.Parts[i].Role != safir.Host {
			count++
			sum += likest
		}
	}
	if a.Event.Type == safir.Visit {
		return count, sum
	}
	for _, i := range left {
		for k := range b.Parts {
			if !taken[k] && count < 2 && m.rivals(&a.Parts[i].Actor, &b.Parts[k].Actor) {
				return 0, 0
			}
		}
	}
	return count, sum
}

// sameSide tells whether two roles can be one actor's in two reports of one event.
func sameSide(a, b safir.Role) bool {
	return a == b || a == safir.Mediator || b == safir.Mediator
}
