package actors

import (
	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// reading is a page on its way from atoms to actors.
type reading struct {
	*page.Page
	world  *know.World
	atoms  []atom
	home   string
	raw    []raw
	states []int // raw mentions of states, in order
}

// raw is a mention before it is known whose it is.
type raw struct {
	fa.Range
	head                       int
	kind                       safir.Kind
	by                         page.How
	name, office, country, org string
	plural, former             bool
	related                    bool // همتا: the office is that of the person in focus
	shared                     bool // the country is only what the name is known for
	why                        string
}

func (r *reading) add(m raw) {
	if m.kind == safir.Country {
		r.states = append(r.states, len(r.raw))
	}
	r.raw = append(r.raw, m)
}

// atom is the atom at index k, nil past the end.
func (r *reading) atom(k int) *atom {
	if k < 0 || k >= len(r.atoms) {
		return nil
	}
	return &r.atoms[k]
}

// next is the atom at k where it starts right at token end in the same sentence, nil otherwise.
func (r *reading) next(k, end int) *atom {
	a := r.atom(k)
	if a == nil || a.Start != end || r.Tokens[a.Start].Line {
		return nil
	}
	return a
}

// after is like next, with a comma, a bracket or a quotation mark allowed between.
func (r *reading) after(k, end int) *atom {
	for end < len(r.Tokens) && !r.Tokens[end].Line && glue(r.Key(end)) {
		end++
	}
	return r.next(k, end)
}

func glue(key string) bool {
	switch key {
	case "،", ",", "(", "«", "»", "\"", "”", "“", "-", "–":
		return true
	}
	return false
}

// joiner tells whether token t is و or a comma.
func (r *reading) joiner(t int) bool {
	if t >= len(r.Tokens) || r.Tokens[t].Line {
		return false
	}
	key := r.Key(t)
	return key == "و" || key == "،" || key == ","
}

// readMentions turns the atoms into raw mentions, from left to right.
func (r *reading) readMentions() {
	for k := 0; k < len(r.atoms); {
		k = r.mention(k)
	}
}

// mention reads the mention that starts at atom k and gives the atom after it.
func (r *reading) mention(k int) int {
	a := r.atom(k)
	switch a.kind {
	case anHonorific:
		if b := r.next(k+1, a.End); b != nil && (b.kind == aPerson || b.kind == anHonorific) {
			return r.person(k, k+1)
		}
	case aPerson:
		return r.person(k, k)
	case anOffice:
		return r.office(k)
	case aBody:
		return r.body(k)
	case aState:
		r.state(a)
	case aWord:
		return r.word(k)
	}
	return k + 1
}

func (r *reading) state(a *atom) {
	switch a.state.Form {
	case know.Demonym:
		return
	case know.Capital:
		if r.placeBefore(a.Start) {
			return
		}
	}
	r.add(raw{Range: a.Range, head: a.Start, kind: safir.Country, by: page.ByState, country: a.state.Code, why: "state"})
}

// placeBefore tells whether the word before token t takes a place.
func (r *reading) placeBefore(t int) bool {
	switch r.Key(t - 1) {
	case "در", "به", "از", "وارد", "عازم", "راهی", "مقصد", "شهر", "رهسپار":
		return true
	}
	return false
}

// body reads a body with the state after it, where it belongs to one.
func (r *reading) body(k int) int {
	a := r.atom(k)
	m := raw{Range: a.Range, head: a.Start, kind: safir.Org, by: page.ByBody, org: a.body.Org, country: a.body.State, why: "body"}
	next := k + 1
	if s := r.next(k+1, a.End); s != nil && (a.body.Open || a.body.State == "") {
		if code, ok := r.stateOf(s); ok && a.body.Open {
			m.country, m.End, next = code, s.End, k+2
		}
	}
	if a.body.Open {
		if m.country == "" {
			m.country = r.home
		}
		m.org = r.openName(m.org, m.country)
	}
	r.add(m)
	return next
}

// openName is the English name of a body of a state.
func (r *reading) openName(org, country string) string {
	switch {
	case org == "Ministry of Foreign Affairs" && country == "USA":
		return "Department of State"
	case country == "" || org != "Embassy" && org != "Parliament" && org != "Army":
		return org
	}
	return org + " of " + r.world.StateEN(country)
}

// stateOf is the state that an atom names, in whatever form.
func (r *reading) stateOf(a *atom) (string, bool) {
	switch {
	case a == nil:
		return "", false
	case a.kind == aState:
		return a.state.Code, true
	case a.is(own):
		return r.home, true
	case a.is(that):
		return r.lastState(), true
	}
	return "", false
}

// lastState is the state named last that is not the outlet's own, "" where there is none.
func (r *reading) lastState() string {
	for i := len(r.raw) - 1; i >= 0; i-- {
		if c := r.raw[i].country; c != "" && c != r.home {
			return c
		}
	}
	return r.home
}

// word reads what a word of data/words.tsv begins.
func (r *reading) word(k int) int {
	a := r.atom(k)
	m := raw{Range: a.Range, head: a.Start, why: string(a.word)}
	switch a.word {
	case pronoun, deictic:
		m.kind, m.by = safir.Person, page.ByPronoun
		r.add(m)
	case sides:
		m.by = page.BySides
		r.add(m)
	case own, that:
		if code, _ := r.stateOf(a); code != "" {
			m.kind, m.by, m.country = safir.Country, page.ByState, code
			r.add(m)
		}
	case head:
		if s := r.next(k+1, a.End); s != nil {
			if code, ok := r.stateOf(s); ok && code != "" {
				m.kind, m.by, m.country, m.End = safir.Country, page.ByState, code, s.End
				r.add(m)
				return k + 2
			}
		}
	case counterpart:
		return r.counterpart(k)
	}
	return k + 1
}

// counterpart reads «همتای سوری خود، [نام]» and «همتایان روس و ترک خود».
func (r *reading) counterpart(k int) int {
	a := r.atom(k)
	end, next := a.End, k+1
	m := raw{Range: a.Range, head: a.Start, kind: safir.Office, by: page.ByRelation, related: true, why: "counterpart"}
	for {
		s := r.next(next, end)
		code, ok := r.stateOf(s)
		if !ok {
			break
		}
		m.country, m.End = code, s.End
		end, next = s.End, next+1
		if !r.joiner(end) || r.next(next, end+1) == nil || r.next(next, end+1).kind != aState {
			break
		}
		r.add(m)
		m.Start, m.head = end+1, end+1
		end++
	}
	if key := r.Key(end); key == "خود" || key == "او" || key == "وی" || key == "خویش" || key == "اش" || key == "خودش" {
		if w := r.next(next, end); w != nil && w.is(pronoun) {
			next++
		}
		end++
		m.End = end
	}
	next = r.named(&m, next, end)
	if m.country != "" || m.name != "" {
		r.add(m)
	}
	return next
}

// named adds to a mention that ends at token end the person's name right after it, and gives the atom after that.
func (r *reading) named(m *raw, k, end int) int {
	a := r.after(k, end)
	for a != nil && a.kind == anHonorific {
		k++
		a = r.next(k, a.End)
	}
	if a == nil || a.kind != aPerson {
		return k
	}
	r.takeName(m, a)
	m.End = a.End
	return k + 1
}

// takeName makes a mention that of a named person.
func (r *reading) takeName(m *raw, a *atom) {
	m.kind, m.by, m.name, m.head = safir.Person, page.ByName, r.Slice(a.Range), a.Start
	if m.country == "" && a.person.State != "" {
		m.country, m.shared = a.person.State, true
	}
}
