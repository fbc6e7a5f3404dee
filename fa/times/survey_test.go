package times_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"safir/fa"
	"safir/fa/times"
	"safir/internal/eval"
)

func TestSurvey(t *testing.T) {
	path := os.Getenv("TIMES_SURVEY")
	if path == "" {
		t.Skip()
	}
	f := finder(t)
	file, _ := os.Open(path)
	z, _ := gzip.NewReader(file)
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 16<<20)
	held, _, err := eval.LoadDispatches(shared(t, "gold/dev.dispatches.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	heldBody := map[string]bool{}
	for _, d := range held {
		heldBody[d.Body] = true
	}
	n, step := 0, 1
	fmt.Sscan(os.Getenv("TIMES_STEP"), &step)
	for sc.Scan() {
		n++
		if n%step != 0 {
			continue
		}
		var it struct{ ID, Body, Published string }
		json.Unmarshal(sc.Bytes(), &it)
		if heldBody[it.Body] {
			continue
		}
		text := fa.Repair(it.Body)
		d := fa.NewDoc(text.Repaired)
		for _, e := range f.Find(d, times.Setting{Published: it.Published}) {
			s := d.Span(e.Range)
			a, b := max(0, s.Start-90), min(len(d.Text), s.End+90)
			fmt.Printf("%s\t%s\t%s\t%s【%s】%s\n", e.Why, e.EDTF, it.Published, one(d.Text[a:s.Start]), d.Text[s.Start:s.End], one(d.Text[s.End:b]))
		}
	}
}

func one(s string) string { return strings.ToValidUTF8(strings.ReplaceAll(s, "\n", "⏎"), "") }
