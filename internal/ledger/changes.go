package ledger

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"safir"
)

// Mark tells where a ledger stands.
type Mark struct {
	Revision    int64 // see [Store.Revision]
	Merged      bool  // what is derived is derived of that revision
	Derivations int64 // how often what is derived was written
	Generation  int64 // how often the keys of who is spoken of were made anew
	Arrivals    int64 // see [Store.Arrivals]
	Sides       int64 // the key of the last of those who are spoken of
}

// Changes are what a derivation gives, to be written in one transaction: all of it, or what differs from that which was written last.
type Changes struct {
	Revision int64 // of which it was derived
	Number   int64 // how often was written what the changes are changes of; if that is not so any more, nothing is written: [ErrOverwritten]
	Sides    int64 // up to this key, names were set to their bearers when those changes were written
	All      bool  // it comes in the place of all that is kept, else of what is named in it

	People     []*Person         // those who are new or changed, or all
	GonePeople []string          // ids
	Names      map[Who]string    // who bears each name, all of them
	Renamed    []Who             // the names whose bearers changed; with All none are listed
	Copies     map[string]string // of which dispatch each is a copy, where that changed, or all; "" for one that is none any more
	Judged     []Judged          // where the verdict changed, or all
	Events     []Placed          // those that are new or changed, or all
	GoneEvents []Placed          // as they were written: those that are gone or changed
}

// PlaceOf is where a person stands among all: those come first whom most dispatches name, of equals those of the lower ids.
func PlaceOf(p *Person) int64 {
	const most, bits = 1<<22 - 1, 40
	id, _ := strconv.ParseUint(p.ID[:min(len(p.ID), bits/4)], 16, 64)
	return int64(most-min(p.Mentions, most))<<bits | int64(id&(1<<bits-1))
}

// keyed gives events their keys in a store, which are in order of their first days, then of their first reports, as they come. Keys of one day
// follow each other, so that an event that is found later moves none but those of its own day.
func keyed(events []*Placed) {
	slices.SortStableFunc(events, func(a, b *Placed) int { return cmp.Compare(DayNumber(a.First), DayNumber(b.First)) })
	const ofADay = 10_000_000
	day, n := -1, int64(0)
	for _, e := range events {
		if d := DayNumber(e.First); d != day {
			day, n = d, 0
		}
		e.Key = int64(day)*ofADay + n
		n++
	}
}

// Party is who takes part in an event.
type Party struct {
	Who

	Person string // id of who bears the name
}

// PartiesOf are who takes part in an event: each as they are, and as their states. Who goes to a state on a visit meets its people, also
// where no host is named. Somebody may be there several times.
func PartiesOf(e *Placed) (out []Party) {
	for i := range e.Participants {
		p := &e.Participants[i]
		w := WhoIs(&p.Actor)
		if w.Name != "" {
			w.Office, w.Org = "", "" // an event's people are looked up by name alone
		}
		out = append(out, Party{w, p.Person})
		if w.Country != "" {
			out = append(out, Party{Who: State(w.Country)})
		}
	}
	if e.Type == safir.Visit && e.State != "" {
		out = append(out, Party{Who: State(e.State)})
	}
	return out
}

// bearers gives the id of who bears each name, by what dispatches call people and by events, in order of their keys.
func bearers(people *People, events []*Placed) map[Who]string {
	out := people.Names()
	for _, e := range events {
		for _, p := range PartiesOf(e) {
			if p.Name != "" {
				w := p.Who
				w.Kind = safir.Person
				out[w] = p.Person
			}
		}
	}
	return out
}

// same tells whether two people are known alike.
func (p *Person) same(o *Person) bool {
	return p.ID == o.ID && p.Name == o.Name && p.Country == o.Country && p.First == o.First && p.Last == o.Last && p.Mentions == o.Mentions &&
		slices.Equal(p.Spellings, o.Spellings) && slices.Equal(p.Tenures, o.Tenures) && maps.Equal(p.Contacts, o.Contacts)
}
