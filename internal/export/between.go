package export

import (
	"fmt"
	"io"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// Between is the contacts of two sides.
type Between struct {
	A, B   string // as they are asked for
	Counts []ledger.EventCount
	Events []ledger.Event
}

// spans counts by stretches of time named by the first letters of a Jalali month: 4 for years, 7 for months.
func (b *Between) spans(letters int) (names []string, counts map[string]map[safir.EventType]int) {
	counts = map[string]map[safir.EventType]int{}
	for _, c := range b.Counts {
		name := c.Month[:min(letters, len(c.Month))]
		if counts[name] == nil {
			counts[name] = map[safir.EventType]int{}
			names = append(names, name)
		}
		counts[name][c.Type] += c.Events
	}
	return names, counts
}

// monthsAtMost is how many months are told one by one; more are told by years.
const monthsAtMost = 15

// BetweenText writes contacts in order of time, then how many there are by type and by Jalali month or year.
func BetweenText(w io.Writer, b *Between, width int) error {
	if err := EventsTable(w, b.Events, width); err != nil {
		return err
	}
	var text strings.Builder
	_, all := b.spans(0)
	fmt.Fprintf(&text, "\n%s and %s  %s\n", b.A, b.B, contactsText(all[""]))
	names, counts := b.spans(len("1405-02"))
	if len(names) > monthsAtMost {
		names, counts = b.spans(len("1405"))
	}
	for _, name := range names {
		if name == "" {
			fmt.Fprintf(&text, "%-7s  %s\n", "undated", contactsText(counts[name]))
			continue
		}
		fmt.Fprintf(&text, "%-7s  %s  %s\n", name, gregorian(name), contactsText(counts[name]))
	}
	if _, err := io.WriteString(w, text.String()); err != nil {
		return fmt.Errorf("export.BetweenText: %w", err)
	}
	return nil
}

// gregorian is the stretch of a Jalali month or year: 2026-04-21/2026-05-21.
func gregorian(jalali string) string {
	first, last, err := ledger.Days(jalali)
	if err != nil {
		return ""
	}
	return first + "/" + last
}

type (
	// contactsLine is the contacts of two sides with their counts.
	contactsLine struct {
		A      string                  `json:"a"`
		B      string                  `json:"b"`
		Total  int                     `json:"total"`
		Types  map[safir.EventType]int `json:"types"`
		Months []monthLine             `json:"months"`
		Events []eventLine             `json:"events"`
	}
	monthLine struct {
		Month  *string                 `json:"month"` // Jalali
		Days   *string                 `json:"days"`  // the same as EDTF
		Events int                     `json:"events"`
		Types  map[safir.EventType]int `json:"types"`
	}
)

func contactsOf(b *Between) contactsLine {
	out := contactsLine{A: b.A, B: b.B, Types: map[safir.EventType]int{}, Months: []monthLine{}, Events: []eventLine{}}
	names, counts := b.spans(len("1405-02"))
	for _, name := range names {
		m := monthLine{Month: known(name), Types: counts[name]}
		if name != "" {
			m.Days = known(gregorian(name))
		}
		for kind, n := range counts[name] {
			m.Events += n
			out.Types[kind] += n
		}
		out.Total += m.Events
		out.Months = append(out.Months, m)
	}
	for i := range b.Events {
		out.Events = append(out.Events, lineOf(&b.Events[i]))
	}
	return out
}

// BetweenJSON writes contacts with their counts as one object.
func BetweenJSON(w io.Writer, b *Between) error { return asArray(w, contactsOf(b)) }
