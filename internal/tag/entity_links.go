package tag

import (
	"slices"

	"safir/fa"
)

// apart parts places that were taken for one though each is a place of its own («وین و اصفهان»); what lists know as a whole stays («سیستان و بلوچستان»).
func (n *Names) apart(d *fa.Doc, all []Entity) []Entity {
	var out []Entity
	for _, e := range all {
		for {
			and := n.joint(d, e)
			if and < 0 {
				break
			}
			first := e
			first.End, e.Start = and, and+1
			out = append(out, first)
		}
		out = append(out, e)
	}
	return out
}

// joint is the «و» between two known places that an entity consists of, -1 where there is none.
func (n *Names) joint(d *fa.Doc, e Entity) int {
	if e.Class != Place || n.isPlace(d, e.Range) {
		return -1
	}
	for i := e.Start + 1; i < e.End-1; i++ {
		if d.Key(i) == "و" && n.isPlace(d, fa.Range{Start: e.Start, End: i}) {
			return i
		}
	}
	return -1
}

// isPlace tells whether lists know all of a stretch as one place.
func (n *Names) isPlace(d *fa.Doc, r fa.Range) bool {
	if m, ok := n.world.Places.Longest(d, r.Start); ok && m.End == r.End {
		return true
	}
	m, ok := n.world.States.Longest(d, r.Start)
	return ok && m.End == r.End
}

// joinAbbreviations gives an abbreviation the key of the organisation behind whose name it stands in brackets («سازمان همکاری شانگهای (SCO)»),
// wherever it stands in the text.
func joinAbbreviations(d *fa.Doc, all []Entity) {
	known := map[string]*Entity{}
	for i := 1; i < len(all); i++ {
		long, short := &all[i-1], &all[i]
		if long.Class == Organisation && short.End == short.Start+1 && short.Start == long.End+1 && d.Key(long.End) == "(" && d.Key(short.End) == ")" {
			known[d.Key(short.Start)] = long
		}
	}
	for i := range all {
		e := &all[i]
		if long := known[d.Key(e.Start)]; long != nil && e.End == e.Start+1 {
			e.Class, e.Key, e.ID, e.Country = Organisation, long.Key, long.ID, long.Country
		}
	}
}

// bracketed are the Latin abbreviations in brackets behind names of organisations, where the tagger saw none, and wherever else they stand.
func bracketed(d *fa.Doc, all []Entity) []Entity {
	short := map[string]bool{}
	for _, e := range all {
		if i := e.End + 1; e.Class == Organisation && i+1 < len(d.Tokens) && d.Key(e.End) == "(" && d.Key(i+1) == ")" && isAbbreviation(d, i) {
			short[d.Surface(i)] = true
		}
	}
	if len(short) == 0 {
		return all
	}
	for i := range d.Tokens {
		if short[d.Surface(i)] && !slices.ContainsFunc(all, func(e Entity) bool { return e.Start <= i && i < e.End }) {
			all = append(all, Entity{Name: Name{fa.Range{Start: i, End: i + 1}, Organisation, 1}, Key: d.Surface(i)})
		}
	}
	slices.SortFunc(all, func(a, b Entity) int { return a.Start - b.Start })
	return all
}

// isAbbreviation tells whether a token is two to eight Latin capitals.
func isAbbreviation(d *fa.Doc, i int) bool {
	const least, most = 2, 8
	s := d.Surface(i)
	if len(s) < least || len(s) > most {
		return false
	}
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}
