package storetest

import (
	"testing"

	"safir"
	"safir/internal/ledger"
)

// sure are events of which reports are more and less sure, and what is counted of them.
func sure(t *testing.T, s ledger.Store) {
	told := func(id, day string, kind safir.EventType, confidence float64) ledger.Entry {
		e := Entry(id, day, kind, safir.Happened, day, "", araghchi, mekdad)
		e.Record.Events[0].Confidence = confidence
		return e
	}
	put(t, s, told("sure", "2026-04-10", safir.Call, 0.97), told("less", "2026-04-14", safir.Call, 0.5), told("least", "2026-05-18", safir.Meeting, 0.1))
	sureness := map[string]float64{} // how sure an event is is learned anew with the models
	for _, e := range refreshed(t, s, ledger.Filter{}) {
		if sureness[e.Reports[0].Dispatch] = e.Confidence; e.Confidence <= 0 || e.Confidence >= 1 {
			t.Errorf("%s: %v", e.Reports[0].Dispatch, e.Confidence)
		}
	}
	if sureness["sure"] <= sureness["less"] || sureness["less"] <= sureness["least"] {
		t.Errorf("an event is not the surer the surer its report is: %v", sureness)
	}
	cut := (sureness["less"] + sureness["least"]) / 2
	both := []ledger.Side{{State: "IRN"}, {State: "SYR"}}
	for what, c := range map[string]struct {
		filter ledger.Filter
		want   string
	}{
		"all":                          {ledger.Filter{}, "sure less least"},
		"the surest":                   {ledger.Filter{Sure: 0.8}, "sure"},
		"two states":                   {ledger.Filter{Sides: both, Sure: cut}, "sure less"},
		"the other way":                {ledger.Filter{Sides: []ledger.Side{both[1], both[0]}}, "sure less least"},
		"since a day":                  {ledger.Filter{Sides: both, Since: "2026-04-12", Sure: cut}, "less"},
		"of a type":                    {ledger.Filter{Sides: both, Types: []safir.EventType{safir.Meeting}}, "least"},
		"of another status":            {ledger.Filter{Sides: both, Statuses: []safir.Status{safir.Planned}}, ""},
		"of states that are not there": {ledger.Filter{Sides: []ledger.Side{both[0], {State: "FRA"}}}, ""},
	} {
		c.filter.Page = ledger.Page{}
		n := 0
		got := all(t, s.Events(t.Context(), c.filter), func(e ledger.Event) string { n++; return e.Reports[0].Dispatch })
		if got != c.want {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
		counts, err := s.CountEvents(t.Context(), c.filter)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range counts {
			if n -= c.Events; i > 0 && (counts[i-1].Month > c.Month || counts[i-1].Month == c.Month && counts[i-1].Type >= c.Type) {
				t.Errorf("%s: not in order: %v", what, counts)
			}
		}
		if n != 0 {
			t.Errorf("%s: events are listed that are not counted: %v", what, counts)
		}
	}
}
