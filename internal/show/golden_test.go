package show

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"safir"
	"safir/internal/eval"
)

var update = flag.Bool("update", false, "write the pages in testdata anew")

// The pages of a golden case, and how each is made.
var pages = map[string]func(*testing.T, safir.Record, Options) string{
	"narrow.txt": func(t *testing.T, rec safir.Record, opt Options) string {
		opt.Width, opt.Bidi = 72, true
		return textPage(t, rec, opt)
	},
	"wide.txt": func(t *testing.T, rec safir.Record, opt Options) string {
		opt.Width, opt.Bidi = 120, true
		return textPage(t, rec, opt)
	},
	"color.txt": func(t *testing.T, rec safir.Record, opt Options) string {
		opt.Width, opt.Bidi, opt.Color = 72, true, true
		return textPage(t, rec, opt)
	},
	"visual.txt": func(t *testing.T, rec safir.Record, opt Options) string {
		opt.Width = 72
		return textPage(t, rec, opt)
	},
	"page.html": func(t *testing.T, rec safir.Record, opt Options) string { return mainOf(htmlPageOf(t, opt, rec)) },
}

// A case holds a dispatch, its record made by hand, reasons where it is about them, and the pages that must come of them.
func TestPagesAreAsInTestdata(t *testing.T) {
	for _, path := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rec, opt := given(t, archive)
			for i, file := range archive.Files {
				render, isPage := pages[file.Name]
				if !isPage {
					continue
				}
				got := visible(render(t, rec, opt))
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if want := string(file.Data); got != want {
					t.Errorf("%s is\n%s\nwant\n%s", file.Name, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func cases(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases in testdata", err)
	}
	return paths
}

// given reads a case's dispatch and record; a file that is neither this nor a page is an orphan.
func given(t *testing.T, archive *txtar.Archive) (rec safir.Record, opt Options) {
	t.Helper()
	files := map[string][]byte{}
	for _, file := range archive.Files {
		if pages[file.Name] == nil && file.Name != "dispatch.json" && file.Name != "record.json" && file.Name != "reasons.json" {
			t.Fatalf("nothing makes or reads %s", file.Name)
		}
		files[file.Name] = file.Data
	}
	rec = *record(t, files["dispatch.json"], files["record.json"])
	if reasons, ok := files["reasons.json"]; ok {
		var list []Reason
		if err := json.Unmarshal(reasons, &list); err != nil {
			t.Fatal(err)
		}
		opt.Explain, opt.Reasons = true, map[string][]Reason{rec.ID: list}
	}
	return rec, opt
}

// record resolves the quotes of a record made by hand.
func record(t *testing.T, dispatch, handMade []byte) *safir.Record {
	t.Helper()
	var d safir.Dispatch
	if err := json.Unmarshal(dispatch, &d); err != nil {
		t.Fatal(err)
	}
	var line bytes.Buffer
	if err := json.Compact(&line, handMade); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "record.jsonl")
	if err := os.WriteFile(path, line.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	records, _, err := eval.LoadGold(path, map[string]safir.Dispatch{d.ID: d})
	if err != nil {
		t.Fatal(err)
	}
	rec := records[d.ID]
	if d.Title != "" {
		rec.Title = &d.Title
	}
	return rec
}

func textPage(t *testing.T, rec safir.Record, opt Options) string {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, rec, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func htmlPageOf(t *testing.T, opt Options, recs ...safir.Record) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, recs, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var mainElement = regexp.MustCompile(`(?s)<main>\n(.*)</main>`)

func mainOf(page string) string { return mainElement.FindStringSubmatch(page)[1] }

// visible writes invisible characters so that they can be seen: the half-space as ¬, isolates as ⟨ ⟩, other marks of
// direction as ‹L› and ‹R›, the escape as ␛.
func visible(page string) string {
	return strings.NewReplacer(
		"\u200c", "¬", isolate, "⟨", isolateEnd, "⟩", leftToRight, "‹L›", rightToLeft, "‹R›", "\x1b", "␛",
	).Replace(page)
}
