package events

import (
	"strings"
	"testing"

	"safir"
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
