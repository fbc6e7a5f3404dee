package statements

import (
	"slices"
	"testing"

	"safir/fa"
	"safir/internal/learn"
)

func TestWhatIsSaidIsToldByWhatItsWordsMean(t *testing.T) {
	for _, text := range []string{"وزیر گفت که دشمن جنایت کرد.", "وزیر گفت که دشمن تجاوز کرد."} {
		s := sceneOf(t, text)
		r := reading{cue: 0, frame: after, content: fa.Range{Start: s.contentStart(&s.cues[0]), End: len(s.Tokens) - 1}}
		d := learn.Features{Named: true}
		s.describeContentSenses(&d, &r, "plain")
		if !slices.Contains(d.Names, "sense|evil") || !slices.Contains(d.Names, "sense|evil|plain") {
			t.Errorf("of %s it is told %q", text, d.Names)
		}
	}
}
