package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"safir"
	"safir/internal/ledger"
)

// around is how many characters of a dispatch stand before and after the words that are quoted.
const around = 120

// eventPage is what the page Event shows.
type eventPage struct {
	ledger.Event

	Version   string
	Slots     []slot
	Life      []step
	List      reportList
	Differ    []conflict
	Outlets   int
	Corrected []correctedView
	Types     []safir.EventType
	Statuses  []safir.Status
	By        string
	heading   string
}

func (p *eventPage) title(*tongue) string { return p.heading }

// slot is a slot of an event with the reports that give each of its values.
type slot struct {
	Name    string // type, status, when, where, participants
	Choices []choice
	Differ  bool // reports disagree, and the ledger says so
}

// choice is a value of a slot.
type choice struct {
	Value   string
	Part    *ledger.Part // of a participant
	Chosen  bool
	Reports []int // numbers of the reports that give it, from 1
}

// step is a moment in the life of an event, as reports tell of it.
type step struct {
	Day     string
	Status  safir.Status
	When    *string
	Where   *string
	Reports []int
	Held    bool // the day of the event itself
}

// correctedView is a correction of a slot, as it was logged.
type correctedView struct {
	ledger.Corrected

	By, At string
}

// oneEvent is the event of an id.
func (d *Desk) oneEvent(r *request, id string) (e ledger.Event, err error) {
	if id == "" {
		return e, missing("event")
	}
	found, err := collect(d.Store.Events(r.Context(), ledger.Filter{ID: id}))
	if err != nil {
		return e, err
	}
	if len(found) == 0 {
		return e, missing("event")
	}
	return found[0], nil
}

