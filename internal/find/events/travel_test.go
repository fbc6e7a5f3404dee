package events

import (
	"slices"
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// placed is a page with its places.
func placed(t *testing.T, text string, places ...string) *page.Page {
	t.Helper()
	p := pageOf(t, text)
	for _, name := range places {
		for i := range p.Tokens {
			if p.Surface(i) == name {
				p.Places = append(p.Places, page.Place{Range: fa.Range{Start: i, End: i + 1}, EN: name, City: true})
			}
		}
	}
	return p
}

func TestADispatchIsSearchedForWhoTravelsWhere(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]tie{
		"[ظریف] به دمشق سفر کرد. [ظریف] با [المقداد] دیدار کرد.":                     partOf,
		"[ظریف] به دمشق سفر کرد. [لاوروف] با [المقداد] دیدار کرد.":                   elsewhere,
		"سفر [ظریف] به دمشق پایان یافت. در دیدار با [ظریف] [المقداد] از همکاری گفت.": partOf,
	} {
		s := f.newScene(placed(t, text, "دمشق"))
		if len(s.travels) != 1 {
			t.Fatalf("%s: %d journeys, want one", text, len(s.travels))
		}
		if got := s.tie(cueOf(t, s, "دیدار"), s.travels[0].actors); got != want {
			t.Errorf("%s: who travels is %v, want %v", text, got, want)
		}
	}
}

func TestAPlaceThatIsToldOnlyLaterIsOfferedWhereSomebodyTravelsThere(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(placed(t, "[ظریف] با [المقداد] دیدار کرد. باران بارید. [ظریف] به دمشق سفر کرده است. در بیروت برف بارید.", "دمشق", "بیروت"))
	var offered []string
	for _, choice := range f.placeChoices(s, cueOf(t, s, "دیدار")) {
		if choice.how != "seat" {
			offered = append(offered, choice.EN)
		}
	}
	if len(offered) != 2 || offered[0] != "" || offered[1] != "دمشق" {
		t.Errorf("offered %q, want none and where somebody travels", offered)
	}
}

func TestCallsWithPeopleOfTwoStatesAreTwo(t *testing.T) {
	p := pageOf(t, "[ظریف] با [المقداد] تلفنی گفت‌وگو کرد. او تماسی با [لاوروف] داشت.")
	for i, state := range []string{"IRN", "SYR", "RUS"} {
		p.Actors[i].Country = state
	}
	s := bareFinder(t).newScene(p)
	if len(s.cues) < 2 {
		t.Fatalf("%d cues", len(s.cues))
	}
	with := func(c *cue, partner int) *draft {
		return &draft{cue: c, kind: safir.Call, parts: []part{{actor: 0, role: safir.Party}, {actor: partner, role: safir.Party}}}
	}
	first, second := with(&s.cues[0], 1), with(&s.cues[len(s.cues)-1], 2)
	if s.mayBeOne(first, second) {
		t.Error("two calls with ministers of two states may be one")
	}
	p.Actors[2].Country = "SYR"
	if !s.mayBeOne(first, second) {
		t.Error("two calls with officials of one state may not be one")
	}
}

func TestANounOfGoingThatNamesWhoGoesWhereIsAJourney(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]bool{
		"همزمان با رسیدن [ظریف] به دمشق دیداری برگزار نشد.":   true,
		"بعد از پرواز [ظریف] به دمشق تدابیر امنیتی بیشتر شد.": true,
		"همزمان با رسیدن [ظریف] به تهران.":                    false, // home
		"همزمان با رسیدن به دمشق [ظریف] سخن گفت.":             false,
		"اشاره به رسیدن پیام [ظریف] به دمشق.":                 false,
	} {
		p := journey(t, text, "دمشق SYR", "تهران IRN")
		p.Actors[0].Country = "IRN"
		s := f.newScene(p)
		got := false
		for i := range s.cues {
			got = got || s.namesJourney(&s.cues[i])
		}
		if got != want {
			t.Errorf("%s\nnames a journey: %v, want %v", text, got, want)
		}
	}
}

func TestWhereABodySitsLeadsNoVisit(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]bool{
		"همزمان با سفر [ظریف]، [کاخ سفید] سخن گفت.": false,
		"[ظریف] در سفر خود به [کاخ سفید] رفت.":      true,
	} {
		p := pageOf(t, text)
		p.Mentions[1].Kind = safir.Org
		p.Places = []page.Place{{Range: p.Mentions[1].Range, EN: "Washington", State: "USA", City: true}}
		s := f.newScene(p)
		choices := s.withoutBodies(f.placeChoices(s, cueOf(t, s, "سفر")))
		if got := slices.ContainsFunc(choices, func(c placeChoice) bool { return c.how == "here" }); got != want {
			t.Errorf("%s\nmay lead there: %v, want %v", text, got, want)
		}
	}
}
