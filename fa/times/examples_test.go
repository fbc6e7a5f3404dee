package times

import (
	"strings"
	"testing"

	"safir/fa"
)

// TestEachRuleDoesWhatItsExamplesSay runs the examples that stand beside the rules.
func TestEachRuleDoesWhatItsExamplesSay(t *testing.T) {
	f, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, r := range f.festive.rules {
		own[r.id] = true
	}
	for _, r := range f.wide.rules {
		t.Run(r.id, func(t *testing.T) {
			setting := Setting{Published: "2026-04-29", Wide: !own[r.id], Occasions: true}
			if r.yes == "-" {
				t.Fatal("no example")
			}
			plain := strings.NewReplacer("‹", "", "›", "")
			want := strings.ReplaceAll(r.yes, "¬", "\u200c")
			if got := f.show(r, plain.Replace(want), setting); got != want {
				t.Errorf("found %s, want %s", got, want)
			}
			no := strings.ReplaceAll(r.no, "¬", "\u200c")
			if got := f.show(r, no, setting); got != no && r.kind.sort != sortNone {
				t.Errorf("found %s, want nothing", got)
			} else if got == no && r.kind.sort == sortNone && r.no != "-" {
				t.Errorf("found nothing in %s", no)
			}
		})
	}
}

// show puts ‹ › around what a rule finds, or, for a rule that takes away, around whatever is found.
func (f *Finder) show(r *rule, text string, setting Setting) string {
	d := fa.NewDoc(text)
	var b strings.Builder
	at := 0
	for _, e := range f.Find(d, setting) {
		named := strings.FieldsFunc(e.Why, func(c rune) bool { return c == '=' || c == '+' })
		for _, id := range named {
			if id == r.id || r.kind.sort == sortNone {
				s := d.Span(e.Range)
				b.WriteString(text[at:s.Start] + "‹" + text[s.Start:s.End] + "›")
				at = s.End
				break
			}
		}
	}
	return b.String() + text[at:]
}
