package export

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
)

// What says which of a ledger's contents are written.
type What string

// The contents of a ledger.
const (
	WhatEvents     What = "events"
	WhatStatements What = "statements"
	WhatPeople     What = "people"
	WhatDispatches What = "dispatches"
)

// Whats lists them all.
var Whats = []What{WhatEvents, WhatStatements, WhatPeople, WhatDispatches}

// Format is one way to write a ledger's contents.
type Format struct {
	Name   string
	For    string // who reads it
	Binary bool   // no text: not for a terminal
	writers
}

// writers hold how each of the contents is written, nil where the format can't hold it.
type writers struct{ events, statements, people, dispatches writer }

// writer writes contents.
type writer func(w io.Writer, c *Contents, o *Options) error

// Formats are all formats.
var Formats = []Format{
	{"csv", "spreadsheets, pandas, R", false, writers{eventsCSV, statementsCSV, peopleCSV, dispatchesCSV}},
	{"jsonl", "programs", false, writers{eventsJSONL, statementsJSONL, peopleJSONL, dispatchesJSONL}},
	{"parquet", "Arrow, DuckDB, pandas, R", true, writers{eventsParquet, statementsParquet, peopleParquet, dispatchesParquet}},
	{"plover", "event data: PLOVER's exchange fields", false, writers{eventsPlover, statementsPlover, nil, nil}},
	{"polecat", "event data: the columns of POLECAT", false, writers{eventsPolecat, statementsPolecat, nil, nil}},
	{"ftm", "Aleph and other tools of FollowTheMoney", false, writers{eventsFTM, nil, peopleFTM, nil}},
	{"gexf", "Gephi: who is in contact with whom", false, writers{eventsGEXF, nil, peopleGEXF, nil}},
	{"graphml", "igraph, NetworkX, yEd: the same", false, writers{eventsGraphML, nil, peopleGraphML, nil}},
	{"ics", "calendars", false, writers{eventsICS, nil, nil, nil}},
	{"atom", "feed readers: what is newest", false, writers{eventsAtom, statementsAtom, nil, dispatchesAtom}},
}

// Contents are what is written, each asked for only by the formats that need it.
type Contents struct {
	Events     iter.Seq2[ledger.Event, error]
	Statements iter.Seq2[ledger.Said, error]
	People     iter.Seq2[ledger.Person, error]
	Dispatches iter.Seq2[safir.Dispatch, error]
	Person     func(*safir.Actor) string               // id of the person that a named actor is, "" where not known; nil where nobody is
	Dispatch   func(id string) (safir.Dispatch, error) // one that reports stand in
}

// Options are what may be chosen.
type Options struct {
	World *know.World
	BOM   bool   // of csv: begin with a byte order mark, by which Excel knows UTF-8
	Limit int    // of atom: how many entries at most
	Tag   string // of atom: the authority of its ids, as RFC 4151 has it: example.org,2026
	// LeftOut is told how many entries the format could not hold, and why.
	LeftOut func(n int, why string)
}

// Find is the format of a name that can hold what is asked for. The error of any other says which can, or what the format can hold.
func Find(name string, what What) (*Format, error) {
	var names []string
	for i := range Formats {
		f := &Formats[i]
		if f.of(what) != nil {
			names = append(names, f.Name)
		}
		if f.Name != name {
			continue
		}
		if f.of(what) == nil {
			return nil, fmt.Errorf("%s can't be written as %s; %s is for %s, and %s go as %s", what, name, name, list(f.holds()), what, list(namesOf(what)))
		}
		return f, nil
	}
	return nil, fmt.Errorf("unknown format %q; %s go as %s", name, what, list(names))
}

func namesOf(what What) (names []string) {
	for i := range Formats {
		if Formats[i].of(what) != nil {
			names = append(names, Formats[i].Name)
		}
	}
	return names
}

// holds lists what a format can hold.
func (f *Format) holds() (names []string) {
	for _, what := range Whats {
		if f.of(what) != nil {
			names = append(names, string(what))
		}
	}
	return names
}

func (f *Format) of(what What) writer {
	switch what {
	case WhatEvents:
		return f.events
	case WhatStatements:
		return f.statements
	case WhatPeople:
		return f.people
	case WhatDispatches:
		return f.dispatches
	}
	return nil
}

// Network tells whether a format shows who is in contact with whom.
func (f *Format) Network() bool { return f.Name == "gexf" || f.Name == "graphml" }

// Write writes contents.
func (f *Format) Write(w io.Writer, what What, c *Contents, o *Options) error {
	if err := f.of(what)(w, c, o); err != nil {
		return fmt.Errorf("export %s as %s: %w", what, f.Name, err)
	}
	return nil
}

// list says words one after the other: csv, jsonl or atom.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
