package ledger_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/ledger"
)

// talks is a report of a call of two ministers.
func talks(dispatch, day string) ledger.Report {
	return report(dispatch, day, safir.Call, safir.Happened, day, "", minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"))
}

// made gives a correction its number and its reason, as a store does.
func made(t *testing.T, number int) func(c ledger.Correction, err error) ledger.Correction {
	return func(c ledger.Correction, err error) ledger.Correction {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		c.Number, c.Reason = number, fmt.Sprint("reason ", number)
		return c
	}
}

// groups are the dispatches of each event: a+b c.
func groups(events []ledger.Event) string {
	var out []string
	for i := range events {
		var of []string
		for _, r := range events[i].Reports {
			of = append(of, r.Dispatch)
		}
		out = append(out, strings.Join(of, "+"))
	}
	return strings.Join(out, " ")
}

func merged(corrections []ledger.Correction, reports ...ledger.Report) []ledger.Event {
	return ledger.Merge(reports, atlas{}, corrections...)
}

func TestWhatIsMergedByHandStaysMerged(t *testing.T) {
	a, b := talks("a", "2026-04-24"), talks("b", "2026-04-28")
	events := merged(nil, a, b)
	join := made(t, 1)(ledger.Join(events))
	if got := groups(merged([]ledger.Correction{join}, b, a)); got != "a+b" {
		t.Errorf("got %s", got)
	}
	// Reports that come later are of the one event, whichever of the two they fit.
	events = merged([]ledger.Correction{join}, a, b, talks("c", "2026-04-24"), talks("d", "2026-04-28"))
	if got := groups(events); got != "a+c+b+d" {
		t.Errorf("got %s", got)
	}
	if c := events[0].Corrected; len(c) != 1 || c[0].Slot != "reports" || *c[0].Was != "apart" || c[0].Number != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestWhatIsSplitByHandStaysSplitAlsoWhenLaterReportsArrive(t *testing.T) {
	a, b := talks("a", "2026-04-24"), talks("b", "2026-04-24")
	events := merged(nil, a, b)
	if got := groups(events); got != "a+b" {
		t.Fatalf("got %s", got)
	}
	split := made(t, 1)(ledger.Split(&events[0], []string{"b"}, false))
	list := []ledger.Correction{split}
	events = merged(list, a, b)
	if got := groups(events); got != "a b" {
		t.Errorf("got %s", got)
	}
	for i := range events {
		if c := events[i].Corrected; len(c) != 1 || *c[0].Was != "together" {
			t.Errorf("got %+v", c)
		}
	}
	// A later report that fits both goes with the one whose partner it names.
	b.Parts[1] = minister("محمد اسحاق دار", "PAK")
	state := talks("c", "2026-04-24")
	state.Parts = []ledger.Part{minister("عباس عراقچی", "IRN"), {Role: safir.Party, Actor: safir.Actor{Kind: safir.Country, Country: pointer("PAK")}}}
	if got := groups(merged(list, a, b, state)); got != "a+c b" {
		t.Errorf("got %s", got)
	}
}

func TestThoseWhoLeaveAreOneEventOrEachTheirOwn(t *testing.T) {
	reports := []ledger.Report{talks("a", "2026-04-24"), talks("b", "2026-04-24"), talks("c", "2026-04-24"), talks("d", "2026-04-24")}
	events := merged(nil, reports...)
	for apart, want := range map[bool]string{false: "a+d b+c", true: "a+d b c"} {
		split := made(t, 1)(ledger.Split(&events[0], []string{"b", "c"}, apart))
		if got := groups(merged([]ledger.Correction{split}, reports...)); got != want {
			t.Errorf("apart %v: got %s, want %s", apart, got, want)
		}
	}
}

func TestTheNewestCorrectionCounts(t *testing.T) {
	a, b := talks("a", "2026-04-24"), talks("b", "2026-04-24")
	both := merged(nil, a, b)
	split := made(t, 1)(ledger.Split(&both[0], []string{"b"}, false))
	join := made(t, 2)(ledger.Join(merged([]ledger.Correction{split}, a, b)))
	if got := groups(merged([]ledger.Correction{join, split}, a, b)); got != "a+b" {
		t.Errorf("got %s", got)
	}
	undo := ledger.Undo(2)
	undo.Number = 3
	if got := groups(merged([]ledger.Correction{split, join, undo}, a, b)); got != "a b" {
		t.Errorf("the undone merge still counts: %s", got)
	}
	redo := ledger.Undo(3)
	redo.Number = 4
	if got := groups(merged([]ledger.Correction{split, join, undo, redo}, a, b)); got != "a+b" {
		t.Errorf("the undone undo still counts: %s", got)
	}
}

func TestAnEditStaysWithTheEventThatHasMostOfItsReports(t *testing.T) {
	a, b, c := talks("a", "2026-04-24"), talks("b", "2026-04-24"), talks("c", "2026-04-24")
	events := merged(nil, b, c)
	cancelled, muscat := string(safir.Cancelled), "Muscat"
	edit := made(t, 1)(ledger.Edit(&events[0], []ledger.Change{{Slot: "status", Value: &cancelled}, {Slot: "where", Value: &muscat}, {Slot: "when"}}))
	events = merged([]ledger.Correction{edit}, a, b, c) // the event has another first report, and another id
	e := events[0]
	if len(events) != 1 || e.Status != safir.Cancelled || *e.Where != "Muscat" || e.When != nil {
		t.Errorf("got %+v", e)
	}
	want := `[{"slot":"status","was":"happened","reason":"reason 1","number":1},{"slot":"where","was":null,"reason":"reason 1","number":1},{"slot":"when","was":"2026-04-24","reason":"reason 1","number":1}]`
	if got, _ := json.Marshal(e.Corrected); string(got) != want {
		t.Errorf("got %s", got)
	}
	split := made(t, 2)(ledger.Split(&e, []string{"b"}, false))
	for _, e := range merged([]ledger.Correction{edit, split}, a, b, c) {
		if want := map[bool]safir.Status{true: safir.Cancelled, false: safir.Happened}[len(e.Reports) == 2]; e.Status != want {
			t.Errorf("%s: got %s", groups([]ledger.Event{e}), e.Status)
		}
	}
}

func TestParticipantsAreAddedRemovedAndPutRight(t *testing.T) {
	a := talks("a", "2026-04-24")
	events := merged(nil, a)
	fidan, dar, general := minister("هاکان فیدان", "TUR"), minister("اسحاق دار", ""), minister("سید عباس عراقچی", "IRN")
	general.Actor.Office = pointer("deputy-foreign-minister")
	edit := made(t, 1)(ledger.Edit(&events[0], []ledger.Change{
		{Slot: "participants", Part: &dar, Gone: true}, {Slot: "participants", Part: &fidan}, {Slot: "participants", Part: &general},
	}))
	e := merged([]ledger.Correction{edit}, a)[0]
	if got := fmt.Sprint(e.Participants); got != "[party سید عباس عراقچی IRN party هاکان فیدان TUR]" || *e.Participants[0].Actor.Office != "deputy-foreign-minister" {
		t.Errorf("got %s", got)
	}
	if len(e.Corrected) != 3 || *e.Corrected[0].Was != "party اسحاق دار PAK" || e.Corrected[1].Was != nil {
		t.Errorf("got %+v", e.Corrected)
	}
}

// A dispatch that is read anew may give its events other ids; the words tell which is meant.
func TestCorrectionsFollowTheWordsWhenADispatchIsReadAnew(t *testing.T) {
	a, b := talks("a", "2026-04-24"), talks("b", "2026-04-28")
	b.Event.Evidence = []safir.Span{{Start: 100, End: 140}}
	join := made(t, 1)(ledger.Join(merged(nil, a, b)))
	other := talks("b", "2026-05-10")
	other.Event.Evidence = []safir.Span{{Start: 0, End: 50}}
	b.Event.ID, b.Event.Evidence = "e2", []safir.Span{{Start: 110, End: 150}}
	if got := groups(merged([]ledger.Correction{join}, a, other, b)); got != "a+b b" {
		t.Errorf("got %s", got)
	}
	if events := merged([]ledger.Correction{join}, a, other); len(events) != 2 || events[0].Corrected != nil {
		t.Errorf("a report with other words is taken for the one that was named: %+v", events)
	}
}

func TestCorrectionsThatMakeNoSense(t *testing.T) {
	events := merged(nil, talks("a", "2026-04-24"), talks("b", "2026-04-24"), talks("c", "2026-04-29"))
	for why, do := range map[string]func() (ledger.Correction, error){
		"one event merged":     func() (ledger.Correction, error) { return ledger.Join(events[:1]) },
		"an event with itself": func() (ledger.Correction, error) { return ledger.Join([]ledger.Event{events[0], events[0]}) },
		"nothing leaves":       func() (ledger.Correction, error) { return ledger.Split(&events[0], nil, false) },
		"all leave":            func() (ledger.Correction, error) { return ledger.Split(&events[0], []string{"a", "b"}, false) },
		"a stranger leaves":    func() (ledger.Correction, error) { return ledger.Split(&events[0], []string{"c"}, false) },
		"nothing is changed":   func() (ledger.Correction, error) { return ledger.Edit(&events[0], nil) },
		"an unknown slot":      func() (ledger.Correction, error) { return ledger.Edit(&events[0], []ledger.Change{{Slot: "mood"}}) },
		"no status":            func() (ledger.Correction, error) { return ledger.Edit(&events[0], []ledger.Change{{Slot: "status"}}) },
		"a day that does not exist": func() (ledger.Correction, error) {
			return ledger.Edit(&events[0], []ledger.Change{{Slot: "when", Value: pointer("2026-02-30")}})
		},
		"no reason": func() (ledger.Correction, error) { return ledger.Undo(1).Signed("editor", " ", "") },
		"nobody":    func() (ledger.Correction, error) { return ledger.Undo(1).Signed("", "reason", "") },
	} {
		if _, err := do(); !errors.Is(err, ledger.ErrCorrection) {
			t.Errorf("%s: got %v", why, err)
		}
	}
}

// Whatever is corrected: the same reports and corrections give the same events in any order, and every report is in one event.
func TestAnyOrderOfDispatchesAndCorrectionsGivesTheSameEvents(t *testing.T) {
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 0))
		reports := someReports(random)
		corrections := someCorrections(t, random, reports)
		want := told(ledger.Merge(reports, atlas{}, corrections...))
		if n := strings.Count(want, "reported "); n != len(reports) {
			t.Fatalf("seed %d: %d reports of %d are in the events", seed, n, len(reports))
		}
		for range 4 {
			shuffled, mixed := slices.Clone(reports), slices.Clone(corrections)
			random.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
			random.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
			if got := told(ledger.Merge(shuffled, atlas{}, mixed...)); got != want {
				t.Fatalf("seed %d: another order gives\n%s\nin place of\n%s", seed, got, want)
			}
		}
	}
}

