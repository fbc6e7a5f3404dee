package ledger

import (
	"strconv"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/know"
)

// Who is an actor as the ledger looks it up: a named person with the office that a dispatch gives, the unnamed holder of an
// office, a state, a body.
type Who struct {
	Kind                       safir.Kind
	Name, Office, Country, Org string
}

// WhoIs is how an actor of a record is looked up.
func WhoIs(a *safir.Actor) Who {
	w := Who{Kind: a.Kind, Name: strings.Join(strings.Fields(value(a.Name)), " "), Office: value(a.Office), Country: value(a.Country), Org: value(a.Org)}
	switch a.Kind {
	case safir.Country:
		return State(w.Country)
	case safir.Org:
		w.Name, w.Office = "", ""
	}
	return w
}

// State is a state as the ledger looks it up.
func State(code string) Who { return Who{Kind: safir.Country, Country: code} }

// Actor is an actor that is looked up in this way.
func (w Who) Actor() safir.Actor {
	return safir.Actor{Kind: w.Kind, Name: optional(w.Name), Office: optional(w.Office), Country: optional(w.Country), Org: optional(w.Org)}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Facts are what a record adds to the ledger beside its events, in the order of the record.
type Facts struct {
	Bearings   []Bearing
	Statements []StatementFact
	Claims     []ClaimFact
}

// Bearing says that on a day a person bore a name, and perhaps an office.
type Bearing struct {
	Who
	Day    string // ISO day of publication, "" where unknown
	Former bool   // the office is one that the person no longer holds
	Count  int    // of dispatches, where several are told together
}

// StatementFact is what a statement is found by.
type StatementFact struct {
	ID                            string // in the record
	Event                         string // at which it was said, by its id in the record; "" where none is told
	Act                           safir.Act
	Day                           string // ISO day of publication, "" where unknown
	Speakers, Addressees, Targets []Who
	Sure                          int // hundredths of confidence, no more than there are
}

// ClaimFact is what a claim is found by.
type ClaimFact struct {
	ID    string // in the record
	Kind  string
	Actor *Who
	Place string
	Day   string
}

// FactsOf are the facts of a record with its text.
func FactsOf(r *safir.Record, body string) Facts {
	f := Facts{}
	day := dayOf(value(r.Source.Published))
	actors := map[string]*safir.Actor{}
	var runes []rune
	for i := range r.Actors {
		a := &r.Actors[i]
		actors[a.ID] = a
		if a.Kind != safir.Person || value(a.Name) == "" {
			continue
		}
		b := Bearing{Who: WhoIs(a), Day: day, Count: 1}
		if b.Office == "" {
			if runes == nil {
				runes = []rune(body)
			}
			b.Office = formerly(a.Mentions, runes)
			b.Former = b.Office != ""
		}
		f.Bearings = append(f.Bearings, b)
	}
	all := func(ids []string) (out []Who) {
		for _, id := range ids {
			if a := actors[id]; a != nil {
				out = append(out, WhoIs(a))
			}
		}
		return out
	}
	for _, s := range r.Statements {
		f.Statements = append(f.Statements, StatementFact{s.ID, value(s.Event), s.Act, day, all(s.Speakers), all(s.Addressees), all(s.Target), Hundredths(s.Confidence)})
	}
	for _, c := range r.Claims {
		fact := ClaimFact{ID: c.ID, Kind: c.Kind, Place: value(c.Where), Day: day}
		if a := actors[value(c.Actor)]; a != nil {
			w := WhoIs(a)
			fact.Actor = &w
		}
		f.Claims = append(f.Claims, fact)
	}
	return f
}

// Hundredths is a confidence as it is kept, rounded down.
func Hundredths(confidence float64) int { return int(confidence*100 + 1e-9) }

// dayOf is the day of an instant in ISO 8601, as it is written.
func dayOf(instant string) string {
	if len(instant) < len(dayForm) {
		return ""
	}
	return instant[:len(dayForm)]
}

// former are the folded words that make an office one of the past.
var former = map[string]bool{"سابق": true, "پیشین": true, "اسبق": true}

// formerly is the office that a mention says a person once held («وزیر خارجه سابق»), "" where none does. Records give former
// holders no office, so it is read from the words.
func formerly(mentions []safir.Span, body []rune) string {
	world, err := know.Load()
	if err != nil {
		return ""
	}
	for _, m := range mentions {
		text := string(body[max(0, min(m.Start, len(body))):max(0, min(m.End, len(body)))])
		if !strings.ContainsAny(text, "سپ") {
			continue
		}
		d := fa.NewDoc(fa.Repair(text).Repaired)
		past, office := false, ""
		for i := range d.Tokens {
			past = past || former[d.Key(i)]
			if o, ok := world.Offices.Longest(d, i); ok && office == "" && !o.Value.Plural {
				office, past = o.Value.Office, past || o.Value.Former
			}
		}
		if past && office != "" {
			return office
		}
	}
	return ""
}

// DayNumber is an ISO day as a number that sorts like it: 20260417; 0 where there is none.
func DayNumber(day string) int {
	n, err := strconv.Atoi(strings.ReplaceAll(dayOf(day), "-", ""))
	if err != nil {
		return 0
	}
	return n
}

// NumberedDay is the ISO day of a number that [DayNumber] gave.
func NumberedDay(n int) string {
	text := strconv.Itoa(n)
	if len(text) != len("20060102") {
		return ""
	}
	return text[:4] + "-" + text[4:6] + "-" + text[6:]
}
