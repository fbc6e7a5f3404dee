package export

import (
	"strings"

	"safir"
)

// Row is one event of one record, flat, as tables want it. Unknown values are empty.
type Row struct {
	Dispatch, Agency, Published string
	When                        string // EDTF, Gregorian
	Jalali                      string // the same time in the Jalali calendar, see [Jalali]
	Type                        safir.EventType
	Status                      safir.Status
	Where                       string
	Who                         []Who
	Plover, Cameo               string
	Evidence                    string // the words that tell of it, as they arrived
}

// Who is a participant.
type Who struct {
	Role  safir.Role
	Label string // a name with its state (فیصل المقداد SYR), or state and office, a state's code, a body's name
}

// Rows lists a record's events in their order.
func Rows(r *safir.Record) []Row {
	actors := map[string]*safir.Actor{}
	for i := range r.Actors {
		actors[r.Actors[i].ID] = &r.Actors[i]
	}
	var body []rune // made once, where an event needs it
	var rows []Row
	for i := range r.Events {
		e := &r.Events[i]
		if body == nil {
			body = []rune(r.Body)
		}
		row := Row{
			Dispatch: r.ID, Agency: value(r.Source.Agency), Published: value(r.Source.Published),
			When: value(e.When), Jalali: Jalali(value(e.When)), Type: e.Type, Status: e.Status, Where: value(e.Where),
			Plover: e.Plover, Cameo: e.Cameo, Evidence: words(body, e.Evidence),
		}
		for _, p := range e.Participants {
			if a := actors[p.Actor]; a != nil {
				row.Who = append(row.Who, Who{p.Role, Label(a)})
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// Label is the shortest text that tells an actor from others.
func Label(a *safir.Actor) string {
	name, country := value(a.Name), value(a.Country)
	switch {
	case name != "":
		return strings.TrimSpace(name + " " + country)
	case value(a.Office) != "":
		return strings.TrimSpace(country + " " + *a.Office)
	case value(a.Org) != "" && a.Kind == safir.Org && strings.HasPrefix(*a.Org, "Ministry"):
		return strings.TrimSpace(country + " " + *a.Org) // every state has one
	case value(a.Org) != "":
		return *a.Org
	}
	return country
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// words are the pieces of text under spans, one line, an ellipsis between pieces.
func words(body []rune, spans []safir.Span) string {
	var pieces []string
	for _, s := range spans {
		start, end := max(0, s.Start), min(len(body), s.End)
		if start < end {
			pieces = append(pieces, strings.Join(strings.Fields(string(body[start:end])), " "))
		}
	}
	return strings.Join(pieces, " … ")
}
