package export

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"safir"
	"safir/internal/know"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// network is who is in contact with whom: actors, and an edge for each pair of them and each type of contact. It is all that has to
// be held: its size is that of the circle of actors, however many events they have.
type network struct {
	world  *know.World
	only   func(*safir.Actor) bool // who is in it; nil for all
	actors map[string]*node
	ties   map[tieKey]*tie
}

// node is an actor.
type node struct {
	ID, Kind, Country string
	Name              label.Label
	Offices           []string
	Events            int
	First, Last       string // days, "" where not known
}

// tieKey tells edges apart. Where one acts on the other (visits, writes to, summons), From is the one who acts; else the pair is in
// alphabetical order of the ids.
type tieKey struct {
	From, To string
	Type     safir.EventType
}

// tie is what is known of the contacts of one type between two.
type tie struct {
	tieKey
	ID          string
	Acts        bool // From acts on To
	Weight      int  // events
	First, Last string
}

// contacts makes the network of events.
func contacts(all iter.Seq2[ledger.Event, error], world *know.World, only func(*safir.Actor) bool) (*network, error) {
	n := &network{world, only, map[string]*node{}, map[tieKey]*tie{}}
	for e, err := range all {
		if err != nil {
			return nil, err
		}
		n.add(&e)
	}
	return n, nil
}

func (n *network) add(e *ledger.Event) {
	var parts []ledger.Part
	for _, p := range e.Participants {
		if n.only == nil || n.only(&p.Actor) {
			parts = append(parts, p)
		}
	}
	parts = n.withHost(e, parts)
	first, last := span(e.When)
	for i := range parts {
		n.meet(&parts[i], first, last)
	}
	for i := range parts {
		for j := i + 1; j < len(parts); j++ {
			if from, to, acts, ok := n.between(e, &parts[i], &parts[j]); ok {
				n.tie(identityOf(from), identityOf(to), e.Type, acts, first, last)
			}
		}
	}
}

// withHost adds to a visit that names no host the state that it leads to.
func (n *network) withHost(e *ledger.Event, parts []ledger.Part) []ledger.Part {
	state := n.world.StateOf(value(e.Where))
	if e.Type != safir.Visit || state == "" || slices.ContainsFunc(parts, func(p ledger.Part) bool { return p.Role == safir.Host || value(p.Actor.Country) == state }) {
		return parts
	}
	host := ledger.Part{Actor: safir.Actor{Kind: safir.Country, Country: &state}, Role: safir.Host}
	if n.only != nil && !n.only(&host.Actor) {
		return parts
	}
	return append(parts, host)
}

func (n *network) meet(p *ledger.Part, first, last string) {
	a, id := &p.Actor, identityOf(p)
	v := n.actors[id]
	if v == nil {
		v = &node{ID: id, Kind: string(a.Kind), Country: value(a.Country), Name: called(a, n.world), First: first, Last: last}
		if value(a.Name) != "" {
			v.Kind = string(safir.Person)
		}
		n.actors[id] = v
	}
	if name := called(a, n.world); len(name.FA) > len(v.Name.FA) {
		v.Name = name
	}
	v.Country = cmp.Or(v.Country, value(a.Country))
	if office := value(a.Office); office != "" && !ledger.StandsForState(a) && !slices.Contains(v.Offices, office) {
		v.Offices = append(v.Offices, office)
	}
	v.Events++
	v.First, v.Last = earlier(v.First, first), later(v.Last, last)
}

// between tells whether two participants of an event are in contact, and who acts. Who stand on one side are not: two visitors, a sender and
// the bearer, officials of one state who meet another's.
func (n *network) between(e *ledger.Event, a, b *ledger.Part) (from, to *ledger.Part, acts, ok bool) {
	left, right := side(a.Role), side(b.Role)
	switch {
	case identityOf(a) == identityOf(b):
		return nil, nil, false, false
	case left == right && left != 0:
		return nil, nil, false, false
	case left < right && left != 0:
		return a, b, true, true
	case right < left && right != 0:
		return b, a, true, true
	}
	if state := value(a.Actor.Country); state != "" && state == value(b.Actor.Country) && abroadToo(e, state) {
		return nil, nil, false, false
	}
	if identityOf(a) > identityOf(b) {
		a, b = b, a
	}
	return a, b, false, true
}

// side is 1 for who acts, 2 for who is acted upon, 0 for who do something together.
func side(r safir.Role) int {
	switch r {
	case safir.Visitor, safir.Sender, safir.Summoner, safir.Bearer:
		return 1
	case safir.Host, safir.Recipient, safir.Summoned:
		return 2
	case safir.Party, safir.Mediator:
	}
	return 0
}

// abroadToo tells whether somebody of another state takes part.
func abroadToo(e *ledger.Event, state string) bool {
	return slices.ContainsFunc(e.Participants, func(p ledger.Part) bool {
		other := value(p.Actor.Country)
		return other != "" && other != state
	})
}

func (n *network) tie(from, to string, kind safir.EventType, acts bool, first, last string) {
	key := tieKey{from, to, kind}
	t := n.ties[key]
	if t == nil {
		t = &tie{tieKey: key, ID: digest(from, to, string(kind)), Acts: acts, First: first, Last: last}
		n.ties[key] = t
	}
	t.Weight++
	t.First, t.Last = earlier(t.First, first), later(t.Last, last)
}

// earlier is the earlier of two days of which either may be unknown.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func later(a, b string) string { return max(a, b) }

// nodes are the actors in order of their ids.
func (n *network) nodes() []*node {
	return slices.SortedFunc(maps.Values(n.actors), func(a, b *node) int { return cmp.Compare(a.ID, b.ID) })
}

// edges are the ties, in order of the pairs.
func (n *network) edges() []*tie {
	return slices.SortedFunc(maps.Values(n.ties), func(a, b *tie) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Type, b.Type))
	})
}

// persons are in the network of people.
func persons(a *safir.Actor) bool { return value(a.Name) != "" }

// attribute is something that a network tells of a node or an edge.
type attribute[T any] struct {
	id, kind string
	of       func(T) string
}

var nodeAttributes = []attribute[*node]{
	{"kind", "string", func(v *node) string { return v.Kind }},
	{"name_fa", "string", func(v *node) string { return v.Name.FA }},
	{"country", "string", func(v *node) string { return v.Country }},
	{"offices", "string", func(v *node) string { return strings.Join(v.Offices, " ") }},
	{"events", "integer", func(v *node) string { return number(v.Events) }},
}

var edgeAttributes = []attribute[*tie]{
	{"type", "string", func(t *tie) string { return string(t.Type) }},
	{"acts", "boolean", func(t *tie) string { return map[bool]string{true: "true", false: "false"}[t.Acts] }},
	{"first", "string", func(t *tie) string { return t.First }},
	{"last", "string", func(t *tie) string { return t.Last }},
	{"first_jalali", "string", func(t *tie) string { return Jalali(t.First) }},
	{"last_jalali", "string", func(t *tie) string { return Jalali(t.Last) }},
}
