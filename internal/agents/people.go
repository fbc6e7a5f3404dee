package agents

import (
	"context"
	"fmt"

	"safir/internal/api"
	"safir/internal/ask"
	"safir/internal/ledger"
)

type whoIn struct {
	Name   string `json:"name,omitempty" jsonschema:"a name in Persian or Latin letters, or the id of a person"`
	Office string `json:"office,omitempty" jsonschema:"an office: president, foreign-minister, ambassador, speaker …"`
	Of     string `json:"of,omitempty" jsonschema:"state that the office serves, by code or name"`
	On     string `json:"on,omitempty" jsonschema:"a day in either calendar on which the office is held"`
}

type personOut struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	State      string   `json:"state,omitempty"`
	Dispatches int      `json:"dispatches" jsonschema:"how many name them"`
	First      string   `json:"first_named,omitempty"`
	Last       string   `json:"last_named,omitempty"`
	Offices    []string `json:"offices" jsonschema:"each office with the days on which it is first and last seen to be held, and by how many dispatches"`
}

type counterpart struct {
	Who    string `json:"who"`
	Person string `json:"person,omitempty" jsonschema:"id"`
	Events int    `json:"events"`
}

type profileOut struct {
	personOut

	Spellings    []string       `json:"spellings"`
	Evidence     []sourceOut    `json:"evidence,omitempty" jsonschema:"the first and the last dispatch that tell of each office, in the order of offices"`
	Contacts     map[string]int `json:"contacts" jsonschema:"events by type"`
	Counterparts []counterpart  `json:"counterparts" jsonschema:"with whom most"`
	Events       []eventOut     `json:"events" jsonschema:"the latest"`
	Statements   []saidOut      `json:"statements" jsonschema:"the latest"`
}

type whoOut struct {
	Person *profileOut `json:"person,omitempty" jsonschema:"who is meant"`
	Others []personOut `json:"others,omitempty" jsonschema:"others who may be meant, or all who were found; ask again by id"`
}

// How much is told of a person, and how many times more than others somebody must be named to be the one who is meant.
const (
	mostPeople       = 10
	mostCounterparts = 10
	latest           = 5
	distinctly       = 4
)

func (s *service) who(ctx context.Context, in *whoIn) (out whoOut, err error) {
	if in.Name+in.Office+in.Of+in.On == "" {
		return out, ask.Wrong("name", "name somebody, or an office")
	}
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.People(ctx, ask.People{Name: in.Name, Office: in.Office, Of: in.Of, On: in.On})
	if err != nil {
		return out, err
	}
	f.Limit = mostPeople
	found, _, err := ask.List(s.store.People(ctx, f), mostPeople)
	if err != nil {
		return out, err
	}
	if len(found) == 0 {
		return out, ask.Wrong("name", "the ledger knows nobody like that")
	}
	meant := f.Side.State == "" && (len(found) == 1 || in.Name != "" && found[0].Mentions >= distinctly*found[1].Mentions)
	if meant {
		if out.Person, err = s.profile(ctx, found[0].ID); err != nil {
			return out, err
		}
		found = found[1:]
	}
	for i := range found {
		out.Others = append(out.Others, personOf(&found[i]))
	}
	return out, nil
}

func personOf(p *ledger.Person) personOut {
	out := personOut{ID: p.ID, Name: p.Name, State: p.Country, Dispatches: p.Mentions, First: p.First, Last: p.Last, Offices: []string{}}
	for _, t := range p.Tenures {
		text := t.Office
		for _, part := range []string{t.Country, t.Org} {
			if part != "" {
				text += " " + part
			}
		}
		text += fmt.Sprintf(" %s to %s (%d)", t.First, t.Last, t.Count)
		if t.Ended != "" {
			text += ", called a former one on " + t.Ended
		}
		out.Offices = append(out.Offices, text)
	}
	return out
}

func (s *service) profile(ctx context.Context, id string) (*profileOut, error) {
	p, err := api.Profile(ctx, s.store, id, latest)
	if err != nil {
		return nil, err
	}
	out := &profileOut{
		personOut: personOf(&p.Person), Contacts: map[string]int{}, Counterparts: []counterpart{}, Spellings: []string{},
		Events: eventsOf(p.Events), Statements: saidsOf(p.Statements),
	}
	for _, spelled := range p.Spellings {
		out.Spellings = append(out.Spellings, spelled.Name)
	}
	for kind, n := range p.Contacts {
		out.Contacts[string(kind)] = n
	}
	for i := range p.Tenures {
		if told := p.Evidence[i]; len(told) > 0 {
			out.Evidence = append(out.Evidence, sourceOf(told[0]))
			if last := told[len(told)-1]; last != told[0] {
				out.Evidence = append(out.Evidence, sourceOf(last))
			}
		}
	}
	f := ledger.Filter{Sides: []ledger.Side{{People: []string{id}}}, Sure: ledger.Sure}
	with, err := ask.Contacts(ctx, s.store, f, func(p *ledger.Part) bool { return p.Person == id })
	for _, c := range with[:min(mostCounterparts, len(with))] {
		out.Counterparts = append(out.Counterparts, counterpart{labelOf(&c), c.Person, c.Events})
	}
	return out, err
}

func labelOf(c *ask.Contact) string {
	for _, parts := range [][2]*string{{c.Name, c.Country}, {c.Country, c.Office}, {c.Org, nil}, {c.Country, nil}} {
		if parts[0] == nil {
			continue
		}
		text := *parts[0]
		if parts[1] != nil {
			text += " " + *parts[1]
		}
		return text
	}
	return value(c.Office)
}
