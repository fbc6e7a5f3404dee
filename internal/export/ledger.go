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

// EventsJSON writes events of the ledger as one array.
func EventsJSON(w io.Writer, events []ledger.Event) error {
	lines := make([]eventLine, len(events))
	for i := range events {
		lines[i] = lineOf(&events[i])
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(lines); err != nil {
		return fmt.Errorf("export.EventsJSON: %w", err)
	}
	return nil
}

// EventsTable writes events of the ledger as a table for people, cut to a width in columns, 0 for none. As in [Table], names come last.
func EventsTable(w io.Writer, events []ledger.Event, width int) error {
	rows := make([][]string, len(events))
	for i := range events {
		e := &events[i]
		rows[i] = []string{
			e.ID, dash(Jalali(value(e.When))), dash(value(e.When)), string(e.Type), string(e.Status), dash(value(e.Where)),
			percent(e.Confidence), strconv.Itoa(len(e.Definite())), people(whoOf(e.Participants)),
		}
	}
	return grid(w, width, 1, []string{"EVENT", "JALALI", "GREGORIAN", "TYPE", "STATUS", "WHERE", "SURE", "REPORTS", "WHO"}, rows)
}

// percent is a confidence in hundredths: 87%.
func percent(confidence float64) string { return strconv.Itoa(int(confidence*100+0.5)) + "%" }

func whoOf(parts []ledger.Part) []Who {
	out := make([]Who, len(parts))
	for i := range parts {
		out[i] = Who{parts[i].Role, Label(&parts[i].Actor)}
		if parts[i].Inferred {
			out[i].Label += " (by office)" // reports do not name them
		}
	}
	return out
}

// EventsCSV writes events of the ledger as comma-separated values (RFC 4180, UTF-8), one a row.
func EventsCSV(w io.Writer, events []ledger.Event) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "when", "jalali", "type", "status", "where", "who", "confidence", "reports", "agencies", "dispatches", "conflicts", "corrected", "urls"}}
	for i := range events {
		e := &events[i]
		var dispatches, conflicts, corrected, urls []string
		for _, r := range e.Definite() {
			dispatches = append(dispatches, r.Dispatch)
			if r.URL != "" {
				urls = append(urls, r.URL)
			}
		}
		for _, c := range e.Conflicts {
			conflicts = append(conflicts, conflictText(c))
		}
		for _, c := range e.Corrected {
			corrected = append(corrected, correctedText(c))
		}
		rows = append(rows, harmlessAll(
			e.ID, value(e.When), Jalali(value(e.When)), string(e.Type), string(e.Status), value(e.Where), people(whoOf(e.Participants)),
			decimal(e.Confidence), strconv.Itoa(len(dispatches)), strings.Join(e.Agencies(), " "), strings.Join(dispatches, " "), strings.Join(conflicts, "; "), strings.Join(corrected, "; "),
			strings.Join(urls, " "),
		))
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("export.EventsCSV: %w", err)
	}
	return nil
}

// conflictText says on what reports disagree: where: Muscat (3 reports), Doha (1 report).
func conflictText(c ledger.Conflict) string {
	values := make([]string, len(c.Values))
	for i, v := range c.Values {
		values[i] = fmt.Sprintf("%s (%s)", v.Value, counted(len(v.Dispatches), "report"))
	}
	return c.Slot + ": " + strings.Join(values, ", ")
}

// correctedText says what was corrected, and why: status: was happened (3: the agency took it back).
func correctedText(c ledger.Corrected) string {
	return fmt.Sprintf("%s: was %s (%d: %s)", c.Slot, dash(value(c.Was)), c.Number, c.Reason)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "ch") {
		what += "e"
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// EventText writes one event of the ledger for people: what is known, on what reports disagree, and each report in its words.
// dispatch gives the dispatches that the reports stand in.
func EventText(w io.Writer, e *ledger.Event, dispatch func(id string) (safir.Dispatch, error)) error {
	var b strings.Builder
	fmt.Fprintf(&b, "event   %s\ntype    %s\nstatus  %s\nwhen    %s", e.ID, e.Type, e.Status, dash(value(e.When)))
	if jalali := Jalali(value(e.When)); jalali != "" {
		fmt.Fprintf(&b, "  (Jalali %s)", jalali)
	}
	fmt.Fprintf(&b, "\nwhere   %s\nsure    %s\n", dash(value(e.Where)), percent(e.Confidence))
	for _, p := range e.Participants {
		fmt.Fprintf(&b, "%-9s %s", p.Role, Label(&p.Actor))
		if office := value(p.Actor.Office); office != "" && value(p.Actor.Name) != "" {
			fmt.Fprintf(&b, ", %s", office)
		}
		b.WriteByte('\n')
	}
	for _, c := range e.Conflicts {
		fmt.Fprintf(&b, "conflict  %s\n", conflictText(c))
	}
	for _, c := range e.Corrected {
		fmt.Fprintf(&b, "corrected %s\n", correctedText(c))
	}
	fmt.Fprintf(&b, "version   %s\n", e.Version())
	fmt.Fprintf(&b, "\n%s\n", counted(len(e.Reports), "report"))
	for _, r := range e.Reports {
		d, err := dispatch(r.Dispatch)
		if err != nil {
			return fmt.Errorf("export.EventText: %w", err)
		}
		fmt.Fprintf(&b, "\n  %s  %s  %s  %s", r.Dispatch, dash(r.Agency), dash(r.Published), r.Event.Status)
		if when := value(r.Event.When); when != "" {
			fmt.Fprintf(&b, "  %s", when)
		}
		if where := value(r.Event.Where); where != "" {
			fmt.Fprintf(&b, "  %s", where)
		}
		if d.URL != "" {
			fmt.Fprintf(&b, "\n    %s", d.URL)
		}
		if r.CopyOf != "" {
			fmt.Fprintf(&b, "\n    copy of %s", r.CopyOf)
		}
		if e.MayBeOther(r) {
			b.WriteString("\n    perhaps: it may be of another event, and doesn't say which")
		}
		if r.Faint {
			b.WriteString("\n    faint: it hardly tells of it, and counts since others do")
		}
		fmt.Fprintf(&b, "\n    «%s»\n", words([]rune(d.Body), r.Event.Evidence))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("export.EventText: %w", err)
	}
	return nil
}
