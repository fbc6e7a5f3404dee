package actors

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// readPlaces lists the places that the atoms name.
func (r *reading) readPlaces() {
	for i := range r.atoms {
		a := &r.atoms[i]
		switch {
		case a.kind == aPlace:
			r.Places = append(r.Places, page.Place{Range: a.Range, EN: a.place.EN, State: a.place.State, City: !a.place.Region})
		case a.kind == aState && a.state.Form == know.Capital:
			if m, ok := r.world.Places.Longest(r.Doc, a.Start); ok {
				r.Places = append(r.Places, page.Place{Range: a.Range, EN: m.Value.EN, State: m.Value.State, City: true})
			}
		case a.kind == aState && a.state.Form == know.Name && r.Key(a.Start-1) == "پایتخت" && r.world.CapitalOf(a.state.Code) != "":
			at := fa.Range{Start: a.Start - 1, End: a.End}
			r.Places = append(r.Places, page.Place{Range: at, EN: r.world.CapitalOf(a.state.Code), State: a.state.Code, City: true})
		case a.kind == aState && a.state.Form == know.Name:
			r.Places = append(r.Places, page.Place{Range: a.Range, EN: r.world.StateEN(a.state.Code), State: a.state.Code})
		case a.kind == aBody && a.body.Place != "":
			r.Places = append(r.Places, page.Place{Range: a.Range, EN: a.body.Place, State: a.body.State, City: true})
		}
	}
}

// nestPlaces drops places that only tell whose an office or a body is, and adds «این کشور» as the place that it stands for.
func (r *reading) nestPlaces() {
	kept := r.Places[:0]
	inside := r.placesInTitles()
	for i, p := range r.Places {
		if !inside[i] {
			kept = append(kept, p)
		}
	}
	r.Places = kept
	for _, m := range r.raw {
		if m.kind == safir.Country && (m.why == string(that) || m.why == string(own)) {
			r.Places = append(r.Places, page.Place{Range: m.Range, EN: r.world.StateEN(m.country), State: m.country})
		}
	}
	sortPlaces(r.Places)
}

// placesInTitles tells which places are part of a mention that they only tell more of. Places are in order of the text.
func (r *reading) placesInTitles() []bool {
	inside := make([]bool, len(r.Places))
	for i := range r.raw {
		m := &r.raw[i]
		first, _ := slices.BinarySearchFunc(r.Places, m.Start, func(p page.Place, start int) int { return cmp.Compare(p.Start, start) })
		for k := first; k < len(r.Places) && r.Places[k].Start < m.End; k++ {
			inside[k] = inside[k] || m.tells(r.Places[k])
		}
	}
	return inside
}

// tells tells whether a mention holds a place as part of a title, of a name or of a longer body, of the same state or of none (سازمان
// همکاری شانگهای).
func (m *raw) tells(p page.Place) bool {
	if p.End > m.End {
		return false
	}
	return m.kind == safir.Person || m.kind == safir.Office ||
		m.kind == safir.Org && m.End-m.Start > p.End-p.Start && (p.State == m.country || m.country == "")
}

func sortPlaces(places []page.Place) {
	slices.SortStableFunc(places, func(a, b page.Place) int { return cmp.Compare(a.Start, b.Start) })
}
