// Package ties answers who is in touch with whom: out of events, the network of those who take part in them together, laid out so that it
// can be drawn, and the visits from state to place.
//
// A tie counts events, so that whoever follows one finds exactly as many events as it says. Laying out begins from the same places each
// time and knows no chance: the same events give the same picture.
package ties

import (
	"cmp"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// Sort tells as what those who take part are taken.
type Sort string

// The sorts of networks.
const (
	States Sort = "states" // everybody as their state
	Bodies Sort = "bodies" // the same, and bodies as themselves too
	People Sort = "people" // people alone, as far as they are named
	All    Sort = "all"    // people and bodies as themselves
)

// Sorts lists them.
var Sorts = []Sort{States, Bodies, People, All}

// Who is somebody in a network: a state, a body or a person.
type Who struct{ State, Org, Person, Name string }

// Node is somebody in a network with how many events they take part in.
type Node struct {
	Who

	Part   ledger.Part // as an event has them
	Events int
	X, Y   float64 // once it is laid out
	R      float64
}

// Tie joins two nodes, by their places in the list, that take part in events together.
type Tie struct {
	A, B   int
	Events int
	Types  map[safir.EventType]int
	Last   string // latest day, ISO; "" where none is known
}

// Network is who is in touch with whom: those of most events first, the ties of most events first.
type Network struct {
	Nodes []Node
	Ties  []Tie
	All   int // nodes before the less frequent ones were left out
}

// Of is the network of events, of the most frequent nodes alone. stateOf tells in which state a place lies: who goes there on a visit is
// in touch with it. Who is in touch with nobody is none.
func Of(events []ledger.Outline, sort Sort, most int, stateOf func(string) string) Network {
	b := builder{at: map[Who]int{}, ties: map[[2]int]*Tie{}}
	for i := range events {
		b.add(&events[i], sort, stateOf)
	}
	return b.network(most)
}

type builder struct {
	nodes []Node
	at    map[Who]int
	ties  map[[2]int]*Tie
}

func (b *builder) add(e *ledger.Outline, sort Sort, stateOf func(string) string) {
	var here []int
	for _, p := range taking(e, sort, stateOf) {
		at, ok := b.at[p.Who]
		if !ok {
			at = len(b.nodes)
			b.at[p.Who] = at
			b.nodes = append(b.nodes, p)
		}
		if !slices.Contains(here, at) {
			here = append(here, at)
		}
	}
	if len(here) < 2 {
		return
	}
	day := Day(e)
	slices.Sort(here)
	for i, x := range here {
		b.nodes[x].Events++
		for _, y := range here[i+1:] {
			if b.nodes[x].home() != "" && b.nodes[x].home() == b.nodes[y].home() {
				continue // of one state: no contact between states
			}
			t := b.ties[[2]int{x, y}]
			if t == nil {
				t = &Tie{A: x, B: y, Types: map[safir.EventType]int{}}
				b.ties[[2]int{x, y}] = t
			}
			t.Events++
			t.Types[e.Type]++
			t.Last = max(t.Last, day)
		}
	}
}

// home is the state that somebody is of.
func (n *Node) home() string {
	return cmp.Or(n.State, value(n.Part.Actor.Country))
}

// taking is who takes part in an event.
func taking(e *ledger.Outline, sort Sort, stateOf func(string) string) (out []Node) {
	for _, p := range e.Participants {
		state := value(p.Actor.Country)
		if who, ok := whoIs(&p, sort); ok {
			out = append(out, Node{Who: who, Part: p})
		}
		if state != "" && (sort == States || sort == Bodies) {
			out = append(out, Node{Who: Who{State: state}, Part: aState(state)})
		}
	}
	if state := stateOf(value(e.Where)); e.Type == safir.Visit && state != "" && (sort == States || sort == Bodies) {
		out = append(out, Node{Who: Who{State: state}, Part: aState(state)})
	}
	return out
}

// whoIs tells who a participant is besides one of their state.
func whoIs(p *ledger.Part, sort Sort) (Who, bool) {
	name, org := value(p.Actor.Name), value(p.Actor.Org)
	switch {
	case name != "" && (sort == People || sort == All):
		if p.Person != "" {
			return Who{Person: p.Person}, true
		}
		return Who{Name: name}, true
	case p.Actor.Kind == safir.Org && org != "" && (sort == Bodies || sort == All):
		return Who{Org: org}, true
	}
	return Who{}, false
}

func aState(state string) ledger.Part {
	return ledger.Part{Actor: safir.Actor{Kind: safir.Country, Country: &state}, Role: safir.Party}
}

// network keeps the most frequent nodes and the ties between them.
func (b *builder) network(most int) (n Network) {
	tied := map[int]bool{}
	for _, t := range b.ties {
		tied[t.A], tied[t.B] = true, true
	}
	var order []int
	for i := range b.nodes {
		if tied[i] {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(b.nodes[y].Events, b.nodes[x].Events) })
	n.All = len(order)
	order = order[:min(len(order), most)]
	to := map[int]int{}
	for i, x := range order {
		to[x] = i
		node := b.nodes[x]
		node.Part.Role = safir.Party
		n.Nodes = append(n.Nodes, node)
	}
	for _, t := range b.ties {
		x, hasX := to[t.A]
		y, hasY := to[t.B]
		if hasX && hasY {
			tie := *t
			tie.A, tie.B = min(x, y), max(x, y)
			n.Ties = append(n.Ties, tie)
		}
	}
	slices.SortFunc(n.Ties, func(x, y Tie) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return n
}

// Day is the first day of an event, "" where it is not known.
func Day(e *ledger.Outline) string {
	first, _, ok := safir.Days(value(e.When))
	if !ok || first.IsZero() {
		return ""
	}
	return first.Format("2006-01-02")
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
