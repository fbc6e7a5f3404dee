package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// conflicts writes the conflicts of the one event that reports must become: slot, then values with their dispatches.
func conflicts(t *testing.T, reports ...ledger.Report) string {
	t.Helper()
	events := ledger.Merge(reports, atlas{})
	if len(events) != 1 {
		t.Fatalf("%d events, want one", len(events))
	}
	var lines []string
	for _, c := range events[0].Conflicts {
		var values []string
		for _, v := range c.Values {
			values = append(values, v.Value+" "+strings.Join(v.Dispatches, "+"))
		}
		lines = append(lines, c.Slot+": "+strings.Join(values, ", "))
	}
	return strings.Join(lines, "; ")
}

func TestReportsThatDisagreeAreAConflict(t *testing.T) {
	day := "2026-04-25"
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("بدر البوسعیدی", "OMN")}
	met := func(dispatch string, status safir.Status, when, where string) ledger.Report {
		return report(dispatch, day, safir.Meeting, status, when, where, who...)
	}
	host := minister("بدر البوسعیدی", "OMN")
	host.Role = safir.Host
	for _, c := range []struct {
		want    string
		reports []ledger.Report
	}{
		{"", []ledger.Report{met("a", safir.Planned, day, "Oman"), met("b", safir.Happened, day, "Muscat")}},
		{"when: 2026-04-24 a, 2026-04-25 b", []ledger.Report{met("a", safir.Happened, "2026-04-24", "Muscat"), met("b", safir.Happened, day, "Muscat")}},
		{"status: happened a, denied b", []ledger.Report{met("a", safir.Happened, day, "Muscat"), met("b", safir.Denied, day, "Muscat")}},
		{"status: cancelled a, happened b+c", []ledger.Report{
			met("a", safir.Cancelled, day, "Muscat"), met("b", safir.Happened, day, "Muscat"), met("c", safir.Happened, day, "Muscat"),
		}},
		{"where: Salalah a, Muscat b", []ledger.Report{
			report("a", day, safir.Visit, safir.Planned, day, "Salalah", visitor(who[0])),
			report("b", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0])),
		}},
		{"roles: بدر البوسعیدی: visitor a, بدر البوسعیدی: host b+c", []ledger.Report{
			report("a", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), visitor(who[1])),
			report("b", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), host),
			report("c", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), host),
		}},
		{"participants: یوسف بن علوی a, بدر البوسعیدی b+c", []ledger.Report{
			report("a", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), visitor(minister("یوسف بن علوی", "OMN"))),
			report("b", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), visitor(who[1])),
			report("c", day, safir.Visit, safir.Happened, day, "Muscat", visitor(who[0]), visitor(who[1])),
		}},
	} {
		if got := conflicts(t, c.reports...); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

func TestAVisitEndsWhereItTookPlaceNotWhereItWasAnnounced(t *testing.T) {
	who := visitor(minister("عباس عراقچی", "IRN"))
	events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-22", safir.Visit, safir.Planned, "2026-04-23", "Muscat", who),
		report("b", "2026-04-22", safir.Visit, safir.Planned, "2026-04-23", "Muscat", who),
		report("c", "2026-04-24", safir.Visit, safir.Happened, "2026-04-24", "Salalah", who),
	}, atlas{})
	if len(events) != 1 || *events[0].Where != "Salalah" || *events[0].When != "2026-04-24" {
		t.Errorf("got %+v", events)
	}
}

func TestCopiesHaveOneVoice(t *testing.T) {
	who := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("بدر البوسعیدی", "OMN")}
	var reports []ledger.Report
	for i, when := range []string{"2026-04-25", "2026-04-25", "2026-04-25", "2026-04-24", "2026-04-24"} {
		r := report(fmt.Sprint(i), "2026-04-25", safir.Meeting, safir.Happened, when, "Muscat", who...)
		if i == 1 || i == 2 {
			r.CopyOf = "0"
		}
		reports = append(reports, r)
	}
	if events := ledger.Merge(reports, atlas{}); len(events) != 1 || *events[0].When != "2026-04-24" || len(events[0].Reports) != 5 {
		t.Errorf("got %+v", events)
	}
}

