package ledger

import (
	"slices"

	"safir"
)

// Event is one real-world event of the ledger.
type Event struct {
	ID           string
	Type         safir.EventType
	Status       safir.Status // the latest known
	When, Where  *string
	Participants []Part
	Confidence   float64   // how likely it is that there is such an event, of that type and with those sides: of those of 0.9, nine in ten
	Reports      []*Report // in order
	Perhaps      []Ref     `json:",omitempty"` // those of the reports that may as well be of another event, see [Event.Definite]
	Conflicts    []Conflict
	Corrected    []Corrected `json:",omitempty"` // by number; what reports say stays in Reports and Conflicts
}

// Conflict is a slot on which reports disagree.
type Conflict struct {
	Slot   string
	Values []ConflictValue
}

// ConflictValue is one of the values that reports give to a slot.
type ConflictValue struct {
	Value      string
	Dispatches []string
}

// Agencies lists the outlets that report an event, each once, in order of the reports.
func (e *Event) Agencies() (out []string) {
	for _, r := range e.Definite() {
		if r.Agency != "" && !slices.Contains(out, r.Agency) {
			out = append(out, r.Agency)
		}
	}
	return out
}

// events turns groups into events.
func (m *merger) events() []Event {
	var out []Event
	for _, members := range m.members {
		if len(members) == 0 {
			continue
		}
		slices.Sort(members)
		e := Event{}
		for _, i := range members {
			e.Reports = append(e.Reports, m.reports[i])
		}
		e.ID = id(loud(e.Reports)[0])
		m.noteLoose(&e, members)
		all := e.Reports
		e.Reports = loud(e.Definite()) // what may be of another event, or of none, has no say in this one
		e.Type = kind(e.Reports)
		e.settle()
		m.place(&e)
		e.date()
		m.participants(&e)
		e.Reports = all
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b Event) int { return inOrder(a.Reports[0], b.Reports[0]) })
	return out
}

// conflict notes that reports disagree on a slot.
func (e *Event) conflict(slot string, values ballot) {
	c := Conflict{Slot: slot}
	for _, v := range values {
		c.Values = append(c.Values, v.ConflictValue)
	}
	e.Conflicts = append(e.Conflicts, c)
}

// kind is the type of an event: that of its first report, but a call where a fair part of the reports calls it one; to the others
// it is talks.
func kind(reports []*Report) safir.EventType {
	const part = 4
	calls := 0
	for _, r := range reports {
		if r.Event.Type == safir.Call {
			calls++
		}
	}
	switch {
	case calls*part >= len(reports):
		return safir.Call
	case calls > 0:
		return safir.Meeting
	}
	return reports[0].Event.Type
}
