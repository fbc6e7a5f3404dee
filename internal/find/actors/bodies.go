package actors

import (
	"cmp"
	"strings"

	"safir"
	"safir/internal/know"
	"safir/internal/page"
)

// state reads a state named by itself. A demonym names none, and a capital none where a place is wanted.
func (r *reading) state(a *atom) {
	switch a.state.Form {
	case know.Demonym:
		return
	case know.Capital:
		if r.placeBefore(a.Start) {
			return
		}
	}
	r.add(stateMention(a, a.state.Code))
}

func stateMention(a *atom, code string) raw {
	return raw{Range: a.Range, head: a.Start, kind: safir.Country, by: page.ByState, country: code, why: "state"}
}

// placeBefore tells whether the word before token t takes a place.
func (r *reading) placeBefore(t int) bool {
	switch r.Key(t - 1) {
	case "در", "به", "از", "وارد", "عازم", "راهی", "مقصد", "شهر", "رهسپار":
		return true
	}
	return false
}

// bodyMention is a mention of a body; assumed: its state is the outlet's own, as no other is given.
type bodyMention struct {
	raw
	assumed bool
}

// lastBody is the body named last, "" where there is none.
func (r *reading) lastBody() string {
	for i := len(r.raw) - 1; i >= 0; i-- {
		if r.raw[i].kind == safir.Org && r.raw[i].org != "" {
			return r.raw[i].org
		}
	}
	return ""
}

// body reads a body with the state after it, where it belongs to one.
func (r *reading) body(k int) (m bodyMention, next int) {
	a := r.atom(k)
	m.raw = raw{Range: a.Range, head: a.Start, kind: safir.Org, by: page.ByBody, org: a.body.Org, country: a.body.State, why: "body"}
	next = k + 1
	if !a.body.Open {
		return m, next
	}
	m.country, m.assumed = cmp.Or(a.body.State, r.home), a.body.State == ""
	s := r.next(k+1, a.End)
	if s.is(head) { // سفارت دولت سوریه
		if after := r.next(k+2, s.End); after != nil && after.kind == aState {
			s, next = after, k+2
		}
	}
	if s != nil && s.kind == aBody && s.body.Sort == know.Parliament && a.body.Sort == know.Parliament {
		inner, after := r.body(k + 1) // سنای پارلمان قزاقستان
		m.country, m.assumed, m.End, next = inner.country, inner.assumed, inner.End, after
	} else if code, ok := r.stateOf(s); ok && code != "" {
		m.country, m.assumed, m.End, next = code, false, s.End, next+1
		if s.kind == aState {
			m.parts = []raw{stateMention(s, code)}
		}
	}
	m.org = r.openName(m.org, m.country)
	return m, next
}

// openName is the English name of a body of a state.
func (r *reading) openName(org, country string) string {
	switch {
	case org == "Ministry of Foreign Affairs" && country == "USA":
		return "Department of State"
	case org == "Ministry of Defense" && country == "USA":
		return "Department of Defense"
	case org == "Army" && country == "USA":
		return "United States Armed Forces"
	case org == "Army" && country == "ISR":
		return "Israel Defense Forces"
	case org == "Parliament" && country == "IRN":
		return "Islamic Consultative Assembly"
	case org == "Parliament" && country == "USA":
		return "United States Congress"
	case org == "Parliament" && country == "DEU":
		return "Bundestag"
	case org == "Red Crescent Society" && country == "IRN":
		return "Iranian Red Crescent Society"
	case country == "":
		return org
	case org == "Red Crescent Society":
		return r.world.StateEN(country) + " " + org
	case org == "Embassy" || org == "Parliament" || org == "Presidency" || org == "Central Bank":
		return org + " of " + withArticle(r.world.StateEN(country))
	}
	return org
}

// stateOf is the state that an atom names, in whatever form.
func (r *reading) stateOf(a *atom) (string, bool) {
	switch {
	case a == nil:
		return "", false
	case a.kind == aState:
		return a.state.Code, true
	case a.is(own):
		return r.home, true
	case a.is(that):
		return r.stateBefore(a.Start), true
	}
	return "", false
}

// stateBefore is the state named last before token t that is not the outlet's own, in whatever form, or by a body that is called by it;
// the outlet's own where there is none.
func (r *reading) stateBefore(t int) string {
	for k := len(r.atoms) - 1; k >= 0; k-- {
		a := &r.atoms[k]
		if a.End > t {
			continue
		}
		if code := r.stateIn(a); code != "" && code != r.home {
			return code
		}
	}
	return r.home
}

// stateIn is the state that an atom names, also as a part of a body's name (وزارت خارجه آمریکا), "" for none.
func (r *reading) stateIn(a *atom) string {
	switch a.kind {
	case aState:
		return a.state.Code
	case aBody:
		for t := a.Start; t < a.End; t++ {
			if m, ok := r.world.States.Longest(r.Doc, t); ok && m.End <= a.End {
				return m.Value.Code
			}
		}
	}
	return ""
}

// withArticle is a state's English name as it stands after «of».
func withArticle(state string) string {
	if strings.HasPrefix(state, "United ") || state == "Netherlands" || state == "Philippines" || state == "Maldives" {
		return "the " + state
	}
	return state
}
