package ties

import (
	"cmp"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// Flow is the visits from a state to a place, or to a state of which no place is named.
type Flow struct {
	From     string // code of a state
	Place    string // common English name, "" where only the state is known
	To       string // code of the state that was visited, "" where not known
	Visits   int
	Last     string        // latest day, ISO
	Visitors []ledger.Part // those who went most often, as far as they are named
	counts   map[Who]int
}

// Flows are the visits among events, the most frequent first, and how many visits have no beginning or no end that is known. Who goes
// about in their own state is no visitor.
func Flows(events []ledger.Outline, stateOf func(string) string) (flows []Flow, unknown int) {
	at := map[[3]string]int{}
	for i := range events {
		e := &events[i]
		if e.Type != safir.Visit {
			continue
		}
		place, to := value(e.Where), stateOf(value(e.Where))
		if place == "" {
			to = hostOf(e)
		}
		homes := homesOf(e)
		if len(homes) == 0 || place == "" && to == "" {
			unknown++
			continue
		}
		for _, from := range homes {
			if from == to {
				continue
			}
			key := [3]string{from, place, to}
			k, ok := at[key]
			if !ok {
				k = len(flows)
				at[key] = k
				flows = append(flows, Flow{From: from, Place: place, To: to, counts: map[Who]int{}})
			}
			flows[k].add(e)
		}
	}
	slices.SortStableFunc(flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(b.Visits, a.Visits), cmp.Compare(b.Last, a.Last), cmp.Compare(a.From+a.To+a.Place, b.From+b.To+b.Place))
	})
	return flows, unknown
}

func (f *Flow) add(e *ledger.Outline) {
	f.Visits++
	f.Last = max(f.Last, Day(e))
	for _, p := range e.Participants {
		who, named := whoIs(&p, People)
		if p.Role != safir.Visitor || !named || value(p.Actor.Country) != f.From {
			continue
		}
		if f.counts[who]++; f.counts[who] == 1 {
			p.Role = safir.Party
			f.Visitors = append(f.Visitors, p)
		}
	}
	slices.SortStableFunc(f.Visitors, func(a, b ledger.Part) int {
		x, _ := whoIs(&a, People)
		y, _ := whoIs(&b, People)
		return cmp.Compare(f.counts[y], f.counts[x])
	})
}

// homesOf are the states of the visitors.
func homesOf(e *ledger.Outline) (out []string) {
	for _, p := range e.Participants {
		if home := value(p.Actor.Country); p.Role == safir.Visitor && home != "" && !slices.Contains(out, home) {
			out = append(out, home)
		}
	}
	return out
}

// hostOf is the state of the host.
func hostOf(e *ledger.Outline) string {
	for _, p := range e.Participants {
		if p.Role == safir.Host && value(p.Actor.Country) != "" {
			return *p.Actor.Country
		}
	}
	return ""
}
