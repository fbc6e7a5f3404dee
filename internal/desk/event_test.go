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

// What may be of another event is listed among the reports, and has no say in what is known.
func TestWhatMayBeOfAnotherEventHasNoSay(t *testing.T) {
	day := "2024-05-14"
	sure, perhaps := told("2024-05-14", safir.Happened, day), told("2024-05-10", safir.Planned, "2024-05-15")
	e := ledger.Event{Type: safir.Meeting, Status: safir.Happened, When: &day, Reports: []*ledger.Report{sure, perhaps}, Perhaps: []ledger.Ref{ledger.RefOf(perhaps)}}
	for _, s := range slotsOf(&e) {
		for _, c := range s.Choices {
			if len(c.Reports) > 1 || len(c.Reports) == 1 && c.Reports[0] != 1 {
				t.Errorf("%s %s is told by %v, want report 1 alone", s.Name, c.Value, c.Reports)
			}
		}
	}
	if life := lifeOf(&e); len(life) != 0 {
		t.Errorf("it was told once, afterwards: %+v", life)
	}
	e.Perhaps, perhaps.Faint = nil, true
	if life := lifeOf(&e); len(life) != 0 {
		t.Errorf("what is told faintly has a say: %+v", life)
	}
	if factOf(sure) != "r1-"+sure.Event.ID || factOf(perhaps) != "" {
		t.Errorf("their places in their dispatches are %q, %q", factOf(sure), factOf(perhaps))
	}
}

func TestOfficialsWhoStandForTheirStateAreToldOfByOfficeAndByState(t *testing.T) {
	text := func(s string) *string { return &s }
	part := func(kind safir.Kind, office *string, state string) *ledger.Part {
		return &ledger.Part{Actor: safir.Actor{Kind: kind, Office: office, Country: text(state)}}
	}
	officials := part(safir.Country, text("other-official"), "PAK")
	for _, c := range []struct {
		by   *ledger.Part
		want bool
	}{
		{part(safir.Office, text("other-official"), "PAK"), true},
		{part(safir.Country, nil, "PAK"), true},
		{part(safir.Office, text("ambassador"), "PAK"), false},
		{part(safir.Office, text("other-official"), "OMN"), false},
	} {
		if same(officials, c.by) != c.want {
			t.Errorf("told of by %+v: want %v", c.by.Actor, c.want)
		}
	}
}
