package tables

import (
	"encoding/json"

	"safir"
	"safir/internal/ledger"
)

// FactsVersion is the version of what [ledger.FactsOf] makes of a record and how it is kept. A ledger with facts of another
// version has them made anew.
const FactsVersion = 3

// The roles in statements.
const (
	Speaker = 1 + iota
	Addressee
	Target
)

// RecordText is the record of an entry as it is kept: without the texts.
func RecordText(e *ledger.Entry) (string, error) {
	record := e.Record
	record.Body, record.Repaired = "", ""
	text, err := json.Marshal(record)
	return string(text), err
}

// EventText is an event as it is kept: without its reports.
func EventText(e *ledger.Placed) (string, error) {
	bare := e.Event
	bare.Reports = nil
	text, err := json.Marshal(bare)
	return string(text), err
}

// OutlineText is the outline of an event as it is kept.
func OutlineText(e *ledger.Placed) (string, error) {
	text, err := json.Marshal(ledger.OutlineOf(&e.Event))
	return string(text), err
}

// SketchOf is the sketch of a text, empty rather than null where it is too short for one.
func SketchOf(text string) []byte { return append([]byte{}, ledger.Sketch(text)...) }

// KeysOf are the keys under which somebody is looked up.
func KeysOf(w ledger.Who) []string {
	switch {
	case w.Kind == safir.Org:
		return []string{ledger.BodyKey(w.Org)}
	case w.Name != "":
		return ledger.NameKeys(w.Name)
	}
	return nil
}

// Speaking calls for everybody who has a role in a statement, and for the states of these.
func Speaking(s ledger.StatementFact, do func(role int, w ledger.Who) error) error {
	for i, list := range [][]ledger.Who{s.Speakers, s.Addressees, s.Targets} {
		for _, w := range list {
			for _, w := range withState(w) {
				if err := do(Speaker+i, w); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// withState is an actor and the state that it belongs to.
func withState(w ledger.Who) []ledger.Who {
	if w.Country == "" || w.Kind == safir.Country {
		return []ledger.Who{w}
	}
	return []ledger.Who{w, ledger.State(w.Country)}
}

// Value is what a pointer points to, "" where it points nowhere.
func Value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
