package read_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"safir"
	"safir/internal/eval"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	goldenFolder = "../testdata"
	golden       = ".txtar"
)

// TestGolden holds what the stages that decide nothing by learned models of decisions (repair, times) make of the
// dispatches of the demo, one file each. What is learned is measured instead, see [floors].
//
// Lines are TAB-separated, columns in Latin letters first and one in Persian last, so that they read in a left-to-right
// diff; ¬ stands for the half-space.
func TestGolden(t *testing.T) {
	reader, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	dispatches, ids, err := eval.LoadDispatches("../demo/dispatches.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		d := dispatches[id]
		record := reader.Read(d)
		checkGolden(t, id, &txtar.Archive{Files: []txtar.File{
			{Name: "dispatch", Data: dispatchLines(d)},
			{Name: "repair", Data: repairLines(&record)},
			{Name: "times", Data: timeLines(&record)},
		}})
	}
	refuseOrphans(t, dispatches)
}

func checkGolden(t *testing.T, id string, got *txtar.Archive) {
	t.Helper()
	path := filepath.Join(goldenFolder, id+golden)
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(path)
	if err != nil {
		t.Errorf("%v (go test ./read -run Golden -update writes it)", err)
		return
	}
	for i, file := range got.Files {
		if i >= len(want.Files) || want.Files[i].Name != file.Name {
			t.Errorf("%s: want a section %q as its number %d", path, file.Name, i+1)
			return
		}
		if !bytes.Equal(want.Files[i].Data, file.Data) {
			t.Errorf("%s: %s differs; if it is better now, go test ./read -run Golden -update\n%s",
				path, file.Name, difference(want.Files[i].Data, file.Data))
		}
	}
}

// refuseOrphans fails for a golden file whose dispatch is gone.
func refuseOrphans(t *testing.T, dispatches map[string]safir.Dispatch) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(goldenFolder, "*"+golden))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if _, ok := dispatches[strings.TrimSuffix(filepath.Base(path), golden)]; !ok {
			t.Errorf("%s: the demo has no dispatch of that name", path)
		}
	}
}

// difference lists the lines that only one side has.
func difference(want, got []byte) string {
	var b strings.Builder
	side := func(sign string, one, other []byte) {
		in := map[string]bool{}
		for line := range strings.Lines(string(other)) {
			in[line] = true
		}
		for line := range strings.Lines(string(one)) {
			if !in[line] {
				b.WriteString(sign + line)
			}
		}
	}
	side("- ", want, got)
	side("+ ", got, want)
	return b.String()
}

// visible shows half-spaces.
func visible(s string) string { return strings.ReplaceAll(s, "\u200c", "¬") }

func dispatchLines(d safir.Dispatch) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "agency\t%s\npublished\t%s\n", d.Agency, d.Published)
	for line := range strings.Lines(d.Body) {
		fmt.Fprintf(&b, "body\t%s\n", visible(strings.TrimSuffix(line, "\n")))
	}
	return b.Bytes()
}

// repairLines are the lines that repair changed, with their numbers.
func repairLines(r *safir.Record) []byte {
	var b bytes.Buffer
	source := strings.Split(r.Body, "\n")
	for i, line := range strings.Split(r.Repaired, "\n") {
		if i >= len(source) || line != source[i] {
			fmt.Fprintf(&b, "%d\t%s\n", i+1, visible(line))
		}
	}
	return b.Bytes()
}

func timeLines(r *safir.Record) []byte {
	var b bytes.Buffer
	for _, t := range r.Times {
		fmt.Fprintf(&b, "%d\t%d\t%s\t%s\t%s\n", t.Span.Start, t.Span.End, known(t.EDTF), t.Calendar, visible(t.Text))
	}
	return b.Bytes()
}

func known(s *string) string {
	if s == nil {
		return "-"
	}
	return cmp.Or(*s, "-")
}
