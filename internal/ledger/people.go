package ledger

import (
	"cmp"
	"slices"

	"safir"
)

// Person is one real person of the ledger.
type Person struct {
	ID        string
	Name      string // the usual full name
	Country   string // code of the state that they are known for, "" where unknown
	Spellings []Spelling
	Tenures   []Tenure // in order of time
	First     string   // ISO day of the first dispatch that names them, "" where unknown
	Last      string
	Mentions  int                     // dispatches that name them
	Contacts  map[safir.EventType]int // events of the ledger that they take part in
}

// Spelling is a name of a person as dispatches give it.
type Spelling struct {
	Name     string
	Mentions int
}

// Tenure is an office that a person is seen to hold, from the first dispatch that says so to the last.
type Tenure struct {
	Office, Country, Org string
	First, Last          string // ISO days of the first and the last evidence
	Count                int    // dispatches that say so
	// After is the last day on which another is seen to hold the office before, Before the first on which another does after:
	// the tenure began and ended within these. "" where nobody is known.
	After, Before string
	Ended         string // the first day on which a dispatch calls them a former holder, "" where none does
}

// PersonFilter chooses people. What is empty does not matter.
type PersonFilter struct {
	IDs     []string
	Side    Side // of these names, or of this state
	Office  string
	Country string // that the office serves
	On      string // ISO day on which they hold it
	Limit   int    // how many at most, those of most dispatches first; 0 for all
	After   string // only who follows the person of this id
}

// People are the people of a ledger, by all the names under which dispatches know them.
type People struct {
	list    []*Person
	by      map[Who]*Person
	byName  map[[2]string]*Person // name and country, where it is one person's alone
	offices map[seat][]held
}

// List lists them, in an order that depends on what is known of them alone.
func (p *People) List() []*Person { return p.list }

// Of is the person that an actor is, nil where it is none or not known which.
func (p *People) Of(a *safir.Actor) *Person {
	if value(a.Name) == "" || !a.Kind.Human() {
		return nil
	}
	w := WhoIs(a)
	w.Kind = safir.Person
	if found := p.by[w]; found != nil {
		return found
	}
	if found := p.byName[[2]string{w.Name, w.Country}]; found != nil {
		return found
	}
	return p.byName[[2]string{w.Name, ""}]
}

// Names lists under which names each person is looked up.
func (p *People) Names() map[Who]string {
	out := make(map[Who]string, len(p.by))
	for w, person := range p.by {
		out[w] = person.ID
	}
	return out
}

// FindPeople tells from bearings who is who, and who held which office when. The order of the bearings makes no difference.
func FindPeople(bearings []Bearing) *People {
	return findPeopleOf(slices.SortedFunc(slices.Values(bearings), byName), newNameBook())
}

// byName is an order of bearings that depends on nothing but what they say.
func byName(a, b Bearing) int {
	if c := cmp.Compare(a.Country, b.Country); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Office, b.Office), cmp.Compare(a.Org, b.Org), cmp.Compare(a.Day, b.Day), truth(a.Former)-truth(b.Former), cmp.Compare(a.Kind, b.Kind))
}

// findPeopleOf does so for bearings in that order, with names that were looked at before.
func findPeopleOf(bearings []Bearing, seen nameBook) *People {
	u := newUniting(bearings, seen)
	u.unite()
	p := u.people()
	p.findTenures(bearings)
	return p
}

// meet tells who takes part in events, as far as it is known, and counts for each person the events they take part in.
func (p *People) meet(events []Event) {
	by, none := make(map[string]*Person, len(p.list)), map[safir.EventType]int{}
	for _, person := range p.list {
		by[person.ID] = person
		person.Contacts = none // of most there is no event
	}
	for _, e := range events {
		done := map[string]bool{}
		for k := range e.Participants {
			part := &e.Participants[k]
			if found := p.Of(&part.Actor); found != nil { // it may be completed, or corrected, since reports were
				part.Person = found.ID
			}
			if person := by[part.Person]; person != nil && !done[part.Person] {
				done[part.Person] = true
				if len(person.Contacts) == 0 {
					person.Contacts = map[safir.EventType]int{}
				}
				person.Contacts[e.Type]++
			}
		}
	}
}

// add counts a bearing to a person.
func (p *Person) add(b *Bearing) {
	p.Mentions += b.Count
	if b.Day != "" && (p.First == "" || b.Day < p.First) {
		p.First = b.Day
	}
	p.Last = max(p.Last, b.Day)
	i := slices.IndexFunc(p.Spellings, func(s Spelling) bool { return s.Name == b.Name })
	if i < 0 {
		i = len(p.Spellings)
		p.Spellings = append(p.Spellings, Spelling{Name: b.Name})
	}
	p.Spellings[i].Mentions += b.Count
}
