package tag

import (
	"fmt"
	"os"
	"safir/fa"
	"strconv"
	"strings"
)

func env(name string, v float64) float64 {
	if s := os.Getenv(name); s != "" {
		v, _ = strconv.ParseFloat(s, 64)
	}
	return v
}

func init() {
	namesOptions.epochs = int(env("EP", float64(namesOptions.epochs)))
	namesOptions.rate = env("RATE", namesOptions.rate)
	namesOptions.l2 = env("L2", namesOptions.l2)
	namesOptions.minCount = int(env("MIN", float64(namesOptions.minCount)))
}

// ShowErrors prints what was missed and invented.
func ShowErrors(n *Names, sentences []Sentence) {
	for _, s := range sentences {
		d := s.document()
		want := map[Name]bool{}
		for _, name := range s.names() {
			want[name] = true
		}
		got := map[Name]bool{}
		for _, name := range n.Find(d.Doc) {
			name.Range = fa.Range{Start: d.words[name.Start], End: d.words[name.End-1] + 1}
			name.Score = 0
			got[name] = true
		}
		show := func(sign string, n Name) {
			lo, hi := max(0, n.Start-4), min(len(s.Words), n.End+4)
			fmt.Println(sign, n.Class, strings.Join(s.Words[lo:n.Start], " "), "[", strings.Join(s.Words[n.Start:n.End], " "), "]", strings.Join(s.Words[n.End:hi], " "))
		}
		for n := range want {
			if !got[n] {
				show("MISS", n)
			}
		}
		for n := range got {
			if !want[n] {
				show("INVENT", n)
			}
		}
	}
}

func Measure(n *Names, shared string) ([]string, error) { return n.measure(shared) }
