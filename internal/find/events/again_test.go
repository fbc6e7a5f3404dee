package events

import (
	"slices"
	"strings"
	"testing"

	"safir"
	"safir/internal/page"
	"safir/internal/table"
)

func TestEveryWordForWhatIsDoneAgainStandsInItsExample(t *testing.T) {
	f := bareFinder(t)
	err := table.Each("again.tsv", againTSV, []string{"word", "sense", "example"}, func(_ int, fields []string) error {
		s := f.newScene(pageOf(t, fields[2]))
		for i := range s.cues {
			if f.repeats(s, &s.cues[i]) == fields[1] {
				return nil
			}
		}
		t.Errorf("%s: no cue of %q is told so", fields[0], fields[2])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWrongLineOfWordsForWhatIsDoneAgainIsNamed(t *testing.T) {
	_, err := parseAgain("again.tsv", "word\tsense\texample\nدوباره\tagain\tx\nباز\tonce\tx")
	if err == nil || !strings.Contains(err.Error(), "again.tsv:3") {
		t.Errorf("error %v, want again.tsv:3", err)
	}
}

func TestOfSeveralCuesOneIsToldAsDoneAgain(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, want string }{
		{"[ظریف] پس از سفر به دمشق، دوباره راهی بیروت می‌شود.", "راهی", "again"},
		{"[ظریف] پس از سفر به دمشق، دوباره راهی بیروت می‌شود.", "سفر", ""},
		{"سفر مجدد [ظریف] به دمشق پس از دیدار با [لاوروف] انجام شد.", "سفر", "again"},
		{"سفر مجدد [ظریف] به دمشق پس از دیدار با [لاوروف] انجام شد.", "دیدار", ""},
		{"[ظریف] به دمشق بازگشت.", "بازگشت", "return"},
		{"این دومین سفر [ظریف] به دمشق است.", "سفر", "counted"},
		{"[ظریف] در دومین روز سفر خود دیدار کرد.", "سفر", ""},
		{"[ظریف] به دمشق سفر کرد.", "سفر", ""},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := f.repeats(s, cueOf(t, s, c.cue)); got != c.want {
			t.Errorf("%s\n%s is told %q, want %q", c.text, c.cue, got, c.want)
		}
	}
}

func TestWhoIsToComeAgainWasThereBefore(t *testing.T) {
	s := bareFinder(t).newScene(pageOf(t, "[ظریف] به دمشق سفر کرد. [ظریف] دوباره به دمشق سفر می‌کند."))
	visit := func(c int, status safir.Status, again string) *draft {
		return &draft{cue: &s.cues[c], kind: safir.Visit, status: status, again: again, where: "Damascus"}
	}
	for _, c := range []struct {
		been, again *draft
		want        bool
	}{
		{visit(0, safir.Happened, ""), visit(1, safir.Planned, "again"), false},
		{visit(0, safir.Happened, ""), visit(1, safir.Proposed, "return"), false},
		{visit(0, safir.Happened, ""), visit(1, safir.Planned, ""), true},
		{visit(0, safir.Happened, ""), visit(1, safir.Planned, "counted"), true},
		{visit(0, safir.Planned, ""), visit(1, safir.Planned, "again"), true},
		{visit(0, safir.Happened, ""), visit(1, safir.Happened, "return"), true},
	} {
		if got := s.mayBeOne(c.been, c.again); got != c.want {
			t.Errorf("%s, and %s %q: may be one %v, want %v", c.been.status, c.again.status, c.again.again, got, c.want)
		}
		if s.mayBeOne(c.again, c.been) != c.want {
			t.Error("it depends on which is told first")
		}
	}
}

func TestWhoIsAtHomeVisitsNobodyThere(t *testing.T) {
	f := bareFinder(t)
	p := journey(t, "[صفدی] با [الصباح] که به امان سفر کرده است دیدار کرد.", "امان JOR")
	p.Actors[0].Country, p.Actors[1].Country = "JOR", "KWT"
	s := f.newScene(p)
	of := func(actors ...int) draft {
		d := draft{cue: cueOf(t, s, "سفر"), kind: safir.Visit, where: "Amman"}
		for _, a := range actors {
			d.parts = append(d.parts, part{actor: a, role: safir.Visitor})
		}
		return d
	}
	if d := f.withoutLocals(s, of(0, 1)); len(d.parts) != 1 || d.parts[0].actor != 1 {
		t.Errorf("visitors %v, want the one from abroad", d.parts)
	}
	if d := f.withoutLocals(s, of(0)); len(d.parts) != 1 {
		t.Error("nobody is left")
	}
}

func TestARowOfPlacesEndsWithAnd(t *testing.T) {
	for text, want := range map[string]int{
		"[ظریف] به دمشق، بیروت و مسقط سفر کرد.":                      3,
		"در پی سفر [ظریف] به دمشق، بیروت خواستار گفت‌وگو شد.":        1,
		"در پی سفر [ظریف] به دمشق و مسقط، بیروت خواستار گفت‌وگو شد.": 2,
	} {
		p := journey(t, text, "دمشق SYR", "بیروت LBN", "مسقط OMN")
		s := bareFinder(t).newScene(p)
		row := s.placesInRow(cueOf(t, s, "سفر"), placeChoice{Place: p.Places[0], index: 0, state: -1, whose: -1, how: "here"})
		if len(row) != want {
			t.Errorf("%s: a row of %d, want %d", text, len(row), want)
		}
	}
}

func TestWhoGoesHomeHasNotComeBack(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]string{
		"[ظریف] به دمشق بازگشت.":                          "return",
		"بازگشت [ظریف] از مسقط به دمشق تأیید شد.":         "return",
		"[ظریف] پس از سفر به مسقط به دمشق بازگشت.":        "return",
		"[ظریف] از دمشق بازگشت.":                          "",
		"[ظریف] از یک سفر دوروزه به دمشق بازگشت.":         "",
		"[ظریف] در دمشق با [المقداد] دیدار کرد و بازگشت.": "",
	} {
		s := f.newScene(journey(t, text, "دمشق SYR", "مسقط OMN"))
		damascus := slices.IndexFunc(s.Places, func(p page.Place) bool { return p.EN == "دمشق" })
		if got := s.againAt(cueOf(t, s, "بازگشت"), "return", placeChoice{Place: s.Places[damascus], index: damascus, state: -1, how: "here"}); got != want {
			t.Errorf("%s\nto Damascus it is told %q, want %q", text, got, want)
		}
	}
}

func TestToComeBackHomeIsNoVisit(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]bool{
		"[ظریف] به تهران بازگشت.":             true,
		"[ظریف] از دمشق به تهران بازگشت.":     true,
		"[ظریف] از تهران به دمشق بازگشت.":     false,
		"[ظریف] در سفر به دمشق از تهران گفت.": false,
	} {
		p := journey(t, text, "دمشق SYR", "تهران IRN")
		p.Actors[0].Country = "IRN"
		s := f.newScene(p)
		if got := f.homeward(s, &s.cues[len(s.cues)-1], []part{{actor: 0, role: safir.Visitor}}); got != want {
			t.Errorf("%s\nhe comes home: %v, want %v", text, got, want)
		}
	}
}

func TestWhereOneIsAtHomeTheLikeliestGuestIsTheVisitor(t *testing.T) {
	f := bareFinder(t)
	p := journey(t, "[البوسعیدی] ساعاتی پس از آنکه [ظریف] مسقط را ترک کرد نوشت.", "مسقط OMN")
	p.Actors[0].Country, p.Actors[1].Country = "OMN", "IRN"
	s := f.newScene(p)
	visitor := func(actor int, prob float64) part { return part{actor: actor, role: safir.Visitor, prob: prob} }
	d := draft{cue: cueOf(t, s, "ترک"), kind: safir.Visit, where: "Muscat", parts: []part{visitor(0, 0.9)}, maybe: []part{visitor(0, 0.9), visitor(1, 0.3)}}
	if got := f.withoutLocals(s, d); len(got.parts) != 1 || got.parts[0].actor != 1 {
		t.Errorf("visitors %v, want the guest", got.parts)
	}
	d.maybe[1].prob = 0.1
	if got := f.withoutLocals(s, d); len(got.parts) != 1 || got.parts[0].actor != 0 {
		t.Errorf("visitors %v, want who is there: nobody else is likely", got.parts)
	}
}
