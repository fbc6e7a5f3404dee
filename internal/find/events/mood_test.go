package events

import (
	"slices"
	"strings"
	"testing"

	"safir/fa"
	"safir/internal/learn"
	"safir/internal/table"
)

func TestEveryMoodStandsInItsExample(t *testing.T) {
	f := bareFinder(t)
	err := table.Each("moods.tsv", moodsTSV, []string{"word", "mood", "example"}, func(_ int, fields []string) error {
		word := fa.Key(fields[0])
		if f.moods[word] == 0 {
			t.Errorf("%s has no mood", fields[0])
		}
		if s := f.newScene(pageOf(t, fields[2])); tokenOf(s, word) < 0 {
			t.Errorf("%s is not found in %q", fields[0], fields[2])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tokenOf is the first token with a key, -1 where there is none.
func tokenOf(s *scene, key string) int {
	for t := range s.Tokens {
		if s.Key(t) == key {
			return t
		}
	}
	return -1
}

func TestAWrongLineOfMoodsIsNamed(t *testing.T) {
	_, err := parseMoods("moods.tsv", "word\tmood\texample\nباید\towed\tx\nباید\tpossible\tx")
	if err == nil || !strings.Contains(err.Error(), "moods.tsv:3") {
		t.Errorf("error %v, want moods.tsv:3", err)
	}
}

func TestAMoodIsKnownByWhereItStandsBesideTheCue(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, mood, side string }{
		{"لغو سفر [ظریف] به مسکو اعلام شد.", "سفر", "لغو", "just before"},
		{"قرار است [ظریف] با [لاوروف] دیدار کند.", "دیدار", "قرار", "at the verb before"},
		{"[ظریف] گفت شاید در مسکو با [لاوروف] دیدار کند.", "دیدار", "شاید", "before"},
		{"[ظریف] گفت دیدار با [لاوروف] ممکن نشد.", "دیدار", "ممکن", "behind"},
		{"[ظریف] خواستار صلح در منطقه شد و با [لاوروف] دیدار کرد.", "دیدار", "خواستار", ""},
		{"[ظریف] احتمال صلح را رد کرد و با [لاوروف] دیدار کرد.", "دیدار", "احتمال", ""},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := s.side(cueOf(t, s, c.cue), tokenOf(s, fa.Key(c.mood))); got != c.side {
			t.Errorf("%s\n%s stands %q, want %q", c.text, c.mood, got, c.side)
		}
	}
}

func TestWordsOfOneMoodSayTheSameOfTheStatus(t *testing.T) {
	f := bareFinder(t)
	facts := func(text string) []uint32 {
		s := f.newScene(pageOf(t, text))
		s.f = learn.Features{}
		f.describeMood(s, cueOf(t, s, "سفر"), &s.f, "visit", "past")
		return s.f.Hashes
	}
	if !slices.Equal(facts("لغو سفر [ظریف] اعلام شد."), facts("تعلیق سفر [ظریف] اعلام شد.")) {
		t.Error("«لغو سفر» and «تعلیق سفر» are described differently")
	}
	if slices.Equal(facts("لغو سفر [ظریف] اعلام شد."), facts("احتمال سفر [ظریف] اعلام شد.")) {
		t.Error("«لغو سفر» and «احتمال سفر» are described alike")
	}
}

func TestWhatSomethingIsDoneWithoutIsNoEvent(t *testing.T) {
	f := bareFinder(t)
	for text, want := range map[string]bool{
		"[ظریف] بدون دیدار با [لاوروف] رفت.":         true,
		"[ظریف] بدون هیچ دیداری با [لاوروف] رفت.":    true,
		"[ظریف] بدون [لاوروف] دیدار را آغاز کرد.":    false,
		"[ظریف] پس از دیدار با [لاوروف] رفت.":        false,
		"[ظریف] بدون همراهان به دیدار [لاوروف] آمد.": false,
	} {
		s := f.newScene(pageOf(t, text))
		if got := s.without(&s.cues[0]); got != want {
			t.Errorf("%s\ndone without it: %v, want %v", text, got, want)
		}
	}
}
