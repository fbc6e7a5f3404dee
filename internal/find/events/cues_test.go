package events

import (
	"strings"
	"testing"

	"safir/fa"
)

func TestEveryCueStandsInItsExample(t *testing.T) {
	f := bareFinder(t)
	for _, line := range strings.Split(cuesTSV, "\n") {
		fields := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 4 || fields[0] == "cue" || fields[2] == "" {
			continue
		}
		word := fa.Key(strings.ReplaceAll(strings.ReplaceAll(fields[0], "¬", string(fa.ZWNJ)), " ", "_"))
		s := f.newScene(pageOf(t, fields[3]))
		found := false
		for i := range s.cues {
			found = found || strings.Contains(s.cues[i].word.key, word) || strings.Contains(word, s.cues[i].word.key)
		}
		if !found {
			t.Errorf("%s is not found in %q", fields[0], fields[3])
		}
	}
}

func TestWhatLooksLikeACueAndIsNoneIsPassedOver(t *testing.T) {
	f := bareFinder(t)
	if s := f.newScene(pageOf(t, "[ظریف] در نشست خبری شرکت کرد.")); len(s.cues) != 0 {
		t.Errorf("a press conference is a cue: %v", s.cues[0].word.key)
	}
}

func TestAWrongLineOfCuesIsNamed(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"دیدار\tnoun\tparty\tx", "cues.tsv:2"},
		{"دیدار\tadverb\tmeeting\tx", "noun or verb"},
		{"دیدار\tnoun", "got 2 fields"},
	} {
		_, err := parseCues("cues.tsv", "cue\tpart\ttypes\texample\n"+c.line)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.line, err, c.want)
		}
	}
}
