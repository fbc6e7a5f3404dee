package export

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// Profile is a person with what the ledger tells of them.
type Profile struct {
	ledger.Person

	Evidence   map[int][]ledger.Source // of each of the tenures
	Events     []ledger.Event          // the latest
	Statements []ledger.Said           // the latest
}

type (
	personLine struct {
		ID         string                  `json:"id"`
		Name       string                  `json:"name"`
		Country    *string                 `json:"country"`
		Spellings  []spellingLine          `json:"spellings"`
		Offices    []tenureLine            `json:"offices"`
		First      *string                 `json:"first"`
		Last       *string                 `json:"last"`
		Dispatches int                     `json:"dispatches"`
		Contacts   map[safir.EventType]int `json:"contacts"`
		Events     []eventLine             `json:"events,omitempty"`
		Statements []saidLine              `json:"statements,omitempty"`
	}
	spellingLine struct {
		Name       string `json:"name"`
		Dispatches int    `json:"dispatches"`
	}
	tenureLine struct {
		Office     string       `json:"office"`
		Country    *string      `json:"country"`
		Org        *string      `json:"org"`
		First      string       `json:"first"`
		Last       string       `json:"last"`
		After      *string      `json:"after"`
		Before     *string      `json:"before"`
		Former     *string      `json:"former"`
		Dispatches int          `json:"dispatches"`
		Evidence   []sourceLine `json:"evidence,omitempty"`
	}
)

func personOf(p *Profile) personLine {
	out := personLine{
		ID: p.ID, Name: p.Name, Country: known(p.Country), Spellings: []spellingLine{}, Offices: []tenureLine{},
		First: known(p.First), Last: known(p.Last), Dispatches: p.Mentions, Contacts: p.Contacts, Statements: saidLines(p.Statements),
	}
	for _, s := range p.Spellings {
		out.Spellings = append(out.Spellings, spellingLine{s.Name, s.Mentions})
	}
	for i, t := range p.Tenures {
		line := tenureLine{t.Office, known(t.Country), known(t.Org), t.First, t.Last, known(t.After), known(t.Before), known(t.Ended), t.Count, nil}
		for _, e := range p.Evidence[i] {
			line.Evidence = append(line.Evidence, sourceOf(e))
		}
		out.Offices = append(out.Offices, line)
	}
	for i := range p.Events {
		out.Events = append(out.Events, lineOf(&p.Events[i]))
	}
	return out
}

// PeopleJSON writes people as one array.
func PeopleJSON(w io.Writer, list []Profile) error { return asArray(w, personLines(list)) }

// PeopleJSONL writes people, one a line.
func PeopleJSONL(w io.Writer, list []Profile) error { return asLines(w, personLines(list)) }

func personLines(list []Profile) []personLine {
	out := make([]personLine, len(list))
	for i := range list {
		out[i] = personOf(&list[i])
	}
	return out
}

// PeopleCSV writes people as comma-separated values, a row for each office that they are seen to hold, one for who holds none.
func PeopleCSV(w io.Writer, list []Profile) error {
	rows := [][]string{{"person", "name", "country", "dispatches", "spellings", "contacts", "office", "of", "org", "first", "first_jalali", "last", "last_jalali", "after", "before", "former", "told_by", "first_dispatch", "first_url", "last_dispatch", "last_url"}}
	for i := range list {
		p := &list[i]
		contacts := 0
		for _, n := range p.Contacts {
			contacts += n
		}
		own := []string{p.ID, p.Name, p.Country, strconv.Itoa(p.Mentions), spelled(p.Spellings, "; "), strconv.Itoa(contacts)}
		if len(p.Tenures) == 0 {
			rows = append(rows, slices.Concat(own, make([]string, len(rows[0])-len(own))))
		}
		for k, t := range p.Tenures {
			var first, last ledger.Source
			if e := p.Evidence[k]; len(e) > 0 {
				first, last = e[0], e[len(e)-1]
			}
			rows = append(rows, slices.Concat(own, []string{
				t.Office, t.Country, t.Org, t.First, Jalali(t.First), t.Last, Jalali(t.Last), t.After, t.Before, t.Ended, strconv.Itoa(t.Count),
				first.Dispatch, first.URL, last.Dispatch, last.URL,
			}))
		}
	}
	return asCSV(w, rows)
}

