package claims

import (
	"testing"

	"safir"
	"safir/internal/know"
	"safir/internal/page"
)

// visits are events of one visitor, actor 0, at places on days.
func visits(where ...string) []page.Event {
	days := []string{"2024-05-23", "2024-06-27", "2024-09-01"}
	var out []page.Event
	for i, w := range where {
		out = append(out, page.Event{
			Type: safir.Visit, Status: safir.Happened, When: days[i], Where: w,
			Participants: []page.Participant{{Actor: 0, Role: safir.Visitor}},
		})
	}
	return out
}

func judged(t *testing.T, claim page.Claim, own int, events []page.Event) page.Claim {
	t.Helper()
	f, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{Page: &page.Page{Events: events}, finder: f}
	s.judge(&claim, []safir.EventType{safir.Visit}, own)
	return claim
}

func TestACountIsConsistentWhereTheDispatchTellsOfAsMany(t *testing.T) {
	three := visits("Damascus", "Damascus", "Damascus")
	for _, c := range []struct {
		count int
		since string
		want  string
	}{
		{3, "", Consistent},
		{5, "", Unknown},
		{2, "", Contradicted},
		{2, "طی دو ماه", Unknown},
	} {
		got := judged(t, page.Claim{Kind: Count, Count: c.count, Where: "Damascus", Since: c.since}, -1, three)
		if got.Verdict != c.want || len(got.Counted) != 3 {
			t.Errorf("%d visits claimed since %q: %s by %v, want %s by three", c.count, c.since, got.Verdict, got.Counted, c.want)
		}
	}
}

func TestPlannedVisitsAndThoseToOtherPlacesDoNotCount(t *testing.T) {
	events := visits("Damascus", "Muscat", "Damascus")
	events[2].Status = safir.Planned
	got := judged(t, page.Claim{Kind: Count, Count: 1, Where: "Damascus"}, -1, events)
	if got.Verdict != Consistent || len(got.Counted) != 1 || got.Counted[0] != 0 {
		t.Errorf("got %s by %v, want consistent by the first", got.Verdict, got.Counted)
	}
}

func TestACountTellsWhichCityItsVisitsLedTo(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(world)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		count int
		want  string
	}{{2, "Damascus"}, {3, "Syria"}} {
		p := &page.Page{Events: visits("Syria", "Damascus"), Places: []page.Place{
			{EN: "Syria", State: "SYR"}, {EN: "Damascus", State: "SYR", City: true},
		}}
		s := &scene{Page: p, finder: f}
		claim := page.Claim{Kind: Count, Count: c.count, Where: "Damascus"}
		s.judge(&claim, []safir.EventType{safir.Visit}, -1)
		s.refine(&claim)
		if got := p.Events[0].Where; got != c.want {
			t.Errorf("%d visits to Damascus claimed: the journey to Syria led to %s, want %s", c.count, got, c.want)
		}
	}
}

func TestAFirstVisitIsContradictedByAnEarlierOne(t *testing.T) {
	two := visits("Muscat", "Muscat")
	for own, want := range []string{Consistent, Contradicted} {
		if got := judged(t, page.Claim{Kind: First, Where: "Muscat"}, own, two); got.Verdict != want {
			t.Errorf("the visit of %s is called the first: %s, want %s", two[own].When, got.Verdict, want)
		}
	}
}