// Of many reports one that has somebody else take part is misread, or tells of another event beside.
func TestWhomHardlyAnyReportNamesTakesNoPart(t *testing.T) {
	araghchi, dar := minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")
	var reports []ledger.Report
	for i := range 12 {
		reports = append(reports, report(fmt.Sprint(i), "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", araghchi, dar))
	}
	reports[3].Parts = append(reports[3].Parts, minister("سرگئی لاوروف", "RUS"))
	reports[5].Parts[1].Actor.Office = pointer("other-official")
	events := ledger.Merge(reports, atlas{})
	if len(events) != 1 || len(events[0].Participants) != 2 || *events[0].Participants[1].Actor.Office != "foreign-minister" {
		t.Errorf("got %+v", events)
	}
}

func TestTwoCitiesOfAStateAreOneVisit(t *testing.T) {
	who := visitor(minister("عباس عراقچی", "IRN"))
	if events := ledger.Merge([]ledger.Report{
		report("a", "2026-04-24", safir.Visit, safir.Happened, "2026-04-24", "Muscat", who),
		report("b", "2026-04-24", safir.Visit, safir.Happened, "2026-04-24", "Salalah", who),
		report("c", "2026-04-24", safir.Visit, safir.Happened, "2026-04-24", "Damascus", who),
	}, atlas{}); len(events) != 2 {
		t.Errorf("got %d events, want a visit to Oman and one to Syria", len(events))
	}
}

// The third report names the minister without his office, the fourth the office without the minister.
func TestTheReportsTellWhoHoldsAnOffice(t *testing.T) {
	dar := minister("اسحاق دار", "PAK")
	bare, unnamed := dar, dar
	bare.Actor.Office = nil
	unnamed.Actor.Name, unnamed.Actor.Kind = nil, safir.Office
	call := func(dispatch, day string, parts ...ledger.Part) ledger.Report {
		return report(dispatch, day, safir.Call, safir.Happened, day, "", parts...)
	}
	lavrov, araghchi := minister("سرگئی لاوروف", "RUS"), minister("عباس عراقچی", "IRN")
	events := ledger.Merge([]ledger.Report{
		call("a", "2026-03-01", lavrov, dar), call("b", "2026-03-11", lavrov, dar),
		call("c", "2026-04-24", araghchi, bare), call("d", "2026-04-24", araghchi, unnamed),
	}, atlas{})
	if last := events[len(events)-1]; len(events) != 3 || len(last.Reports) != 2 || len(last.Participants) != 2 {
		t.Errorf("got %+v", events)
	}
}

func TestTwoWhoTravelTogetherAreOneDelegation(t *testing.T) {
	envoy := func(name string) ledger.Part {
		p := minister(name, "USA")
		p.Actor.Office = nil
		return p
	}
	witkoff, kushner, araghchi := envoy("استیو ویتکاف"), envoy("جرد کوشنر"), minister("عباس عراقچی", "IRN")
	day := "2026-04-24"
	met := []ledger.Report{
		report("c", day, safir.Meeting, safir.Happened, day, "Muscat", araghchi, witkoff),
		report("d", day, safir.Meeting, safir.Happened, day, "Muscat", araghchi, kushner),
	}
	if events := ledger.Merge(met, atlas{}); len(events) != 2 {
		t.Errorf("%d events of people of whom nothing is known", len(events))
	}
	came := []ledger.Report{
		report("a", day, safir.Visit, safir.Happened, day, "Muscat", visitor(witkoff), visitor(kushner)),
		report("b", day, safir.Visit, safir.Happened, day, "Muscat", visitor(witkoff), visitor(kushner)),
	}
	if events := ledger.Merge(append(came, met...), atlas{}); len(events) != 2 || len(events[1].Participants) != 3 {
		t.Errorf("got %+v", events)
	}
}

// Two meetings, each told of by name, and a third report of officials: it belongs to one of them and makes them no one event.
func TestAVagueReportJoinsNoTwoEvents(t *testing.T) {
	araghchi := minister("عباس عراقچی", "IRN")
	somebody := ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Office: pointer("other-official"), Country: pointer("PAK")}}
	day := "2026-04-24"
	munir := minister("عاصم منیر", "PAK")
	munir.Actor.Office = pointer("military-commander")
	events := ledger.Merge([]ledger.Report{
		report("a", day, safir.Meeting, safir.Happened, day, "", araghchi, minister("اسحاق دار", "PAK")),
		report("b", day, safir.Meeting, safir.Happened, day, "", araghchi, munir),
		report("c", day, safir.Meeting, safir.Happened, day, "", araghchi, munir),
		report("d", day, safir.Meeting, safir.Happened, day, "", araghchi, somebody),
	}, atlas{})
	if len(events) != 2 || len(events[1].Reports) != 3 {
		t.Errorf("got %+v", events)
	}
}

