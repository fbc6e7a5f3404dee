package export_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"safir"
	"safir/internal/export"
)

func TestJalali(t *testing.T) {
	for edtf, want := range map[string]string{
		"2022-03-23":                "1401-01-03",
		"2024-12-30":                "1403-10-10",
		"[2021-08-23..2021-09-22]":  "1400-06",                  // a Jalali month
		"2023-03-21/2024-03-19":     "1402",                     // a Jalali year
		"[2025-06-22..2025-09-22]":  "[1404-04-01..1404-06-31]", // a season stays a set
		"2022-03-23/2022-03-25":     "1401-01-03/1401-01-05",
		"2022-03-23/..":             "1401-01-03/..",
		"../2022-03-23":             "../1401-01-03",
		"2024-02":                   "1402-11-12/1402-12-10", // a Gregorian month lies in two Jalali ones
		"2022-03-23~":               "1401-01-03~",
		"[2022-03-23,2022-03-25]":   "[1401-01-03,1401-01-05]",
		"":                          "",
		"soon":                      "",
		"2024-13":                   "",
		"2024-02-31":                "",
		"[2021-08-23..2021-09-22]~": "1400-06~",
	} {
		if got := export.Jalali(edtf); got != want {
			t.Errorf("%q is %q, want %q", edtf, got, want)
		}
	}
}

// calls is a record with a call of a minister and an unnamed one, and a visit of no known day.
func calls() *safir.Record {
	s := func(s string) *string { return &s }
	return &safir.Record{
		ID: "d1", Source: safir.Source{Agency: s("irna")}, Body: "وزیر،\nتلفنی",
		Actors: []safir.Actor{
			{ID: "a1", Kind: safir.Person, Name: s("مراد آیدین"), Office: s("foreign-minister"), Country: s("TUR")},
			{ID: "a2", Kind: safir.Office, Office: s("foreign-minister"), Country: s("SYR")},
			{ID: "a3", Kind: safir.Org, Org: s("Ministry of Foreign Affairs"), Country: s("IRN")},
		},
		Events: []safir.Event{
			{Type: safir.Visit, Status: safir.Planned, Participants: []safir.Participant{{Actor: "a1", Role: safir.Visitor}, {Actor: "a3", Role: safir.Host}}},
			{
				Type: safir.Call, Status: safir.Happened, When: s("2022-03-23"), Plover: "CONSULT", Cameo: "041",
				Participants: []safir.Participant{{Actor: "a1", Role: safir.Party}, {Actor: "a2", Role: safir.Party}},
				Evidence:     []safir.Span{{Start: 0, End: 11}},
			},
		},
	}
}

func TestTableIsInOrderOfTime(t *testing.T) {
	var b strings.Builder
	if err := export.Table(&b, export.Rows(calls())); err != nil {
		t.Fatal(err)
	}
	want := `JALALI      GREGORIAN   TYPE   STATUS    WHERE  DISPATCH  WHO
1401-01-03  2022-03-23  call   happened  -      d1        مراد آیدین TUR + SYR foreign-minister
-           -           visit  planned   -      d1        visitor مراد آیدین TUR + host IRN Ministry of Foreign Affairs
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestCSVHoldsOneEventARow(t *testing.T) {
	var b strings.Builder
	c := export.NewCSV(&b)
	if err := c.Write(export.Rows(calls())); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, want a header and 2: %v", len(rows), err)
	}
	if got := rows[2][len(rows[2])-1]; got != "وزیر، تلفنی" {
		t.Errorf("evidence is %q, want the words on one line", got)
	}
}
