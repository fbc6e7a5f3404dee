package ledger

import (
	"fmt"
	"strings"
)

// UnknownError says that what somebody typed is nothing that is known.
type UnknownError struct {
	What string   // what was asked for: name, place or day
	Text string   // as it was typed
	Near []string // what is written almost like it, at most three
}

// Error says it in English.
func (e *UnknownError) Error() string {
	switch e.What {
	case "place":
		return fmt.Sprintf("no place is known as %q", e.Text)
	case "day":
		return fmt.Sprintf("want a day as 2026-04-21 or 1405-02-01, got %q", e.Text)
	}
	offer := ""
	if len(e.Near) > 0 {
		offer = "; did you mean " + strings.Join(e.Near, ", ") + "?"
	}
	return fmt.Sprintf("nobody in the ledger is called %q%s", e.Text, offer)
}