func someReports(random *rand.Rand) (out []ledger.Report) {
	people := []ledger.Part{minister("عباس عراقچی", "IRN"), minister("اسحاق دار", "PAK"), minister("هاکان فیدان", "TUR")}
	for i := range 6 + random.IntN(12) {
		day := fmt.Sprintf("2026-04-%02d", 20+random.IntN(4))
		who := []ledger.Part{people[0], people[1+random.IntN(2)]}
		out = append(out, report(fmt.Sprint("d", i), day, safir.Call, safir.Statuses[random.IntN(3)], day, "", who...))
	}
	return out
}

// someCorrections makes corrections as editors do: of the events as they then are.
func someCorrections(t *testing.T, random *rand.Rand, reports []ledger.Report) (out []ledger.Correction) {
	for n := range random.IntN(8) {
		events := ledger.Merge(reports[:len(reports)-random.IntN(4)], atlas{}, out...) // the last ones arrive later
		e := &events[random.IntN(len(events))]
		var c ledger.Correction
		err := ledger.ErrCorrection
		switch random.IntN(4) {
		case 0:
			c, err = ledger.Join([]ledger.Event{*e, events[random.IntN(len(events))]})
		case 1:
			c, err = ledger.Split(e, []string{e.Reports[random.IntN(len(e.Reports))].Dispatch}, random.IntN(2) == 0)
		case 2:
			status := string(safir.Statuses[random.IntN(len(safir.Statuses))])
			c, err = ledger.Edit(e, []ledger.Change{{Slot: "status", Value: &status}})
		case 3:
			if len(out) > 0 {
				c = ledger.Undo(out[random.IntN(len(out))].Number)
				err = ledger.CheckUndo(c.Undoes, out)
			}
		}
		if err == nil {
			c.Number = n + 1
			out = append(out, c)
		}
	}
	return out
}