func (d *Desk) event(r *request) (any, error) {
	e, err := d.oneEvent(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	p := &eventPage{
		Event: e, Version: e.Version(), heading: r.headline(&e), Types: safir.EventTypes, Statuses: safir.Statuses, By: editorName(r),
	}
	p.Slots = slotsOf(&e)
	p.Life = lifeOf(&e)
	p.Outlets = outletsOf(&e)
	if p.List, err = d.reportsOf(r, p); err != nil {
		return nil, err
	}
	if p.Differ, err = d.conflictsOf(r, p); err != nil {
		return nil, err
	}
	p.Corrected, err = d.correctedOf(r, &e)
	return p, err
}

// correctedOf tells who corrected an event, and when.
func (d *Desk) correctedOf(r *request, e *ledger.Event) (out []correctedView, err error) {
	if len(e.Corrected) == 0 {
		return nil, nil
	}
	log, err := d.Store.Corrections(r.Context())
	if err != nil {
		return nil, err
	}
	for _, c := range e.Corrected {
		v := correctedView{Corrected: c}
		for _, l := range log {
			if l.Number == c.Number {
				v.By, v.At = l.By, l.At
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// headline says an event on one line.
func (t *tongue) headline(e *ledger.Event) string {
	names := make([]string, len(e.Participants))
	for i, p := range e.Participants {
		names[i] = t.actor(p).Name
	}
	out := t.of("type", e.Type)
	if len(names) > 0 {
		out += ": " + strings.Join(names, " – ")
	}
	return out
}

// slotsOf sets the values of each slot beside the reports that give them.
func slotsOf(e *ledger.Event) []slot {
	differ := map[string]bool{}
	for _, c := range e.Conflicts {
		differ[c.Slot] = true
	}
	out := []slot{
		{Name: "type", Choices: choices(e, string(e.Type), func(r *ledger.Report) string { return string(r.Event.Type) })},
		{Name: "status", Choices: choices(e, string(e.Status), func(r *ledger.Report) string { return string(r.Event.Status) })},
		{Name: "when", Choices: choices(e, text(e.When), func(r *ledger.Report) string { return text(r.Event.When) })},
		{Name: "where", Choices: choices(e, text(e.Where), func(r *ledger.Report) string { return text(r.Event.Where) })},
	}
	for i := range out {
		out[i].Differ = differ[out[i].Name]
	}
	return append(out, slot{Name: "participants", Choices: participants(e), Differ: differ["participants"]})
}

// choices are the values that reports give to a slot, the chosen one first, then by how many give them. What may be of another event, and what is told faintly, has no say.
func choices(e *ledger.Event, chosen string, of func(*ledger.Report) string) (out []choice) {
	for i, r := range e.Reports {
		v := of(r)
		if v == "" || !e.Heard(r) {
			continue
		}
		at := slices.IndexFunc(out, func(c choice) bool { return c.Value == v })
		if at < 0 {
			at = len(out)
			out = append(out, choice{Value: v, Chosen: v == chosen})
		}
		out[at].Reports = append(out[at].Reports, i+1)
	}
	if chosen != "" && !slices.ContainsFunc(out, func(c choice) bool { return c.Chosen }) { // it was corrected
		out = append(out, choice{Value: chosen, Chosen: true})
	}
	slices.SortStableFunc(out, func(a, b choice) int {
		if a.Chosen != b.Chosen {
			return map[bool]int{true: -1, false: 1}[a.Chosen]
		}
		return cmp.Compare(len(b.Reports), len(a.Reports))
	})
	return out
}

// participants are those of an event, each with the reports that name them.
func participants(e *ledger.Event) (out []choice) {
	for i := range e.Participants {
		p := &e.Participants[i]
		c := choice{Part: p, Chosen: true}
		for k, r := range e.Reports {
			if e.Heard(r) && slices.ContainsFunc(r.Parts, func(o ledger.Part) bool { return same(p, &o) }) {
				c.Reports = append(c.Reports, k+1)
			}
		}
		out = append(out, c)
	}
	return out
}

// same tells whether a report's participant may be the one of the event: by person, else by name, or state and office.
func same(p, o *ledger.Part) bool {
	a, b := &p.Actor, &o.Actor
	switch {
	case p.Person != "" && o.Person != "":
		return p.Person == o.Person
	case text(a.Name) != "" && text(b.Name) != "":
		return text(a.Name) == text(b.Name) || strings.HasSuffix(text(a.Name), " "+text(b.Name)) || strings.HasSuffix(text(b.Name), " "+text(a.Name))
	case text(a.Org) != "" || text(b.Org) != "":
		return text(a.Org) == text(b.Org)
	case ledger.StandsForState(a):
		return text(a.Country) == text(b.Country) && (b.Kind == safir.Country || text(a.Office) == text(b.Office))
	case a.Kind == safir.Country || b.Kind == safir.Country:
		return a.Kind == b.Kind && text(a.Country) == text(b.Country)
	}
	return text(a.Country) == text(b.Country) && (text(a.Office) == text(b.Office) || text(a.Office) == "" || text(b.Office) == "")
}

// lifeOf is the life of an event: when it was first told to be in which state, and when it was.
func lifeOf(e *ledger.Event) (out []step) {
	for i, r := range e.Reports {
		if !e.Heard(r) {
			continue
		}
		s := step{Day: dayOf(r.Published), Status: r.Event.Status, When: r.Event.When, Where: r.Event.Where, Reports: []int{i + 1}}
		at := slices.IndexFunc(out, func(o step) bool {
			return o.Status == s.Status && text(o.When) == text(s.When) && text(o.Where) == text(s.Where)
		})
		if at >= 0 {
			out[at].Reports = append(out[at].Reports, i+1)
			continue
		}
		out = append(out, s)
	}
	if first, _, ok := safir.Days(text(e.When)); ok && !first.IsZero() {
		held := step{Day: first.Format(time.DateOnly), Status: e.Status, When: e.When, Where: e.Where, Held: true}
		at := slices.IndexFunc(out, func(s step) bool { return s.Day > held.Day || s.Day == held.Day && !ahead(s.Status) })
		if at < 0 {
			at = len(out)
		}
		if at == 0 && len(out) == 1 {
			return nil // it was told of once, afterwards: the record says all of that
		}
		out = slices.Insert(out, at, held)
	}
	return out
}

// ahead tells whether a status speaks of what is to come.
func ahead(s safir.Status) bool { return s == safir.Planned || s == safir.Proposed }