// The state's talks join those of its minister, and with them find the envoy whom he met.
func TestWhatJoinedSomethingVagueIsPlacedWithIt(t *testing.T) {
	day := "2026-04-24"
	araghchi, witkoff := minister("عباس عراقچی", "IRN"), minister("استیو ویتکاف", "USA")
	state := func(country string) ledger.Part {
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Country, Country: pointer(country)}}
	}
	events := ledger.Merge([]ledger.Report{
		report("a", day, safir.Meeting, safir.Denied, "", "", state("IRN"), state("USA")),
		report("b", day, safir.Meeting, safir.Denied, "", "", araghchi, state("USA")),
		report("c", day, safir.Meeting, safir.Denied, "", "", araghchi, witkoff),
	}, atlas{})
	if len(events) != 1 || len(events[0].Participants) != 2 {
		t.Errorf("got %+v", events)
	}
}

func TestOneOfManyReportsMakesNoOfficialAMinister(t *testing.T) {
	day := "2026-04-24"
	somebody := func(office string) ledger.Part {
		return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Office: pointer(office), Country: pointer("PAK")}}
	}
	reports := []ledger.Report{report("z", day, safir.Meeting, safir.Happened, day, "", minister("عباس عراقچی", "IRN"), somebody("chief-of-staff"))}
	for i := range 12 {
		reports = append(reports, report(string(rune('a'+i)), day, safir.Meeting, safir.Happened, day, "", minister("عباس عراقچی", "IRN"), somebody("other-official")))
	}
	events := ledger.Merge(reports, atlas{})
	if len(events) != 1 || *events[0].Participants[1].Actor.Office != "other-official" {
		t.Errorf("got %+v", events)
	}
	events = ledger.Merge(reports[:5], atlas{})
	if len(events) != 1 || *events[0].Participants[1].Actor.Office != "chief-of-staff" {
		t.Errorf("a fifth of the reports give the office: %+v", events)
	}
}

// A dispatch tells of a call, and looks back on it further down without its day.
func TestADispatchMayTellOfOneEventTwiceAndOfItsDayOnce(t *testing.T) {
	araghchi, dar := minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK")
	dated := report("a", "2026-04-24", safir.Call, safir.Happened, "2026-04-24", "", araghchi, dar)
	again := report("a", "2026-04-24", safir.Call, safir.Happened, "", "", araghchi, dar)
	again.Event.ID = "e2"
	if events := ledger.Merge([]ledger.Report{dated, again}, atlas{}); len(events) != 1 {
		t.Errorf("%d events", len(events))
	}
}

func official(country string) ledger.Part {
	return ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Office: pointer("other-official"), Country: pointer(country)}}
}

// He met the minister and the commander, two reports each; that he met officials says of neither that it was he.
func TestAReportThatDoesNotSayWhomIsPerhapsOfAnother(t *testing.T) {
	day := "2026-04-24"
	araghchi, dar, munir := minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"), minister("عاصم منیر", "PAK")
	munir.Actor.Office = pointer("military-commander")
	met := func(dispatch string, whom ledger.Part) ledger.Report {
		return report(dispatch, day, safir.Meeting, safir.Happened, day, "", araghchi, whom)
	}
	perhaps := func(reports ...ledger.Report) (dispatches string) {
		for _, e := range ledger.Merge(reports, atlas{}) {
			for _, r := range e.Reports {
				if e.MayBeOther(r) {
					dispatches += r.Dispatch
				}
			}
			if len(e.Definite())+len(e.Perhaps) != len(e.Reports) {
				t.Errorf("%d reports, %d definite, %d not", len(e.Reports), len(e.Definite()), len(e.Perhaps))
			}
		}
		return dispatches
	}
	if got := perhaps(met("a", dar), met("b", dar), met("c", munir), met("d", munir), met("e", official("PAK"))); got != "e" {
		t.Errorf("perhaps of another event: %q, want e", got)
	}
	if got := perhaps(met("a", dar), met("b", dar), met("e", official("PAK"))); got != "" {
		t.Errorf("there is no other, and yet %q are perhaps of it", got)
	}
	if got := perhaps(met("a", dar), met("b", dar), met("c", munir), met("e", official("PAK"))); got != "" {
		t.Errorf("of the other one report tells, which may be misread, and yet %q are perhaps of it", got)
	}
	sharif := minister("شهباز شریف", "PAK")
	sharif.Actor.Office = pointer("president")
	if got := perhaps(met("a", dar), met("b", dar), met("c", sharif), met("d", sharif), met("e", official("PAK"))); got != "" {
		t.Errorf("no report calls a head of state some official, and yet %q are perhaps of his meeting", got)
	}
	both := met("f", official("PAK"))
	both.Parts = append(both.Parts, munir)
	if got := perhaps(met("a", dar), met("b", dar), met("c", munir), met("d", munir), met("e", official("PAK")), both); got != "e" {
		t.Errorf("perhaps of another event: %q, want e: that the commander was there says which it is", got)
	}
	if got := perhaps(met("e", official("PAK")), met("f", official("PAK"))); got != "" {
		t.Errorf("nothing is known but what these tell, and yet %q are perhaps of another", got)
	}
	talks := []ledger.Report{met("a", dar), met("b", dar), met("c", munir), met("d", munir), met("e", official("PAK"))}
	for i := range talks {
		talks[i].Event.Type = safir.Negotiation
	}
	if got := perhaps(talks...); got != "" {
		t.Errorf("states negotiate, whoever speaks for them, and yet %q are perhaps of other talks", got)
	}
}

