package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// saidLine is a statement of the ledger: that of RECORD.md with its actors, words and source in place.
type saidLine struct {
	ID         string        `json:"id"`
	Source     sourceLine    `json:"source"`
	Speakers   []speakerLine `json:"speakers"`
	Addressees []speakerLine `json:"addressees"`
	Act        safir.Act     `json:"act"`
	Target     []speakerLine `json:"target"`
	Content    safir.Span    `json:"content"`
	Cue        safir.Span    `json:"cue"`
	Words      string        `json:"words"`
	Direct     bool          `json:"direct"`
	Event      *string       `json:"event"` // id of the ledger's event
	Confidence float64       `json:"confidence"`
}

// sourceLine is the dispatch that something stands in.
type sourceLine struct {
	Dispatch  string  `json:"dispatch"`
	Agency    *string `json:"agency"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
}

func sourceOf(s ledger.Source) sourceLine {
	return sourceLine{s.Dispatch, known(s.Agency), known(s.Published), known(s.URL)}
}

// speakerLine is an actor, with the id of the person where it is asked for and known.
type speakerLine struct {
	ActorLine

	Person string `json:"person,omitempty"`
}

func speakerLines(actors []safir.Actor, person func(*safir.Actor) string) []speakerLine {
	out := make([]speakerLine, len(actors))
	for i := range actors {
		a := &actors[i]
		out[i].ActorLine = actorLine{a.Kind, a.Name, a.Office, a.Country, a.Org}
		if person != nil && value(a.Name) != "" {
			out[i].Person = person(a)
		}
	}
	return out
}

// saidLineOf is the line of a statement; person tells who a named actor is, nil where it is not asked for.
func saidLineOf(s *ledger.Said, person func(*safir.Actor) string) saidLine {
	return saidLine{
		s.ID, sourceOf(s.Source), speakerLines(s.Speakers, person), speakerLines(s.Addressees, person), s.Act, speakerLines(s.Targets, person),
		s.Content, s.Cue, s.Words, s.Direct, known(s.Event), s.Confidence,
	}
}

func saidLines(list []ledger.Said) []saidLine {
	out := make([]saidLine, len(list))
	for i := range list {
		out[i] = saidLineOf(&list[i], nil)
	}
	return out
}

// StatementsJSON writes statements of the ledger as one array, StatementsJSONL one a line.
func StatementsJSON(w io.Writer, list []ledger.Said) error { return asArray(w, saidLines(list)) }

// StatementsJSONL writes statements of the ledger, one a line.
func StatementsJSONL(w io.Writer, list []ledger.Said) error { return asLines(w, saidLines(list)) }

func asArray(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("export: writing JSON: %w", err)
	}
	return nil
}

func asLines[T any](w io.Writer, lines []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range lines {
		if err := e.Encode(&lines[i]); err != nil {
			return fmt.Errorf("export: writing JSON lines: %w", err)
		}
	}
	return nil
}

// StatementsTable writes statements of the ledger as a table for people, cut to a width in columns, 0 for none.
func StatementsTable(w io.Writer, list []ledger.Said, width int) error {
	rows := make([][]string, len(list))
	for i, s := range list {
		rows[i] = []string{
			s.ID, dash(s.Source.Agency), dash(Jalali(s.Day)), dash(s.Day), string(s.Act), dash(labelsOf(s.Speakers)), dash(labelsOf(s.Targets)), s.Words,
		}
	}
	return grid(w, width, 3, []string{"STATEMENT", "OUTLET", "JALALI", "GREGORIAN", "ACT", "WHO", "ABOUT", "WORDS"}, rows)
}

// StatementsCSV writes statements of the ledger as comma-separated values, one a row.
func StatementsCSV(w io.Writer, list []ledger.Said) error {
	rows := [][]string{{"id", "day", "jalali", "act", "who", "to", "about", "direct", "words", "event", "agency", "published", "dispatch", "url"}}
	for _, s := range list {
		rows = append(rows, []string{
			s.ID, s.Day, Jalali(s.Day), string(s.Act), labelsOf(s.Speakers), labelsOf(s.Addressees), labelsOf(s.Targets), strconv.FormatBool(s.Direct), s.Words, s.Event,
			s.Source.Agency, s.Source.Published, s.Source.Dispatch, s.Source.URL,
		})
	}
	return asCSV(w, rows)
}

func asCSV(w io.Writer, rows [][]string) error {
	for i := range rows {
		rows[i] = harmlessAll(rows[i]...)
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("export: writing CSV: %w", err)
	}
	return nil
}

func labelsOf(actors []safir.Actor) string {
	out := make([]string, len(actors))
	for i := range actors {
		out[i] = Label(&actors[i])
	}
	return strings.Join(out, " + ")
}
