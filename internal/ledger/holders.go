package ledger

import (
	"slices"
	"strings"

	"safir"
)

// holders tells which offices people hold besides the one that a report gives them, by the other reports of that year: many
// name a minister without his office, or give the office without his name, and one calls chief of staff whom another calls
// commander. By years, since whom one calls the president today is not who was it then.
type holders map[*safir.Actor][]string

// holdersOf learns from reports. What is told once, or seldom beside another office, may be misread and counts for nothing.
func holdersOf(reports []*Report, n names) holders {
	const seldom = 4 // as many times less than the office most told of
	told := map[string]map[string]int{}
	for _, r := range reports {
		if r.Faint {
			continue
		}
		for i := range r.Parts {
			if a := &r.Parts[i].Actor; value(a.Office) != "" && !unnamed(a) {
				key := n.yearOf(r, a)
				if key == "" {
					continue
				}
				if told[key] == nil {
					told[key] = map[string]int{}
				}
				told[key][*a.Office]++
			}
		}
	}
	offices := map[string][]string{}
	for key, counts := range told {
		most := 0
		for _, count := range counts {
			most = max(most, count)
		}
		for office, count := range counts {
			if count > 1 && count*seldom >= most {
				offices[key] = append(offices[key], office)
			}
		}
		slices.Sort(offices[key])
	}
	h := holders{}
	for _, r := range reports {
		for i := range r.Parts {
			if found := offices[n.yearOf(r, &r.Parts[i].Actor)]; len(found) > 1 || len(found) == 1 && found[0] != value(r.Parts[i].Actor.Office) {
				h[&r.Parts[i].Actor] = found
			}
		}
	}
	return h
}

// yearOf is a named person of a state in the year of a report, "" for anybody else.
func (n names) yearOf(r *Report, a *safir.Actor) string {
	if value(a.Name) == "" || value(a.Country) == "" || len(r.Published) < len("2006") {
		return ""
	}
	return r.Published[:len("2006")] + *a.Country + strings.Join(n.words(*a.Name), " ")
}

// holds tells whether an actor has an office, by his report or by others.
func (h holders) holds(a *safir.Actor, office string) bool {
	return office != "" && (value(a.Office) == office || slices.Contains(h[a], office))
}

// hasHeld tells whether somebody of public life has at some time held the office by which a report tells of one without a name: prime ministers
// are foreign ministers too.
func (m *merger) hasHeld(somebody, unnamed *safir.Actor) bool {
	if value(somebody.Name) == "" || value(unnamed.Name) != "" {
		return false
	}
	p := m.publicPerson(*somebody.Name, value(somebody.Country))
	return p != nil && slices.Contains(p.Held, value(unnamed.Office))
}

// shareOffice tells whether one of two actors, of whom one may be unnamed, holds the office by which the other is told of.
func (h holders) shareOffice(a, b *safir.Actor) bool {
	return h.holds(a, value(b.Office)) || h.holds(b, value(a.Office))
}
