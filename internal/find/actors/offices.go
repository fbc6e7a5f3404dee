package actors

import (
	"safir"
	"safir/fa"
	"safir/internal/page"
)

// office reads an office with its state and the name beside it; a plural one with several states is several mentions.
func (r *reading) office(k int) int {
	t := r.title(k)
	if t.rank.envoy {
		r.served(&t)
	}
	pointing, counted := r.before(&t)
	counted = counted || r.atom(k).some || t.rank.any && t.country != ""
	if t.nobody(counted) && !pointing {
		return k + 1
	}
	if pointing {
		t.pointing, t.by = true, page.ByPronoun
		r.add(t.raw)
		return t.next
	}
	if t.plural {
		if b := r.next(t.next, t.End); b.is(sides) {
			r.add(raw{Range: fa.Range{Start: t.Start, End: b.End}, head: t.head, by: page.BySides, why: string(sides)})
			return t.next + 1
		}
		return r.several(t)
	}
	m, next := t.raw, t.next
	if after, ok := r.alsoOffice(&m, next); ok {
		return after
	}
	next = r.named(&m, next, m.End)
	if m.kind == safir.Person {
		m.why = "office and name"
	}
	r.add(m)
	return next
}

// served takes into a title the name of whom it serves: معاون ترامپ، نمایندگان ترامپ.
func (r *reading) served(t *title) {
	had := len(t.parts)
	r.owns(t, t.plural && len(r.rowBefore(t.Start)) > 1)
	if len(t.parts) > had {
		t.sent()
	}
}

// before takes «این» and «یک» before a title into it.
func (r *reading) before(t *title) (pointing, counted bool) {
	at := t.Start - 1
	if at < 0 || r.Tokens[t.Start].Line {
		return false, false
	}
	switch r.Key(at) {
	case "این", "همین":
		t.Start = at
		return true, true
	}
	if !r.words.is(r.Doc, at, one) || r.turnsAround(at) {
		return false, false
	}
	t.Start = at
	return false, true
}

// turnsAround tells whether token t ends «از سوی دیگر» or «بار دیگر», which says nothing of whom the words behind it name.
func (r *reading) turnsAround(t int) bool {
	if r.Key(t) != "دیگر" {
		return false
	}
	switch r.Key(t - 1) {
	case "سوی", "سویی", "طرف", "طرفی", "بار":
		return true
	}
	return false
}

// alsoOffice reads «[نخست‌وزیر] و وزیر خارجه پاکستان [نام]»: one person with two offices where a name follows and the first could be
// held beside the second, else two who serve one state, as one and many do («پادشاه و مقامات عربستان»).
func (r *reading) alsoOffice(m *raw, next int) (after int, ok bool) {
	if m.country != "" || m.related || r.Key(m.End) != "و" {
		return 0, false
	}
	b := r.next(next, m.End+1)
	if b == nil || b.kind != anOffice {
		return 0, false
	}
	t := r.title(next)
	if t.nobody(false) || t.country == "" {
		return 0, false
	}
	if t.plural { // «پادشاه و مقامات الف»
		m.country, m.assumed = t.country, ""
		r.add(*m)
		return next, true
	}
	two := t.raw
	m.assumed = ""
	after = r.named(&two, t.next, t.End)
	if two.name != "" || m.office == "deputy-prime-minister" || m.office == "other-official" && m.stateless == t.stateless {
		two.Start = m.Start
		two.also = m.office
		if two.name != "" && minor(two.office) > minor(m.office) {
			two.office, two.also = m.office, two.office
		}
		r.add(two)
		return after, true
	}
	m.country = t.country
	r.add(*m)
	r.add(two)
	return after, true
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
