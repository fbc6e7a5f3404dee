package events

import (
	"slices"

	"safir"
)

// Who travels together is of one state: of the 1,250 visits of gold/train and the readings six are by people of several, who are then named in one row
// («وزیران خارجه آلمان، فرانسه و بریتانیا»).

// oneDelegation leaves out visitors of other states than the one's on whom the cue hangs («سفر [الف]»), else the likeliest one's, who are nowhere named
// beside that one.
func (s *scene) oneDelegation(c *cue, kind safir.EventType, parts []part) []part {
	if kind != safir.Visit {
		return parts
	}
	first := s.leader(c, parts)
	if first < 0 {
		return parts
	}
	lead := parts[first].actor
	return slices.DeleteFunc(parts, func(p part) bool {
		return p.role == safir.Visitor && relation(s.Actors[p.actor].Country, s.Actors[lead].Country) == "different" && !s.beside[[2]int{p.actor, lead}]
	})
}

// leader is the index of the visitor whose state a delegation is of, -1 where none has any.
func (s *scene) leader(c *cue, parts []part) int {
	first := -1
	for i, p := range parts {
		if p.role != safir.Visitor || s.Actors[p.actor].Country == "" {
			continue
		}
		if c.holder >= 0 && s.Mentions[c.holder].Actor == p.actor && s.Actors[p.actor].Kind.Human() {
			return i
		}
		if first < 0 || p.prob > parts[first].prob {
			first = i
		}
	}
	return first
}

// otherDelegation tells whether two visits are by people of two states.
func (s *scene) otherDelegation(a, b *draft) bool {
	return relation(s.delegationOf(a), s.delegationOf(b)) == "different"
}

// delegationOf is the state of those who are on a visit, "" where it is unknown.
func (s *scene) delegationOf(d *draft) string {
	first := s.leader(d.cue, d.parts)
	if first < 0 {
		return ""
	}
	return s.Actors[d.parts[first].actor].Country
}
