package desk

import (
	"fmt"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// told is a report of a day, with what it says of status and day of the event.
func told(published string, status safir.Status, when string) *ledger.Report {
	r := &ledger.Report{Dispatch: published, Published: published, Event: safir.Event{Status: status}}
	if when != "" {
		r.Event.When = &when
	}
	return r
}

func TestTheLifeOfAnEventGoesFromPlanToDeed(t *testing.T) {
	day := "2024-05-14"
	for what, c := range map[string]struct {
		reports []*ledger.Report
		want    string
	}{
		"told once, afterwards": {[]*ledger.Report{told("2024-05-14", safir.Happened, day)}, ""},
		"told once, ahead":      {[]*ledger.Report{told("2024-05-14", safir.Planned, day)}, "2024-05-14 planned 1, held 2024-05-14"},
		"planned, then held": {
			[]*ledger.Report{told("2024-05-10", safir.Planned, day), told("2024-05-11", safir.Planned, day), told("2024-05-14", safir.Happened, day)},
			"2024-05-10 planned 2, held 2024-05-14, 2024-05-14 happened 1",
		},
		"called off before": {
			[]*ledger.Report{told("2024-05-10", safir.Planned, day), told("2024-05-12", safir.Cancelled, day)},
			"2024-05-10 planned 1, 2024-05-12 cancelled 1, held 2024-05-14",
		},
	} {
		var got []string
		for _, s := range lifeOf(&ledger.Event{Status: safir.Happened, When: &day, Reports: c.reports}) {
			if s.Held {
				got = append(got, "held "+s.Day)
				continue
			}
			got = append(got, fmt.Sprintf("%s %s %d", s.Day, s.Status, len(s.Reports)))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: got %s, want %s", what, text, c.want)
		}
	}
}
