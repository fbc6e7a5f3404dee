// Package page holds what the stages have found so far in one dispatch, in the coordinates of its repaired text. Stages
// read what earlier ones left and add their own; none keeps state of its own between dispatches. Layers refer to each other
// by index, so that a page is a handful of slices and nothing has to be kept in step.
package page

import (
	"safir"
	"safir/fa"
	"safir/internal/know"
)

// Page is one dispatch on its way from text to record.
type Page struct {
	*fa.Doc
	Dispatch safir.Dispatch
	Outlet   *know.Outlet // nil where unknown
	OutletBy Basis
	Code     string // the desk's code, "" where none
	CodeBy   Basis
	Source   fa.Text // the body, repaired and aligned with what arrived

	// Apart marks the tokens that are an outlet's own furniture: openings, signatures, handles, "read also" lines.
	Apart []bool

	Times      []Time    // in order of the text, none overlapping
	Mentions   []Mention // in order of the text; a mention may lie inside another (وزیر خارجه [سوریه])
	Actors     []Actor
	Places     []Place // in order of the text
	Events     []Event
	Faint      []Event // what is likelier not told, see [safir.Record]
	Statements []Statement
	Claims     []Claim

	verbs  verbs
	senses senses
	trees  trees
}

// Basis tells what a fact rests on.
type Basis struct {
	Why   string   // the rule or model that found it
	Sure  float64  // the model's probability, 0 for a rule
	Words fa.Range // the words that it was read from, empty where it was given with the dispatch
}

// Time is an expression that places something in time.
type Time struct {
	fa.Range
	EDTF     string // "" where the day of publication is needed and unknown
	Calendar string
	Why      string // the rule that found it
}

// Place is a place named in the text, whether or not it is also an actor's mention (دمشق).
type Place struct {
	fa.Range
	EN    string // common English name
	State string // code of the state that it is or lies in
	City  bool   // false for a state or a wider region
}

// Mention is a stretch of tokens that stands for an actor.
type Mention struct {
	fa.Range
	Head  int // token that carries the meaning: the office's or the name's first word
	Actor int // index into Actors
	Kind  safir.Kind
	By    How // how the words name the actor
	// Inside is the index of the mention that this one is part of (وزیر خارجه [سوریه]), or -1. Such a mention is kept for its
	// words and takes no part in an event of its own.
	Inside int
	Why    string // the rule or model that found it
}

// How tells in which way a mention names its actor.
type How string

// The ways of naming an actor.
const (
	ByName     How = "name"     // فیصل المقداد
	ByOffice   How = "office"   // وزیر خارجه سوریه
	ByRelation How = "relation" // همتای سوری خود
	ByPronoun  How = "pronoun"  // وی، او، نامبرده
	ByState    How = "state"    // سوریه، دمشق، طرف سوری
	ByBody     How = "body"     // اتحادیه اروپا
	BySides    How = "sides"    // طرفین، دو طرف: Actor is -1, the sides are found where it is used
)

// Actor is one real-world person, office, state or body.
type Actor struct {
	Kind                       safir.Kind
	Name, Office, Country, Org string // "" where unknown
	Mentions                   []int  // indexes into Page.Mentions, in order
	Outside                    bool   // named as one who only tells of what others do: a reporter, an analyst
}

// Event is one real-world event.
type Event struct {
	Type          safir.EventType
	Status        safir.Status
	When, Where   string
	Participants  []Participant
	Evidence      []fa.Range
	Cue           fa.Range // the words of its first mention
	Confidence    float64
	Why           string
	Again         bool // it is told as not the first of its kind
	WhereInferred bool // the sentence that tells of it does not say where

	StatusBy, WhenBy, WhereBy Basis
}

// Participant ties an actor to an event.
type Participant struct {
	Actor int // index into Actors
	Role  safir.Role
	Basis
}

// Statement is one reporting clause with its own content.
type Statement struct {
	Speakers, Addressees, Target []int // indexes into Actors
	Act                          safir.Act
	Content, Cue                 fa.Range
	Direct                       bool
	Event                        int // index into Events, -1 where none
	Confidence                   float64
	Why                          string
}

// Claim is the dispatch's own count or first/last claim about events.
type Claim struct {
	fa.Range
	Why     string // the rule that found it
	Kind    string
	Actor   int // -1 where unknown
	Where   string
	Count   int // 0 where none
	Since   string
	Verdict string
	Counted []int // indexes into Events
}
