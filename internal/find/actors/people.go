package actors

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// person reads a name, honorifics before it included, with the titles beside it. ok is false where no name stands there.
func (r *reading) person(k int) (m raw, next int, ok bool) {
	at := k
	for r.atom(at).kind == anHonorific {
		b := r.next(at+1, r.atom(at).End)
		if b == nil {
			return m, k, false
		}
		at++
	}
	a := r.atom(at)
	if a.kind != aPerson {
		return m, k, false
	}
	m = raw{Range: a.Range, why: "name"}
	r.takeName(&m, a)
	m.Start = r.atom(k).Start
	m.cleric = at > k && r.Key(m.Start) == "ایتالله" || r.Key(m.Start) == "ایت" || r.Key(m.Start+1) == "ایتالله"
	return m, r.titles(&m, at+1), true
}

// takeName makes a mention that of a named person.
func (r *reading) takeName(m *raw, a *atom) {
	m.kind, m.by, m.name, m.head, m.known = safir.Person, page.ByName, r.nameAt(a.Range), a.Start, a.person
	if m.country == "" && a.person.State != "" {
		m.country, m.shared = a.person.State, true
	}
}

// titles adds to a named person the titles after the name: X، معاون نخست‌وزیر و وزیر خارجه پاکستان.
func (r *reading) titles(m *raw, next int) int {
	for n := 0; ; n++ {
		k := next
		o := r.after(k, m.End)
		if o == nil && n > 0 && r.Key(m.End) == "و" && (m.country == "" || m.shared) {
			o = r.next(k, m.End+1)
		}
		switch {
		case o == nil:
			return next
		case o.is(counterpart):
			if c, after, ok := r.oneCounterpart(k); ok && n == 0 {
				m.related, m.country, m.shared = true, c.country, false
				m.parts = append(m.parts, c.parts...)
				m.End, m.why = c.End, "name and counterpart"
				return after
			}
			return next
		case o.is(kin):
			after, ok := r.kinOf(m, k)
			if !ok {
				return next
			}
			next = after
			continue
		case o.kind != anOffice || o.office.Plural:
			return next
		}
		t := r.title(k)
		if t.nobody(false) || t.raw.theirs && n == 0 && !r.second(m) { // «ترامپ، فرستاده ویژه خود، ویتکاف، را»: whom he sends is not he
			return next
		}
		r.owns(&t, true)
		m.hold(&t)
		m.End, next = t.End, t.next
	}
}

// kinOf takes «داماد ترامپ» beside a name into its mention: whose kin somebody is is only named. A title right behind belongs to the
// latter («داماد ترامپ رئیس‌جمهور آمریکا»), one after a comma to the former.
func (r *reading) kinOf(m *raw, k int) (next int, ok bool) {
	word := r.atom(k)
	a := r.next(k+1, word.End)
	if a == nil || a.kind != aPerson || r.Key(word.Start) == "اقای" {
		return k, false
	}
	p := raw{Range: a.Range, why: "name"}
	r.takeName(&p, a)
	next = k + 2
	if o := r.next(next, a.End); o != nil && o.kind == anOffice {
		p, next, _ = r.person(k + 1)
	}
	if word.Start > m.End && !glue(r.Key(p.End)) { // «در دیدار با الف، پسر ب گفت»
		return k, false
	}
	m.parts = append(m.parts, p)
	m.End = p.End
	return next, true
}

// relative reads «داماد ترامپ» where it stands for somebody by itself: not whose kin it is, and whom only a name right behind tells.
func (r *reading) relative(k int) int {
	word := r.atom(k)
	b := r.next(k+1, word.End)
	if b == nil || b.kind != aPerson && b.kind != anHonorific && !b.is(kin) || r.Key(word.Start) == "اقای" {
		return k + 1
	}
	if b.is(kin) {
		k++ // داماد آقای ترامپ
	}
	p, next, ok := r.person(k + 1)
	if !ok {
		return k + 1
	}
	m := raw{
		Range: fa.Range{Start: word.Start, End: p.End}, head: word.Start, kind: safir.Office, by: page.ByOffice,
		stateless: true, unnamed: true, why: string(kin), parts: []raw{p},
	}
	if r.next(next, p.End) == nil {
		next = r.named(&m, next, m.End)
	}
	r.add(m)
	return next
}

// second tells whether a name follows that of somebody else: «ترامپ، ویتکاف، فرستاده ویژه خود، را».
func (r *reading) second(m *raw) bool {
	if len(r.raw) == 0 {
		return false
	}
	before := &r.raw[len(r.raw)-1]
	return before.kind.Human() && before.End == m.Start-1 && r.Key(before.End) == "،"
}

// hold gives a person the office of a title.
func (m *raw) hold(t *title) {
	if m.why == "name" {
		m.why = "name and office"
	}
	m.former = m.former || t.former
	switch {
	case m.office == "":
		m.office = t.office
	case t.office != "" && t.office != m.office:
		m.also = t.office
		if minor(m.office) > minor(t.office) {
			m.office, m.also = t.office, m.office
		}
	}
	switch {
	case t.country != "" && t.that && m.known.State != "" && !m.known.Shared: // which state is pointed at may be misread
		m.country, m.shared = m.known.State, false
	case t.country != "":
		m.country, m.shared = t.country, false
	case t.org != "" && t.stateless && m.shared:
		m.country, m.shared = "", false // دبیرکل اتحادیه عرب serves no state, whichever he is known for
	}
	if t.org != "" && m.org == "" {
		m.org = t.org
	}
	m.assumed, m.of = cmp.Or(m.assumed, t.assumed), cmp.Or(m.of, t.of)
	m.stateless, m.unnamed = m.stateless || t.stateless, m.unnamed || t.unnamed
	m.parts = append(m.parts, t.parts...)
}

// minor ranks offices by how little they tell of whom they are beside another of the same person.
func minor(office string) int {
	switch office {
	case "other-official":
		return 3
	case "negotiator", "deputy-prime-minister", "party-leader":
		return 2
	case "other-minister", "spokesperson":
		return 1
	}
	return 0
}

// owns adds to a title whose it is, where the name of one who has envoys follows at once: «ویتکاف، فرستاده ترامپ». In
// «عراقچی، وزیر خارجه عمان بدر البوسعیدی» the name is the holder's.
func (r *reading) owns(t *title, named bool) {
	b := r.next(t.next, t.End)
	if b == nil || b.kind != aPerson && b.kind != anHonorific {
		return
	}
	p, next, ok := r.person(t.next)
	if !ok {
		return
	}
	if !t.rank.envoy || t.done && t.country != "" || !named && !r.chief(&p) {
		return
	}
	if t.country == "" {
		t.country = p.country
	}
	if p.office != "" {
		r.rule(t, p.office)
	} else if len(p.known.Held) > 0 {
		r.rule(t, p.known.Held[0])
	}
	t.parts = append(t.parts, p)
	t.End, t.next = p.End, next
}

// chief tells whether a person is one whom others serve: by a title beside the name, or by what is known of the name.
func (r *reading) chief(p *raw) bool {
	if p.office != "" {
		return served[p.office]
	}
	return slices.ContainsFunc(p.known.Held, func(o string) bool { return served[o] })
}

// served lists the offices whose holders have envoys and spokespersons of their own.
var served = map[string]bool{
	"president": true, "prime-minister": true, "supreme-leader": true, "monarch": true, "secretary-general": true,
	"eu-foreign-policy-chief": true, "foreign-minister": true,
}
