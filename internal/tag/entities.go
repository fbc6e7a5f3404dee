package tag

import (
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
)

// Entity is a name with what is known of who or what bears it.
type Entity struct {
	Name
	Key     string // the same for all that name one person, place or body in the document
	Country string // code of the state that they belong to, "" where not known
	ID      string // how package know calls them: a person's usual name, a body's, an outlet's or a place's English name; "" where unknown
}

// Entities lists the names of a document: those that the tagger finds and those that lists know. Where the two
// overlap the longer counts. Spelling variants of one name come under one key (فیصل المقداد, المقداد, مقداد), and so do abbreviations that
// stand in brackets behind the names of organisations.
func (n *Names) Entities(d *fa.Doc) []Entity {
	var out []Entity
	offices := n.world.Offices.All(d)
	for _, name := range n.Find(d) {
		if name = withoutOffice(name, offices); name.Start < name.End {
			out = append(out, Entity{Name: name})
		}
	}
	out = append(out, n.listed(d)...)
	out = n.apart(d, longest(out))
	for i := range out {
		n.identify(d, &out[i])
	}
	out = bracketed(d, out)
	joinVariants(d, out)
	joinAbbreviations(d, out)
	return out
}

// withoutOffice cuts off what belongs to an office: of «وزیر [خارجه ترکیه]» only the state is left.
func withoutOffice(name Name, offices []fa.Match[know.Office]) Name {
	for _, o := range offices {
		if o.Start < name.Start && name.Start < o.End {
			name.Start = min(o.End, name.End)
		}
	}
	return name
}

// listed finds the names that lists know and that can be nothing else.
func (n *Names) listed(d *fa.Doc) []Entity {
	var out []Entity
	offer := func(r fa.Range, class Class) { out = append(out, Entity{Name: Name{r, class, 1}}) }
	for i := 0; i < len(d.Tokens); i++ {
		if term, ok := n.world.Terms.Longest(d, i); ok {
			i = term.End - 1
			continue
		}
		if m, ok := n.world.States.Longest(d, i); ok && (m.Value.Form == know.Name || m.Value.Form == know.Capital) {
			offer(m.Range, Place)
		}
		if m, ok := n.world.Places.Longest(d, i); ok && !m.Value.Common {
			offer(m.Range, Place)
		}
		if m, ok := n.world.Bodies.Longest(d, i); ok {
			offer(m.Range, Organisation)
		}
		if m, ok := n.world.People.Longest(d, i); ok && !m.Value.Shared {
			offer(m.Range, Person)
		}
	}
	return out
}

// longest keeps of names that overlap the longest; of several of one length the first.
func longest(all []Entity) []Entity {
	slices.SortStableFunc(all, func(a, b Entity) int { return (b.End - b.Start) - (a.End - a.Start) })
	var out []Entity
	for _, e := range all {
		if !slices.ContainsFunc(out, func(o Entity) bool { return e.Start < o.End && o.Start < e.End }) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entity) int { return a.Start - b.Start })
	return out
}

// identify fills in what lists know of a name.
func (n *Names) identify(d *fa.Doc, e *Entity) {
	e.Key = strings.Join(strings.Fields(d.Slice(e.Range)), " ")
	switch e.Class {
	case Person:
		if p, ok := n.person(d, e.Range); ok {
			e.Key, e.ID, e.Country = p.Name, p.Name, p.State
		}
	case Place:
		if m, ok := n.world.Places.Longest(d, e.Start); ok && m.End == e.End {
			e.Key, e.ID, e.Country = m.Value.EN, m.Value.EN, m.Value.State
		} else if m, ok := n.world.States.Longest(d, e.Start); ok && m.End == e.End {
			name := n.world.StateEN(m.Value.Code)
			e.Key, e.ID, e.Country = name, name, m.Value.Code
		}
	case Organisation:
		if m, ok := n.world.States.Longest(d, e.Start); ok && m.End == e.End && m.Value.Form == know.Name {
			e.Class = Place
			n.identify(d, e)
		} else if m, ok := n.world.Bodies.Longest(d, e.Start); ok && m.End == e.End {
			e.Key, e.ID, e.Country = m.Value.Org, m.Value.Org, m.Value.State
		} else if m, ok := n.world.Outlets.Longest(d, e.Start); ok && m.End == e.End {
			e.Key, e.ID, e.Country = m.Value.Name, m.Value.Name, m.Value.State
		}
	}
}

// person is the listed person whom a name means: the list has how the name ends, and what comes before it fits the usual full name
// («عباس عراقچی» is in the list as عراقچی too, «محمد عراقچی» is somebody else).
func (n *Names) person(d *fa.Doc, r fa.Range) (know.Person, bool) {
	for i := r.Start; i < r.End; i++ {
		m, ok := n.world.People.Longest(d, i)
		if !ok || m.End != r.End || m.Value.Shared {
			continue
		}
		full := nameWords(m.Value.Name)
		for k := r.Start; k < i; k++ {
			if w := bareName(d.Key(k)); !slices.Contains(full, w) && w != sayyid {
				return know.Person{}, false
			}
		}
		return m.Value, true
	}
	return know.Person{}, false
}

// sayyid is a title that many leave out.
const sayyid = "سید"

// bareName is a key without what some spellings of a name leave out: the Arabic article and the first part of امیرعبداللهیان.
func bareName(key string) string {
	const (
		article  = "ال"
		emir     = "امیر"
		shortest = 6 // bytes that have to be left: three letters
	)
	for _, lead := range []string{article, emir} {
		if rest, ok := strings.CutPrefix(key, lead); ok && len(rest) >= shortest {
			key = rest
		}
	}
	return key
}

func nameWords(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == fa.ZWNJ }) {
		out = append(out, bareName(fa.Key(w)))
	}
	return out
}

// joinVariants brings names of one person under one key: a name goes with the longer one that has all its words in their order at the
// end («فیدان» with «هاکان فیدان»), unless two different ones have; names of the same words go together anyhow.
func joinVariants(d *fa.Doc, all []Entity) {
	type bearer struct {
		words []string
		from  int
	}
	var bearers []bearer
	for i := range all {
		if all[i].Class == Person {
			words := nameWords(d.Slice(all[i].Range))
			if all[i].ID != "" {
				words = nameWords(all[i].ID)
			}
			bearers = append(bearers, bearer{words, i})
		}
	}
	slices.SortStableFunc(bearers, func(a, b bearer) int { return len(b.words) - len(a.words) })
	for k := 1; k < len(bearers); k++ {
		e := &all[bearers[k].from]
		if e.ID != "" {
			continue
		}
		joined := ""
		for _, longer := range bearers[:k] {
			other := &all[longer.from]
			if !endsIn(longer.words, bearers[k].words) || other.Key == joined {
				continue
			}
			if joined != "" {
				joined = ""
				break
			}
			joined = other.Key
			e.ID, e.Country = other.ID, other.Country
		}
		if joined == "" {
			e.ID, e.Country = "", ""
			continue
		}
		e.Key = joined
	}
}

func endsIn(words, end []string) bool {
	return len(end) > 0 && len(words) >= len(end) && slices.Equal(words[len(words)-len(end):], end)
}
