package export_test

import (
	"bytes"
	"strings"
	"testing"

	"safir"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// One dispatch names whom the minister met, another speaks of officials, whom he may have met besides.
func metSomebody() *ledger.Event {
	named := &ledger.Report{Dispatch: "d1", Agency: "irna", Event: safir.Event{ID: "e1", Status: safir.Happened}}
	vague := &ledger.Report{Dispatch: "d2", Agency: "isna", Event: safir.Event{ID: "e1", Status: safir.Happened}}
	return &ledger.Event{ID: "m", Type: safir.Meeting, Status: safir.Happened, Reports: []*ledger.Report{named, vague}, Perhaps: []ledger.Ref{ledger.RefOf(vague)}}
}

func TestAReportThatMayBeOfAnotherEventIsNoSource(t *testing.T) {
	events := []ledger.Event{*metSomebody()}
	var lines, table, rows, text bytes.Buffer
	for what, err := range map[string]error{
		"jsonl": export.EventsJSONL(&lines, events), "table": export.EventsTable(&table, events, 0), "csv": export.EventsCSV(&rows, events),
		"text": export.EventText(&text, &events[0], func(string) (safir.Dispatch, error) { return safir.Dispatch{}, nil }),
	} {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	sources, perhaps, _ := strings.Cut(lines.String(), `"perhaps":`)
	if !strings.Contains(sources, `"dispatch":"d1"`) || strings.Contains(sources, `"dispatch":"d2"`) || !strings.Contains(perhaps, `"dispatch":"d2"`) {
		t.Errorf("jsonl: %s", lines.String())
	}
	if fields := strings.Fields(table.String()); !strings.Contains(strings.Join(fields, " "), "0% 1") {
		t.Errorf("the table counts otherwise than one report:\n%s", table.String())
	}
	if !strings.Contains(rows.String(), "irna,d1,") || strings.Contains(rows.String(), "d2") {
		t.Errorf("csv: %s", rows.String())
	}
	if before, after, _ := strings.Cut(text.String(), "d2  isna"); strings.Contains(before, "perhaps") || !strings.Contains(after, "perhaps: it may be of another event") {
		t.Errorf("text: %s", text.String())
	}
}

// Officials who stand for their state are told of as such in tables; among entities they are the state.
func TestOfficialsWhoStandForTheirStateAreTheState(t *testing.T) {
	s := func(s string) *string { return &s }
	officials := safir.Actor{Kind: safir.Country, Office: s("other-official"), Country: s("PAK")}
	if got := export.Label(&officials); got != "PAK other-official" {
		t.Errorf("in tables %q", got)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got := export.Called(&officials, world); got.EN != "Pakistan" || got.FA != "پاکستان" {
		t.Errorf("called %q, %q", got.EN, got.FA)
	}
}
