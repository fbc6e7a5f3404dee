package events

import (
	"slices"
	"testing"

	"safir"
)

// visitsOf are drafts of visits of a page's first actor, who is of Iran: word by word, each to the place named by its index, all of one status.
func visitsOf(t *testing.T, s *scene, status safir.Status, stays ...stay) []draft {
	t.Helper()
	s.Actors[0].Country = "IRN"
	var out []draft
	for _, v := range stays {
		c := cueOf(t, s, v.cue)
		for i := range s.Places {
			if p := s.Places[i]; s.Surface(p.Start) == v.place && (len(out) == 0 || p.Start > out[len(out)-1].place.Start || v.cue == s.Surface(out[len(out)-1].cue.Start)) {
				out = append(out, draft{
					cue: c, kind: safir.Visit, status: status, again: v.again, place: p, where: p.EN, here: true, placed: 1,
					parts: []part{{actor: 0, role: safir.Visitor, prob: 1}},
				})
				break
			}
		}
	}
	if len(out) != len(stays) {
		t.Fatalf("%d visits in %q, want %d", len(out), s.Text, len(stays))
	}
	s.findWays(out)
	return out
}

// stay is a visit as a text tells it.
type stay struct{ cue, place, again string }

func TestWhoWasElsewhereInBetweenHasComeTwice(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text  string
		stays []stay // the first and the last are compared
		two   bool
	}{
		{
			"[ظریف] دمشق را ترک کرد. او سپس به مسقط سفر کرد و دوباره راهی دمشق شد.",
			[]stay{{"ترک", "دمشق", ""}, {"سفر", "مسقط", ""}, {"راهی", "دمشق", "again"}},
			true,
		},
		{
			"[ظریف] به دمشق و مسقط رفت. ظریف پس از سفر به مسقط، به دمشق بازگشت.",
			[]stay{{"رفت", "دمشق", ""}, {"رفت", "مسقط", ""}, {"بازگشت", "دمشق", "return"}},
			true,
		},
		{
			"[ظریف] پیش از ورود به مسقط، به دمشق سفر کرده بود. ظریف بعد از دیدار از مسقط دوباره راهی دمشق شد.",
			[]stay{{"سفر", "دمشق", ""}, {"راهی", "دمشق", "again"}},
			true,
		},
		{ // nothing is said to be done again
			"[ظریف] دمشق را ترک کرد. او سپس به مسقط سفر کرد و راهی دمشق شد.",
			[]stay{{"ترک", "دمشق", ""}, {"سفر", "مسقط", ""}, {"راهی", "دمشق", ""}},
			false,
		},
		{ // nothing is said of the order
			"[ظریف] دمشق را ترک کرد. او به مسقط سفر می‌کند. ظریف دوباره راهی دمشق شد.",
			[]stay{{"ترک", "دمشق", ""}, {"سفر", "مسقط", ""}, {"راهی", "دمشق", "again"}},
			false,
		},
	} {
		s := f.newScene(journey(t, c.text, "دمشق SYR", "مسقط OMN"))
		visits := visitsOf(t, s, safir.Happened, c.stays...)
		first, last := &visits[0], &visits[len(visits)-1]
		if s.mayBeOne(first, last) == c.two || s.mayBeOne(last, first) == c.two {
			t.Errorf("%s\nmay be one: %v; ways %v", c.text, !c.two, []way{first.way, last.way})
		}
	}
}

func TestWhoIsStillToComeFromElsewhereHasComeTwice(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(journey(t, "[ظریف] از مسقط عازم دمشق شد. ظریف قبل از ورود به مسقط، به دمشق سفر کرده بود.", "دمشق SYR", "مسقط OMN"))
	visits := visitsOf(t, s, safir.Happened, stay{"عازم", "دمشق", ""}, stay{"عازم", "مسقط", ""}, stay{"سفر", "دمشق", ""})
	visits[0].status = safir.Ongoing
	if s.mayBeOne(&visits[0], &visits[2]) {
		t.Errorf("the journey from Muscat and the stay before it are one; ways %v %v", visits[0].way, visits[2].way)
	}
	if tellReturns(visits); visits[0].again != "return" || visits[2].again != "" {
		t.Errorf("told as done again: %q, %q; want the journey from Muscat alone", visits[0].again, visits[2].again)
	}
}

func TestWhoComesBackFromElsewhereHasBeenThereBefore(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct {
		text  string
		stays []stay
		two   bool
	}{
		{"[ظریف] پس از سفر به مسقط به دمشق بازگشت. ظریف در جریان سفر به دمشق خرسند بود.", []stay{{"بازگشت", "دمشق", "return"}, {"سفر", "دمشق", ""}}, true},
		{"[ظریف] پس از سفر به مسقط به دمشق بازگشت. ظریف در این دیدار از دمشق خرسند بود.", []stay{{"بازگشت", "دمشق", "return"}, {"دیدار", "دمشق", ""}}, false},
		{"[ظریف] به دمشق بازگشت. ظریف در جریان سفر به دمشق خرسند بود.", []stay{{"بازگشت", "دمشق", "return"}, {"سفر", "دمشق", ""}}, false}, // he may have been at home
		{"[ظریف] پس از سفر به مسقط به دمشق بازگشت. ظریف پس از حضور در مسقط راهی دمشق شد.", []stay{{"بازگشت", "دمشق", "return"}, {"راهی", "دمشق", ""}}, false},
	} {
		s := f.newScene(journey(t, c.text, "دمشق SYR", "مسقط OMN"))
		visits := visitsOf(t, s, safir.Happened, c.stays...)
		if got := s.mayBeOne(&visits[0], &visits[1]); got == c.two {
			t.Errorf("%s\nmay be one: %v; ways %v", c.text, got, []way{visits[0].way, visits[1].way})
		}
	}
}

