package eval

import (
	"safir"
)

// Told tells whether a record made by hand has an event: one of the type, in which both sides of it take part; of a visit the visitor, and
// the place where both name one. Hosts are no side.
func Told(gold *safir.Record, kind safir.EventType, where string, sides []*safir.Actor) bool {
	actors := actorsOf(gold)
	for i := range gold.Events {
		g := &gold.Events[i]
		if g.Type != kind {
			continue
		}
		var own []*safir.Actor
		for _, p := range g.Participants {
			if p.Role != safir.Host && actors[p.Actor] != nil {
				own = append(own, actors[p.Actor])
			}
		}
		w := grid(len(own), len(sides))
		for k, a := range own {
			for n, b := range sides {
				if SameActor(a, b) {
					w[k][n] = 1
				}
			}
		}
		same, enough := len(assign(w)), min(2, len(own))
		if kind == safir.Visit {
			enough = 1
			if place := text(g.Where); place != "" && where != "" && plain(place) != plain(where) {
				continue
			}
		}
		if same >= max(1, enough) {
			return true
		}
	}
	return false
}
