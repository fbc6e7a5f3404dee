// Package ledger answers what happened, by all reports together: many dispatches tell of one real-world event, and the ledger
// has it once, with every report kept.
//
// Two reports are of one event where they are of one type, the same people or states take part, place and time agree, and
// hardly anything speaks against it. Pairs are joined the likeliest first. What one dispatch tells apart (another day, another place)
// stays apart; what is told too vaguely to be known by itself comes last.
// Reports are put in order before anything else, so that the same reports give the same ledger, in whatever order they arrived.
package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"safir"
)

// Places tells in which state a place lies.
type Places interface {
	// StateOf is the code of the state that a place, given by its common English name, is or lies in; "" where unknown.
	StateOf(place string) string
	// IsState tells whether a place is a state.
	IsState(place string) bool
}

// Report is one event as one dispatch tells it.
type Report struct {
	Dispatch  string
	Agency    string // "" where unknown
	Published string // ISO 8601, "" where unknown
	URL       string `json:"-"`          // "" where unknown; the reports of events have it
	CopyOf    string `json:",omitempty"` // the dispatch of which this one is a copy, "" where it is none
	Event     safir.Event
	Parts     []Part
	Faint     bool `json:",omitempty"` // the dispatch likelier does not tell of it: it counts where others do
}

// Part is a participant of a report or of an event.
type Part struct {
	Actor    safir.Actor `json:"actor"`
	Role     safir.Role  `json:"role"`
	Person   string      `json:"person,omitempty"`   // id of the person, "" where not known
	Inferred bool        `json:"inferred,omitempty"` // reports give the office alone: the name is that of who held it then
}

// Reports are the reports of a record, one for each event.
func Reports(r *safir.Record) []Report {
	actors := map[string]safir.Actor{}
	for _, a := range r.Actors {
		actors[a.ID] = a
	}
	var out []Report
	for i, e := range slices.Concat(r.Events, r.Faint) {
		report := Report{Dispatch: r.ID, Agency: value(r.Source.Agency), Published: value(r.Source.Published), Event: e, Faint: i >= len(r.Events)}
		for _, p := range e.Participants {
			report.Parts = append(report.Parts, Part{Actor: actors[p.Actor], Role: p.Role})
		}
		out = append(out, report)
	}
	return out
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// inOrder compares reports by when they were published, then by dispatch, then by their place in it.
func inOrder(a, b *Report) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Dispatch, b.Dispatch),
		cmp.Compare(len(a.Event.ID), len(b.Event.ID)), cmp.Compare(a.Event.ID, b.Event.ID))
}

// window is the stretch of days in which the event of a report may lie.
type window struct{ first, last time.Time }

const day = 24 * time.Hour

// How many days before and after its publication a report without a date is taken to speak of.
var around = map[safir.Status][2]int{
	safir.Happened: {3, 0}, safir.Ongoing: {2, 1}, safir.Planned: {1, 10}, safir.Proposed: {3, 15}, safir.Cancelled: {5, 7}, safir.Denied: {5, 7},
}

// windowOf is the stretch that a report names, else one around its publication; ok is false where neither is known.
func windowOf(r *Report) (w window, ok bool) {
	if first, last, ok := safir.Days(value(r.Event.When)); ok {
		return window{first, last}, true
	}
	if len(r.Published) < len(time.DateOnly) {
		return w, false
	}
	published, err := time.Parse(time.DateOnly, r.Published[:len(time.DateOnly)])
	if err != nil {
		return w, false
	}
	days := around[r.Event.Status]
	return window{published.AddDate(0, 0, -days[0]), published.AddDate(0, 0, days[1])}, true
}

// vague tells whether a window is too long to know an event by: a year, or one with an open end. A visit in some year may be any
// of that year, so it is joined with none but those told of by the same words.
func (w window) vague() bool {
	const longest = 40 * day // a Jalali month, and a good deal
	return w.first.IsZero() || w.last.IsZero() || w.last.Sub(w.first) > longest
}

// apart is how many days lie between two windows, 0 where they meet.
func (w window) apart(o window) int {
	gap := func(a, b time.Time) int {
		if a.IsZero() || b.IsZero() || !a.Before(b) {
			return 0
		}
		return int(b.Sub(a) / day)
	}
	return max(gap(w.last, o.first), gap(o.last, w.first))
}

// id is a stable id made from the first report of an event.
func id(first *Report) string {
	h := sha256.Sum256([]byte(strings.Join([]string{string(first.Event.Type), first.Dispatch, first.Event.ID}, "\x00")))
	return hex.EncodeToString(h[:6])
}

func sorted(reports []Report) []*Report {
	out := make([]*Report, len(reports))
	for i := range reports {
		out[i] = &reports[i]
	}
	slices.SortStableFunc(out, inOrder)
	return out
}
