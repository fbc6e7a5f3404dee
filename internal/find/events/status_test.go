package events

import (
	"testing"

	"safir/fa"
)

func TestACueKnowsTheVerbOfItsOwnClause(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, verb string }{
		{"[ظریف] در دیدار با [لاوروف] با بیان اینکه تحریم‌ها برداشته نخواهد شد، تأکید کرد.", "دیدار", "کرد"},
		{"[ظریف] در سفر به مسکو که دو روز طول می‌کشد با [لاوروف] گفت‌وگو خواهد کرد.", "سفر", "خواهد"},
		{"[ظریف] با [لاوروف] دیدار کرد.", "دیدار", "کرد"},
	} {
		s := f.newScene(pageOf(t, c.text))
		v := s.mainVerb(cueOf(t, s, c.cue))
		if v < 0 || s.Key(s.verbs[v].Start) != fa.Key(c.verb) {
			t.Errorf("%s\nverb %d, want %s", c.text, v, c.verb)
		}
	}
}

func TestACueKnowsThePrepositionThatItStandsUnder(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, cue, want string }{
		{"[ظریف] برای دیدار با [لاوروف] به مسکو رفت.", "دیدار", "برای"},
		{"[ظریف] پس از پایان دیدار با [لاوروف] به تهران رفت.", "دیدار", "از"},
		{"[ظریف] با [لاوروف] دیدار کرد.", "دیدار", ""},
	} {
		s := f.newScene(pageOf(t, c.text))
		got := ""
		if p := s.under(cueOf(t, s, c.cue)); p >= 0 {
			got = s.Key(p)
		}
		if got != fa.Key(c.want) {
			t.Errorf("%s\nunder %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAReturnThatEndsItsClauseIsAVerb(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "[ظریف] از مسکو به تهران بازگشت و سپس راهی آنکارا می‌شود."))
	c := cueOf(t, s, "بازگشت")
	if c.verb < 0 || s.verbs[c.verb].Start != c.Start {
		t.Errorf("the verb of «بازگشت» is %d, want the cue itself", c.verb)
	}
}

func TestAmbassadorsAreNoJourney(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "سفرای دو کشور نزد [ظریف] آمدند."))
	for i := range s.cues {
		if s.cues[i].word.key == fa.Key("سفر") {
			t.Errorf("«سفرای» is a cue of a journey")
		}
	}
}

func TestNamesHideNoWordsAroundACue(t *testing.T) {
	f := bareFinder(t)
	s := f.newScene(pageOf(t, "قرار است [ظریف] با [لاوروف] دیدار کند."))
	c := cueOf(t, s, "دیدار")
	if from := s.wordsBack(c.Start, 0, 3); s.Key(from) != "قرار" {
		t.Errorf("three words back is %q, want قرار", s.Key(from))
	}
	if to := s.wordsOn(c.End, s.Sentences[0].End, 1); to != c.End+1 {
		t.Errorf("one word on ends at %d, want %d", to, c.End+1)
	}
}

func TestANegatedVerbIsOfAnotherForm(t *testing.T) {
	f := bareFinder(t)
	for _, c := range []struct{ text, want string }{
		{"[ظریف] با [لاوروف] دیدار خواهد کرد.", "future"},
		{"[ظریف] با [لاوروف] دیدار نخواهد کرد.", "future not"},
		{"[ظریف] با [لاوروف] دیدار نکرده است.", "perfect not"},
	} {
		s := f.newScene(pageOf(t, c.text))
		if got := tense(s.verbs[cueOf(t, s, "دیدار").verb]); got != c.want {
			t.Errorf("%s\nform %q, want %q", c.text, got, c.want)
		}
	}
}
