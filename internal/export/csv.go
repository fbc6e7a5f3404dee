package export

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"safir"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// cells writes rows of comma-separated values (RFC 4180, UTF-8).
type cells struct{ out *csv.Writer }

// newCells begins with the header, after a byte order mark where one is wanted.
func newCells(w io.Writer, bom bool, header ...string) (*cells, error) {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	c := &cells{csv.NewWriter(w)}
	return c, c.out.Write(header)
}

// row writes a row whose cells no spreadsheet takes for formulas.
func (c *cells) row(values ...string) error {
	return c.out.Write(harmlessAll(values...))
}

func harmlessAll(cells ...string) []string {
	for i, c := range cells {
		cells[i] = harmless(c)
	}
	return cells
}

func (c *cells) close() error {
	c.out.Flush()
	if err := c.out.Error(); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula: the texts come from outside.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// joined lists values in one cell.
func joined(values []string) string { return strings.Join(values, "; ") }

// eventColumns are the columns of events. Days stand in both calendars, words in both languages; several values of one
// cell are parted by "; ".
var eventColumns = []string{
	"id", "when", "jalali", "first_day", "last_day", "type", "type_fa", "status", "status_fa", "where", "where_fa", "where_state", "who", "persons",
	"offices", "states", "bodies", "plover", "plover_mode", "cameo", "confidence", "reports", "copies", "agencies", "first_report", "latest_report", "dispatches", "conflicts",
	"corrected",
}

func eventsCSV(w io.Writer, c *Contents, o *Options) error {
	codes, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	out, err := newCells(w, o.BOM, eventColumns...)
	if err != nil {
		return err
	}
	for e, err := range c.Events {
		if err != nil {
			return err
		}
		if err := out.row(eventRow(&e, o, codes)...); err != nil {
			return err
		}
	}
	return out.close()
}

func eventRow(e *ledger.Event, o *Options, codes *crosswalk) []string {
	first, last := span(e.When)
	place := value(e.Where)
	code, _ := codes.event(e)
	var dispatches, conflicts, corrected []string
	copies := 0
	for _, r := range e.Definite() {
		dispatches = append(dispatches, r.Dispatch)
		if r.CopyOf != "" {
			copies++
		}
	}
	for _, c := range e.Conflicts {
		conflicts = append(conflicts, conflictText(c))
	}
	for _, c := range e.Corrected {
		corrected = append(corrected, correctedText(c))
	}
	firstReport, latestReport := reportDays(e)
	s := sortsOf(e)
	return []string{
		e.ID, value(e.When), Jalali(value(e.When)), first, last,
		string(e.Type), label.Of("type", string(e.Type)).FA, string(e.Status), label.Of("status", string(e.Status)).FA,
		place, o.World.PlaceFA(place), o.World.StateOf(place),
		people(whoOf(e.Participants)), joined(s.persons), joined(s.offices), joined(s.states), joined(s.bodies),
		code.Event, code.Mode, code.Cameo, decimal(e.Confidence), strconv.Itoa(len(dispatches)), strconv.Itoa(copies), joined(e.Agencies()), firstReport, latestReport,
		joined(dispatches), joined(conflicts), joined(corrected),
	}
}

// reportDays are the days of the first and the latest report.
func reportDays(e *ledger.Event) (first, latest string) {
	from, to := reported(e)
	return isoDay(from), isoDay(to)
}

// appendNew adds a text that is known and not there yet.
func appendNew(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// sorts are an event's participants by what they are, and the states that they belong to, each once.
type sorts struct{ persons, offices, states, bodies []string }

func sortsOf(e *ledger.Event) (s sorts) {
	for i := range e.Participants {
		a := &e.Participants[i].Actor
		s.persons = appendNew(s.persons, value(a.Name))
		s.states = appendNew(s.states, value(a.Country))
		if value(a.Name) == "" && a.Kind == safir.Office {
			s.offices = appendNew(s.offices, cmp.Or(Label(a), value(a.Office)))
		}
		if a.Kind == safir.Org {
			s.bodies = appendNew(s.bodies, value(a.Org))
		}
	}
	return s
}

// dispatchesCSV writes dispatches one a row, with their texts.
func dispatchesCSV(w io.Writer, c *Contents, o *Options) error {
	out, err := newCells(w, o.BOM, "id", "agency", "agency_name", "published", "jalali", "modified", "url", "title", "body")
	if err != nil {
		return err
	}
	for d, err := range c.Dispatches {
		if err != nil {
			return err
		}
		if err := out.row(d.ID, d.Agency, outletName(d.Agency, o), d.Published, Jalali(dayOf(d.Published)), d.Modified, d.URL, d.Title, d.Body); err != nil {
			return err
		}
	}
	return out.close()
}

// outletName is what an outlet is called in English, or its id.
func outletName(id string, o *Options) string {
	if outlet := o.World.Outlet(id); outlet != nil {
		return outlet.Name
	}
	return id
}
