package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strings"
	"testing"

	"safir/internal/ledger/pgtest"
	"safir/internal/work"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

func TestMain(m *testing.M) {
	testscript.Main(stopping{m}, map[string]func(){"safir": func() {
		if path := os.Getenv(rememberedRecords); path != "" {
			workReader = func() (work.Reader, error) { return loadRemembered(path) }
		}
		main()
	}})
}

// stopping stops the database that tests may have started, when they are done.
type stopping struct{ *testing.M }

// Run runs the tests.
func (s stopping) Run() int {
	defer pgtest.Stop()
	return s.M.Run()
}

// TestScripts runs what users type, as it stands in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"encode": encode, "gzip": compress, "repeat": repeat, "bytes": writeBytes, "lines": countLines,
			"agent": agent, "archive": archive, "asks": asks, "firstid": firstID, "serve": serve, "warc": writeWARC, "cutoff": cutOff, "sqlite": runSQL, "until": until,
			"alike": alike, "database": database, "postgres": runPostgres,
		},
		Condition: func(condition string) (bool, error) {
			if condition == "postgres" {
				return pgtest.Found()
			}
			return false, fmt.Errorf("unknown condition %s", condition)
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

// encode writes a file of UTF-8 in another encoding: encode ENCODING FROM TO. The encoding utf-8-bom is UTF-8 with a mark.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[1])
	mark := map[string]string{"utf-8-bom": "\xef\xbb\xbf", "utf-16le": "\xff\xfe", "utf-16be": "\xfe\xff"}[args[0]]
	e, err := htmlindex.Get(strings.TrimSuffix(args[0], "-bom"))
	ts.Check(err)
	coded, err := encoding.ReplaceUnsupported(e.NewEncoder()).String(text)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(mark+coded), 0o600))
}

// compress packs files into one, each as a gzip member of its own: gzip TO FROM...
func compress(ts *testscript.TestScript, _ bool, args []string) {
	var packed bytes.Buffer
	for _, from := range args[1:] {
		w := gzip.NewWriter(&packed)
		_, err := w.Write([]byte(ts.ReadFile(from)))
		ts.Check(err)
		ts.Check(w.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed.Bytes(), 0o600))
}

// repeat writes a file's text again and again until it has so many megabytes: repeat MEGABYTES FROM TO.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	var megabytes int
	_, err := fmt.Sscan(args[0], &megabytes)
	ts.Check(err)
	text := ts.ReadFile(args[1])
	megabyte := []byte(strings.Repeat(text, 1<<20/len(text)+1))
	out, err := os.Create(ts.MkAbs(args[2]))
	ts.Check(err)
	defer out.Close()
	for range megabytes {
		_, err := out.Write(megabyte)
		ts.Check(err)
	}
}

// writeBytes writes bytes as Go quotes them: bytes TO QUOTED.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var text string
	_, err := fmt.Sscanf(args[1], "%q", &text)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// countLines checks how many lines a file has: lines FILE N.
func countLines(ts *testscript.TestScript, _ bool, args []string) {
	if n := fmt.Sprint(strings.Count(ts.ReadFile(args[0]), "\n")); n != args[1] {
		ts.Fatalf("%s has %s lines, want %s", args[0], n, args[1])
	}
}
