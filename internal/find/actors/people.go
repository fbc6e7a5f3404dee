package actors

import (
	"cmp"
	"slices"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/know"
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
	m.kind, m.by, m.name, m.head, m.known = safir.Person, page.ByName, r.Slice(a.Range), a.Start, a.person
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
		case o.kind != anOffice || o.office.Plural:
			return next
		}
		t := r.title(k)
		if t.nobody(false) {
			return next
		}
		r.owns(&t, true)
		m.hold(&t)
		m.End, next = t.End, t.next
	}
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
	case t.country != "":
		m.country, m.shared = t.country, false
	case t.org != "" && t.stateless && m.shared:
		m.country, m.shared = "", false // دبیرکل اتحادیه عرب serves no state, whichever he is known for
	}
	if t.org != "" && m.org == "" {
		m.org = t.org
	}
	m.assumed = cmp.Or(m.assumed, t.assumed)
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

// owns reads whose the title is where a name follows it at once, and tells whether the title is free for the person before it:
// in «ویتکاف، فرستاده ترامپ» it is, in «عراقچی، وزیر خارجه عمان بدر البوسعیدی» it is not.
func (r *reading) owns(t *title, named bool) bool {
	b := r.next(t.next, t.End)
	if b == nil || b.kind != aPerson && b.kind != anHonorific {
		return true
	}
	p, next, ok := r.person(t.next)
	if !ok {
		return true
	}
	if !t.rank.envoy || t.done && t.country != "" || !named && !r.chief(&p) {
		return named
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
	return true
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

// office reads an office with its state and the name beside it; a plural one with several states is several mentions.
func (r *reading) office(k int) int {
	t := r.title(k)
	if t.rank.envoy && !t.plural {
		r.owns(&t, false)
	}
	pointing, counted := r.before(&t)
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
		if r.owns(&t, len(r.rowBefore(t.Start)) > 1) && t.rank.name == "envoys" && len(t.parts) > 0 && t.parts[len(t.parts)-1].name != "" {
			t.office = "special-envoy"
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
	m, ok := r.words.Longest(r.Doc, at)
	if !ok || m.Value != one || m.End != t.Start {
		return false, false
	}
	t.Start = at
	return false, true
}

// alsoOffice reads «[نخست‌وزیر] و وزیر خارجه پاکستان [نام]»: one person with two offices where a name follows and the first could be
// held beside the second, else two who serve one state.
func (r *reading) alsoOffice(m *raw, next int) (after int, ok bool) {
	if m.country != "" || m.related || r.Key(m.End) != "و" {
		return 0, false
	}
	b := r.next(next, m.End+1)
	if b == nil || b.kind != anOffice || b.office.Plural {
		return 0, false
	}
	t := r.title(next)
	if t.nobody(false) || t.country == "" {
		return 0, false
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

// several makes one mention for each state of a plural office («وزرای خارجه قطر و فرانسه»). Names in a row right before or after
// it are its holders, in order.
func (r *reading) several(t title) int {
	list, next := []raw{t.raw}, t.next
	if second, after, ok := r.secondMinistry(&t); ok {
		list[0].country, list[0].plural = second.country, false
		r.add(list[0])
		r.add(second)
		return after
	}
	for t.country != "" {
		end := list[len(list)-1].End
		if !r.joiner(end) {
			break
		}
		b := r.next(next, end+1)
		if b == nil || b.kind != aState || b.state.Form == know.Capital {
			break
		}
		if r.Key(end) != "و" && !r.joiner(b.End) {
			break // مسئولان عراقی، سوریه را متهم کردند
		}
		another := t.raw
		another.Range, another.head, another.country = b.Range, b.Start, b.state.Code
		another.parts = []raw{stateMention(b, b.state.Code)}
		list = append(list, another)
		next++
	}
	end := list[len(list)-1].End
	if r.giveBack(list) {
		return next
	}
	if names, after := r.row(next, end); len(list) > 1 && len(names) == len(list) {
		for i := range names {
			names[i].take(&list[i])
			r.add(names[i])
		}
		return after
	}
	for _, m := range list {
		m.plural = len(list) == 1
		r.add(m)
	}
	return next
}

// secondMinistry reads «و دفاع روسیه» after «وزرای خارجه».
func (r *reading) secondMinistry(t *title) (m raw, next int, ok bool) {
	at := t.End + 1
	if t.country != "" || !strings.HasSuffix(t.office, "-minister") || r.Key(t.End) != "و" || at >= len(r.Tokens) {
		return m, 0, false
	}
	words := fa.NewDoc("وزیر " + r.Surface(at))
	office, found := r.world.Offices.Longest(words, 0)
	k := r.skip(t.next, at+1)
	s := r.next(k, at+1)
	code, ofState := r.stateOf(s)
	if !found || office.End < 2 || !ofState {
		return m, 0, false
	}
	m = raw{Range: fa.Range{Start: at, End: s.End}, head: at, kind: safir.Office, by: page.ByOffice, office: office.Value.Office, country: code, why: "second ministry"}
	if s.kind == aState {
		m.parts = []raw{stateMention(s, code)}
	}
	return m, k + 1, true
}

// take gives a person of a row the office of a row.
func (m *raw) take(o *raw) {
	m.office, m.former, m.why = o.office, o.former, "names and offices in a row"
	if o.country != "" {
		m.country, m.shared = o.country, false
	}
	m.parts = append(m.parts, o.parts...)
}

// row reads names joined by و and commas from atom k on, after a comma.
func (r *reading) row(k, end int) (names []raw, next int) {
	for {
		a := r.after(k, end)
		if a == nil && len(names) > 0 && r.joiner(end) {
			a = r.next(k, end+1)
		}
		if a == nil || a.kind != aPerson && a.kind != anHonorific {
			return names, k
		}
		m, after, ok := r.person(k)
		if !ok || m.office != "" {
			return names, k
		}
		names, k, end = append(names, m), after, m.End
	}
}

// giveBack gives the offices of a row, or the one office of all, to the names of the row right before it.
func (r *reading) giveBack(list []raw) bool {
	names := r.rowBefore(list[0].Start)
	if len(names) < 2 || len(list) > 1 && len(names) != len(list) {
		return false
	}
	for i, n := range names {
		r.raw[n].take(&raw{office: list[min(i, len(list)-1)].office, country: list[min(i, len(list)-1)].country})
	}
	last := names[len(names)-1]
	r.raw[last].End = list[len(list)-1].End
	for _, m := range list {
		for _, p := range m.parts {
			r.list(p, last)
		}
	}
	return true
}

// rowBefore lists the mentions of names without an office that stand in a row right before token end.
func (r *reading) rowBefore(end int) []int {
	var names []int
	for i := len(r.raw) - 1; i >= 0; i-- {
		m := &r.raw[i]
		if m.inside >= 0 {
			continue
		}
		if m.name == "" || m.office != "" || !r.linked(m.Range, end, len(names) > 0) {
			break
		}
		names = append(names, i)
		end = m.Start
	}
	slices.Reverse(names)
	return names
}

// linked tells whether only a joiner, or before the offices a comma or nothing, stands between a name and token end.
func (r *reading) linked(name fa.Range, end int, inRow bool) bool {
	switch end - name.End {
	case 0:
		return !inRow
	case 1:
		return inRow && r.joiner(name.End) || !inRow && glue(r.Key(name.End))
	case 2:
		return r.joiner(name.End) && r.Key(name.End+1) == "و" || glue(r.Key(name.End)) && r.joiner(name.End+1)
	}
	return false
}
