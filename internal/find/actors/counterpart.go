package actors

import (
	"safir"
	"safir/internal/page"
)

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
	next = r.reflexive(&m, next)
	next = r.named(&m, next, m.End)
	if m.country != "" || m.name != "" {
		r.add(m)
	}
	return next
}

// oneCounterpart reads «همتای سوری خود» beside a name.
func (r *reading) oneCounterpart(k int) (m raw, next int, ok bool) {
	a := r.atom(k)
	code, ok := r.stateOf(r.next(k+1, a.End))
	if !ok {
		return m, k, false
	}
	m = raw{Range: a.Range, country: code}
	m.End = r.atom(k + 1).End
	next = r.reflexive(&m, k+2)
	return m, next, true
}

// reflexive takes خود، او، وی after a counterpart into the mention.
func (r *reading) reflexive(m *raw, next int) int {
	switch r.Key(m.End) {
	case "خود", "او", "وی", "خویش", "اش", "خودش", "ایشان":
		if w := r.next(next, m.End); w != nil {
			next++
		}
		m.End++
	}
	return next
}
