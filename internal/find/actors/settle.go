package actors

import (
	"cmp"
	"slices"

	"safir"
	"safir/internal/page"
)

// lore is what is known of an actor beside what the page keeps.
type lore struct {
	known   string   // usual name of a person of public life
	held    []string // offices that the person is known to have held
	also    string   // a second office
	cleric  bool
	unnamed bool // an official or a source of no office
	first   int  // index of the first mention
	lead    bool // the first mention is nobody's object in the first sentences
}

// join makes one actor of all mentions of the same person, office, state or body. Those that say who they are come first;
// then a name and an office apart from each other are put together; then those that only point are given to somebody.
func (r *reading) join() {
	for i := range r.raw {
		if m := &r.raw[i]; m.assumed != "" && (m.country == "" || m.shared) {
			m.country = m.assumed
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

func human(k safir.Kind) bool { return k == safir.Person || k == safir.Office }

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
		return r.find(i, func(a *page.Actor) bool { return a.Kind == safir.Country && a.Country == m.country })
	case m.kind == safir.Org:
		return r.find(i, func(a *page.Actor) bool {
			return a.Kind == safir.Org && a.Org == m.org && (a.Country == m.country || m.country == "")
		})
	case m.kind == safir.Person:
		return r.personOf(i)
	}
	return r.find(i, func(a *page.Actor) bool {
		return a.Kind == safir.Office && a.Office == m.office && a.Country == m.country && a.Org == m.org && !m.former
	})
}

// find is the last actor that fits, or a new one made from the mention.
func (r *reading) find(i int, fits func(*page.Actor) bool) int {
	for k := len(r.Actors) - 1; k >= 0; k-- {
		if fits(&r.Actors[k]) {
			return k
		}
	}
	return r.create(i)
}

func (r *reading) create(i int) int {
	m := &r.raw[i]
	r.Actors = append(r.Actors, page.Actor{Kind: m.kind, Name: m.name, Office: m.office, Country: m.country, Org: m.org})
	l := lore{known: m.known.Name, held: m.known.Held, also: m.also, first: i}
	if m.known.Shared {
		l.known = ""
	}
	l.cleric, l.unnamed = m.cleric, m.unnamed
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
	for k := len(r.Actors) - 1; k >= 0; k-- {
		if r.Actors[k].Kind == safir.Person && r.samePerson(k, m) {
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
		a.Name = m.name
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

// unite gives each office without a name to the person who holds it: one with the same office and state; one who is known
// to have held it; the one whose name follows the office that a lead begins with.
func (r *reading) unite() {
	for k := range r.Actors {
		a := &r.Actors[k]
		if a.Kind != safir.Office || r.lore[k].unnamed || r.raw[r.lore[k].first].plural {
			continue
		}
		if p := r.holder(k); p >= 0 {
			r.merge(k, p)
		}
	}
}

// holder is the person who holds the office of actor k, -1 for nobody or several.
func (r *reading) holder(k int) int {
	o := &r.Actors[k]
	if o.Office == "" {
		return r.formerHolder(k)
	}
	if o.Country != "" {
		for _, sure := range []bool{true, false} {
			found, n := -1, 0
			for p := range r.Actors {
				a := &r.Actors[p]
				if o.Office == "other-official" && (a.Org != o.Org || r.lore[p].unnamed) {
					continue
				}
				if a.Kind == safir.Person && a.Country == o.Country && r.holds(p, o.Office) && (a.Office != "") == sure {
					found, n = p, n+1
				}
			}
			if n == 1 || n > 1 && sure {
				return found
			}
		}
	}
	return r.unknownHolder(k)
}

// formerHolder is the only person without an office who can be the former official k.
func (r *reading) formerHolder(k int) int {
	found := -1
	for p := range r.Actors {
		a := &r.Actors[p]
		if a.Kind != safir.Person || a.Office != "" || a.Country != "" && a.Country != r.Actors[k].Country || !r.near(p, k) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = p
	}
	return found
}

// unknownHolder is the only person without an office who can hold that of actor k: of its state or of none known, and not
// known for other offices.
func (r *reading) unknownHolder(k int) int {
	o := &r.Actors[k]
	if o.Office == "supreme-leader" || o.Office == "monarch" {
		return -1 // known by name, all of them
	}
	found := -1
	for p := range r.Actors {
		a := &r.Actors[p]
		if a.Kind != safir.Person || a.Office != "" || len(r.lore[p].held) > 0 || r.lore[p].cleric || r.raw[r.lore[p].first].former {
			continue
		}
		if a.Country != "" && a.Country != o.Country || !r.near(p, k) && (a.Country == "" || !single[o.Office]) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = p
	}
	return found
}

// near tells whether person p and the nameless office k are each what a clause is about, one in the lead and the other soon after:
// «یک نماینده مجلس خبر داد … به گزارش ایسنا، X گفت».
func (r *reading) near(p, k int) bool {
	name, office := &r.raw[r.lore[p].first], &r.raw[r.lore[k].first]
	if name.inside >= 0 || office.inside >= 0 || r.governed(name.Start) || r.governed(office.Start) {
		return false
	}
	gap := r.SentenceOf(name.Start) - r.SentenceOf(office.Start)
	return r.lore[k].lead && gap >= 0 && gap <= leadSentences || r.lore[p].lead && gap < 0
}

// single lists the offices that a state has one of and that news use for the person.
var single = map[string]bool{
	"president": true, "prime-minister": true, "foreign-minister": true, "supreme-leader": true, "monarch": true,
	"spokesperson": true, "deputy-foreign-minister": true, "speaker": true, "vice-president": true,
	"eu-foreign-policy-chief": true, "iaea-director-general": true, "secretary-general": true, "defense-minister": true,
	"ambassador": true, "security-council-secretary": true,
}

// merge makes the nameless holder k one with person p.
func (r *reading) merge(k, p int) {
	o := &r.Actors[k]
	r.complete(p, &raw{office: o.Office, country: o.Country, org: o.Org, also: r.lore[k].also})
	for i, a := range r.actorOf {
		if a == k {
			r.actorOf[i] = p
		}
	}
	o.Kind = "" // nobody any more
	r.lore[p].first = min(r.lore[p].first, r.lore[k].first)
}

// bareHolder is the actor of an office that is named without a state: the outlet's own where the dispatch speaks of its
// holder, else the only one, else the one named last; else the outlet's own, new.
func (r *reading) bareHolder(i int) int {
	m := &r.raw[i]
	home, last, n := -1, -1, 0
	for k := range r.Actors {
		a := &r.Actors[k]
		if !human(a.Kind) || !r.holds(k, m.office) || a.Kind == safir.Office && r.raw[r.lore[k].first].plural {
			continue
		}
		if r.home != "" && a.Country == r.home {
			home = k
		}
		if r.lore[k].first < i {
			last, n = k, n+1
		}
	}
	switch {
	case home >= 0:
		last = home
	case r.home != "" && n != 1:
		last = -1
	}
	if last < 0 {
		m.country = r.home
		return r.find(i, func(a *page.Actor) bool {
			return human(a.Kind) && a.Office == m.office && a.Country == m.country && a.Org == m.org && !m.former
		})
	}
	r.complete(last, &raw{office: m.office})
	return last
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
	r.Actors = kept
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
