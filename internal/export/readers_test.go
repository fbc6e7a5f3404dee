package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"safir/internal/export"
	"safir/internal/ledger"
	"safir/internal/table"
)

// rowsOf are the rows of a table in testdata.
func rowsOf(t *testing.T, file string, columns ...string) (out [][]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Each(file, string(text), columns, func(_ int, f []string) error {
		out = append(out, f)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

type ftmEntity struct {
	ID, Schema string
	Properties map[string][]string
}

// TestFollowTheMoneyTakesEveryEntity holds entities to the model: schemata, properties, the form of values, what must be there, and that each
// reference leads to an entity of the right schema.
func TestFollowTheMoneyTakesEveryEntity(t *testing.T) {
	type key struct{ schema, property string }
	kinds, ranges, needs := map[key]string{}, map[key]string{}, map[string][]string{}
	for _, f := range rowsOf(t, "testdata/ftm.tsv", "schema", "property", "type", "range", "need") {
		k := key{f[0], f[1]}
		kinds[k], ranges[k] = f[2], f[3]
		if f[4] != "" {
			needs[f[0]] = append(needs[f[0]], f[1])
		}
	}
	also := map[string][]string{}
	for _, f := range rowsOf(t, "testdata/ftm_parents.tsv", "schema", "also") {
		also[f[0]] = append(also[f[0]], f[1])
	}
	forms := map[string]*regexp.Regexp{
		"date": regexp.MustCompile(`^\d{4}-\d\d-\d\d$`), "country": regexp.MustCompile(`^[a-z]{2}$`), "url": regexp.MustCompile(`^https?://`), "language": regexp.MustCompile(`^[a-z]{3}$`),
	}
	for _, what := range export.Whats {
		if _, err := export.Find("ftm", what); err != nil {
			continue
		}
		text, _ := written(t, "ftm", what)
		entities := map[string]ftmEntity{}
		for line := range bytes.Lines(text) {
			var e ftmEntity
			if err := json.Unmarshal(line, &e); err != nil {
				t.Fatal(err)
			}
			if _, twice := entities[e.ID]; twice {
				t.Errorf("%s is written twice", e.ID)
			}
			entities[e.ID] = e
		}
		if len(entities) == 0 {
			t.Errorf("%s: no entities", what)
		}
		for _, e := range entities {
			for _, need := range needs[e.Schema] {
				if len(e.Properties[need]) == 0 {
					t.Errorf("%s has no %s", e.ID, need)
				}
			}
			for property, values := range e.Properties {
				k := key{e.Schema, property}
				if kinds[k] == "" {
					t.Errorf("%s: %s has no property %s", e.ID, e.Schema, property)
				}
				for _, v := range values {
					if form := forms[kinds[k]]; form != nil && !form.MatchString(v) {
						t.Errorf("%s: %s is %q, which is no %s", e.ID, property, v, kinds[k])
					}
					if at := entities[v].Schema; kinds[k] == "entity" && at != ranges[k] && !slices.Contains(also[at], ranges[k]) {
						t.Errorf("%s: %s leads to %q, a %q, want a %s", e.ID, property, v, at, ranges[k])
					}
				}
			}
		}
	}
}

// TestXMLIsReadAgain reads GEXF, GraphML and Atom with a reader that refuses what is not well-formed, and follows the ends of the edges.
func TestXMLIsReadAgain(t *testing.T) {
	for _, format := range []string{"gexf", "graphml", "atom"} {
		for _, what := range export.Whats {
			if _, err := export.Find(format, what); err != nil {
				continue
			}
			text, _ := written(t, format, what)
			nodes, ids, edges := map[string]bool{}, map[string]bool{}, 0
			for in := xml.NewDecoder(bytes.NewReader(text)); ; {
				token, err := in.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s of %s: %v", format, what, err)
				}
				start, ok := token.(xml.StartElement)
				if !ok {
					continue
				}
				at := map[string]string{}
				for _, a := range start.Attr {
					at[a.Name.Local] = a.Value
				}
				switch start.Name.Local {
				case "node":
					nodes[at["id"]] = true
				case "edge":
					edges++
					if !nodes[at["source"]] || !nodes[at["target"]] {
						t.Errorf("%s of %s: the edge %s has an end that is no node", format, what, at["id"])
					}
					if ids[at["id"]] {
						t.Errorf("%s of %s: two edges are %s", format, what, at["id"])
					}
					ids[at["id"]] = true
				}
			}
			if format != "atom" && (len(nodes) < 3 || edges < 2) {
				t.Errorf("%s of %s: %d nodes, %d edges", format, what, len(nodes), edges)
			}
		}
	}
}

func TestCalendarIsReadAgain(t *testing.T) {
	text, left := written(t, "ics", export.WhatEvents)
	if left != "3: no day is known of them\n" {
		t.Errorf("left out %q", left)
	}
	for line := range bytes.SplitSeq(text, []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	calendar, err := ics.ParseCalendar(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	type entry struct{ start, end, status string }
	got := map[string]entry{}
	for _, e := range calendar.Events() {
		of := func(p ics.ComponentProperty) string { return e.GetProperty(p).Value }
		got[of("X-SAFIR-EDTF")+" "+strings.ToLower(of(ics.ComponentPropertyCategories))] = entry{
			of(ics.ComponentPropertyDtStart), of(ics.ComponentPropertyDtEnd), of(ics.ComponentPropertyStatus),
		}
	}
	for what, want := range map[string]entry{
		"2026-04-25 visit":                   {"20260425", "20260426", "CONFIRMED"},
		"[2026-05-22..2026-06-21] gathering": {"20260522", "20260622", "TENTATIVE"}, // a Jalali month
		"2026-05 visit":                      {"20260501", "20260601", "CANCELLED"},
		"2026-05-02/.. gathering":            {"20260502", "20260503", "CONFIRMED"}, // its end is not known
	} {
		if got[what] != want {
			t.Errorf("%s is %v, want %v", what, got[what], want)
		}
	}
}

func TestCSVIsSafeInSpreadsheets(t *testing.T) {
	text, _ := written(t, "csv", export.WhatDispatches, func(o *export.Options) { o.BOM = true })
	bare, marked := bytes.CutPrefix(text, []byte("\ufeff"))
	if !marked {
		t.Error("no byte order mark")
	}
	all, err := csv.NewReader(bytes.NewReader(bare)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	for _, row := range all {
		titles[row[0]] = row[7]
	}
	if got := titles["call"]; !strings.HasPrefix(got, `'=HYPERLINK("https`) {
		t.Errorf("a formula is %q", got)
	}
	if got := titles["plan"]; got != "سفر شکوهی به مسقط" {
		t.Errorf("a plain title is %q", got)
	}
	if plain, _ := written(t, "csv", export.WhatDispatches); !bytes.Equal(plain, bare) {
		t.Error("without the mark the rest is not the same")
	}
}

func TestAFeedHoldsTheNewest(t *testing.T) {
	text, _ := written(t, "atom", export.WhatDispatches, func(o *export.Options) { o.Limit = 2 })
	ids := regexp.MustCompile(`<id>tag:example.org,2026:dispatches/(\w+)</id>`).FindAllSubmatch(text, -1)
	if len(ids) != 2 || string(ids[0][1]) != "off" || string(ids[1][1]) != "summons" {
		t.Errorf("got %s", ids)
	}
	if !bytes.Contains(text, []byte("<updated>2026-05-01T00:00:00Z</updated>\n  <author>")) {
		t.Error("the feed is not as new as its newest entry")
	}
}

// TestWritersDoNotHoldWhatTheyWrote proves that what came is written while more comes, so that memory does not grow with the ledger.
func TestWritersDoNotHoldWhatTheyWrote(t *testing.T) {
	events := load[ledger.Event](t, "events")
	const rounds = 400
	for _, format := range []string{"csv", "jsonl", "plover", "polecat", "ftm", "ics"} {
		var out bytes.Buffer
		before := 0 // written when the last event came
		c, world := small(t)
		c.Events = func(yield func(ledger.Event, error) bool) {
			for range rounds {
				for _, e := range events {
					before = out.Len()
					if !yield(e, nil) {
						return
					}
				}
			}
		}
		f, err := export.Find(format, export.WhatEvents)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&out, export.WhatEvents, c, &export.Options{World: world}); err != nil {
			t.Fatal(err)
		}
		if before*10 < out.Len()*9 {
			t.Errorf("%s: of %d bytes %d were written when the last event came", format, out.Len(), before)
		}
	}
}
