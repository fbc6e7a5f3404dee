package ledger

import (
	"slices"

	"safir"
)

// Some reports say too little to tell of which of several events they are. They stay with the likest, and have no say in it.

// doubt notes which reports of a group that was placed don't say of which event they are: another that is more definite as well is told of hardly more
// seldom than the one that they joined. Who met a president and his minister met officials twice. Of talks and agreements no such thing is noted: it is states
// that have them, whoever speaks for these.
func (m *merger) doubt(v vagueGroup, beside map[int32][]pair) {
	if !slices.Contains(ofPeople, m.reports[v.members[0]].Event.Type) {
		return
	}
	own := m.root(v.members[0])
	for _, i := range v.members {
		told := m.named(i, v.vagueness, beside)
		for other, n := range told {
			if other != own && n > 1 && n*much > told[own] { // what one dispatch tells alone may be misread
				m.perhaps[i] = true
			}
		}
	}
}

// ofPeople are the types of events that people have, and not states.
var ofPeople = []safir.EventType{safir.Call, safir.Meeting, safir.Visit}

// vagueGroup are reports that were one group before they found a place.
type vagueGroup struct {
	members   []int
	vagueness int
}

// named counts for each group the dispatches that tell more definitely of what a vague report may be of.
func (m *merger) named(i, vagueness int, beside map[int32][]pair) map[int]int {
	by := map[int][]*Report{}
	for _, p := range beside[int32(i)] {
		if k := int(p.a+p.b) - i; open(m.reports[k]) < vagueness && !m.headless(m.reports[i], m.reports[k]) {
			by[m.root(k)] = append(by[m.root(k)], m.reports[k])
		}
	}
	out := make(map[int]int, len(by))
	for group, reports := range by {
		out[group] = voices(reports)
	}
	return out
}

// headless tells whether a report speaks of some official where another has a head of state.
func (m *merger) headless(vague, other *Report) bool {
	for i := range vague.Parts {
		a := &vague.Parts[i].Actor
		if !unnamed(a) {
			continue
		}
		best := 0.0
		for k := range other.Parts {
			best = max(best, m.likeness(a, &other.Parts[k].Actor))
		}
		if best == byHead {
			return true
		}
	}
	return false
}

// noteLoose notes which reports of an event may as well be of another. Where there are no others it is they that tell of it.
func (m *merger) noteLoose(e *Event, members []int) {
	for _, i := range members {
		if m.perhaps[i] {
			e.Perhaps = append(e.Perhaps, RefOf(m.reports[i]))
		}
	}
	if len(e.Perhaps) == len(members) {
		e.Perhaps = nil
	}
}

// MayBeOther tells whether a report may as well be of another event: that somebody met officials of a state whose president and whose minister
// he met says of neither that it was he.
func (e *Event) MayBeOther(r *Report) bool {
	return slices.ContainsFunc(e.Perhaps, func(ref Ref) bool { return ref.Dispatch == r.Dispatch && ref.Event == r.Event.ID })
}

// Heard tells whether a report has a say in what an event is: it may be of no other, and is not told faintly.
func (e *Event) Heard(r *Report) bool { return !r.Faint && !e.MayBeOther(r) }

// Definite are the reports that are of this event and no other.
func (e *Event) Definite() []*Report {
	if len(e.Perhaps) == 0 {
		return e.Reports
	}
	return slices.DeleteFunc(slices.Clone(e.Reports), e.MayBeOther)
}
