package actors

import (
	"slices"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

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
