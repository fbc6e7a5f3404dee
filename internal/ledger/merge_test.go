package ledger_test

import (
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// atlas knows some cities and their states.
type atlas struct{}

func (atlas) StateOf(place string) string {
	return map[string]string{"Damascus": "SYR", "Syria": "SYR", "Muscat": "OMN", "Salalah": "OMN", "Oman": "OMN"}[place]
}

func (atlas) IsState(place string) bool { return place == "Syria" || place == "Oman" }

func pointer(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func minister(name, country string) ledger.Part {
	return ledger.Part{Role: safir.Party, Actor: safir.Actor{
		Kind: safir.Person, Name: pointer(name), Office: pointer("foreign-minister"), Country: pointer(country),
	}}
}

// report is what a dispatch of a day says of an event.
func report(dispatch, published string, kind safir.EventType, status safir.Status, when, where string, parts ...ledger.Part) ledger.Report {
	return ledger.Report{
		Dispatch: dispatch, Published: published, Parts: parts,
		Event: safir.Event{ID: "e1", Type: kind, Status: status, When: pointer(when), Where: pointer(where)},
	}
}

func TestTwoReportsOfOneCallAreOneEvent(t *testing.T) {
	events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-24T10:00Z", safir.Call, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
		report("b", "2026-04-24T12:00Z", safir.Call, safir.Happened, "", "", minister("سید عباس عراقچی", "IRN"), minister("محمد اسحاق دار", "PAK")),
	}, atlas{})
	if len(events) != 1 || len(events[0].Reports) != 2 || *events[0].When != "2026-04-24" {
		t.Errorf("got %d events", len(events))
	}
}

