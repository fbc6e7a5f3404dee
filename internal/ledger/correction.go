package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"safir"
)

// CorrectionKind is what a correction does.
type CorrectionKind string

// The kinds of corrections.
const (
	Joining   CorrectionKind = "merge" // some reports are of one event
	Splitting CorrectionKind = "split" // some reports are not of the event of others
	Editing   CorrectionKind = "edit"  // slots of an event are otherwise than its reports have it
	Undoing   CorrectionKind = "undo"  // another correction does not count
)

// Correction is what an editor says against what was derived. It is kept apart from what was read and applied again whenever
// events are derived, so it names reports: the id of an event changes when an earlier report of it arrives.
type Correction struct {
	Number  int            `json:"number"` // from 1, in the order in which they were made
	At      string         `json:"at"`     // instant, RFC 3339
	By      string         `json:"by"`
	Kind    CorrectionKind `json:"kind"`
	Events  []string       `json:"events"`            // ids that the events had when it was made
	Reports []Ref          `json:"reports,omitempty"` // those joined, those that leave, those of the event edited
	Rest    []Ref          `json:"rest,omitempty"`    // of a split: those that stay
	Apart   bool           `json:"apart,omitempty"`   // of a split: each that leaves is an event of its own
	Changes []Change       `json:"changes,omitempty"` // of an edit
	Undoes  int            `json:"undoes,omitempty"`  // of an undo: the number of the other
	Reason  string         `json:"reason"`
}

// Ref names a report by its dispatch and the event's id in its record. When a dispatch is read anew its events may get other ids;
// the words that told of the event then tell which one is meant.
type Ref struct {
	Dispatch string          `json:"dispatch"`
	Event    string          `json:"event"`
	Type     safir.EventType `json:"type"`
	Evidence []safir.Span    `json:"evidence,omitempty"`
	In       int             `json:"in,omitempty"` // of a merge: which of its events the report was in
}

// Change is another value for a slot.
type Change struct {
	Slot  string  `json:"slot"`           // type, status, when, where or participants
	Value *string `json:"value"`          // null: unknown; of a participant null too
	Part  *Part   `json:"part,omitempty"` // a participant
	Gone  bool    `json:"gone,omitempty"` // the participant takes no part
}

// Corrected tells that a slot was corrected. The slot "reports" tells that reports were joined ("apart" before) or split
// ("together" before).
type Corrected struct {
	Slot   string  `json:"slot"`
	Was    *string `json:"was"`
	Reason string  `json:"reason"`
	Number int     `json:"number"`
}

// RefOf names a report.
func RefOf(r *Report) Ref {
	return Ref{Dispatch: r.Dispatch, Event: r.Event.ID, Type: r.Event.Type, Evidence: r.Event.Evidence}
}

// RefsOf names the reports of an event.
func RefsOf(e *Event) []Ref {
	out := make([]Ref, len(e.Reports))
	for i, r := range e.Reports {
		out[i] = RefOf(r)
	}
	return out
}

// Version is a hash of all that an event is: its slots, its reports and the corrections in it. Who corrects an event says which
// version was looked at.
func (e *Event) Version() string {
	bare := *e
	bare.Reports = nil
	h := sha256.New()
	text, err := json.Marshal(bare)
	if err != nil {
		panic(err) // strings and numbers alone
	}
	h.Write(text)
	for _, r := range e.Reports {
		for _, part := range []string{r.Dispatch, r.Event.ID, string(r.Event.Status), value(r.Event.When), value(r.Event.Where)} {
			h.Write([]byte(part))
			h.Write([]byte{0})
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Standing are the corrections that were not undone, oldest first. Undoing an undo makes what it undid count again.
func Standing(corrections []Correction) []Correction {
	list := slices.Clone(corrections)
	slices.SortFunc(list, func(a, b Correction) int { return cmp.Compare(b.Number, a.Number) })
	undone := map[int]bool{}
	var out []Correction
	for _, c := range list {
		switch {
		case undone[c.Number]:
		case c.Kind == Undoing:
			undone[c.Undoes] = true
		default:
			out = append(out, c)
		}
	}
	slices.Reverse(out)
	return out
}

// Undone tells of each correction which standing undo took it back, by number.
func Undone(corrections []Correction) map[int]int {
	list := slices.Clone(corrections)
	slices.SortFunc(list, func(a, b Correction) int { return cmp.Compare(b.Number, a.Number) })
	out := map[int]int{}
	for _, c := range list {
		if _, gone := out[c.Number]; c.Kind == Undoing && !gone {
			out[c.Undoes] = c.Number
		}
	}
	return out
}

// finder finds named reports by the index that they have among those that are there.
type finder struct {
	reports []*Report
	of      map[string][]int // by dispatch
}

func newFinder(reports []*Report) *finder {
	f := &finder{reports, map[string][]int{}}
	for i, r := range reports {
		f.of[r.Dispatch] = append(f.of[r.Dispatch], i)
	}
	return f
}

// find gives the report of the same dispatch with the same words, by preference of the same type and id; where no words are known,
// the one of the same id and type. ok is false where none is there: rather no correction than one of what the editor never saw.
func (f *finder) find(ref Ref) (index int, ok bool) {
	best := [3]int{}
	for _, i := range f.of[ref.Dispatch] {
		e := &f.reports[i].Event
		fit := [3]int{truth(e.Type == ref.Type), shared(e.Evidence, ref.Evidence), truth(e.ID == ref.Event)}
		named := fit[0] == 1 && fit[2] == 1 && (len(e.Evidence) == 0 || len(ref.Evidence) == 0)
		if (fit[1] > 0 || named) && (!ok || slices.Compare(fit[:], best[:]) > 0) {
			index, best, ok = i, fit, true
		}
	}
	return index, ok
}

// all are the indexes of those that are there, each once, in order.
func (f *finder) all(refs []Ref) []int {
	var out []int
	for _, ref := range refs {
		if i, ok := f.find(ref); ok {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// shared is how many characters lie under both lists of spans.
func shared(a, b []safir.Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}
