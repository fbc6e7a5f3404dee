package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"safir/internal/ledger"
)

// LogJSON writes corrections as one array, as [ledger.Logged] has them.
func LogJSON(w io.Writer, log []ledger.Logged) error {
	if log == nil {
		log = []ledger.Logged{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(log); err != nil {
		return fmt.Errorf("export.LogJSON: %w", err)
	}
	return nil
}

// LogTable writes corrections as a table for people, oldest first.
func LogTable(w io.Writer, log []ledger.Logged) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "NUMBER\tINSTANT\tBY\tKIND\tSTATE\tEVENTS\tWHAT\tREASON")
	for i := range log {
		c := &log[i]
		state := c.State
		if c.Note != "" {
			state += " (" + c.Note + ")"
		}
		fmt.Fprintf(columns, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c.Number, c.At, c.By, c.Kind, state, dash(strings.Join(c.Events, " ")), whatOf(&c.Correction), c.Reason)
	}
	if err := columns.Flush(); err != nil {
		return fmt.Errorf("export.LogTable: %w", err)
	}
	return nil
}

// whatOf says what a correction does.
func whatOf(c *ledger.Correction) string {
	var parts []string
	switch c.Kind {
	case ledger.Undoing:
		return fmt.Sprintf("undo %d", c.Undoes)
	case ledger.Joining, ledger.Splitting:
		for _, r := range c.Reports {
			parts = append(parts, r.Dispatch)
		}
		return strings.Join(parts, " ")
	case ledger.Editing:
	}
	for _, ch := range c.Changes {
		switch {
		case ch.Part == nil && ch.Value == nil:
			parts = append(parts, ch.Slot+" unknown")
		case ch.Part == nil:
			parts = append(parts, ch.Slot+" "+*ch.Value)
		case ch.Gone:
			parts = append(parts, "without "+ch.Part.String())
		default:
			parts = append(parts, "with "+ch.Part.String())
		}
	}
	return strings.Join(parts, "; ")
}