func TestWhatSpeaksAgainstOneEvent(t *testing.T) {
	base := report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"))
	for why, other := range map[string]ledger.Report{
		"another partner":   report("b", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), minister("هاکان فیدان", "TUR")),
		"another type":      report("b", "2026-04-24", safir.Negotiation, safir.Happened, "2026-04-24", "Muscat", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
		"another day":       report("b", "2026-04-28", safir.Call, safir.Happened, "2026-04-28", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
		"the same dispatch": report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-23", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
	} {
		if other.Dispatch == "a" {
			other.Event.ID = "e2"
		}
		if events := ledger.Merge([]ledger.Report{base, other}, atlas{}); len(events) != 2 {
			t.Errorf("%s: %d events, want two", why, len(events))
		}
	}
}

func TestADispatchThatTellsOfOneEventTwiceHasItOnce(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")}
	call := report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", who...)
	talks := report("a", "2026-04-24", safir.Meeting, safir.Happened, "", "", who...)
	talks.Event.ID = "e2"
	if events := ledger.Merge([]ledger.Report{call, talks}, atlas{}); len(events) != 1 || events[0].Type != safir.Call {
		t.Errorf("got %+v", events)
	}
}

func TestACallThatIsToldOfAsTalksWhereOneOfThemTravelsIsOneEvent(t *testing.T) {
	iran, egypt, oman := minister("عباس عراقچی", "IRN"), minister("بدر عبدالعاطی", "EGY"), minister("بدر البوسعیدی", "OMN")
	for what, c := range map[string]struct {
		partner ledger.Part
		when    string
		want    int
	}{
		"neither at home there": {egypt, "2026-04-24", 1}, "one at home there": {oman, "2026-04-24", 2}, "the next day": {egypt, "2026-04-25", 2},
	} {
		events := ledger.Merge([]ledger.Report{
			report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", iran, c.partner),
			report("b", "2026-04-25", safir.Meeting, safir.Happened, c.when, "Muscat", iran, c.partner),
		}, atlas{})
		if len(events) != c.want {
			t.Errorf("%s: %d events, want %d", what, len(events), c.want)
		}
	}
}

func TestTalksOfTheDayAfterACallAreOthers(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")}
	for day, want := range map[string]int{"2026-04-24": 1, "2026-04-25": 2} {
		talks := report("b", "2026-04-25", safir.Meeting, safir.Happened, day, "Islamabad", who...)
		talks.Event.WhereInferred = true
		events := ledger.Merge([]ledger.Report{report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", who...), talks}, atlas{})
		if len(events) != want {
			t.Errorf("talks of %s, a call of 2026-04-24: %d events, want %d", day, len(events), want)
		}
	}
}

func TestWhatHasHappenedWasNotToldBeforeItWas(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")}
	dated := report("b", "2026-04-25T16:00Z", safir.Meeting, safir.Happened, "2026-04-25", "", who...)
	for published, want := range map[string]int{
		"2026-04-24T11:54:24Z":   2,
		"2026-04-24T22:30:00Z":   1, // it was the 25th in Tehran
		"2026-04-25T00:30+03:30": 1,
		"2026-04-24":             1, // no time of day
	} {
		for status, want := range map[safir.Status]int{safir.Happened: want, safir.Planned: 1} {
			undated := report("a", published, safir.Meeting, status, "", "", who...)
			if events := ledger.Merge([]ledger.Report{undated, dated}, atlas{}); len(events) != want {
				t.Errorf("%s on %s, and held on the 25th: %d events, want %d", status, published, len(events), want)
			}
		}
	}
}

func TestStatesNegotiateMoreThanOnce(t *testing.T) {
	state := func(code string) ledger.Part {
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Country, Country: pointer(code)}}
	}
	for what, c := range map[string]struct {
		kind      safir.EventType
		published string
		where     string
		want      int
	}{
		"days apart":            {safir.Negotiation, "2026-04-23", "", 2},
		"of the same days":      {safir.Negotiation, "2026-04-21", "", 1},
		"in the same place":     {safir.Negotiation, "2026-04-23", "Muscat", 1},
		"an agreement, days on": {safir.Agreement, "2026-04-23", "", 1},
	} {
		events := ledger.Merge([]ledger.Report{
			report("a", "2026-04-20", c.kind, safir.Happened, "", c.where, state("IRN"), state("ISR")),
			report("b", c.published, c.kind, safir.Happened, "", c.where, state("IRN"), state("ISR")),
		}, atlas{})
		if len(events) != c.want {
			t.Errorf("%s: %d events, want %d", what, len(events), c.want)
		}
	}
}

func visitor(p ledger.Part) ledger.Part {
	p.Role = safir.Visitor
	return p
}

func TestAPlannedVisitBecomesOneThatHappened(t *testing.T) {
	who := visitor(minister("فیصل المقداد", "SYR"))
	reports := []ledger.Report{
		report("b", "2026-04-25", safir.Visit, safir.Happened, "2026-04-25", "Muscat", who),
		report("a", "2026-04-22", safir.Visit, safir.Planned, "", "Oman", who),
	}
	events := ledger.Merge(reports, atlas{})
	if len(events) != 1 || events[0].Status != safir.Happened || *events[0].Where != "Muscat" || len(events[0].Conflicts) != 0 {
		t.Errorf("got %+v", events)
	}
}

func TestDisagreementIsKept(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("بدر البوسعیدی", "OMN")}
	events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", who...),
		report("b", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-24", "Muscat", who...),
		report("c", "2026-04-25", safir.Meeting, safir.Happened, "2026-04-25", "Muscat", who...),
	}, atlas{})
	if len(events) != 1 || *events[0].When != "2026-04-25" || len(events[0].Conflicts) != 1 || events[0].Conflicts[0].Slot != "when" {
		t.Errorf("got %+v", events)
	}
}

func TestTwoWhoMeetOnADayMeetInOnePlace(t *testing.T) {
	for what, c := range map[string]struct {
		kind      safir.EventType
		day, city string
		partner   string
		events    int
	}{
		"the same day, another city":    {safir.Meeting, "2026-04-24", "Muscat", "بشار اسد", 1},
		"no day":                        {safir.Meeting, "", "Muscat", "بشار اسد", 2},
		"another partner":               {safir.Meeting, "2026-04-24", "Muscat", "بدر البوسعیدی", 2},
		"talks of states":               {safir.Negotiation, "2026-04-24", "Muscat", "بشار اسد", 2},
		"a month, in which they travel": {safir.Meeting, "2026-04", "Muscat", "بشار اسد", 2},
	} {
		first := report("a", "2026-04-24", c.kind, safir.Happened, c.day, "Damascus", minister("عباس عراقچی", "IRN"), minister("بشار اسد", "SYR"))
		second := report("b", "2026-04-24", c.kind, safir.Happened, c.day, c.city, minister("عباس عراقچی", "IRN"), minister(c.partner, "SYR"))
		events := ledger.Merge([]ledger.Report{first, second}, atlas{})
		if len(events) != c.events {
			t.Errorf("%s: %d events, want %d", what, len(events), c.events)
		}
		if len(events) == 1 && len(events[0].Conflicts) == 0 {
			t.Errorf("%s: the two places are no conflict", what)
		}
	}
}