func spelled(list []ledger.Spelling, between string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%s (%d)", s.Name, s.Mentions)
	}
	return strings.Join(out, between)
}

// PeopleTable writes people as a table, with the latest of their offices, cut to a width in columns, 0 for none.
func PeopleTable(w io.Writer, list []Profile, width int) error {
	rows := make([][]string, len(list))
	for i := range list {
		p := &list[i]
		office := ""
		if t := p.Tenures; len(t) > 0 {
			latest := slices.MaxFunc(t, func(a, b ledger.Tenure) int {
				return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.Count, b.Count))
			})
			office = officeOf(&latest)
		}
		rows[i] = []string{p.ID, dash(p.Country), strconv.Itoa(p.Mentions), dash(p.First), dash(p.Last), dash(office), p.Name}
	}
	return grid(w, width, 2, []string{"PERSON", "STATE", "DISPATCHES", "FIRST", "LAST", "OFFICE", "NAME"}, rows)
}

func officeOf(t *ledger.Tenure) string {
	return strings.TrimSpace(t.Office + " " + cmp.Or(t.Country, t.Org))
}

// PersonText writes a person for people to read: spellings, offices with the dispatches that tell of them, contacts, the latest
// events and statements. Tables are cut to a width in columns, 0 for none.
func PersonText(w io.Writer, p *Profile, width int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "person      %s\nname        %s\nstate       %s\nspelled     %s\ndispatches  %d, %s to %s\n", p.ID, p.Name, dash(p.Country),
		spelled(p.Spellings, ", "), p.Mentions, bothDays(p.First), bothDays(p.Last))
	for i, t := range p.Tenures {
		fmt.Fprintf(&b, "\noffice      %s", officeOf(&t))
		if t.Org != "" && t.Country != "" {
			fmt.Fprintf(&b, ", %s", t.Org)
		}
		fmt.Fprintf(&b, "\n  seen      %s to %s, in %s\n", bothDays(t.First), bothDays(t.Last), counted(t.Count, "dispatch"))
		for _, bound := range []struct{ label, day string }{
			{"another is seen last before it on", t.After}, {"another is seen first after it on", t.Before}, {"called a former one on", t.Ended},
		} {
			if bound.day != "" {
				fmt.Fprintf(&b, "  %s %s\n", bound.label, bothDays(bound.day))
			}
		}
		for _, e := range ends(p.Evidence[i]) {
			fmt.Fprintf(&b, "  by        %s  %s  %s  %s\n", e.Dispatch, dash(e.Agency), dash(e.Published), e.URL)
		}
	}
	fmt.Fprintf(&b, "\ncontacts    %s\n", contactsText(p.Contacts))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("export.PersonText: %w", err)
	}
	if len(p.Events) > 0 {
		fmt.Fprintln(w, "\nlatest events")
		if err := EventsTable(w, p.Events, width); err != nil {
			return err
		}
	}
	if len(p.Statements) > 0 {
		fmt.Fprintln(w, "\nlatest statements")
		return StatementsTable(w, p.Statements, width)
	}
	return nil
}

// ends are the first and the last of some sources.
func ends(list []ledger.Source) []ledger.Source {
	if len(list) > 2 {
		return []ledger.Source{list[0], list[len(list)-1]}
	}
	return list
}

func contactsText(contacts map[safir.EventType]int) string {
	total := 0
	var each []string
	for _, kind := range slices.SortedFunc(maps.Keys(contacts), func(a, b safir.EventType) int {
		return cmp.Or(cmp.Compare(contacts[b], contacts[a]), cmp.Compare(a, b))
	}) {
		total += contacts[kind]
		each = append(each, fmt.Sprintf("%s %d", kind, contacts[kind]))
	}
	if total == 0 {
		return "none"
	}
	return fmt.Sprintf("%d: %s", total, strings.Join(each, ", "))
}

// bothDays is an ISO day in both calendars.
func bothDays(day string) string {
	if jalali := Jalali(day); jalali != "" {
		return day + " (" + jalali + ")"
	}
	return dash(day)
}
