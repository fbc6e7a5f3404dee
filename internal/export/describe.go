package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"golang.org/x/text/language"

	"safir"
	"safir/fa"
	"safir/internal/know"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// titles are words of a name that not every report gives.
var titles = map[string]bool{"سید": true, "شیخ": true, "دکتر": true, "حاج": true, "آیتالله": true}

// identityOf is an id of a participant that is the same in all events: of a person the ledger's, where it knows who it is.
func identityOf(p *ledger.Part) string {
	if p.Person != "" {
		return p.Person
	}
	return identity(&p.Actor)
}

// identity is an id of an actor by what a dispatch says alone: of a person by the words of the name, of an unnamed office-holder by state and
// office, of a state by its code, of a body by its name.
func identity(a *safir.Actor) string {
	parts := []string{string(a.Kind), value(a.Country)}
	switch {
	case value(a.Name) != "":
		parts = []string{string(safir.Person), nameKey(*a.Name)}
	case a.Kind == safir.Org:
		parts = append(parts, value(a.Org))
	case a.Kind != safir.Country:
		parts = append(parts, value(a.Office), value(a.Org))
	}
	return digest(parts...)
}

// nameKey is a name without what spellings differ in.
func nameKey(name string) string {
	var words []string
	d := fa.NewDoc(name)
	for i := range d.Tokens {
		if key := d.Key(i); key != "" && !titles[key] {
			words = append(words, key)
		}
	}
	return strings.Join(words, " ")
}

// digest is a short id of a text's parts.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// called is what an actor is called, in English and in Persian; a person has the Persian name in both.
func called(a *safir.Actor, w *know.World) label.Label {
	state := value(a.Country)
	in := label.Label{EN: cmp.Or(w.StateEN(state), state), FA: cmp.Or(w.StateFA(state), state)}
	org := label.Label{EN: value(a.Org), FA: cmp.Or(w.BodyFA(value(a.Org)), value(a.Org))}
	switch {
	case value(a.Name) != "":
		return label.Label{EN: *a.Name, FA: *a.Name}
	case a.Kind == safir.Country && in.EN != "": // officials may stand for it
		return in
	case value(a.Office) != "":
		office := label.Of("office", *a.Office)
		if state == "" {
			in = org
		}
		if in.EN == "" {
			return label.Label{EN: capital(office.EN), FA: office.FA}
		}
		return label.Label{EN: capital(office.EN) + " of " + in.EN, FA: office.FA + " " + in.FA}
	case org.EN != "" && a.Kind == safir.Org && state != "" && w.Body(org.EN).Open:
		return label.Label{EN: org.EN + " of " + in.EN, FA: org.FA + " " + in.FA} // every state has one
	case org.EN != "":
		return org
	case in.EN != "":
		return in
	}
	return label.Of("kind", string(a.Kind)) // nothing is known but what it is
}

// capital makes the first letter a capital one.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// headlineOf says an event on one line: Visit: عباس عراقچی to Muscat (planned).
func headlineOf(e *ledger.Event, w *know.World) label.Label {
	kind, status := label.Of("type", string(e.Type)), label.Of("status", string(e.Status))
	out := label.Label{EN: kind.EN + ": " + whoEN(e, w), FA: kind.FA + ": " + whoFA(e, w)}
	if place := value(e.Where); place != "" {
		out.EN += ", " + place
		out.FA += "، " + cmp.Or(w.PlaceFA(place), place)
	}
	if e.Status != safir.Happened {
		out.EN += " (" + status.EN + ")"
		out.FA += " (" + status.FA + ")"
	}
	return out
}

func whoEN(e *ledger.Event, w *know.World) string {
	return who(e, w, " – ", func(l label.Label) string { return l.EN })
}

func whoFA(e *ledger.Event, w *know.World) string {
	return who(e, w, " – ", func(l label.Label) string { return l.FA })
}

func who(e *ledger.Event, w *know.World, between string, in func(label.Label) string) string {
	names := make([]string, len(e.Participants))
	for i := range e.Participants {
		names[i] = in(called(&e.Participants[i].Actor, w))
	}
	return strings.Join(names, between)
}

// alpha2 is the code of a state in ISO 3166-1 alpha-2, "" where it has none there.
func alpha2(state string) string {
	switch state {
	case "XKX":
		return "XK"
	case "EUE":
		return "EU"
	case "", "UNO":
		return ""
	}
	region, err := language.ParseRegion(state)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return region.String()
}

// span is the first and the last day of an EDTF value, as ISO days; "" where not known or open.
func span(edtf *string) (first, last string) {
	from, to, ok := safir.Days(value(edtf))
	if !ok {
		return "", ""
	}
	return isoDay(from), isoDay(to)
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// instant is the moment at which a dispatch was published; a day is its beginning in UTC.
func instant(published string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(form, published); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// reported is when the first and the latest report of an event were published, zero where no report tells.
func reported(e *ledger.Event) (first, latest time.Time) {
	for _, r := range e.Definite() {
		t, ok := instant(r.Published)
		if !ok {
			continue
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(latest) {
			latest = t
		}
	}
	return first, latest
}

// dayOf is the day of an instant or a day of publication, "" where it is neither.
func dayOf(published string) string {
	if len(published) < len(time.DateOnly) {
		return ""
	}
	return published[:len(time.DateOnly)]
}