func TestTalksOfUnstatedModeAreTheCallThatOthersTellOf(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("هاکان فیدان", "TUR")}
	events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-24", safir.Meeting, safir.Happened, "2026-04-24", "", who...),
		report("b", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", who...),
	}, atlas{})
	if len(events) != 1 || events[0].Type != safir.Call {
		t.Errorf("got %+v", events)
	}
}

func TestWhatIsOneMansMeetingIsHisStatesInTheNextReport(t *testing.T) {
	state := ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Country, Country: pointer("PAK")}}
	events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-24", safir.Meeting, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
		report("b", "2026-04-24", safir.Meeting, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), state),
	}, atlas{})
	if len(events) != 1 || len(events[0].Participants) != 2 {
		t.Errorf("got %+v", events)
	}
}

// One report of all three must not make the meetings with each one event.
func TestMeetingsWithTwoPeopleStayTwo(t *testing.T) {
	araghchi, dar, fidan := minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"), minister("هاکان فیدان", "TUR")
	day := "2026-04-24"
	events := ledger.Merge([]ledger.Report{
		report("a", day, safir.Meeting, safir.Happened, day, "", araghchi, dar),
		report("b", day, safir.Meeting, safir.Happened, day, "", araghchi, fidan),
		report("c", day, safir.Meeting, safir.Happened, day, "", araghchi, dar, fidan),
	}, atlas{})
	if len(events) != 2 {
		t.Errorf("got %d events", len(events))
	}
}

func TestEventsOfUnknownTimeStayApart(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")}
	events := ledger.Merge([]ledger.Report{
		report("a", "", safir.Meeting, safir.Happened, "", "", who...),
		report("b", "", safir.Meeting, safir.Happened, "", "", who...),
		report("c", "2026-04-24", safir.Meeting, safir.Happened, "2024", "", who...),
		report("d", "2026-04-24", safir.Meeting, safir.Happened, "2024-03-05", "", who...),
		report("e", "2026-04-24", safir.Meeting, safir.Happened, "2024", "", who...),
	}, atlas{})
	if len(events) != 4 { // only the two of 2024 are joined
		t.Errorf("got %d events", len(events))
	}
}

// Only talks that were held can have been held over the telephone as one report has it, and face to face as the next.
func TestADeniedMeetingIsNoCallThatWasProposed(t *testing.T) {
	day := "2026-04-24"
	state := func(country string) ledger.Part {
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Country, Country: pointer(country)}}
	}
	for _, c := range []struct {
		meeting, call safir.Status
		want          int
	}{
		{safir.Happened, safir.Happened, 1},
		{safir.Ongoing, safir.Happened, 1},
		{safir.Denied, safir.Proposed, 2},
		{safir.Planned, safir.Planned, 2},
		{safir.Cancelled, safir.Happened, 2},
	} {
		events := ledger.Merge([]ledger.Report{
			report("a", day, safir.Meeting, c.meeting, day, "", state("IRN"), state("USA")),
			report("b", day, safir.Call, c.call, day, "", state("IRN"), state("USA")),
		}, atlas{})
		if len(events) != c.want {
			t.Errorf("a meeting %s, a call %s: %d events, want %d", c.meeting, c.call, len(events), c.want)
		}
	}
}

// One dispatch tells of both visits; what the others say of coming back is of the second one.
func TestWhoComesBackIsOnAnotherVisit(t *testing.T) {
	visit := func(dispatch, published, when string, again bool) ledger.Report {
		who := minister("عباس عراقچی", "IRN")
		who.Role = safir.Visitor
		r := report(dispatch, published, safir.Visit, safir.Happened, when, "Muscat", who)
		r.Event.Again = again
		return r
	}
	both := visit("c", "2026-04-26", "", true)
	both.Event.ID = "e2"
	events := ledger.Merge([]ledger.Report{
		visit("a", "2026-04-25", "", false), visit("b", "2026-04-25", "", false), visit("c", "2026-04-26", "2026-04-25", false),
		both, visit("d", "2026-04-26", "", true), visit("e", "2026-04-26", "", true),
	}, atlas{})
	if len(events) != 2 || len(events[0].Reports) != 3 || len(events[1].Reports) != 3 {
		t.Errorf("%d events", len(events))
	}
	same := []ledger.Report{visit("a", "2026-04-25", "2026-04-25", false), visit("b", "2026-04-25", "2026-04-25", true)}
	if events := ledger.Merge(same, atlas{}); len(events) != 1 {
		t.Errorf("%d events of one day", len(events))
	}
}

