package times_test

import (
	"os"
	"strings"
	"testing"

	"safir/fa"
	"safir/fa/times"
)

// TestTable checks the sentences of testdata/table.tsv: every expression is found, nothing else is, every value is right.
func TestTable(t *testing.T) {
	f := finder(t)
	data, err := os.ReadFile("testdata/table.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			t.Fatalf("table.tsv:%d: %d fields, want 3", n+1, len(fields))
		}
		rows++
		setting := times.Setting{Published: strings.Trim(fields[0], "-")}
		if got := values(f, fields[2], setting); got != fields[1] {
			t.Errorf("table.tsv:%d: published %s: %s\n  got  %s\n  want %s", n+1, fields[0], fields[2], got, fields[1])
		}
	}
	if rows < 400 {
		t.Errorf("%d rows, want 400 or more", rows)
	}
}

// values are the values of a text's expressions as the table writes them.
func values(f *times.Finder, text string, setting times.Setting) string {
	d := fa.NewDoc(fa.Repair(text).Repaired)
	var out []string
	for _, e := range f.Find(d, setting) {
		if e.EDTF == "" {
			e.EDTF = "null"
		}
		out = append(out, e.EDTF)
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ; ")
}
