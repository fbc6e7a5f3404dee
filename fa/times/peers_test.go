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

// TestHengamGold scores exact span and type on HengamGold, by its tokens, as seqeval counts.
func TestHengamGold(t *testing.T) {
	data, err := os.ReadFile(shared.Path(t, "data/times/hengam-gold.txt"))
	if err != nil {
		t.Fatal(err)
	}
	f := finder(t)
	var all, dates, clocks eval.Tally
	for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		tokens, want := hengamSentence(block)
		got := hengamSpans(f, tokens)
		for _, clock := range []bool{false, true} {
			var one eval.Tally
			for w := range want {
				if w.clock == clock {
					one.Gold++
				}
			}
			for g := range got {
				if g.clock == clock {
					one.System++
					if want[g] {
						one.Hit++
					}
				}
			}
			all.Add(one)
			if clock {
				clocks.Add(one)
			} else {
				dates.Add(one)
			}
		}
	}
	for _, c := range []struct {
		name string
		eval.Tally
	}{{"all", all}, {"DAT", dates}, {"TIM", clocks}} {
		p, r, f1 := c.F1()
		t.Logf("HengamGold %s, exact span and type: P %.3f R %.3f F1 %.3f of %d", c.name, p, r, f1, c.Gold)
	}
}

// hengamSentence reads lines of token and tag.
func hengamSentence(block string) (tokens []string, spans map[span]bool) {
	spans = map[span]bool{}
	open := -1
	clock := false
	closeAt := func(i int) {
		if open >= 0 {
			spans[span{open, i, clock}] = true
			open = -1
		}
	}
	for line := range strings.Lines(block) {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			continue
		}
		i, tag := len(tokens), fields[1]
		if !strings.HasPrefix(tag, "I-") || open >= 0 && (tag == "I-TIM") != clock {
			closeAt(i)
			if tag != "O" {
				open, clock = i, strings.HasSuffix(tag, "TIM")
			}
		}
		tokens = append(tokens, fields[0])
	}
	closeAt(len(tokens))
	return tokens, spans
}

// hengamSpans are our expressions by the tokens that they touch.
func hengamSpans(f *times.Finder, tokens []string) map[span]bool {
	body := strings.Join(tokens, " ")
	starts := make([]int, len(tokens)+1)
	for i, token := range tokens {
		starts[i+1] = starts[i] + utf8.RuneCountInString(token) + 1
	}
	out := map[span]bool{}
	for _, s := range wideSpans(f, body) {
		first, last := 0, 0
		for i := range tokens {
			if starts[i] <= s.start {
				first = i
			}
			if starts[i] < s.end {
				last = i + 1
			}
		}
		out[span{first, last, s.clock}] = true
	}
	return out
}
