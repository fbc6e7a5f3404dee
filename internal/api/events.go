package api

import (
	"context"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

// EventQuestion chooses events, as safir events does.
type EventQuestion struct {
	Who    string `query:"who" doc:"One who takes part: a name in Persian or Latin letters, a person's id, a state by code or name, a body." example:"عراقچی"`
	With   string `query:"with" doc:"Another who takes part; of a visit also the state that it led to." example:"OMN"`
	Type   string `query:"type" doc:"Types, parted by commas." example:"call,meeting"`
	Status string `query:"status" doc:"Statuses, parted by commas." example:"happened"`
	Since  string `query:"since" doc:"First day: a day, month or year in either calendar." example:"1405-02-01"`
	Until  string `query:"until" doc:"Last day." example:"2026-05"`
	Place  string `query:"place" doc:"City or state, in Persian or English." example:"Muscat"`
	Agency string `query:"agency" doc:"Id of an outlet that reports it." example:"irna"`
	SureFilter
}

// SureFilter leaves out what is not sure enough. The default is [ledger.Sure].
type SureFilter struct {
	Sure float64 `query:"sure" default:"0.65" minimum:"0" maximum:"1" doc:"Only events that are at least so likely to have been told of rightly; 0 for all. What an editor corrected is sure."`
}

func (q *EventQuestion) ask() ask.Events {
	return ask.Events{Who: q.Who, With: q.With, Type: q.Type, Status: q.Status, Since: q.Since, Until: q.Until, Place: q.Place, Agency: q.Agency, Sure: q.Sure}
}

func (s *service) asker(ctx context.Context) (*ask.Asker, error) {
	return ask.NewAsker(ctx, s.store, s.world)
}

// filter is a question as a filter.
func (s *service) filter(ctx context.Context, q *EventQuestion) (ledger.Filter, error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return ledger.Filter{}, err
	}
	return asker.Events(ctx, q.ask())
}

type eventsQuestion struct {
	Seen
	EventQuestion
	Part
}

func (s *service) events(ctx context.Context, q *eventsQuestion) (out list[export.EventLine], err error) {
	f, err := s.filter(ctx, &q.EventQuestion)
	if err != nil {
		return out, err
	}
	if f.Page, err = q.page(q.EventQuestion); err != nil {
		return out, err
	}
	return rest(ctx, &q.Part, q.EventQuestion, s.store.Events(ctx, f), func(e *ledger.Event) string { return e.ID },
		func(e *ledger.Event) (export.EventLine, error) { return export.EventLineOf(e), nil }, s.hasEvent)
}

func (s *service) hasEvent(ctx context.Context, id string) error {
	_, err := ask.Event(ctx, s.store, id)
	return err
}

type idQuestion struct {
	Seen

	ID string `path:"id" doc:"Id, as lists give it."`
}

// event is an event with its reports.
type event struct {
	export.EventLine

	Version string       `json:"version" doc:"Who corrects the event says which version was looked at."`
	Jalali  *string      `json:"jalali" doc:"When, in the Jalali calendar."`
	Reports []ask.Report `json:"reports" nullable:"false" doc:"Every report with the words that tell of the event."`
}

func (s *service) event(ctx context.Context, q *idQuestion) (out event, err error) {
	e, err := ask.Event(ctx, s.store, q.ID)
	if err != nil {
		return out, err
	}
	out = event{EventLine: export.EventLineOf(&e), Version: e.Version(), Jalali: known(export.Jalali(value(e.When)))}
	out.Reports, err = ask.Reports(ctx, s.store, &e)
	return out, err
}

type countQuestion struct {
	Seen
	EventQuestion
}

// count counts the events of a type in a Jalali month.
type count struct {
	Month  *string `json:"month" doc:"Jalali month, null where the time is not known."`
	Type   string  `json:"type"`
	Events int     `json:"events"`
}

type counts struct {
	Total  int     `json:"total"`
	Counts []count `json:"counts" nullable:"false"`
}

func (s *service) countEvents(ctx context.Context, q *countQuestion) (out counts, err error) {
	f, err := s.filter(ctx, &q.EventQuestion)
	if err != nil {
		return out, err
	}
	found, err := s.store.CountEvents(ctx, f)
	out.Counts = make([]count, len(found))
	for i, c := range found {
		out.Counts[i] = count{known(c.Month), string(c.Type), c.Events}
		out.Total += c.Events
	}
	return out, err
}

type betweenQuestion struct {
	Seen
	BetweenFilter
	Part

	A string `query:"a" required:"true" doc:"One side: a name, a person's id, a state, a body." example:"IRN"`
	B string `query:"b" required:"true" doc:"The other." example:"OMN"`
}

// BetweenFilter is [EventQuestion] without sides.
type BetweenFilter struct {
	Type   string `query:"type" doc:"Types, parted by commas."`
	Status string `query:"status" doc:"Statuses, parted by commas."`
	Since  string `query:"since" doc:"First day: a day, month or year in either calendar."`
	Until  string `query:"until" doc:"Last day."`
	Place  string `query:"place" doc:"City or state, in Persian or English."`
	SureFilter
}

// contactsOfTwo are the contacts of two sides, counted, and a part of them.
type contactsOfTwo struct {
	export.ContactsLine

	Next string `json:"next,omitempty" doc:"Cursor of the part of events that follows; absent at the end."`
}

func (s *service) between(ctx context.Context, q *betweenQuestion) (out contactsOfTwo, err error) {
	question := EventQuestion{Who: q.A, With: q.B, Type: q.Type, Status: q.Status, Since: q.Since, Until: q.Until, Place: q.Place, SureFilter: q.SureFilter}
	f, err := s.filter(ctx, &question)
	switch {
	case err != nil:
		return out, err
	case len(f.Sides) != 2:
		return out, ask.Wrong("a, b", "name two sides")
	case same(f.Sides[0], f.Sides[1]):
		return out, ask.Wrong("b", "%s and %s are one side", q.A, q.B)
	}
	found := export.Between{A: q.A, B: q.B}
	if found.Counts, err = s.store.CountEvents(ctx, f); err != nil {
		return out, err
	}
	if f.Page, err = q.page(question); err != nil {
		return out, err
	}
	events, err := rest(ctx, &q.Part, question, s.store.Events(ctx, f), func(e *ledger.Event) string { return e.ID },
		func(e *ledger.Event) (ledger.Event, error) { return *e, nil }, s.hasEvent)
	if err != nil {
		return out, err
	}
	found.Events = events.Items
	return contactsOfTwo{export.ContactsLineOf(&found), events.Next}, nil
}
