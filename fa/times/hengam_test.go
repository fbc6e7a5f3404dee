package times_test

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"
	"unicode"

	"safir/fa/times"
	"safir/internal/eval"
	"safir/internal/shared"
)

// hengam is a sentence of HengamGold: its tokens and its expressions by tokens.
type hengam struct {
	text   string // as it was before it was cut
	tokens []string
	want   map[span]bool
	held   bool // of the half that is not read
}

// readHengam reads the sentences. Half of them, by a hash of their words, may be read for what goes wrong; the other half tells whether what
// is mended there holds elsewhere.
func readHengam(t *testing.T) []hengam {
	data, err := os.ReadFile(shared.Path(t, "data/times/hengam-gold.txt"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(shared.Path(t, "data/times/hengam-gold-sentences.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	texts, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []hengam
	for i, block := range strings.Split(strings.TrimSpace(strings.ReplaceAll(string(data), "\r", "")), "\n\n") {
		tokens, want := hengamSentence(block)
		h := fnv.New32a()
		h.Write([]byte(texts[i+1][0]))
		out = append(out, hengam{texts[i+1][0], tokens, want, h.Sum32()%2 == 1})
	}
	return out
}

// TestHengamGold scores exact span and type on HengamGold, by its tokens, as seqeval counts.
func TestHengamGold(t *testing.T) {
	f := finder(t)
	scores := map[string]*eval.Tally{}
	faults := map[string]int{}
	for _, s := range readHengam(t) {
		got := hengamSpans(f, s)
		for _, clock := range []bool{false, true} {
			one := tally(s.want, got, clock)
			for _, name := range []string{"all", map[bool]string{false: "DAT", true: "TIM"}[clock], map[bool]string{false: "half that is read", true: "half held back"}[s.held]} {
				if scores[name] == nil {
					scores[name] = &eval.Tally{}
				}
				scores[name].Add(one)
			}
		}
		countFaults(faults, s.want, got)
		if os.Getenv("TIMES_ERRORS") != "" && !s.held && fmt.Sprint(s.want) != fmt.Sprint(got) {
			t.Logf("%s\n   %s", markedTokens(s.tokens, s.want), markedTokens(s.tokens, got))
		}
	}
	for _, name := range []string{"all", "DAT", "TIM", "half that is read", "half held back"} {
		p, r, f1 := scores[name].F1()
		t.Logf("HengamGold %s, exact span and type: P %.3f R %.3f F1 %.3f of %d", name, p, r, f1, scores[name].Gold)
	}
	t.Log("faults: ", faults)
	if _, _, f1 := scores["all"].F1(); f1 < 0.88 {
		t.Errorf("HengamGold: F1 %.3f, want 0.88", f1)
	}
}

func tally(want, got map[span]bool, clock bool) (one eval.Tally) {
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
	return one
}

// countFaults counts what is wrong by its kind.
func countFaults(out map[string]int, want, got map[span]bool) {
	for w := range want {
		if got[w] {
			continue
		}
		kind := "missed"
		for g := range got {
			if g.start < w.end && w.start < g.end {
				kind = fmt.Sprintf("edges left %+d right %+d", min(1, max(-1, w.start-g.start)), min(1, max(-1, g.end-w.end)))
				if g.start == w.start && g.end == w.end {
					kind = "type"
				}
			}
		}
		out[kind]++
	}
	for g := range got {
		alone := true
		for w := range want {
			alone = alone && (g.start >= w.end || w.start >= g.end)
		}
		if alone {
			out["invented"]++
		}
	}
}

func markedTokens(tokens []string, spans map[span]bool) string {
	var b strings.Builder
	for i, token := range tokens {
		for s := range spans {
			if s.start == i {
				b.WriteString(map[bool]string{true: "<T ", false: "<D "}[s.clock])
			}
		}
		b.WriteString(token)
		for s := range spans {
			if s.end == i+1 {
				b.WriteString(">")
			}
		}
		b.WriteString(" ")
	}
	return b.String()
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
func hengamSpans(f *times.Finder, s hengam) map[span]bool {
	starts, ends := make([]int, len(s.tokens)), make([]int, len(s.tokens))
	text, at := []rune(s.text), 0
	for i, token := range s.tokens {
		for unicode.IsSpace(text[at]) {
			at++
		}
		starts[i] = at
		for range token { // a token holds no space, the text under it may
			for unicode.IsSpace(text[at]) {
				at++
			}
			at++
		}
		ends[i] = at
	}
	out := map[span]bool{}
	for _, e := range wideSpans(f, s.text) {
		first, last := len(s.tokens), 0
		for i := range s.tokens {
			if starts[i] < e.end && e.start < ends[i] {
				first, last = min(first, i), i+1
			}
		}
		out[span{first, last, e.clock}] = true
	}
	return out
}
