package times_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"safir/fa"
	"safir/fa/times"
	"safir/internal/eval"
	"safir/internal/shared"
)

// span is an expression in code points of a text.
type span struct {
	start, end int
	clock      bool
}

// wideSpans are the expressions of a text, clock times and durations among them.
func wideSpans(f *times.Finder, body string) []span {
	text := fa.Repair(body)
	d := fa.NewDoc(text.Repaired)
	var out []span
	for _, e := range f.Find(d, times.Setting{Wide: true}) {
		s := text.ToSource(d.Span(e.Range))
		start := utf8.RuneCountInString(body[:s.Start])
		out = append(out, span{start, start + utf8.RuneCountInString(body[s.Start:s.End]), e.Clock})
	}
	return out
}

// TestParstdexCases scores the spans of parstdex's cases, which do not tell dates from clock times.
func TestParstdexCases(t *testing.T) {
	data, err := os.ReadFile(shared.Path(t, "data/times/parstdex-cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Input    string `json:"test_input"`
		Expected string `json:"expected"`
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	f := finder(t)
	var sum eval.Tally
	for _, c := range cases {
		var want [][2]int
		if err := json.Unmarshal([]byte(c.Expected), &want); err != nil {
			t.Fatal(err)
		}
		got := touching(c.Input, wideSpans(f, c.Input))
		hits := 0
		for _, w := range want {
			for _, g := range got {
				if g.start == w[0] && g.end == w[1] {
					hits++
				}
			}
		}
		sum.Add(eval.Tally{Hit: hits, Gold: len(want), System: len(got)})
		if os.Getenv("TIMES_ERRORS") != "" && (hits < len(want) || hits < len(got)) {
			t.Logf("%s\n   %s", marked(c.Input, want), marked(c.Input, pairs(got)))
		}
	}
	p, r, f1 := sum.F1()
	t.Logf("parstdex cases, exact span: P %.3f R %.3f F1 %.3f of %d", p, r, f1, sum.Gold)
}

// touching joins spans with nothing but space between them.
func touching(text string, spans []span) []span {
	runes := []rune(text)
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && strings.TrimSpace(string(runes[out[n-1].end:s.start])) == "" {
			out[n-1].end = s.end
			continue
		}
		out = append(out, s)
	}
	return out
}

func pairs(spans []span) (out [][2]int) {
	for _, s := range spans {
		out = append(out, [2]int{s.start, s.end})
	}
	return out
}

func marked(text string, spans [][2]int) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		for _, s := range spans {
			if s[0] == i {
				b.WriteByte('[')
			}
			if s[1] == i {
				b.WriteByte(']')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}
