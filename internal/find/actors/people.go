package actors

import (
	"safir"
	"safir/internal/page"
)

// person reads a name with honorifics before it (from atom k, the name at atom at) and the office beside it.
func (r *reading) person(k, at int) int {
	start := r.atom(k).Start
	for r.atom(at) != nil && r.atom(at).kind == anHonorific {
		at++
	}
	a := r.atom(at)
	if a == nil || a.kind != aPerson {
		return k + 1
	}
	m := raw{Range: a.Range, why: "name"}
	m.Start = start
	r.takeName(&m, a)
	next := at + 1
	if o := r.after(next, a.End); o != nil && o.kind == anOffice && !o.office.Plural {
		if title, rest, alone := r.title(next); alone {
			m.office, m.former, m.End = title.office, title.former, title.End
			if title.country != "" {
				m.country, m.shared = title.country, false
			}
			m.org = title.org
			m.why = "name and office"
			next = rest
		}
	}
	r.add(m)
	return next
}

// office reads an office with its state and the name beside it; a plural one with several states is several mentions.
func (r *reading) office(k int) int {
	m, next, _ := r.title(k)
	if m.plural {
		return r.several(m, next)
	}
	next = r.named(&m, next, m.End)
	if m.kind == safir.Person {
		m.why = "office and name"
	}
	r.add(m)
	return next
}

// title reads an office phrase: the office, words between, and whose it is. alone is false where a name follows at
// once, so that the office is that person's.
func (r *reading) title(k int) (m raw, next int, alone bool) {
	a := r.atom(k)
	m = raw{
		Range: a.Range, head: a.Start, kind: safir.Office, by: page.ByOffice, office: a.office.Office, country: a.office.Of,
		org: a.office.Org, plural: a.office.Plural, former: a.office.Former, why: "office",
	}
	next = k + 1
	for b := r.next(next, m.End); b != nil; b = r.next(next, m.End) {
		if !r.extend(&m, b) {
			break
		}
		m.End = b.End
		next++
	}
	next = r.stationed(&m, next)
	if m.former {
		m.office = ""
	}
	b := r.next(next, m.End)
	return m, next, b == nil || b.kind != aPerson
}

// extend takes the next atom into an office phrase where it belongs there.
func (r *reading) extend(m *raw, b *atom) bool {
	switch {
	case b.is(filler):
	case b.is(former):
		m.former = true
	case b.kind == aState || b.is(own) || b.is(that):
		if m.country != "" && m.country != "UNO" {
			return false
		}
		m.country, _ = r.stateOf(b)
	case b.kind == aBody && m.org == "":
		m.org = b.body.Org
		if b.body.State != "" {
			m.country = b.body.State
		}
	case b.kind == anOffice && !b.office.Plural:
		if m.country == "" {
			m.country = b.office.Of
		}
	case b.kind == aPlace:
		if m.country == "" {
			m.country = b.place.State
		}
	default:
		return false
	}
	return true
}

// stationed takes «در روسیه» into «سفیر ایران در روسیه», and «در امور ایران» into an envoy's title.
func (r *reading) stationed(m *raw, next int) int {
	if m.office != "ambassador" && m.office != "charge-daffaires" && m.office != "special-envoy" && m.office != "other-official" {
		return next
	}
	at := m.End
	if r.Key(at) != "در" {
		return next
	}
	at++
	if a := r.atom(next); a != nil && a.is(in) && a.Start == m.End {
		next++
	}
	if r.Key(at) == "امور" {
		at++
	} else if m.office == "special-envoy" || m.office == "other-official" {
		return r.before(next, m.End)
	}
	b := r.next(next, at)
	if b == nil || b.kind != aState && b.kind != aPlace && b.kind != aBody {
		return r.before(next, m.End)
	}
	m.End = b.End
	return next + 1
}

// before gives back the atom at or before k that starts at token t or later.
func (r *reading) before(k, t int) int {
	for k > 0 && r.atoms[k-1].Start >= t {
		k--
	}
	return k
}

// several makes one mention for each state of a plural office («وزرای خارجه قطر و فرانسه»). Names right before it are its
// holders, in order.
func (r *reading) several(m raw, next int) int {
	list := []raw{m}
	for {
		end := list[len(list)-1].End
		if !r.joiner(end) {
			break
		}
		b := r.next(next, end+1)
		if b == nil || b.kind != aState {
			break
		}
		one := m
		one.Range, one.head, one.country = b.Range, b.Start, b.state.Code
		list = append(list, one)
		next++
	}
	if len(list) > 1 && r.giveTo(list) {
		return next
	}
	for _, one := range list {
		if len(list) > 1 {
			one.plural = false
		}
		r.add(one)
	}
	return next
}

// giveTo gives the offices of a row to the names of the row right before it.
func (r *reading) giveTo(list []raw) bool {
	n := len(r.raw) - len(list)
	if n < 0 {
		return false
	}
	for i := range list {
		if r.raw[n+i].name == "" || r.raw[n+i].office != "" {
			return false
		}
	}
	gap := list[0].Start - r.raw[len(r.raw)-1].End
	if gap > 1 {
		return false
	}
	for i, one := range list {
		m := &r.raw[n+i]
		m.office, m.country, m.shared, m.why = one.office, one.country, false, "names and offices in a row"
	}
	r.raw[len(r.raw)-1].End = list[len(list)-1].End
	return true
}