func TestAllJourneysSetOutFromHome(t *testing.T) {
	s := bareFinder(t).newScene(journey(t, "[ظریف] پس از سفر به اصفهان، دوباره راهی دمشق شد.", "دمشق SYR", "اصفهان IRN"))
	if visits := visitsOf(t, s, safir.Happened, stay{"راهی", "دمشق", "again"}); len(visits[0].way.from) > 0 {
		t.Errorf("he comes from %v, want nowhere but home", visits[0].way.from)
	}
}

func TestVisitsToTwoStatesAreTwo(t *testing.T) {
	s := bareFinder(t).newScene(journey(t, "[ظریف] به دمشق سفر کرد و راهی مسقط شد.", "دمشق SYR", "مسقط OMN"))
	visits := visitsOf(t, s, safir.Happened, stay{"سفر", "دمشق", ""}, stay{"راهی", "مسقط", ""})
	if s.mayBeOne(&visits[0], &visits[1]) {
		t.Error("they may be one")
	}
	if visits[1].here = false; !s.mayBeOne(&visits[0], &visits[1]) {
		t.Error("a place that was only gathered keeps them apart")
	}
}

func TestADelegationIsOfOneState(t *testing.T) {
	f := bareFinder(t)
	p := pageOf(t, "همزمان با سفر [ظریف] به دمشق، سفر [لاوروف] و [پوتین] لغو شد. [فابیوس] و [ظریف] آمدند.")
	for i, state := range []string{"IRN", "RUS", "RUS", "FRA"} {
		p.Actors[i].Country = state
	}
	s := f.newScene(p)
	of := func(probs ...float64) (parts []part) {
		for actor, prob := range probs {
			parts = append(parts, part{actor: actor, role: safir.Visitor, prob: prob})
		}
		return parts
	}
	for _, c := range []struct {
		parts []part
		want  []int
	}{
		{of(0.9, 0.6), []int{0}},
		{of(0.5, 0.8, 0.6), []int{1, 2}},
		{of(0.9, 0, 0, 0.6), []int{0, 3}}, // named in one row
	} {
		got := s.oneDelegation(noCue, safir.Visit, c.parts)
		if len(got) != len(c.want) || got[0].actor != c.want[0] || got[len(got)-1].actor != c.want[len(c.want)-1] {
			t.Errorf("of %v stay %v, want %v", c.parts, got, c.want)
		}
	}
	if got := s.oneDelegation(&s.cues[1], safir.Visit, of(0.9, 0.6)); len(got) != 1 || got[0].actor != 1 {
		t.Errorf("of «سفر لاوروف» stay %v, want Lavrov", got)
	}
	visit := func(cue, actor int) *draft {
		return &draft{cue: &s.cues[cue], kind: safir.Visit, parts: []part{{actor: actor, role: safir.Visitor, prob: 1}}}
	}
	if s.mayBeOne(visit(0, 0), visit(1, 1)) {
		t.Error("visits of people of two states may be one")
	}
	if !s.mayBeOne(visit(0, 1), visit(1, 2)) {
		t.Error("visits of people of one state may not be one")
	}
}

func TestAVisitAfterAnotherDoesNotLeadWhereThatOneDid(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]bool{
		"[ظریف] پس از سفر به مسقط راهی دمشق شد.":   false,
		"[ظریف] پیش از ورود به مسقط راهی دمشق شد.": false,
		"[ظریف] پس از گفت‌وگو در مسقط راهی شد.":    true, // no journey
		"[ظریف] راهی مسقط شد.":                     true,
	} {
		p := journey(t, text, "دمشق SYR", "مسقط OMN")
		s := f.newScene(p)
		c := cueOf(t, s, "راهی")
		offered := slices.ContainsFunc(s.withoutOtherStays(c, f.placeChoices(s, c)), func(p placeChoice) bool { return p.EN == "مسقط" && p.how == "here" })
		if offered != want {
			t.Errorf("%s\nMuscat is offered: %v, want %v", text, offered, want)
		}
	}
}

func TestOnlyWhoVisitsBothPlacesTravelsFromOneToTheOther(t *testing.T) {
	visit := func(actor int, role safir.Role) *draft { return &draft{parts: []part{{actor: actor, role: role}}} }
	if !shareVisitor(visit(0, safir.Visitor), visit(0, safir.Visitor)) || shareVisitor(visit(0, safir.Visitor), visit(0, safir.Host)) {
		t.Error("who receives a visitor is taken for a traveller")
	}
}