func TestOfficialsStandForTheirState(t *testing.T) {
	day := "2026-04-24"
	kinds := func(parts ...ledger.Part) (out string) {
		for _, p := range ledger.Merge([]ledger.Report{report("a", day, safir.Meeting, safir.Denied, day, "", parts...)}, atlas{})[0].Participants {
			out += " " + string(p.Actor.Kind)
		}
		return out
	}
	if got := kinds(minister("عباس عراقچی", "IRN"), official("USA")); got != " person country" {
		t.Errorf("a minister and officials of a state: %s", got)
	}
	if got := kinds(minister("اسحاق دار", "PAK"), official("PAK")); got != " person office" {
		t.Errorf("a minister and officials of his own state: %s", got)
	}
	if got := kinds(minister("عباس عراقچی", "IRN"), ledger.Part{Role: safir.Party, Actor: safir.Actor{Kind: safir.Office, Office: pointer("ambassador"), Country: pointer("USA")}}); got != " person office" {
		t.Errorf("a minister and an ambassador: %s", got)
	}
}

// Of seven reports of two envoys' visit one has the minister whom they were to meet come along.
func TestADelegationIsOfOneState(t *testing.T) {
	day := "2026-04-24"
	envoy := visitor(minister("استیو ویتکاف", "USA"))
	var reports []ledger.Report
	for i := range 6 {
		reports = append(reports, report(string(rune('a'+i)), day, safir.Visit, safir.Cancelled, day, "Muscat", envoy))
	}
	for i, who := range []string{"عباس عراقچی", "عباس عراقچی"} {
		reports = append(reports, report(string(rune('s'+i)), day, safir.Visit, safir.Cancelled, day, "Muscat", envoy, visitor(minister(who, "IRN"))))
	}
	if events := ledger.Merge(reports, atlas{}); len(events) != 1 || len(events[0].Participants) != 1 {
		t.Errorf("got %+v", events[0].Participants)
	}
	if events := ledger.Merge(reports[4:], atlas{}); len(events) != 1 || len(events[0].Participants) != 2 {
		t.Errorf("half of the reports have both: %+v", events[0].Participants)
	}
}

// He met officials, say two reports; whether the same ones they do not say. One dispatch that says so twice says it of the same.
func TestOfficialsOfAStateAreNobodyToBeKnownBy(t *testing.T) {
	day := "2026-04-24"
	met := func(dispatch, id string, whom ...ledger.Part) ledger.Report {
		r := report(dispatch, day, safir.Meeting, safir.Happened, day, "", append([]ledger.Part{minister("عباس عراقچی", "IRN")}, whom...)...)
		r.Event.ID = id
		return r
	}
	dar, munir := minister("اسحاق دار", "PAK"), minister("عاصم منیر", "PAK")
	munir.Actor.Office = pointer("military-commander")
	events := ledger.Merge([]ledger.Report{
		met("a", "e1", dar), met("b", "e1", dar), met("c", "e1", official("PAK"), dar),
		met("d", "e1", munir), met("e", "e1", munir),
		met("f", "e1", official("PAK")), met("g", "e1", official("PAK")),
	}, atlas{})
	if len(events) != 2 || len(events[0].Perhaps)+len(events[1].Perhaps) != 2 {
		t.Errorf("got %+v", events)
	}
	if events := ledger.Merge([]ledger.Report{met("a", "e1", official("PAK")), met("a", "e2", official("PAK"))}, atlas{}); len(events) != 1 {
		t.Errorf("%d events", len(events))
	}
}
