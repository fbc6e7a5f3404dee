package actors

import (
	"safir"
	"safir/internal/page"
)

// counterpart reads «همتای سوری خود، [نام]», «همتایان روس و ترک خود» and «همتایان خود از عمان و قطر».
func (r *reading) counterpart(k int) int {
	a := r.atom(k)
	end, next := r.ownFrom(a.End, k+1)
	m := raw{Range: a.Range, head: a.Start, kind: safir.Office, by: page.ByRelation, related: true, why: "counterpart"}
	for {
		s := r.next(next, end)
		code, ok := r.ofState(s)
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

// ofState is the state that the word after «همتای» gives: «طالبانی» is there one of the Taliban, not a name.
func (r *reading) ofState(a *atom) (string, bool) {
	if a != nil && a.kind == aPerson && a.End == a.Start+1 && r.Key(a.Start) == "طالبانی" {
		return "AFG", true
	}
	return r.stateOf(a)
}

// ownFrom passes over «خود از» where a state follows: end is then where the state begins, next the atom that it is.
func (r *reading) ownFrom(end, next int) (int, int) {
	if !pointsBack(r.Key(end)) || r.Key(end+1) != "از" && r.Key(end+1) != "در" {
		return end, next
	}
	k := next
	for r.atom(k) != nil && r.atom(k).Start < end+2 {
		k++
	}
	if s := r.next(k, end+2); s != nil && s.kind == aState {
		return end + 2, k
	}
	return end, next
}

// pointsBack tells whether a word points back to whose counterpart somebody is.
func pointsBack(key string) bool {
	switch key {
	case "خود", "او", "وی", "خویش", "اش", "خودش", "ایشان":
		return true
	}
	return false
}

// oneCounterpart reads «همتای سوری خود» beside a name.
func (r *reading) oneCounterpart(k int) (m raw, next int, ok bool) {
	a := r.atom(k)
	code, ok := r.ofState(r.next(k+1, a.End))
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
	if pointsBack(r.Key(m.End)) {
		if w := r.next(next, m.End); w != nil {
			next++
		}
		m.End++
	}
	return next
}
