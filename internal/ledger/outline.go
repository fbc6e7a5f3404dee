package ledger

import (
	"slices"

	"safir"
)

// Outline is an event as lists show it: what it is, and of the reports that are of no other how many there are and who gives them. It is kept beside the event
// when that is derived, for a list of events with all their reports is a hundred times as long. Its slots are called as those of an event, so
// that an event that was kept before there were outlines can be read as one.
type Outline struct {
	ID           string
	Type         safir.EventType
	Status       safir.Status
	When, Where  *string `json:",omitempty"`
	Participants []Part
	Confidence   float64
	Differ       []string `json:",omitempty"` // slots on which reports disagree
	Mended       []string `json:",omitempty"` // slots that were corrected
	Reports      int
	Copies       int      `json:",omitempty"` // of them
	Outlets      []string // ids, "" where one is unknown, in order of their first reports
	Reported     string   `json:",omitempty"` // when the first report was published, ISO 8601, "" where unknown
}

// OutlineOf is the outline of an event.
func OutlineOf(e *Event) Outline {
	reports := e.Definite()
	out := Outline{
		ID: e.ID, Type: e.Type, Status: e.Status, When: e.When, Where: e.Where, Participants: e.Participants, Confidence: e.Confidence, Reports: len(reports),
	}
	for _, c := range e.Conflicts {
		out.Differ = append(out.Differ, c.Slot)
	}
	for _, c := range e.Corrected {
		out.Mended = append(out.Mended, c.Slot)
	}
	for i, r := range reports {
		if i == 0 {
			out.Reported = r.Published
		}
		if r.CopyOf != "" {
			out.Copies++
		}
		if !slices.Contains(out.Outlets, r.Agency) {
			out.Outlets = append(out.Outlets, r.Agency)
		}
	}
	return out
}
