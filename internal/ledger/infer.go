package ledger

import (
	"time"

	"safir"
)

const (
	// fresh is how long after the last sighting of a holder, nobody else being seen, the office is taken to be still theirs.
	fresh = 90 * day
	// before is how long before the first sighting of a holder, nobody else being seen, it is taken to be theirs already.
	before = 30 * day
	// sightings is how many dispatches must have called a person the holder of an office to infer from.
	sightings = 2
)

// Holder is who held an office of a state or a body on a day, as far as dispatches tell; nil where they don't, or where several hold
// such an office at a time. Between the last sighting of one and the first of the next nobody is known to hold it.
func (p *People) Holder(office, country, org string, on time.Time) *Person {
	if !single[office] || country == "" && org == "" {
		return nil
	}
	var last, next *held
	list := p.offices[seatOf(office, country, org)]
	for i := range list {
		h := &list[i]
		switch {
		case h.Count < sightings:
		case !on.Before(h.first) && !on.After(h.last):
			return h.person
		case h.last.Before(on):
			last = h
		case next == nil:
			next = h
		}
	}
	switch {
	case last != nil && next != nil && last.person == next.person && next.first.Sub(last.last) <= longSingle:
		return last.person
	case last != nil && next == nil && on.Sub(last.last) <= fresh && (last.Ended == "" || on.Format(dayForm) < last.Ended):
		return last.person
	case last == nil && next != nil && next.first.Sub(on) <= before:
		return next.person
	}
	return nil
}

// Complete gives reports in which the holders of offices that are not named have their names, where it is known who held the
// office at the time; these are marked as inferred. All who are known get their person's id. The reports themselves are left as they are.
func (p *People) Complete(reports []Report) []Report {
	out := make([]Report, len(reports))
	for i, r := range reports {
		r.Parts = append([]Part(nil), r.Parts...)
		for k := range r.Parts {
			p.complete(&r.Parts[k], &r)
		}
		out[i] = r
	}
	return out
}

func (p *People) complete(part *Part, r *Report) {
	a := &part.Actor
	if found := p.Of(a); found != nil {
		part.Person = found.ID
		return
	}
	if a.Kind != safir.Office || a.Name != nil {
		return
	}
	on, ok := dayOfReport(r)
	if !ok {
		return
	}
	if holder := p.Holder(value(a.Office), value(a.Country), value(a.Org), on); holder != nil {
		name := holder.Name
		a.Kind, a.Name = safir.Person, &name
		part.Person, part.Inferred = holder.ID, true
	}
}

// dayOfReport is a day on which the event of a report lies, as near as it is known.
func dayOfReport(r *Report) (time.Time, bool) {
	if first, last, ok := safir.Days(value(r.Event.When)); ok && !(window{first, last}).vague() {
		return first, true
	}
	at, err := time.Parse(dayForm, dayOf(r.Published))
	return at, err == nil
}
