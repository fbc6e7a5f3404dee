package export

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"safir"
	"safir/internal/ledger"
)

// The lines of the ledger's events, as RECORD.md lays them down under "The ledger's event".
type (
	eventLine struct {
		ID           string          `json:"id"`
		Type         safir.EventType `json:"type"`
		Status       safir.Status    `json:"status"`
		When         *string         `json:"when"`
		Where        *string         `json:"where"`
		Participants []partLine      `json:"participants"`
		Confidence   float64         `json:"confidence"`
		Mentions     []mentionLine   `json:"mentions"`
		Conflicts    []conflictLine  `json:"conflicts"`

		// Perhaps are reports that may as well be of another event: they don't say which.
		Perhaps   []mentionLine      `json:"perhaps,omitempty"`
		Corrected []ledger.Corrected `json:"corrected,omitempty"`
	}
	partLine struct {
		Actor actorLine  `json:"actor"`
		Role  safir.Role `json:"role"`
		// Person is the id of the person, where it is known. Inferred: reports give the office alone, the name is that of who held it.
		Person   string `json:"person,omitempty"`
		Inferred bool   `json:"inferred,omitempty"`
	}
	actorLine struct {
		Kind    safir.Kind `json:"kind"`
		Name    *string    `json:"name"`
		Office  *string    `json:"office"`
		Country *string    `json:"country"`
		Org     *string    `json:"org"`
	}
	mentionLine struct {
		Dispatch   string       `json:"dispatch"`
		Agency     *string      `json:"agency"`
		Published  *string      `json:"published"`
		Status     safir.Status `json:"status"`
		When       *string      `json:"when"`
		Evidence   []safir.Span `json:"evidence"`
		Confidence float64      `json:"confidence"`
		CopyOf     string       `json:"copy_of,omitempty"` // the dispatch of which this one is a copy
		URL        string       `json:"url,omitempty"`
	}
	conflictLine struct {
		Slot   string      `json:"slot"`
		Values []valueLine `json:"values"`
	}
	valueLine struct {
		Value      string   `json:"value"`
		Dispatches []string `json:"dispatches"`
	}
)

// EventsJSONL writes events of the ledger, one a line.
func EventsJSONL(w io.Writer, events []ledger.Event) error {
	for i := range events {
		if err := newLines(w).Encode(lineOf(&events[i])); err != nil {
			return fmt.Errorf("export.EventsJSONL: %w", err)
		}
	}
	return nil
}

func eventsJSONL(w io.Writer, c *Contents, _ *Options) error {
	return lines(w, c.Events, func(e *ledger.Event) any { return lineOf(e) })
}

func lineOf(e *ledger.Event) eventLine {
	out := eventLine{
		ID: e.ID, Type: e.Type, Status: e.Status, When: e.When, Where: e.Where, Confidence: e.Confidence,
		Participants: []partLine{}, Mentions: []mentionLine{}, Conflicts: []conflictLine{}, Corrected: e.Corrected,
	}
	for _, p := range e.Participants {
		a := p.Actor
		out.Participants = append(out.Participants, partLine{actorLine{a.Kind, a.Name, a.Office, a.Country, a.Org}, p.Role, p.Person, p.Inferred})
	}
	for _, r := range e.Reports {
		line := mentionLine{
			r.Dispatch, known(r.Agency), known(r.Published), r.Event.Status, r.Event.When, r.Event.Evidence, r.Event.Confidence, r.CopyOf, r.URL,
		}
		if e.MayBeOther(r) {
			out.Perhaps = append(out.Perhaps, line)
		} else {
			out.Mentions = append(out.Mentions, line)
		}
	}
	for _, c := range e.Conflicts {
		line := conflictLine{Slot: c.Slot}
		for _, v := range c.Values {
			line.Values = append(line.Values, valueLine(v))
		}
		out.Conflicts = append(out.Conflicts, line)
	}
	return out
}

// known is null for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// dispatchesJSONL writes dispatches one a line, as they can be read and gathered again.
func dispatchesJSONL(w io.Writer, c *Contents, _ *Options) error {
	return lines(w, c.Dispatches, func(d *safir.Dispatch) any { return d })
}

// newLines writes JSON, one value a line.
func newLines(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// lines writes what comes as JSON, one value a line.
func lines[T any](w io.Writer, all iter.Seq2[T, error], line func(*T) any) error {
	out := newLines(w)
	for v, err := range all {
		if err != nil {
			return err
		}
		if err := out.Encode(line(&v)); err != nil {
			return err
		}
	}
	return nil
}

func statementsJSONL(w io.Writer, c *Contents, _ *Options) error {
	return lines(w, c.Statements, func(s *ledger.Said) any { return saidLineOf(s, c.Person) })
}

func peopleJSONL(w io.Writer, c *Contents, _ *Options) error {
	return lines(w, c.People, func(p *ledger.Person) any { return personOf(&Profile{Person: *p}) })
}
