package fa

import (
	"fmt"
	"strings"
	"testing"
)

func TestChangesShowWholeWordsWithTheirPlace(t *testing.T) {
	text := Repair("او وزير كشور است.\nاو میرود و خانه ها را می بیند")
	var got []string
	for _, c := range text.Changes() {
		got = append(got, fmt.Sprintf("%d:%d %s %s>%s", c.Line, c.Column, strings.Join(c.Why, ","), c.Before, strings.ReplaceAll(c.After, halfSpace, "¬")))
	}
	want := []string{
		"1:4 letter وزير>وزیر", "1:9 letter كشور>کشور",
		"2:4 split میرود>می¬رود", "2:12 join خانه ها>خانه¬ها", "2:23 join می بیند>می¬بیند",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestChangesOfASoundTextAreNone(t *testing.T) {
	if got := Repair("او به خانه می\u200cرود.").Changes(); len(got) > 0 {
		t.Errorf("got %+v, want none", got)
	}
}

// TestChangesStandInBothTexts looks up what changed in the source and in the repaired text.
func TestChangesStandInBothTexts(t *testing.T) {
	for _, c := range damaged {
		text := Repair(c.source)
		lines := strings.SplitAfter(c.source, "\n")
		for _, change := range text.Changes() {
			line := []rune(lines[change.Line-1])
			if rest := string(line[change.Column-1:]); !strings.HasPrefix(rest, change.Before) {
				t.Errorf("%s: no %q at %d:%d", c.name, change.Before, change.Line, change.Column)
			}
			if !strings.Contains(text.Repaired, change.After) {
				t.Errorf("%s: no %q in %q", c.name, change.After, text.Repaired)
			}
		}
	}
}
