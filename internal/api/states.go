package api

import (
	"context"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// State is a state with how many events it takes part in.
type State struct {
	Code   string `json:"code" doc:"ISO 3166-1 alpha-3, or PSE, XKX, EUE, UNO."`
	EN     string `json:"en"`
	FA     string `json:"fa"`
	Events int    `json:"events"`
}

func (s *service) stateOf(code string, events int) State {
	return State{code, s.world.StateEN(code), s.world.StateFA(code), events}
}

type statesQuestion struct {
	Seen
	Times
	SureFilter

	Type string `query:"type" doc:"Types of events, parted by commas."`
}

func (s *service) states(ctx context.Context, q *statesQuestion) (out list[State], err error) {
	f, err := s.filter(ctx, &EventQuestion{Type: q.Type, Since: q.Since, Until: q.Until, SureFilter: q.SureFilter})
	if err != nil {
		return out, err
	}
	found, err := s.store.CountStates(ctx, f)
	out.Items = make([]State, len(found))
	for i, c := range found {
		out.Items[i] = s.stateOf(c.State, c.Events)
	}
	return out, err
}

// StateQuestion names a state and chooses its events.
type StateQuestion struct {
	Seen
	Times
	SureFilter

	Code string `path:"code" doc:"Code or name of the state."`
	Type string `query:"type" doc:"Types of events, parted by commas."`
}

// oneState is a state with its contacts.
type oneState struct {
	State

	Counts   []count `json:"counts" nullable:"false" doc:"Events by type and Jalali month."`
	Partners []State `json:"partners" nullable:"false" doc:"States with which it had contact, those of most events first."`
}

func (s *service) oneState(ctx context.Context, q *StateQuestion) (out oneState, err error) {
	code, f, err := s.ofState(ctx, q)
	if err != nil {
		return out, err
	}
	found, err := s.store.CountEvents(ctx, f)
	if err != nil {
		return out, err
	}
	out = oneState{State: s.stateOf(code, 0), Counts: make([]count, len(found)), Partners: []State{}}
	for i, c := range found {
		out.Counts[i] = count{known(c.Month), string(c.Type), c.Events}
		out.Events += c.Events
	}
	partners, err := s.store.CountStates(ctx, f)
	for _, p := range partners {
		if p.State != code {
			out.Partners = append(out.Partners, s.stateOf(p.State, p.Events))
		}
	}
	return out, err
}

// ofState is the state that is asked for, with a filter of its events.
func (s *service) ofState(ctx context.Context, q *StateQuestion) (code string, f ledger.Filter, err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return "", f, err
	}
	if code, err = asker.State(ctx, "code", q.Code); err != nil {
		return "", f, ledger.ErrUnknown
	}
	f, err = s.filter(ctx, &EventQuestion{Who: code, Type: q.Type, Since: q.Since, Until: q.Until, SureFilter: q.SureFilter})
	return code, f, err
}

type stateContactsQuestion struct {
	StateQuestion

	Limit int `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most, those of most events."`
}

func (s *service) stateContacts(ctx context.Context, q *stateContactsQuestion) (out contacts, err error) {
	code, f, err := s.ofState(ctx, &q.StateQuestion)
	if err != nil {
		return out, err
	}
	return s.contactsOf(ctx, f, q.Limit, func(p *ledger.Part) bool {
		return value(p.Actor.Country) == code && !slices.Contains([]safir.Kind{safir.Org}, p.Actor.Kind)
	})
}
