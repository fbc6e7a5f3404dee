package ledger_test

import (
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// came is what a dispatch tells of a visit of Araghchi to Muscat.
func came(dispatch string, faint bool) ledger.Report {
	r := report(dispatch, "2026-04-25", safir.Visit, safir.Happened, "", "Muscat", visitor(minister("عباس عراقچی", "IRN")))
	r.Event.Confidence = 0.9
	if r.Faint = faint; faint {
		r.Event.ID, r.Event.Confidence = safir.FaintID+"1", 0.3
	}
	return r
}

// sources are the dispatches of each event, in order.
func sources(events []ledger.Event) string {
	var out []string
	for _, e := range events {
		all := ""
		for _, r := range e.Reports {
			all += r.Dispatch
		}
		out = append(out, all)
	}
	return strings.Join(out, " ")
}

func TestWhatIsToldFaintlyCountsWhereOthersTellOfTheSame(t *testing.T) {
	for what, c := range map[string]struct {
		reports []ledger.Report
		want    string
	}{
		"alone":                               {[]ledger.Report{came("c", true)}, ""},
		"beside one":                          {[]ledger.Report{came("a", false), came("c", true)}, "a"},
		"beside two":                          {[]ledger.Report{came("a", false), came("b", false), came("c", true)}, "abc"},
		"others as faintly":                   {[]ledger.Report{came("a", true), came("b", true), came("c", true)}, ""},
		"one of two as faintly":               {[]ledger.Report{came("a", false), came("b", true), came("c", true)}, "a"},
		"the same dispatch, not only faintly": {[]ledger.Report{came("a", false), came("b", false), came("b", true)}, "ab"},
	} {
		if got := sources(ledger.Merge(c.reports, atlas{})); got != c.want {
			t.Errorf("%s: events of %q, want %q", what, got, c.want)
		}
	}
}

func TestWhatIsToldFaintlyHasNoSay(t *testing.T) {
	faint := came("c", true)
	faint.Event.Status, faint.Event.When = safir.Cancelled, pointer("2026-04-24")
	alone := ledger.Merge([]ledger.Report{came("a", false), came("b", false)}, atlas{})
	events := ledger.Merge([]ledger.Report{came("a", false), came("b", false), faint}, atlas{})
	if len(events) != 1 || len(events[0].Reports) != 3 {
		t.Fatalf("events of %q, want one of all three", sources(events))
	}
	e := &events[0]
	if e.Status != safir.Happened || e.When != nil || len(e.Conflicts) > 0 || e.Confidence != alone[0].Confidence {
		t.Errorf("it has a say: %s, %v, %v, %v in place of %v", e.Status, value(e.When), e.Conflicts, e.Confidence, alone[0].Confidence)
	}
	if early := came("0", true); ledger.Merge([]ledger.Report{came("a", false), came("b", false), early}, atlas{})[0].ID != alone[0].ID {
		t.Error("it gives the event another id")
	}
	if e.Heard(e.Reports[2]) || !e.Heard(e.Reports[0]) || len(e.Definite()) != 3 {
		t.Error("it is heard, or no source")
	}
}

func TestAnEditorMayTakeAFaintReportAway(t *testing.T) {
	faint := came("c", true)
	reports := []ledger.Report{came("a", false), came("b", false), faint}
	split := ledger.Correction{Number: 1, Kind: ledger.Splitting, Reports: []ledger.Ref{ledger.RefOf(&faint)}, Rest: []ledger.Ref{ledger.RefOf(&reports[0])}}
	if got := sources(ledger.Merge(reports, atlas{}, split)); got != "ab c" {
		t.Errorf("events of %q, want what was split off by itself", got)
	}
	edit := ledger.Correction{Number: 1, Kind: ledger.Editing, Reports: []ledger.Ref{ledger.RefOf(&faint)}, Changes: []ledger.Change{{Slot: "status", Value: pointer("cancelled")}}}
	if got := sources(ledger.Merge([]ledger.Report{came("a", false), faint}, atlas{}, edit)); got != "a c" {
		t.Errorf("events of %q, want what was edited to stay", got)
	}
}
