// Package know answers what Safir knows of the world before it reads: states and their names, cities, offices and their
// Persian forms, international bodies, outlets, people of public life. All of it is data: one fact a line in data/*.tsv,
// each file with a header that tells its origin, checked when it is loaded.
package know

import (
	"maps"
	"slices"

	"safir"
	"safir/fa"
)

// World is everything known, ready to be found in text. It is read-only once loaded and safe for concurrent use.
type World struct {
	States     *fa.Phrases[State]   // names of states and governments, and what belongs to them
	Places     *fa.Phrases[Place]   // cities and regions
	Offices    *fa.Phrases[Office]  // forms of offices, without the country they serve
	Bodies     *fa.Phrases[Body]    // international bodies, parties, armed groups, ministries
	People     *fa.Phrases[Person]  // people of public life, by full name and by the names that news use
	Outlets    *fa.Phrases[*Outlet] // names of outlets as dispatches give them
	Terms      *fa.Phrases[string]  // terms whose words are also names of people, and name nobody (حسن نیت، علی‌رغم)
	Honorifics *fa.Phrases[string]  // words before a name that are not part of it (آقای، دکتر)

	stateEN  map[string]string  // code → common English name
	stateFA  map[string]string  // code → common Persian name
	placeFA  map[string]string  // common English name of a place or state → Persian
	capitals map[string]bool    // common English names
	capital  map[string]string  // code of a state → common English name of its capital
	within   map[string]string  // common English name of a place or a state → code of its state
	outletID map[string]*Outlet // id → outlet
	outletAt map[string]*Outlet // host or host/path → outlet
	bodyEN   map[string]Body    // canonical English name → body
	bodyFA   map[string]string  // canonical English name → Persian
	codes    map[safir.EventType][2]string
}

// Form tells in which form a state is named.
type Form string

// The forms in which a state is named.
const (
	Name       Form = "name"       // سوریه، جمهوری عربی سوریه
	Demonym    Form = "demonym"    // سوری: of that state, or one of its people
	People     Form = "people"     // سوری‌ها، آمریکایی‌ها: the state's people or government as actor
	Government Form = "government" // کاخ سفید، رژیم صهیونیستی: the state as actor, never a place
	Capital    Form = "capital"    // دمشق: the capital, which news use for the government too
)

// State is one way of naming a state.
type State struct {
	Code string // ISO 3166-1 alpha-3, or PSE, XKX, EUE, UNO
	Form Form
}

// Place is a city, a region or an institution's seat.
type Place struct {
	EN      string // common English name
	State   string // code of the state that it lies in, "" where none
	Capital bool
	Common  bool // also a common word or a person's name: counts only after a word that takes a place
	Told    bool // the same, and the state must have been named before (در امان: safe, or in Amman)
	Rare    bool // the same, and the preposition is not enough (در آستانه: on the eve)
	Region  bool // wider than a city
}

// Office is one Persian form of an office.
type Office struct {
	Office string // one of safir.Offices
	// Of is the state or body that the form itself names (مقام معظم رهبری: IRN; مدیرکل آژانس: UNO), "" where the words
	// after it or the outlet's country tell.
	Of     string
	Org    string // body that the form itself names, in canonical English
	Plural bool   // وزرای خارجه، رؤسای جمهور
	Former bool   // رئیس‌جمهور سابق: no office any more
}

// Body is an international body, a party, an armed group, a ministry acting as itself.
type Body struct {
	Org   string // canonical English name
	State string // code of the state that it belongs to, UNO or EUE where it is one of theirs, "" where none
	Sort  Sort   // "" for most
	// Open: it belongs to the state named after it (وزارت خارجه: of which state the next words tell), else to State, else to the
	// outlet's own.
	Open  bool
	Place string // common English name of the place that it sits at, "" where not known
}

// Sort tells what sort of body one is where the offices of its members depend on it.
type Sort string

// The sorts of bodies.
const (
	Parliament Sort = "parliament" // its head is a speaker, its members legislators
	Party      Sort = "party"      // a party or an armed movement: its head is a party leader
	Forces     Sort = "forces"     // its head is a commander
	Ministry   Sort = "ministry"
	Commission Sort = "commission" // of a parliament: all in it are legislators
)

// Person is one of public life.
type Person struct {
	Name  string // usual full name in Persian
	State string // code of the state that they are known for
	// Held lists offices that the person has held at some time. It tells whom a dispatch's «وزیر خارجه» can be, never that the person
	// holds the office: that changes, and only the dispatch says it.
	Held []string
	// Shared marks a short name that others bear too (موسوی): it stands for this person only where nobody else fits.
	Shared bool
}

// Outlet is a news outlet.
type Outlet struct {
	ID     string
	Name   string // English
	NameFA string // the first of the names that texts have for it
	Home   string // code of the state that «کشورمان» means in it, "" for outlets that write from abroad for Iranians
	State  string // code of the state that the outlet belongs to
}

// StateEN is the common English name of a state ("" for an unknown code).
func (w *World) StateEN(code string) string { return w.stateEN[code] }

// StateFA is the common Persian name of a state ("" for an unknown code).
func (w *World) StateFA(code string) string { return w.stateFA[code] }

// PlaceFA is the Persian name of a place or state that is given by its common English name ("" where unknown).
func (w *World) PlaceFA(en string) string { return w.placeFA[en] }

// StateOf is the code of the state that a place, given by its common English name, is or lies in; "" where unknown.
func (w *World) StateOf(place string) string { return w.within[place] }

// IsState tells whether a common English name is a state's.
func (w *World) IsState(place string) bool { return w.StateEN(w.within[place]) == place && place != "" }

// IsCapital tells whether a place, given by its common English name, is the capital of its state.
func (w *World) IsCapital(place string) bool { return w.capitals[place] }

// CapitalOf is the common English name of a state's capital ("" where it has none).
func (w *World) CapitalOf(state string) string { return w.capital[state] }

// Body is the body of that canonical English name, which is empty where it is unknown.
func (w *World) Body(org string) Body { return w.bodyEN[org] }

// BodyFA is the Persian name of a body that is given by its canonical English name ("" where unknown).
func (w *World) BodyFA(org string) string { return w.bodyFA[org] }

// Outlet is the outlet of that id, nil where unknown.
func (w *World) Outlet(id string) *Outlet { return w.outletID[id] }

// OutletIDs lists all outlets that are known, in alphabetical order.
func (w *World) OutletIDs() []string { return slices.Sorted(maps.Keys(w.outletID)) }

// Codes are an event type's codes in PLOVER and CAMEO.
func (w *World) Codes(t safir.EventType) (plover, cameo string) { return w.codes[t][0], w.codes[t][1] }

// StateCodes lists the codes of all states that are known, in alphabetical order.
func (w *World) StateCodes() []string { return slices.Sorted(maps.Keys(w.stateEN)) }
