package ledger_test

import (
	"testing"

	"safir"
	"safir/internal/ledger"
)

// sureOf is the confidence of the one event that reports tell of.
func sureOf(t *testing.T, reports ...ledger.Report) float64 {
	t.Helper()
	events := ledger.Merge(reports, atlas{})
	if len(events) != 1 {
		t.Fatalf("%d events, want one", len(events))
	}
	return events[0].Confidence
}

func TestWhatMakesAnEventSurer(t *testing.T) {
	told := func(dispatch string, confidence float64, who ...ledger.Part) ledger.Report {
		r := report(dispatch, "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", who...)
		r.Event.Confidence = confidence
		return r
	}
	iran, pakistan := minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")
	some := ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Office: pointer("other-official"), Country: pointer("PAK")}}
	underway := told("a", 0.7, iran, pakistan)
	underway.Event.Status = safir.Ongoing
	copied := told("b", 0.7, iran, pakistan)
	copied.CopyOf = "a"
	alone := sureOf(t, told("a", 0.7, iran, pakistan))
	for what, c := range map[string]struct {
		sure float64
		than int
	}{
		"a surer report":                            {sureOf(t, told("a", 0.9, iran, pakistan)), 1},
		"another report":                            {sureOf(t, told("a", 0.7, iran, pakistan), told("b", 0.5, iran, pakistan)), 1},
		"a copy off the wire":                       {sureOf(t, told("a", 0.7, iran, pakistan), copied), 0},
		"a partner of whom only the state is known": {sureOf(t, told("a", 0.7, iran, some)), -1},
		"a partner of the same state":               {sureOf(t, told("a", 0.7, iran, minister("محمدباقر قالیباف", "IRN"))), -1},
		"a third partner":                           {sureOf(t, told("a", 0.7, iran, pakistan, minister("هاکان فیدان", "TUR"))), 1},
		"one that goes on":                          {sureOf(t, underway), -1},
		"no partner":                                {sureOf(t, told("a", 0.7, iran)), -1},
	} {
		switch {
		case c.than > 0 && c.sure <= alone, c.than == 0 && c.sure != alone, c.than < 0 && c.sure >= alone:
			t.Errorf("%s: %v, and one report of two named sides %v", what, c.sure, alone)
		}
	}
}

func TestWhatAnEditorCorrectedIsSure(t *testing.T) {
	r := report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"))
	r.Event.Confidence = 0.4
	events := ledger.Merge([]ledger.Report{r}, atlas{}, ledger.Correction{
		Number: 1, Kind: ledger.Editing, Reports: []ledger.Ref{ledger.RefOf(&r)}, Changes: []ledger.Change{{Slot: "where", Value: pointer("Muscat")}},
	})
	if events[0].Confidence != 1 {
		t.Errorf("got %v", events[0].Confidence)
	}
}
