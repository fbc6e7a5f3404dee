package events

import (
	"slices"

	"safir"
	"safir/internal/page"
)

// merge makes one event of the drafts that tell of the same one.
func merge(s *scene, drafts []draft) []draft {
	var out []draft
	for _, d := range drafts {
		if i := slices.IndexFunc(out, func(e draft) bool { return same(s, &e, &d) }); i >= 0 {
			out[i] = joined(s, out[i], d)
			continue
		}
		out = append(out, d)
	}
	return out
}

// same tells whether two drafts tell of one event.
func same(s *scene, a, b *draft) bool {
	return a.kind == b.kind && sameTime(a.when, b.when) && samePlace(s, a, b) && sameParties(s, a, b) && sameStatus(a, b)
}

func sameTime(a, b string) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	aFirst, aLast := bounds(a)
	bFirst, bLast := bounds(b)
	return aFirst <= bLast && bFirst <= aLast
}

// samePlace tells whether the places can be one: equal, unknown, or one the state of the other.
func samePlace(s *scene, a, b *draft) bool {
	if a.where == "" || b.where == "" || a.where == b.where {
		return true
	}
	p, q := s.Places[a.place], s.Places[b.place]
	return p.State != "" && p.State == q.State && p.City != q.City
}

// sameStatus keeps what happened apart from what is only hoped for.
func sameStatus(a, b *draft) bool {
	if a.status == b.status {
		return true
	}
	settled := func(st safir.Status) bool { return st == safir.Happened || st == safir.Ongoing }
	open := func(st safir.Status) bool {
		return st == safir.Planned || st == safir.Proposed || st == safir.Cancelled || st == safir.Denied
	}
	return settled(a.status) && settled(b.status) || open(a.status) && open(b.status)
}

// sameParties tells whether one draft's parties are among the other's. States and their people count as one where
// states deal with each other.
func sameParties(s *scene, a, b *draft) bool {
	byState := a.kind == safir.Negotiation || a.kind == safir.Agreement || a.kind == safir.Gathering
	left, right := s.partyKeys(a, byState), s.partyKeys(b, byState)
	if len(left) > len(right) {
		left, right = right, left
	}
	for _, k := range left {
		if !slices.Contains(right, k) {
			return false
		}
	}
	return len(left) > 0
}

func (s *scene) partyKeys(d *draft, byState bool) []int {
	var keys []int
	for _, p := range d.parts {
		if p.role == safir.Mediator || p.role == safir.Host {
			continue
		}
		k := p.actor
		if byState {
			k = s.stateKey(p.actor)
		}
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// stateKey is the first actor of the page that has the same state.
func (s *scene) stateKey(actor int) int {
	country := s.Actors[actor].Country
	if country == "" {
		return actor
	}
	return slices.IndexFunc(s.Actors[:actor+1], func(a page.Actor) bool { return a.Country == country })
}

// joined is the event that two drafts tell of: the earlier one's words, completed from the later one.
func joined(s *scene, a, b draft) draft {
	if a.when == "" {
		a.when, a.time = b.when, b.time
	}
	if a.where == "" || b.where != "" && !s.Places[a.place].City && s.Places[b.place].City {
		a.where, a.place = b.where, b.place
	}
	if len(b.parts) > len(a.parts) {
		a.parts = b.parts
	}
	if b.sure > a.sure {
		a.status, a.sure, a.settle = b.status, b.sure, b.settle
	}
	a.prob = max(a.prob, b.prob)
	return a
}
