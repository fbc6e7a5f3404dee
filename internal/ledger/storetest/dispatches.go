package storetest

import (
	"slices"
	"testing"

	"safir"
	"safir/internal/ledger"
)

func dispatches(t *testing.T, s ledger.Store) {
	none := Entry("none", "2026-04-27T08:00:00+03:30", safir.Call, safir.Happened, "", "")
	none.Record.Events = nil
	undated := Entry("undated", "", safir.Visit, safir.Planned, "2026-04-25", "Muscat", araghchi)
	put(t, s, none, undated,
		Entry("b", "2026-04-26", safir.Meeting, safir.Happened, "2026-04-26", "Damascus", araghchi, mekdad),
		Entry("a", "2026-04-26", safir.Call, safir.Happened, "2026-04-26", "", araghchi, mekdad))
	refreshed(t, s, ledger.Filter{})
	for what, c := range map[string]struct {
		filter ledger.DispatchFilter
		want   []string
	}{
		"all, by day, then by id":    {ledger.DispatchFilter{}, []string{"undated", "a", "b", "none"}},
		"since":                      {ledger.DispatchFilter{Since: "2026-04-27"}, []string{"none"}},
		"until, undated ones left":   {ledger.DispatchFilter{Until: "2026-04-26"}, []string{"a", "b"}},
		"of calls":                   {ledger.DispatchFilter{Of: &ledger.Filter{Types: []safir.EventType{safir.Call}}}, []string{"a"}},
		"of anything":                {ledger.DispatchFilter{Of: &ledger.Filter{}}, []string{"undated", "a", "b"}},
		"of an outlet":               {ledger.DispatchFilter{Agency: "irna"}, []string{"undated", "a", "b", "none"}},
		"of an outlet without any":   {ledger.DispatchFilter{Agency: "isna"}, nil},
		"the first two":              {ledger.DispatchFilter{Page: ledger.Page{Limit: 2}}, []string{"undated", "a"}},
		"the two after them":         {ledger.DispatchFilter{Page: ledger.Page{Limit: 2, After: "a"}}, []string{"b", "none"}},
		"the latest two":             {ledger.DispatchFilter{Page: ledger.Page{Newest: true, Limit: 2}}, []string{"none", "b"}},
		"the two before them":        {ledger.DispatchFilter{Page: ledger.Page{Newest: true, Limit: 2, After: "b"}}, []string{"a", "undated"}},
		"of somebody, of these days": {ledger.DispatchFilter{Since: "2026-04-26", Of: &ledger.Filter{Sides: []ledger.Side{{Names: []string{mekdad}}}}}, []string{"a", "b"}},
	} {
		var got []string
		for d, err := range s.Dispatches(t.Context(), c.filter) {
			if err != nil {
				t.Fatal(err)
			}
			if d.Body != text {
				t.Errorf("%s has the text %q", d.ID, d.Body)
			}
			got = append(got, d.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", what, got, c.want)
		}
	}
	for dispatch, want := range map[string]safir.EventType{"a": safir.Call, "b": safir.Meeting, "none": ""} {
		got := safir.EventType("")
		for e, err := range s.Events(t.Context(), ledger.Filter{Dispatch: dispatch}) {
			if err != nil {
				t.Fatal(err)
			}
			got += e.Type
		}
		if got != want {
			t.Errorf("dispatch %s reports %q, want %q", dispatch, got, want)
		}
	}
	for _, err := range s.Dispatches(t.Context(), ledger.DispatchFilter{}) {
		if err != nil {
			t.Error(err)
		}
		break // a reader may stop
	}
}
