package actors

import (
	"safir"
	"safir/internal/page"
)

// unite gives each office without a name to the person who holds it: one with the same office and state; one who is known
// to have held it; the one whose name follows the office that a lead begins with.
func (r *reading) unite() {
	for k := r.nearest(); k < len(r.Actors); k++ {
		a := &r.Actors[k]
		if a.Kind != safir.Office || r.lore[k].unnamed && !r.expert(k) || r.raw[r.lore[k].first].plural {
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
	if o.Office == "" || r.lore[k].unnamed {
		return r.formerHolder(k)
	}
	if o.Country != "" {
		for _, sure := range []bool{true, false} {
			found, n := -1, 0
			for p := r.nearest(); p < len(r.Actors); p++ {
				a := &r.Actors[p]
				if differ(r.lore[p].of, r.lore[k].of) || o.Office == "other-official" && (a.Org != o.Org || r.lore[p].unnamed) {
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

// expert tells whether an unnamed actor is one who explains, whom news name in the sentences after a headline: «یک کارشناس گفت … به گزارش
// ایسنا، X افزود».
func (r *reading) expert(k int) bool { return r.Key(r.raw[r.lore[k].first].head) == "کارشناس" }

// formerHolder is the only person without an office who can be the former official or the expert k.
func (r *reading) formerHolder(k int) int {
	found, o := -1, &r.Actors[k]
	for p := r.nearest(); p < len(r.Actors); p++ {
		a := &r.Actors[p]
		if a.Kind != safir.Person || a.Office != "" || a.Country != "" && o.Country != "" && a.Country != o.Country && !r.lore[k].unnamed {
			continue
		}
		if of := r.lore[k].of; of != "" && of == r.lore[p].of {
			return p // «X، رئیس بنیاد الف، … رئیس بنیاد الف گفت»
		}
		if !r.near(p, k) {
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
	for p := r.nearest(); p < len(r.Actors); p++ {
		a := &r.Actors[p]
		if a.Kind != safir.Person || a.Office != "" || r.lore[p].of != "" || len(r.lore[p].held) > 0 && o.Office != "other-official" || r.lore[p].cleric || a.Outside || r.raw[r.lore[p].first].former {
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

// outsider tells whether a calling is told of a person that no official has: «گزارش X، خبرنگار …».
func (r *reading) outsider(m *raw) bool {
	next := m.End
	for next < len(r.Tokens) && next < m.End+2 && (r.Key(next) == "،" || r.Key(next) == "," || r.Key(next) == "") {
		next++
	}
	return m.kind == safir.Person && m.office == "" && next < len(r.Tokens) && r.words.outside[r.Key(next)]
}

// near tells whether person p and the nameless office k are each what a clause is about, the name in the sentence after the office or one
// in the lead and the other soon after: «یک نماینده مجلس خبر داد … به گزارش ایسنا، X گفت».
func (r *reading) near(p, k int) bool {
	name, office := &r.raw[r.lore[p].first], &r.raw[r.lore[k].first]
	if name.inside >= 0 || office.inside >= 0 || r.governed(name.Start) || r.governed(office.Start) {
		return false
	}
	gap := r.SentenceOf(name.Start) - r.SentenceOf(office.Start)
	return gap == 1 || r.lore[k].lead && gap >= 0 && gap <= leadSentences || r.lore[p].lead && gap < 0
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
	if !r.lore[k].unnamed {
		r.complete(p, &raw{office: o.Office, country: o.Country, org: o.Org, also: r.lore[k].also, of: r.lore[k].of})
	}
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
	for k := r.nearest(); k < len(r.Actors); k++ {
		a := &r.Actors[k]
		if !a.Kind.Human() || !r.holds(k, m.office) || differ(r.lore[k].of, m.of) || a.Kind == safir.Office && r.raw[r.lore[k].first].plural {
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
		return r.find(i, func(k int, a *page.Actor) bool { return a.Kind.Human() && r.sameOffice(k, m) })
	}
	r.complete(last, &raw{office: m.office})
	return last
}