func told(events []ledger.Event) string {
	var b strings.Builder
	for i := range events {
		e := &events[i]
		fmt.Fprintf(&b, "%s %s %s %v\n", e.ID, e.Version(), e.Status, e.Participants)
		for _, r := range e.Reports {
			fmt.Fprintf(&b, "  reported %s\n", r.Dispatch)
		}
	}
	return b.String()
}

// Editors' last word holds whatever arrives later: what the newest correction joined is together, what it split is apart.
func TestTheNewestCorrectionAlwaysHolds(t *testing.T) {
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 1))
		reports := someReports(random)
		standing := ledger.Standing(someCorrections(t, random, reports))
		standing = slices.DeleteFunc(standing, func(c ledger.Correction) bool { return c.Kind == ledger.Editing })
		if len(standing) == 0 {
			continue
		}
		newest, at := standing[len(standing)-1], map[string]int{}
		for i, e := range ledger.Merge(reports, atlas{}, standing...) {
			for _, r := range e.Reports {
				at[r.Dispatch] = i
			}
		}
		first := at[newest.Reports[0].Dispatch]
		for _, ref := range newest.Reports {
			if newest.Kind == ledger.Joining && at[ref.Dispatch] != first {
				t.Errorf("seed %d: %s was merged and is apart", seed, ref.Dispatch)
			}
			for _, rest := range newest.Rest {
				if at[ref.Dispatch] == at[rest.Dispatch] {
					t.Errorf("seed %d: %s and %s were split and are together", seed, ref.Dispatch, rest.Dispatch)
				}
			}
		}
	}
}

func TestWhatAnEditorJoinsIsPerhapsOfNoOther(t *testing.T) {
	day := "2026-04-24"
	met := func(dispatch string, whom ledger.Part) ledger.Report {
		return report(dispatch, day, safir.Meeting, safir.Happened, day, "", minister("عباس عراقچی", "IRN"), whom)
	}
	dar, munir := minister("اسحاق دار", "PAK"), minister("عاصم منیر", "PAK")
	munir.Actor.Office = pointer("military-commander")
	reports := []ledger.Report{met("a", dar), met("b", dar), met("c", munir), met("d", munir), met("e", official("PAK"))}
	perhaps := func(corrections ...ledger.Correction) (n int) {
		for _, e := range merged(corrections, reports...) {
			n += len(e.Perhaps)
		}
		return n
	}
	if n := perhaps(); n != 1 {
		t.Fatalf("%d reports are perhaps of another event, want one", n)
	}
	join := made(t, 1)(ledger.Join(slices.Concat(merged(nil, reports[2]), merged(nil, reports[4]))))
	if n := perhaps(join); n != 0 {
		t.Errorf("%d reports are perhaps of another event though an editor said which it is of", n)
	}
}
