package ledger

import (
	"slices"

	"safir"
)

// company tells who travels with whom, by the visits of a year: one report names the envoy whom a delegation's host met, the next
// the other envoy who sat beside him. Of hosts no such thing is learned: who receives a guest does so in turn.
type company map[*safir.Actor][]string // surnames

// companyOf learns from reports. Who is told of together once may be misread.
func companyOf(reports []*Report, n names) company {
	told := map[[2]string]int{}
	for _, r := range reports {
		if r.Faint {
			continue
		}
		visitors := n.visitors(r)
		for i, a := range visitors {
			for _, b := range visitors[i+1:] {
				if a.Country != nil && !differ(a.Country, b.Country) {
					told[[2]string{n.traveller(r, a), n.surname(b)}]++
					told[[2]string{n.traveller(r, b), n.surname(a)}]++
				}
			}
		}
	}
	with := map[string][]string{}
	for pair, count := range told {
		if count > 1 {
			with[pair[0]] = append(with[pair[0]], pair[1])
		}
	}
	for _, surnames := range with {
		slices.Sort(surnames)
	}
	c := company{}
	if len(with) == 0 {
		return c
	}
	for _, r := range reports {
		for i := range r.Parts {
			if a := &r.Parts[i].Actor; hasName(a) {
				if surnames := with[n.traveller(r, a)]; surnames != nil {
					c[a] = surnames
				}
			}
		}
	}
	return c
}

// visitors are the named people whom a report has on a visit.
func (n names) visitors(r *Report) (out []*safir.Actor) {
	if r.Event.Type != safir.Visit {
		return nil
	}
	for i := range r.Parts {
		if p := &r.Parts[i]; p.Role == safir.Visitor && hasName(&p.Actor) {
			out = append(out, &p.Actor)
		}
	}
	return out
}

// surname is the last word of a name.
func (n names) surname(a *safir.Actor) string {
	words := n.words(*a.Name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// traveller is somebody of a state in the year of a report.
func (n names) traveller(r *Report, a *safir.Actor) string {
	return r.Published[:min(len("2006"), len(r.Published))] + value(a.Country) + n.surname(a)
}

// together tells whether two people of one state travel together.
func (m *merger) together(a, b *safir.Actor) bool {
	return m.company[a] != nil && !differ(a.Country, b.Country) && slices.Contains(m.company[a], m.surname(b))
}
