package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/tools/txtar"

	"safir"
	"safir/internal/eval"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
)

var update = flag.Bool("update", false, "write the goldens anew")

// small is a ledger of the dispatches in testdata: a visit that was planned and took place, a meeting on whose day reports disagree, and one
// event of each kind that some format treats in a way of its own.
func small(t testing.TB) (ledger.Store, *know.World) {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	dispatches, ids, err := eval.LoadDispatches("testdata/dispatches.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	records, _, err := eval.LoadGold("testdata/records.jsonl", dispatches)
	if err != nil {
		t.Fatal(err)
	}
	var entries []ledger.Entry
	for _, id := range ids {
		r := *records[id]
		r.Body, r.Repaired = dispatches[id].Body, dispatches[id].Body
		entries = append(entries, ledger.NewEntry(dispatches[id], r))
	}
	if _, err := store.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Refresh(t.Context(), store, world); err != nil {
		t.Fatal(err)
	}
	return store, world
}

// written is what a format makes of the small ledger, and what it says that it left out.
func written(t testing.TB, format string, what export.What, change ...func(*export.Options)) (text []byte, left string) {
	t.Helper()
	store, world := small(t)
	f, err := export.Find(format, what)
	if err != nil {
		t.Fatal(err)
	}
	o := &export.Options{World: world, Limit: 20, Tag: "example.org,2026", LeftOut: func(n int, why string) { left += fmt.Sprintf("%d: %s\n", n, why) }}
	for _, c := range change {
		c(o)
	}
	var out bytes.Buffer
	if err := f.Write(&out, what, contents(t, store), o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), left
}

func contents(t testing.TB, store ledger.Store) *export.Contents {
	t.Helper()
	ctx := t.Context()
	return &export.Contents{
		Events:     store.Events(ctx, ledger.Filter{}),
		Dispatches: store.Dispatches(ctx, ledger.DispatchFilter{}),
		Dispatch:   func(id string) (safir.Dispatch, error) { return store.Dispatch(ctx, id) },
	}
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
		if err == io.EOF {
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

// TestAnErrorOfTheStoreIsNoFile proves that no format takes a ledger that can't be read for an empty one.
func TestAnErrorOfTheStoreIsTold(t *testing.T) {
	store, world := small(t)
	store.Close()
	for _, what := range export.Whats {
		for _, f := range export.Formats {
			format, err := export.Find(f.Name, what)
			if err != nil {
				continue
			}
			if err := format.Write(io.Discard, what, contents(t, store), &export.Options{World: world, Limit: 1}); err == nil {
				t.Errorf("%s as %s: no error of a store that is closed", what, f.Name)
			}
		}
	}
}
