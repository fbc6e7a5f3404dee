package statements

import (
	"slices"
	"testing"
)

// cueOf is the cue of that name in a text.
func cueOf(t *testing.T, text, name string) (*scene, *cue) {
	t.Helper()
	s := sceneOf(t, text)
	i := slices.IndexFunc(s.cues, func(c cue) bool { return c.name == name })
	if i < 0 {
		t.Fatalf("%s: cues %q, none is %q", text, cuesIn(s), name)
	}
	return s, &s.cues[i]
}

func TestAnOutletSpeaksWhereNothingGovernsItsName(t *testing.T) {
	for text, want := range map[string]string{
		"این روزنامه نوشت: راه باز است.":                        "speaks",
		"رویترز به نقل از یک مقام نوشت: راه باز است.":           "speaks cites",
		"او در گفت‌وگو با شبکه خبری نوشت: راه باز است.":         "governed",
		"خبرنگار روزنامه نوشت: راه باز است.":                    "part",
		"راه باز است. کارشناسان هم نوشتند: راه باز خواهد ماند.": "nobody",
	} {
		s, c := cueOf(t, text, "نوشت")
		if got := s.outletBefore(c); got != want {
			t.Errorf("%s: outlet %q, want %q", text, got, want)
		}
	}
}

func TestAFullStopBetweenCueAndContentIsSeen(t *testing.T) {
	for text, want := range map[string]string{
		"وزیر گفت که راه باز است.":        "that",
		"وزیر گفت: راه باز است.":          "colon",
		"وزیر بر صلح تأکید کرد. او رفت.":  "stop",
		"وزیر تأکید کرد راه باز می‌ماند.": "word",
		"وزیر گفت:\n🔹 راه باز است.":       "colon",
	} {
		s := sceneOf(t, text)
		r := reading{cue: len(s.cues) - 1, frame: after}
		r.content.Start = s.wordFrom(s.contentStart(&s.cues[r.cue]))
		if got := s.opener(&r); got != want {
			t.Errorf("%s: content opened by %q, want %q", text, got, want)
		}
	}
}

func TestAnEndingWithinTheWordTellsPersonAndNumber(t *testing.T) {
	s, c := cueOf(t, "ما معتقدیم که راه باز است.", "معتقد")
	if !s.firstPerson(c) || s.number(c) != "plural" {
		t.Errorf("معتقدیم: first person %v, number %q", s.firstPerson(c), s.number(c))
	}
	s, c = cueOf(t, "آنان معتقدند که راه باز است.", "معتقد")
	if s.firstPerson(c) || s.number(c) != "plural" {
		t.Errorf("معتقدند: first person %v, number %q", s.firstPerson(c), s.number(c))
	}
}

func TestAPathTellsHowClausesGoOn(t *testing.T) {
	s := sceneOf(t, "سفیر که دیروز آمد، گفت راه باز است و رفت که بیاید.")
	at := func(key string) int {
		for t := range s.Tokens {
			if s.Key(t) == key {
				return t
			}
		}
		return -1
	}
	if got := s.path(at("سفیر")+1, at("گفت")); got != "rv," {
		t.Errorf("from سفیر to گفت the path is %q, want rv,", got)
	}
	if got := s.path(at("گفت"), at("بیاید")); got != "vwvk" {
		t.Errorf("from گفت to بیاید the path is %q, want vwvk", got)
	}
}
