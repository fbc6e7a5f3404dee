package ties_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ties"
)

func stateOf(place string) string {
	return map[string]string{"Muscat": "OMN", "Oman": "OMN", "Tehran": "IRN"}[place]
}

func part(name, state string, role safir.Role) ledger.Part {
	p := ledger.Part{Actor: safir.Actor{Kind: safir.Country, Country: &state}, Role: role}
	if name != "" {
		p.Actor.Kind, p.Actor.Name = safir.Person, &name
	}
	return p
}

func event(kind safir.EventType, when, where string, parts ...ledger.Part) ledger.Outline {
	e := ledger.Outline{Type: kind, Participants: parts}
	if when != "" {
		e.When = &when
	}
	if where != "" {
		e.Where = &where
	}
	return e
}

// told says a network in words.
func told(n ties.Network) (out []string) {
	name := func(i int) string { return n.Nodes[i].State + n.Nodes[i].Name }
	for _, t := range n.Ties {
		out = append(out, fmt.Sprintf("%s %s %d %s", name(t.A), name(t.B), t.Events, t.Last))
	}
	return out
}

func TestATieCountsTheEventsOfTwo(t *testing.T) {
	events := []ledger.Outline{
		event(safir.Call, "2026-04-20", "", part("a", "IRN", safir.Party), part("b", "OMN", safir.Party)),
		event(safir.Visit, "2026-04-25", "Muscat", part("a", "IRN", safir.Visitor)),
		event(safir.Meeting, "", "", part("a", "IRN", safir.Party), part("", "QAT", safir.Party)),
		event(safir.Meeting, "", "", part("a", "IRN", safir.Party), part("c", "IRN", safir.Party)),
	}
	for sort, want := range map[ties.Sort][]string{
		ties.States: {"IRN OMN 2 2026-04-25", "IRN QAT 1 "},
		ties.People: {"a b 1 2026-04-20"},
	} {
		if got := told(ties.Of(events, sort, 10, stateOf)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", sort, got, want)
		}
	}
}

func TestOnlyTheMostFrequentAreKept(t *testing.T) {
	n := ties.Of(star(9), ties.States, 4, stateOf)
	if len(n.Nodes) != 4 || n.All != 10 || n.Nodes[0].State != "IRN" {
		t.Errorf("got %d of %d, the first %s", len(n.Nodes), n.All, n.Nodes[0].State)
	}
}

// star is Iran in touch with some states, with each more often than with the next.
func star(n int) (out []ledger.Outline) {
	for i := range n {
		for range n - i {
			out = append(out, event(safir.Call, "", "", part("", "IRN", safir.Party), part("", fmt.Sprintf("S%02d", i), safir.Party)))
		}
	}
	return out
}

func TestANetworkIsLaidOutWithinItsPlaneWithoutNamesOverEachOther(t *testing.T) {
	const width, height, wide = 1200, 760, 60
	lay := func() ties.Network {
		n := ties.Of(star(29), ties.States, 30, stateOf)
		n.Lay(width, height, func(share float64) float64 { return 5 + 19*math.Sqrt(share) }, func(*ties.Node) float64 { return wide })
		return n
	}
	n := lay()
	for i, a := range n.Nodes {
		if a.X < 0 || a.X > width || a.Y < a.R || a.Y > height-a.R {
			t.Errorf("%s lies outside at %.0f %.0f", a.State, a.X, a.Y)
		}
		for _, b := range n.Nodes[i+1:] {
			if math.Abs(a.X-b.X) < wide*0.9 && math.Abs(a.Y-b.Y) < 16 {
				t.Errorf("%s lies over %s", a.State, b.State)
			}
		}
	}
	if !reflect.DeepEqual(n, lay()) {
		t.Error("the second time it is laid out in another way")
	}
}

func TestVisitsLeadFromTheVisitorsStateToThePlaceOrTheHost(t *testing.T) {
	flows, unknown := ties.Flows([]ledger.Outline{
		event(safir.Visit, "2026-04-25", "Muscat", part("a", "IRN", safir.Visitor), part("b", "OMN", safir.Host)),
		event(safir.Visit, "2026-05-01", "Muscat", part("c", "IRN", safir.Visitor)),
		event(safir.Visit, "", "", part("b", "OMN", safir.Visitor), part("", "IRN", safir.Host)),
		event(safir.Visit, "", "Tehran", part("a", "IRN", safir.Visitor)), // at home
		event(safir.Visit, "", "", part("a", "IRN", safir.Visitor)),       // nobody knows where to
		event(safir.Meeting, "", "Muscat", part("a", "IRN", safir.Party)),
	}, stateOf)
	var got []string
	for _, f := range flows {
		got = append(got, fmt.Sprintf("%s→%s%s %d %s %d", f.From, f.To, f.Place, f.Visits, f.Last, len(f.Visitors)))
	}
	if want := []string{"IRN→OMNMuscat 2 2026-05-01 2", "OMN→IRN 1  1"}; !reflect.DeepEqual(got, want) || unknown != 1 {
		t.Errorf("got %q and %d unknown, want %q and 1", got, unknown, want)
	}
}
