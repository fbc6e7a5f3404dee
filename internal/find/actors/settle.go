package actors

import (
	"cmp"
	"slices"

	"safir"
	"safir/internal/page"
)

// lore is what is known of an actor beside what the page keeps.
type lore struct {
	name    nameKeys // of the actor's name
	known   string   // usual name of a person of public life
	held    []string // offices that the person is known to have held
	also    string   // a second office
	of      string   // of what: نیرو
	cleric  bool
	unnamed bool // an official or a source of no office
	first   int  // index of the first mention
	lead    bool // the first mention is nobody's object in the first sentences
}

// join makes one actor of all mentions of the same person, office, state or body. Those that say who they are come first;
// then a name and an office apart from each other are put together; then those that only point are given to somebody.
func (r *reading) join() {
	for i := range r.raw {
		m := &r.raw[i]
		if m.assumed != "" && (m.country == "" || m.shared) {
			m.country = m.assumed
		}
		if m.plural && m.office == "negotiator" && m.country == "" && !m.theirs {
			m.country = r.home // «تیم مذاکره‌کننده»
		}
	}
	r.actorOf = make([]int, len(r.raw))
	for i := range r.raw {
		r.actorOf[i] = r.settle(i)
	}
	r.unite()
	for i := range r.raw {
		if m := &r.raw[i]; r.actorOf[i] < 0 && r.bare(m) {
			r.actorOf[i] = r.bareHolder(i)
		}
	}
	r.unite()
	r.refer()
	r.write()
}

// points tells whether a mention says only with others who it is.
func points(m *raw) bool {
	return m.by == page.BySides || m.by == page.ByPronoun || m.pointing || (m.related || m.theirs) && m.name == ""
}

// bare tells whether a mention is an office without a name or a state.
func (r *reading) bare(m *raw) bool {
	return !points(m) && m.kind == safir.Office && m.country == "" && !m.stateless && !m.plural
}

// settle is the actor of a mention that says who it is, -1 for others.
func (r *reading) settle(i int) int {
	m := &r.raw[i]
	switch {
	case points(m) || r.bare(m):
		return -1
	case m.kind == safir.Country:
		return r.find(i, func(_ int, a *page.Actor) bool { return a.Kind == safir.Country && a.Country == m.country })
	case m.kind == safir.Org:
		return r.find(i, func(_ int, a *page.Actor) bool {
			return a.Kind == safir.Org && a.Org == m.org && (a.Country == m.country || m.country == "")
		})
	case m.kind == safir.Person:
		return r.personOf(i)
	}
	return r.find(i, func(k int, a *page.Actor) bool { return a.Kind == safir.Office && r.sameOffice(k, m) })
}

// sameOffice tells whether an actor has the office of a mention, of the same state and body.
func (r *reading) sameOffice(k int, m *raw) bool {
	a := &r.Actors[k]
	return a.Office == m.office && a.Country == m.country && a.Org == m.org && !m.former && !differ(r.lore[k].of, m.of)
}

// reach is how many actors back it is asked whether a mention is of one of them: several times as many as the longest
// dispatches have, so that a text of nothing but names takes time as it is long, not as its square.
const reach = 1000

// nearest is the first of the actors within reach.
func (r *reading) nearest() int { return max(0, len(r.Actors)-reach) }

// find is the last actor that fits, or a new one made from the mention.
func (r *reading) find(i int, fits func(int, *page.Actor) bool) int {
	for k, end := len(r.Actors)-1, r.nearest(); k >= end; k-- {
		if fits(k, &r.Actors[k]) {
			return k
		}
	}
	return r.create(i)
}

func (r *reading) create(i int) int {
	m := &r.raw[i]
	r.Actors = append(r.Actors, page.Actor{Kind: m.kind, Name: m.name, Office: m.office, Country: m.country, Org: m.org, Outside: r.outsider(m)})
	l := lore{name: keysOf(m.name), known: m.known.Name, held: m.known.Held, also: m.also, first: i}
	if m.known.Shared {
		l.known = ""
	}
	l.cleric, l.unnamed, l.of = m.cleric, m.unnamed, m.of
	l.lead = m.inside < 0 && r.SentenceOf(m.Start) < leadSentences && !r.governed(m.Start)
	r.lore = append(r.lore, l)
	return len(r.Actors) - 1
}

// leadSentences is how many sentences, headlines included, a lead may have: there an office stands whose holder's name
// comes after it.
const leadSentences = 3

// personOf is the actor of a named person: one of that name, or a new one.
func (r *reading) personOf(i int) int {
	m := &r.raw[i]
	name := keysOf(m.name)
	for k, end := len(r.Actors)-1, r.nearest(); k >= end; k-- {
		if r.Actors[k].Kind == safir.Person && r.samePerson(k, m, name) {
			r.complete(k, m)
			return k
		}
	}
	if m.office != "" && m.country == "" && !m.stateless {
		m.country = r.home
	}
	return r.create(i)
}

// complete adds to an actor what a mention tells of it.
func (r *reading) complete(k int, m *raw) {
	a, l := &r.Actors[k], &r.lore[k]
	if len(m.name) > len(a.Name) {
		a.Name, l.name = m.name, keysOf(m.name)
	}
	switch {
	case m.office == "" || m.office == a.Office:
	case a.Office == "" || minor(m.office) < minor(a.Office):
		a.Office, l.also = m.office, a.Office
	case l.also == "":
		l.also = m.office
	}
	if m.country != "" && (a.Country == "" || !m.shared && m.office != "") {
		a.Country = m.country
	}
	if a.Org == "" {
		a.Org = m.org
	}
	l.of = cmp.Or(l.of, m.of)
	if l.known == "" && m.known.Name != "" && !m.known.Shared {
		l.known, l.held = m.known.Name, m.known.Held
	}
}

// holds tells whether an actor is a holder of an office: by what the dispatch says, or, where it says no office, by what is
// known of the name.
func (r *reading) holds(k int, office string) bool {
	a, l := &r.Actors[k], &r.lore[k]
	return a.Office == office || l.also == office || a.Kind == safir.Person && a.Office == "" && slices.Contains(l.held, office)
}

// write lists the actors that are left in the order of their first mention, with their mentions.
func (r *reading) write() {
	var order []int
	for k := range r.Actors {
		a, l := &r.Actors[k], &r.lore[k]
		if a.Kind == "" {
			continue
		}
		order = append(order, k)
		if l.cleric && a.Office == "" && (len(l.held) == 0 || slices.Contains(l.held, "cleric")) {
			a.Office, a.Country = "cleric", cmp.Or(a.Country, r.home)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.lore[a].first, r.lore[b].first) })
	place := make([]int, len(r.Actors))
	kept := make([]page.Actor, len(order))
	for at, k := range order {
		place[k], kept[at] = at, r.Actors[k]
	}
	r.Actors, r.Mentions = kept, slices.Grow(r.Mentions, len(r.raw))
	for i := range r.raw {
		m, actor := &r.raw[i], r.actorOf[i]
		if actor >= 0 {
			actor = place[actor]
			r.Actors[actor].Mentions = append(r.Actors[actor].Mentions, i)
		}
		r.Mentions = append(r.Mentions, page.Mention{
			Range: m.Range, Head: m.head, Actor: actor, Kind: m.kind, By: m.by, Inside: m.inside, Why: m.why,
		})
	}
}
