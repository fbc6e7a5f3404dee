package article_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"safir/internal/gather/article"
	"safir/internal/gather/markup"
	"safir/internal/know"
)

var update = flag.Bool("update", false, "rewrite what the pages are read as")

func read(t *testing.T, page, address string) (article.Article, error) {
	t.Helper()
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	root, err := markup.Parse([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	return article.Read(root, address, world)
}

func TestPagesAreReadAsTheyMean(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			address, page, want := archive.Files[0], archive.Files[1], &archive.Files[2]
			a, err := read(t, string(page.Data), strings.TrimSpace(string(address.Data)))
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("title\t%s\npublished\t%s\nmodified\t%s\nurl\t%s\noutlet\t%s\nbody\n%s\n", a.Title, a.Published, a.Modified, a.URL, a.Outlet, a.Body)
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
}

func TestAPageWithoutAnArticleIsTold(t *testing.T) {
	for _, page := range []string{"", "<html><body></body></html>", "<script>alert('سلام')</script>"} {
		if a, err := read(t, page, ""); !errors.Is(err, article.ErrNone) {
			t.Errorf("%q: got %+v, %v", page, a, err)
		}
	}
}

func TestAPageNestedTooDeepIsRefused(t *testing.T) {
	if _, err := markup.Parse([]byte(strings.Repeat("<div>", 10_000))); err == nil || !strings.Contains(err.Error(), "cannot be taken apart") {
		t.Errorf("got %v", err)
	}
}

func TestInstantsAreOnTheClockOfTheOutlet(t *testing.T) {
	tehran, err := time.LoadLocation("Asia/Tehran")
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		"2026-04-24T21:15:03.000Z":        "2026-04-25T00:45:03+03:30",
		"2026-04-25 08:30:00":             "2026-04-25T08:30:00+03:30",
		"2022-06-01T08:30":                "2022-06-01T08:30:00+04:30", // summer time
		"۱۴۰۵/۰۲/۰۵ ۰۸:۳۰":                "2026-04-25T08:30:00+03:30",
		"1405-02-05T08:30:00+03:30":       "2026-04-25T08:30:00+03:30",
		"1405-02-05":                      "2026-04-25",
		"Sat, 25 Apr 2026 05:00:00 GMT":   "2026-04-25T08:30:00+03:30",
		"Sat, 25 Apr 2026 05:00:00 +0000": "2026-04-25T08:30:00+03:30",
		"20260425":                        "2026-04-25",
		"2026-04-25":                      "2026-04-25",
		"1405-07-31":                      "", // Mehr has thirty days
		"0001-01-01T00:00:00Z":            "", // left empty
		"1970-01-01T00:00:00Z":            "",
		"yesterday":                       "",
	} {
		if got := article.Instant(given, tehran); got != want {
			t.Errorf("%s: got %q, want %q", given, got, want)
		}
	}
	if got := article.Instant("2026-04-25 08:30:00", nil); got != "2026-04-25T08:30:00" {
		t.Errorf("without a zone: got %q", got)
	}
}
