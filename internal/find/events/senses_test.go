package events

import (
	"slices"
	"testing"

	"safir/internal/learn"
)

// sensesOf are the facts about what the words around the first cue of a text mean.
func sensesOf(t *testing.T, text string) []string {
	t.Helper()
	f := bareFinder(t)
	s := f.newScene(pageOf(t, text))
	d := learn.Features{Named: true}
	f.describeSenses(s, &s.cues[0], &d, "")
	return d.Names
}

func TestWordsThatMeanTheLikeSayTheSameOfACue(t *testing.T) {
	hope, wish := sensesOf(t, "[ظریف] به امید دیدار است."), sensesOf(t, "[ظریف] به آرزوی دیدار است.")
	for _, names := range [][]string{hope, wish} {
		if !slices.Contains(names, "sense before|0|wish") || !slices.Contains(names, "sense in sentence|wish") {
			t.Errorf("of a hope for a meeting it is told %q", names)
		}
	}
}

func TestNamesAreNotToldByWhatTheirWordsMean(t *testing.T) {
	if names := sensesOf(t, "[وزیر امید] با [لاوروف] دیدار کرد."); slices.Contains(names, "sense in sentence|wish") {
		t.Errorf("of a name it is told %q", names)
	}
}
