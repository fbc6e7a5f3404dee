package actors

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// reading is a page on its way from atoms to actors.
type reading struct {
	*page.Page
	*Finder
	atoms   []atom
	home    string
	raw     []raw
	actorOf []int // raw mention → its actor, -1 for none (yet)
	lore    []lore
}

// raw is a mention before it is known whose it is.
type raw struct {
	fa.Range
	head                       int
	kind                       safir.Kind
	by                         page.How
	name, office, country, org string
	also                       string // a second office of the same person
	of                         string // what a minister or a spokesperson is of, by the words: نیرو
	known                      know.Person
	plural, former             bool
	related                    bool   // همتا: the office is that of the person in focus
	pointing                   bool   // این مقام: somebody named before
	assumed                    string // state of a body that is named without one: the outlet's own
	unnamed                    bool   // an official or a source of no office: not the same as another of them
	theirs                     bool   // نمایندگان خود: of the state of whom the text is about
	cleric                     bool   // an honorific of the higher clergy stands before the name
	shared                     bool   // the country is only what the name is known for
	stateless                  bool   // without a state it is not the outlet's own: an unnamed source, a body of many states
	why                        string
	inside                     int   // index of the mention that it is part of, -1 for none
	parts                      []raw // mentions inside, until it is added
}

// add lists a mention and then those inside it.
func (r *reading) add(m raw) {
	parts := m.parts
	m.parts = nil
	r.list(m, -1)
	outer := len(r.raw) - 1
	for _, p := range parts {
		inner := p.parts
		p.parts = nil
		r.list(p, outer)
		for _, q := range inner {
			r.list(q, outer)
		}
	}
}

func (r *reading) list(m raw, inside int) {
	m.inside = inside
	r.raw = append(r.raw, m)
}

// atom is the atom at index k, nil past the end.
func (r *reading) atom(k int) *atom {
	if k < 0 || k >= len(r.atoms) {
		return nil
	}
	return &r.atoms[k]
}

// next is the atom at k where it starts right at token end on the same line, nil otherwise.
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

// skip is the index of the first atom from k on that starts at token t or later.
func (r *reading) skip(k, t int) int {
	for k < len(r.atoms) && r.atoms[k].Start < t {
		k++
	}
	return k
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
	case anHonorific, aPerson:
		if m, next, ok := r.person(k); ok {
			r.add(m)
			return next
		}
	case anOffice:
		return r.office(k)
	case aBody:
		m, next := r.body(k)
		r.add(m.raw)
		return next
	case aState:
		r.state(a)
	case aWord:
		return r.word(k)
	}
	return k + 1
}

// word reads what a word of data/words.tsv begins.
func (r *reading) word(k int) int {
	a := r.atom(k)
	m := raw{Range: a.Range, head: a.Start, why: string(a.word)}
	switch a.word {
	case pronoun, deictic:
		m.kind, m.by, m.pointing = safir.Person, page.ByPronoun, a.word == deictic
		r.add(m)
	case sides:
		m.by = page.BySides
		r.add(m)
	case thatBody:
		m.kind, m.by, m.pointing = safir.Org, page.ByBody, true
		r.add(m)
	case own, that:
		if code, _ := r.stateOf(a); code != "" {
			m.kind, m.by, m.country = safir.Country, page.ByState, code
			r.add(m)
		}
	case head:
		return r.headed(k)
	case counterpart:
		return r.counterpart(k)
	case kin:
		return r.relative(k)
	}
	return k + 1
}

// headed reads «طرف سوری»، «دولت ایران».
func (r *reading) headed(k int) int {
	a, next := r.atom(k), k+1
	s := r.next(next, a.End)
	for s != nil && s.is(field) {
		next++
		s = r.next(next, s.End)
	}
	code, ok := r.stateOf(s)
	if government(r.Key(a.Start)) && s != nil && s.kind == aPerson && slices.ContainsFunc(s.person.Held, func(o string) bool { return served[o] }) {
		code, ok = s.person.State, true // دولت مسعود پزشکیان
	}
	if !ok || code == "" {
		return k + 1
	}
	r.add(raw{
		Range: fa.Range{Start: a.Start, End: s.End}, head: a.Start, kind: safir.Country, by: page.ByState, country: code,
		why: string(head),
	})
	return next + 1
}

// government tells whether a word means those who govern.
func government(key string) bool {
	return key == "دولت" || key == "کابینه" || key == "حکومت"
}
