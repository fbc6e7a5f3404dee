package ask

import (
	"cmp"
	"context"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// Contact is somebody whom a side met, called, visited or wrote to.
type Contact struct {
	Kind    safir.Kind              `json:"kind"`
	Name    *string                 `json:"name"`
	Office  *string                 `json:"office"`
	Country *string                 `json:"country"`
	Org     *string                 `json:"org"`
	Person  string                  `json:"person,omitempty" doc:"Id of the person, where known."`
	Events  int                     `json:"events"`
	Types   map[safir.EventType]int `json:"types"`
	First   *string                 `json:"first" doc:"EDTF of the first event that has a date."`
	Last    *string                 `json:"last"`
}

// Contacts lists who takes part in the events of a filter beside those who are meant by it, those of most events first.
func Contacts(ctx context.Context, store ledger.Store, f ledger.Filter, of func(*ledger.Part) bool) ([]Contact, error) {
	f.Page = ledger.Page{}
	by := map[string]*Contact{}
	var order []*Contact
	for e, err := range store.Events(ctx, f) {
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for i := range e.Participants {
			p := &e.Participants[i]
			key := partKey(p)
			if of(p) || seen[key] {
				continue
			}
			seen[key] = true
			c := by[key]
			if c == nil {
				a := p.Actor
				c = &Contact{Kind: a.Kind, Name: a.Name, Office: a.Office, Country: a.Country, Org: a.Org, Person: p.Person, Types: map[safir.EventType]int{}}
				by[key] = c
				order = append(order, c)
			}
			c.Events++
			c.Types[e.Type]++
			if e.When != nil && c.First == nil {
				c.First = e.When
			}
			if e.When != nil {
				c.Last = e.When
			}
		}
	}
	slices.SortStableFunc(order, func(a, b *Contact) int { return cmp.Compare(b.Events, a.Events) })
	out := make([]Contact, len(order))
	for i, c := range order {
		out[i] = *c
	}
	return out, nil
}

// partKey tells participants apart: by the person where it is known, else by all that is said of them.
func partKey(p *ledger.Part) string {
	if p.Person != "" {
		return p.Person
	}
	w := ledger.WhoIs(&p.Actor)
	return string(w.Kind) + "\x00" + w.Name + "\x00" + w.Office + "\x00" + w.Country + "\x00" + w.Org
}
