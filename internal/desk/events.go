package desk

import (
	"net/http"

	"safir"
	"safir/internal/ledger"
)

// onPage is how many entries a list has on one page.
const onPage = 50

// eventsPage is what the page Events shows.
type eventsPage struct {
	*form

	Form     *form
	Total    int
	Types    []typeCount
	Events   []ledger.Outline
	Next     string // id after which the next page begins, "" where there is none
	Outlets  []ledger.Outlet
	AllTypes []safir.EventType
	Statuses []safir.Status
	Offices  []string
	CanSave  bool
}

// Kept are the fields of the form that a saved question has, with their values.
func (p *eventsPage) Kept() (out [][2]string) {
	for _, field := range questionFields {
		for _, v := range p.Fields[field] {
			if v != "" {
				out = append(out, [2]string{field, v})
			}
		}
	}
	return out
}

func (p *eventsPage) status() int { return p.form.status() }

// status is 400 where a field is wrong: nothing is listed then, but for the form with what is wrong.
func (f *form) status() int {
	if len(f.Wrong) > 0 {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

func (d *Desk) events(r *request) (any, error) {
	f, filter, err := d.eventFilter(r)
	if err != nil {
		return nil, err
	}
	p := &eventsPage{form: f, Form: f, AllTypes: safir.EventTypes, Statuses: safir.Statuses, Offices: safir.Offices, CanSave: d.Save != nil}
	if p.Outlets, err = d.outlets(r.Context()); err != nil {
		return nil, err
	}
	filter.Page = order(r, f)
	if len(f.Wrong) > 0 {
		return p, nil
	}
	if err := d.eventsAfter(r, &filter); err != nil {
		return nil, err
	}
	counts, err := d.eventCounts(r.Context(), withoutPage(filter))
	if err != nil {
		return nil, err
	}
	p.Types = typeCounts(counts)
	for _, c := range p.Types {
		p.Total += c.Events
	}
	filter.Limit = onPage + 1
	if p.Events, err = collect(d.Store.Outlines(r.Context(), filter)); err != nil {
		return nil, err
	}
	if len(p.Events) > onPage {
		p.Events = p.Events[:onPage]
		p.Next = p.Events[onPage-1].ID
	}
	return p, nil
}

func withoutPage(f ledger.Filter) ledger.Filter {
	f.Page = ledger.Page{}
	return f
}

// eventsAfter has a list go on after the entry that the address names. One that is not there (it was merged with another, or the address
// was cut) is told, rather than an empty page.
func (d *Desk) eventsAfter(r *request, f *ledger.Filter) error {
	f.After = r.value("after")
	if f.After == "" {
		return nil
	}
	_, err := d.oneEvent(r, f.After)
	if err != nil {
		return bad("cursor", nil)
	}
	return nil
}
