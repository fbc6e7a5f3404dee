package times_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"safir/fa"
	"safir/fa/times"
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
	n := 0
	for sc.Scan() {
		n++
		if n%40 != 7 {
			continue
		}
		var it struct{ ID, Body, Published string }
		json.Unmarshal(sc.Bytes(), &it)
		text := fa.Repair(it.Body)
		d := fa.NewDoc(text.Repaired)
		for _, e := range f.Find(d, times.Setting{Published: it.Published}) {
			s := d.Span(e.Range)
			a, b := max(0, s.Start-60), min(len(d.Text), s.End+60)
			fmt.Printf("%s\t%s\t%s\t%q【%s】%q\n", e.Why, e.EDTF, it.Published, d.Text[a:s.Start], d.Text[s.Start:s.End], d.Text[s.End:b])
		}
	}
}
