package actors

import (
	"slices"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// joiner-by-joiner state: who is in focus while the text is read.
type focus struct {
	subject  int // actor that the current sentence is about, -1 where nobody yet
	previous int // the same of the sentences before
	sentence int
}

// join makes one actor of all mentions of the same person, office, state or body.
func (r *reading) join() {
	at := focus{subject: -1, previous: -1}
	for _, m := range r.raw {
		if s := r.SentenceOf(m.Start); s != at.sentence {
			if at.subject >= 0 {
				at.previous = at.subject
			}
			at.sentence, at.subject = s, -1
		}
		actor := r.resolve(&m, &at)
		r.Mentions = append(r.Mentions, page.Mention{
			Range: m.Range, Head: m.head, Actor: actor, Kind: m.kind, By: m.by, Inside: -1, Why: m.why,
		})
		if actor < 0 {
			continue
		}
		r.Actors[actor].Mentions = append(r.Actors[actor].Mentions, len(r.Mentions)-1)
		if at.subject < 0 && human(m.kind) && !r.governed(m.Start) {
			at.subject = actor
		}
	}
}

func human(k safir.Kind) bool { return k == safir.Person || k == safir.Office }

// governed tells whether a preposition stands before token t, so that what follows is not the sentence's subject.
func (r *reading) governed(t int) bool {
	switch r.Key(t - 1) {
	case "با", "به", "از", "برای", "علیه", "درباره", "توسط", "در", "میان", "بین":
		return true
	}
	return false
}

// resolve is the actor that a mention stands for: one that is known, or a new one; -1 for nobody.
func (r *reading) resolve(m *raw, at *focus) int {
	switch {
	case m.by == page.BySides:
		return -1
	case m.by == page.ByPronoun:
		if at.subject >= 0 && r.governed(m.Start) {
			return at.subject
		}
		if at.previous >= 0 && at.subject < 0 {
			return at.previous
		}
		return at.subject
	case m.kind == safir.Country:
		return r.find(func(a *page.Actor) bool { return a.Kind == safir.Country && a.Country == m.country }, m)
	case m.kind == safir.Org:
		return r.find(func(a *page.Actor) bool {
			return a.Kind == safir.Org && a.Org == m.org && (a.Country == m.country || m.country == "")
		}, m)
	}
	if m.related {
		r.relate(m, at)
	}
	if m.kind == safir.Person {
		return r.personOf(m)
	}
	return r.holderOf(m)
}

// find is the last actor that fits, or a new one made from the mention.
func (r *reading) find(fits func(*page.Actor) bool, m *raw) int {
	for i := len(r.Actors) - 1; i >= 0; i-- {
		if fits(&r.Actors[i]) {
			return i
		}
	}
	return r.create(m)
}

func (r *reading) create(m *raw) int {
	a := page.Actor{Kind: m.kind, Name: m.name, Office: m.office, Country: m.country, Org: m.org}
	if human(m.kind) {
		a.Org = ""
	}
	r.Actors = append(r.Actors, a)
	return len(r.Actors) - 1
}

// relate gives a counterpart the office of the person in focus.
func (r *reading) relate(m *raw, at *focus) {
	for _, i := range []int{at.subject, at.previous, r.lastOfficial()} {
		if i >= 0 && r.Actors[i].Office != "" && r.Actors[i].Country != m.country {
			m.office = r.Actors[i].Office
			return
		}
	}
	if m.office == "" && m.name == "" {
		m.office = "foreign-minister"
	}
}

func (r *reading) lastOfficial() int {
	for i := len(r.Actors) - 1; i >= 0; i-- {
		if human(r.Actors[i].Kind) && r.Actors[i].Office != "" {
			return i
		}
	}
	return -1
}

// personOf is the actor of a named person: one of that name, else the nameless holder of the same office, else a new one.
func (r *reading) personOf(m *raw) int {
	for i := len(r.Actors) - 1; i >= 0; i-- {
		if a := &r.Actors[i]; a.Kind == safir.Person && sameName(a.Name, m.name) {
			r.complete(a, m)
			return i
		}
	}
	if m.office != "" && m.country == "" {
		m.country = r.stateByContext(m)
	}
	if m.office != "" {
		for i := range r.Actors {
			a := &r.Actors[i]
			if a.Kind == safir.Office && a.Office == m.office && (a.Country == m.country || a.Country == "") && a.Org != "several" {
				a.Kind = safir.Person
				r.complete(a, m)
				return i
			}
		}
	}
	return r.create(m)
}

// complete adds to an actor what a mention tells of it.
func (r *reading) complete(a *page.Actor, m *raw) {
	if len(m.name) > len(a.Name) {
		a.Name = m.name
	}
	if m.office != "" && (a.Office == "" || a.Office == "other-official") {
		a.Office = m.office
	}
	if m.country != "" && (a.Country == "" || !m.shared && m.office != "") {
		a.Country = m.country
	}
}

// holderOf is the actor of an office: who holds it in this dispatch, else the only person of that state without an
// office, else a new nameless one.
func (r *reading) holderOf(m *raw) int {
	if m.country == "" && m.office != "other-official" {
		if i := r.lastHolder(m.office); i >= 0 && (r.home == "" || r.onlyHolder(m.office)) {
			return i
		}
		m.country = r.stateByContext(m)
	}
	for i := len(r.Actors) - 1; i >= 0; i-- {
		a := &r.Actors[i]
		if human(a.Kind) && a.Office == m.office && a.Country == m.country && m.office != "" {
			return i
		}
	}
	if i := r.unofficed(m); i >= 0 {
		r.Actors[i].Office = m.office
		return i
	}
	return r.create(m)
}

func (r *reading) lastHolder(office string) int {
	for i := len(r.Actors) - 1; i >= 0; i-- {
		if human(r.Actors[i].Kind) && r.Actors[i].Office == office {
			return i
		}
	}
	return -1
}

func (r *reading) onlyHolder(office string) bool {
	n := 0
	for _, a := range r.Actors {
		if human(a.Kind) && a.Office == office {
			n++
		}
	}
	return n == 1
}

// stateByContext is the state of an office that is named without one: the outlet's own.
func (r *reading) stateByContext(m *raw) string {
	if m.office == "other-official" && m.plural {
		return ""
	}
	return r.home
}

// unofficed is the only person of the office's state whose office is unknown, -1 where there is none or several. Only offices
// that a state has one of count.
func (r *reading) unofficed(m *raw) int {
	if m.plural || m.country == "" || !single[m.office] {
		return -1
	}
	found := -1
	for i, a := range r.Actors {
		if a.Kind == safir.Person && a.Office == "" && a.Country == m.country {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// single lists the offices that a state has one of and that news use for the person.
var single = map[string]bool{
	"president": true, "prime-minister": true, "foreign-minister": true, "supreme-leader": true, "monarch": true,
	"spokesperson": true, "deputy-foreign-minister": true, "speaker": true, "vice-president": true,
	"eu-foreign-policy-chief": true, "iaea-director-general": true, "secretary-general": true, "defense-minister": true,
	"ambassador": true, "security-council-secretary": true,
}

// sameName tells whether two names are of one person: the words of one are among the other's.
func sameName(a, b string) bool {
	left, right := nameWords(a), nameWords(b)
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	if len(left) > len(right) {
		left, right = right, left
	}
	for _, w := range left {
		if !slices.Contains(right, w) {
			return strings.Contains(strings.Join(right, ""), strings.Join(left, "")) && len(strings.Join(left, "")) >= 8
		}
	}
	return true
}

// nameWords are the keys of a name's words, without the article.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(name) {
		k := fa.Key(w)
		if k == "سید" || k == "شیخ" || k == "دکتر" || k == "«" || k == "»" {
			continue
		}
		if trimmed := strings.TrimPrefix(k, "ال"); len(trimmed) > 4 && len(k) > len(trimmed) {
			k = trimmed
		}
		out = append(out, k)
	}
	return out
}
