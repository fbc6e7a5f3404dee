package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/tools/txtar"

	"safir"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

var update = flag.Bool("update", false, "write the goldens anew")

// small are the contents of a small ledger, kept in testdata so that they stay as they are however ledgers are made: a visit that was planned
// and took place, a meeting on whose day reports disagree, and one event of each kind that some format treats in a way of its own.
func small(t testing.TB) (*export.Contents, *know.World) {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	dispatches, events := load[safir.Dispatch](t, "dispatches"), load[ledger.Event](t, "events")
	for _, e := range events {
		for _, r := range e.Reports {
			r.URL = dispatches[slices.IndexFunc(dispatches, func(d safir.Dispatch) bool { return d.ID == r.Dispatch })].URL
		}
	}
	return &export.Contents{
		Events:     each(events),
		Statements: each(load[ledger.Said](t, "statements")),
		People:     each(load[ledger.Person](t, "people")),
		Dispatches: each(dispatches),
		Person: func(a *safir.Actor) string {
			return map[string]string{"ناصر شکوهی": "3fd2c1e0a9b84756", "سید ناصر شکوهی": "3fd2c1e0a9b84756"}[*a.Name]
		},
		Dispatch: func(id string) (safir.Dispatch, error) {
			i := slices.IndexFunc(dispatches, func(d safir.Dispatch) bool { return d.ID == id })
			if i < 0 {
				return safir.Dispatch{}, ledger.ErrUnknown
			}
			return dispatches[i], nil
		},
	}, world
}

// load reads a file of testdata that holds one value a line.
func load[T any](t testing.TB, name string) (out []T) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, v)
	}
	return out
}

// each gives values as a store does.
func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// failing is a store that can't be read.
func failing[T any](yield func(T, error) bool) {
	var none T
	yield(none, ledger.ErrNoLedger)
}

// written is what a format makes of the small ledger, and what it says that it left out.
func written(t testing.TB, format string, what export.What, change ...func(*export.Options)) (text []byte, left string) {
	t.Helper()
	c, world := small(t)
	f, err := export.Find(format, what)
	if err != nil {
		t.Fatal(err)
	}
	o := &export.Options{World: world, Limit: 20, Tag: "example.org,2026", LeftOut: func(n int, why string) { left += fmt.Sprintf("%d: %s\n", n, why) }}
	for _, with := range change {
		with(o)
	}
	var out bytes.Buffer
	if err := f.Write(&out, what, c, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), left
}

// TestGolden holds every format of all contents to a file that people read: testdata/events.txtar and so on. Parquet is shown as its rows
// when it is read again; a half-space as ¬.
func TestGolden(t *testing.T) {
	for _, what := range export.Whats {
		file := "testdata/" + string(what) + ".txtar"
		golden := map[string]string{}
		if archive, err := txtar.ParseFile(file); err == nil {
			for _, f := range archive.Files {
				golden[f.Name] = string(f.Data)
			}
		}
		var fresh txtar.Archive
		for _, f := range export.Formats {
			if _, err := export.Find(f.Name, what); err != nil {
				continue
			}
			text, left := written(t, f.Name, what)
			if f.Binary {
				text = rows(t, text)
			}
			shown := strings.NewReplacer("\u200c", "¬", "\r\n", "\n").Replace(string(text))
			if left != "" {
				shown += "\nleft out " + left
			}
			fresh.Files = append(fresh.Files, txtar.File{Name: f.Name, Data: []byte(shown)})
			if shown != golden[f.Name] && !*update {
				t.Errorf("%s as %s differs from %s (-update writes it anew):\n%s", what, f.Name, file, shown)
			}
			delete(golden, f.Name)
		}
		for orphan := range golden {
			if !*update {
				t.Errorf("%s: no format makes %s", file, orphan)
			}
		}
		if *update && len(fresh.Files) > 0 {
			if err := os.WriteFile(file, txtar.Format(&fresh), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// rows are the rows of a Parquet file, one a line.
func rows(t *testing.T, file []byte) []byte {
	t.Helper()
	in := parquet.NewReader(bytes.NewReader(file))
	defer in.Close()
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for {
		row := map[string]any{}
		err := in.Read(&row)
		if errors.Is(err, io.EOF) {
			return out.Bytes()
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := lines.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheSameLedgerGivesTheSameBytes(t *testing.T) {
	for _, what := range export.Whats {
		for _, f := range export.Formats {
			if _, err := export.Find(f.Name, what); err != nil {
				continue
			}
			first, _ := written(t, f.Name, what)
			if again, _ := written(t, f.Name, what); !bytes.Equal(first, again) {
				t.Errorf("%s as %s differs from one time to the next", what, f.Name)
			}
		}
	}
}

func TestWhatAFormatCanNotHoldIsRefusedWithWhatItCan(t *testing.T) {
	for _, c := range []struct {
		format string
		what   export.What
		want   string
	}{
		{"ics", export.WhatPeople, "people can't be written as ics; ics is for events, and people go as "},
		{"ftm", export.WhatDispatches, "dispatches can't be written as ftm; "},
		{"xml", export.WhatEvents, `unknown format "xml"; events go as csv, jsonl, `},
	} {
		if _, err := export.Find(c.format, c.what); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s of %s: got %v, want %s…", c.format, c.what, err, c.want)
		}
	}
}

// TestAnErrorOfTheStoreIsTold proves that no format takes a ledger that can't be read for an empty one.
func TestAnErrorOfTheStoreIsTold(t *testing.T) {
	_, world := small(t)
	c := &export.Contents{
		Events: failing[ledger.Event], Statements: failing[ledger.Said], People: failing[ledger.Person], Dispatches: failing[safir.Dispatch],
	}
	for _, what := range export.Whats {
		for _, f := range export.Formats {
			format, err := export.Find(f.Name, what)
			if err != nil {
				continue
			}
			if err := format.Write(io.Discard, what, c, &export.Options{World: world, Limit: 1}); !errors.Is(err, ledger.ErrNoLedger) {
				t.Errorf("%s as %s: got %v of a store that can't be read", what, f.Name, err)
			}
		}
	}
}
