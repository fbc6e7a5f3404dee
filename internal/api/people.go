package api

import (
	"context"
	"reflect"
	"slices"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

func same(a, b ledger.Side) bool { return reflect.DeepEqual(a, b) }

// PersonQuestion chooses people, as safir who does.
type PersonQuestion struct {
	Name   string `query:"name" doc:"A name in Persian or Latin letters, in any spelling; a state for its people." example:"Araghchi"`
	Office string `query:"office" doc:"Who is seen to hold this office." example:"foreign-minister"`
	Of     string `query:"of" doc:"State that the office serves, by code or name." example:"IRN"`
	On     string `query:"on" doc:"A day in either calendar on which the office is held." example:"2026-04-25"`
}

type peopleQuestion struct {
	Seen
	PersonQuestion

	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"1000" doc:"Where the list goes on."`
}

func (s *service) people(ctx context.Context, q *peopleQuestion) (out list[export.PersonLine], err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.People(ctx, ask.People(q.PersonQuestion))
	if err != nil {
		return out, err
	}
	p := Part{Limit: q.Limit, Cursor: q.Cursor}
	page, err := p.page(q.PersonQuestion)
	if err != nil {
		return out, err
	}
	f.Limit, f.After = page.Limit, page.After
	return rest(ctx, &p, q.PersonQuestion, s.store.People(ctx, f), func(p *ledger.Person) string { return p.ID },
		func(p *ledger.Person) (export.PersonLine, error) {
			return export.PersonLineOf(&export.Profile{Person: *p}), nil
		},
		func(ctx context.Context, id string) error { _, err := s.store.Person(ctx, id); return err })
}

// How much is told of a person at once.
const (
	mostEvidence = 20 // dispatches of an office, half of them the first and half the last
	latest       = 10 // events and statements
)

func (s *service) onePerson(ctx context.Context, q *idQuestion) (out export.PersonLine, err error) {
	p, err := Profile(ctx, s.store, q.ID, latest)
	if err != nil {
		return out, err
	}
	return export.PersonLineOf(p), nil
}

// Profile is a person with the evidence of offices and the latest events and statements, so many of each, or [ledger.ErrUnknown].
func Profile(ctx context.Context, store ledger.Store, id string, latest int) (*export.Profile, error) {
	person, err := store.Person(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &export.Profile{Person: person, Evidence: map[int][]ledger.Source{}}
	for i, t := range person.Tenures {
		first, err := store.Evidence(ctx, id, t, ledger.Page{Limit: mostEvidence / 2})
		if err != nil {
			return nil, err
		}
		last, err := store.Evidence(ctx, id, t, ledger.Page{Newest: true, Limit: mostEvidence / 2})
		if err != nil {
			return nil, err
		}
		slices.Reverse(last)
		for _, source := range last {
			if !slices.Contains(first, source) {
				first = append(first, source)
			}
		}
		p.Evidence[i] = first
	}
	side, page := ledger.Side{People: []string{id}}, ledger.Page{Newest: true, Limit: latest}
	if p.Events, _, err = ask.List(store.Events(ctx, ledger.Filter{Sides: []ledger.Side{side}, Sure: ledger.Sure, Page: page}), latest); err != nil {
		return nil, err
	}
	p.Statements, _, err = ask.List(store.Statements(ctx, ledger.StatementFilter{By: side, Page: page}), latest)
	return p, err
}

type evidenceQuestion struct {
	Seen
	Part

	ID     string `path:"id" doc:"Id of the person."`
	Office int    `path:"office" minimum:"0" doc:"Place of the office in the person's offices, from 0."`
}

func (s *service) evidence(ctx context.Context, q *evidenceQuestion) (out list[export.SourceLine], err error) {
	p, err := s.store.Person(ctx, q.ID)
	if err != nil {
		return out, err
	}
	if q.Office >= len(p.Tenures) {
		return out, ledger.ErrUnknown
	}
	question := []any{q.ID, p.Tenures[q.Office]}
	page, err := q.page(question)
	if err != nil {
		return out, err
	}
	found, err := s.store.Evidence(ctx, q.ID, p.Tenures[q.Office], page)
	if err != nil {
		return out, err
	}
	return rest(ctx, &q.Part, question, each(found), func(s *ledger.Source) string { return s.Dispatch },
		func(s *ledger.Source) (export.SourceLine, error) { return export.SourceLineOf(*s), nil }, s.hasDispatch)
}

func each[T any](values []T) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
	}
}

type contactsQuestion struct {
	Seen
	Times
	SureFilter

	ID    string `path:"id" doc:"Id of the person."`
	Type  string `query:"type" doc:"Types of events, parted by commas."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most, those of most events."`
}

// Times choose by time.
type Times struct {
	Since string `query:"since" doc:"First day: a day, month or year in either calendar."`
	Until string `query:"until" doc:"Last day."`
}

// contacts are who was in touch with a side.
type contacts struct {
	Total    int           `json:"total" doc:"How many were."`
	Contacts []ask.Contact `json:"contacts" nullable:"false"`
}

func (s *service) contacts(ctx context.Context, q *contactsQuestion) (out contacts, err error) {
	if _, err := s.store.Person(ctx, q.ID); err != nil {
		return out, err
	}
	f, err := s.filter(ctx, &EventQuestion{Type: q.Type, Since: q.Since, Until: q.Until, SureFilter: q.SureFilter})
	if err != nil {
		return out, err
	}
	f.Sides = []ledger.Side{{People: []string{q.ID}}}
	return s.contactsOf(ctx, f, q.Limit, func(p *ledger.Part) bool { return p.Person == q.ID })
}

func (s *service) contactsOf(ctx context.Context, f ledger.Filter, limit int, of func(*ledger.Part) bool) (out contacts, err error) {
	found, err := ask.Contacts(ctx, s.store, f, of)
	return contacts{len(found), found[:min(limit, len(found))]}, err
}