// However many reports of others would bring them together, as they do where a day is misread.
func TestWhatOneDispatchTellsOfAsTwoVisitsIsTwo(t *testing.T) {
	visit := func(dispatch, when string, again bool) ledger.Report {
		who := minister("عباس عراقچی", "IRN")
		who.Role = safir.Visitor
		r := report(dispatch, "2026-04-26", safir.Visit, safir.Happened, when, "Muscat", who)
		r.Event.Again = again
		return r
	}
	second := visit("c", "", true)
	second.Event.ID = "e2"
	events := ledger.Merge([]ledger.Report{
		visit("a", "2026-04-26", true), visit("b", "2026-04-26", true), visit("c", "2026-04-26", false), second, visit("d", "2026-04-26", true),
	}, atlas{})
	for _, e := range events {
		told := 0
		for _, r := range e.Reports {
			if r.Dispatch == "c" {
				told++
			}
		}
		if told > 1 {
			t.Errorf("the two visits of one dispatch are one of %d reports", len(e.Reports))
		}
	}
}

// What was not held was held nowhere: two places that plans name keep no two meetings apart, two at which somebody met do.
func TestPlacesKeepOnlyMeetingsApartThatWereHeld(t *testing.T) {
	for _, c := range []struct {
		one, other safir.Status
		want       int
	}{{safir.Planned, safir.Denied, 1}, {safir.Cancelled, safir.Proposed, 1}, {safir.Happened, safir.Happened, 2}, {safir.Happened, safir.Cancelled, 2}} {
		events := ledger.Merge([]ledger.Report{
			report("a", "2026-04-24", safir.Meeting, c.one, "", "Muscat", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
			report("b", "2026-04-24", safir.Meeting, c.other, "", "Damascus", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")),
		}, atlas{})
		if len(events) != c.want {
			t.Errorf("%s at Muscat, %s at Damascus: %d events, want %d", c.one, c.other, len(events), c.want)
		}
	}
}

// A place that the reader gathered from the sentences around keeps nothing apart, and gives way to one that is said.
func TestAPlaceThatIsNotSaidKeepsNothingApart(t *testing.T) {
	at := func(dispatch string, kind safir.EventType, where string, inferred bool) ledger.Report {
		r := report(dispatch, "2026-04-24", kind, safir.Happened, "", where, minister("عباس عراقچی", "IRN"), minister("بدر البوسعیدی", "OMN"))
		r.Event.WhereInferred = inferred
		return r
	}
	for _, c := range []struct {
		one, other ledger.Report
		want       string
	}{
		{at("a", safir.Meeting, "Damascus", true), at("b", safir.Meeting, "Muscat", false), "meeting Muscat"},
		{at("a", safir.Meeting, "Damascus", false), at("b", safir.Meeting, "Muscat", false), "meeting Damascus, meeting Muscat"},
		{at("a", safir.Meeting, "Muscat", true), at("b", safir.Call, "", false), "call "}, // and a call is nowhere
		{at("a", safir.Meeting, "Muscat", false), at("b", safir.Call, "", false), "meeting Muscat, call "},
	} {
		var got []string
		for _, e := range ledger.Merge([]ledger.Report{c.one, c.other}, atlas{}) {
			where := ""
			if e.Where != nil {
				where = *e.Where
			}
			got = append(got, string(e.Type)+" "+where)
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("got %s, want %s", text, c.want)
		}
	}
}

// Who is prime minister in one report and unnamed foreign minister in the next has been known to be both.
func TestAnUnnamedMinisterMayBeOneWhoHoldsAnotherOffice(t *testing.T) {
	call := func(dispatch string, with ledger.Part) ledger.Report {
		return report(dispatch, "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", minister("عباس عراقچی", "IRN"), with)
	}
	of := func(name, office string) ledger.Part {
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Name: pointer(name), Office: pointer(office), Country: pointer("QAT")}}
	}
	if events := ledger.Merge([]ledger.Report{call("a", of("محمد بن عبدالرحمن آل ثانی", "prime-minister")), call("b", of("", "foreign-minister"))}, atlas{}); len(events) != 1 {
		t.Errorf("%d events of one who has been both", len(events))
	}
	if events := ledger.Merge([]ledger.Report{call("a", of("محمد بن عبدالرحمن آل ثانی", "prime-minister")), call("b", of("", "speaker"))}, atlas{}); len(events) != 2 {
		t.Errorf("%d events of one who has never been speaker and of the speaker", len(events))
	}
}
