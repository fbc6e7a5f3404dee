package statements

import (
	"testing"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// spokenScene is «سخنگوی روسیه گفت» after somebody else has spoken.
func spokenScene(t *testing.T, spoke page.Actor) *scene {
	t.Helper()
	s := sceneOf(t, "سخنگوی روسیه گفت: راه باز است.")
	s.Actors = []page.Actor{{Kind: safir.Office, Office: "spokesperson", Country: "RUS"}, spoke}
	s.Mentions = []page.Mention{{Range: fa.Range{Start: 0, End: 2}, Actor: 0, Kind: safir.Office, Inside: -1}}
	s.mention[0], s.mention[1] = 0, 0
	return s
}

func TestWhatTellsTheOneNamedFromTheOneWhoSpokeLastIsSeen(t *testing.T) {
	for want, spoke := range map[string]page.Actor{
		"country": {Kind: safir.Person, Name: "علی رضایی", Country: "IRN"},
		"office":  {Kind: safir.Office, Office: "ambassador", Country: "RUS"},
		"kind":    {Kind: safir.Org, Org: "United Nations"},
		"none":    {Kind: safir.Person, Name: "ایوان ایوانف"},
	} {
		if got := spokenScene(t, spoke).likeness(0, []int{1}); got != want {
			t.Errorf("after %+v the spokesman is told apart by %q, want %q", spoke, got, want)
		}
	}
	s := spokenScene(t, page.Actor{Kind: safir.Person})
	if got := s.likeness(0, []int{0}); got != "same" {
		t.Errorf("the spokesman and himself: %q, want same", got)
	}
	if got := s.likeness(0, []int{0, 1}); got != "same" {
		t.Errorf("the spokesman among two: %q, want same", got)
	}
	if got := s.likeness(-1, []int{1}); got != "nobody" {
		t.Errorf("no mention: %q, want nobody", got)
	}
	if got := s.openingMention(&s.cues[0]); got != 0 {
		t.Errorf("the sentence opens with mention %d, want 0", got)
	}
}

func TestAScanKnowsTheVerbsOnBothSidesOfABoundary(t *testing.T) {
	s := sceneOf(t, "وزیر گفت که راه باز است، اما کسی آن را تأیید نکرد.")
	x := s.newScan(&reading{cue: 0, frame: after, content: fa.Range{Start: s.contentStart(&s.cues[0])}})
	for x.next() && s.Key(x.at) != "،" {
	}
	if x.lastVerb == nil || x.lastVerb.Stem != "بود" {
		t.Errorf("before the comma the last verb is %+v, want است", x.lastVerb)
	}
	if next := s.verbFrom(x.at, s.sentenceEnd(x.at)); next == nil || next.Stem != "کرد" || !next.Negative {
		t.Errorf("after the comma the next verb is %+v, want نکرد", next)
	}
}
