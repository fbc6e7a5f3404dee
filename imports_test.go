package safir_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer says what packages may import, besides the standard library: of this module, and of others' modules. A pattern
// that ends in /... takes in everything below. What is not listed is forbidden, also to packages side by side under one
// pattern.
type layer struct {
	packages string
	ours     []string
	others   []string
}

// layers is the direction of dependency, from the terms of the field up to the commands. The first pattern that fits counts.
var layers = []layer{
	{"safir", nil, nil},
	// The language: it knows nothing of diplomacy. The times stand on verbs, whose tense tells past from future weekdays.
	{"safir/fa", nil, []string{"github.com/clipperhouse/uax29/..."}},
	{"safir/internal/verb", []string{"safir/fa", "safir/internal/table"}, nil},
	{"safir/fa/times", []string{"safir/fa", "safir/internal/verb"}, []string{"github.com/hablullah/go-hijri", "github.com/jalaali/go-jalaali"}},
	// Tests of any package may ask for the shared data.
	{"safir/internal/shared", nil, nil},
	// Knowledge in data files is read in one way.
	{"safir/internal/table", nil, nil},
	// The world and the means of reading.
	{"safir/internal/learn", nil, []string{"github.com/klauspost/compress/zstd"}},
	{"safir/internal/know", []string{"safir", "safir/fa", "safir/internal/table"}, []string{"golang.org/x/text/..."}},
	{"safir/internal/ud", nil, nil},
	{"safir/internal/tag", []string{"safir/fa", "safir/internal/know", "safir/internal/learn", "safir/internal/table", "safir/internal/ud"}, nil},
	{"safir/internal/sense", []string{"safir/fa", "safir/internal/table"}, nil},
	{"safir/internal/tree", []string{"safir/fa", "safir/internal/learn", "safir/internal/tag", "safir/internal/verb"}, nil},
	{"safir/internal/page", []string{"safir", "safir/fa", "safir/internal/know", "safir/internal/sense", "safir/internal/tree", "safir/internal/verb"}, nil},
	// The finders, side by side: what one needs of another it takes from the page.
	{"safir/internal/find/...", []string{
		"safir", "safir/fa", "safir/fa/times", "safir/internal/know", "safir/internal/learn", "safir/internal/page", "safir/internal/sense",
		"safir/internal/table", "safir/internal/tag", "safir/internal/tree", "safir/internal/verb",
	}, nil},
	{"safir/read", []string{
		"safir", "safir/fa", "safir/fa/times", "safir/internal/find/...", "safir/internal/know", "safir/internal/learn",
		"safir/internal/page", "safir/internal/sense", "safir/internal/tag", "safir/internal/verb",
	}, nil},
	// What stands beside the reader, and knows records alone.
	{"safir/internal/eval", []string{"safir"}, []string{"golang.org/x/text/..."}},
	{"safir/internal/gather/...", []string{"safir", "safir/internal/gather/...", "safir/fa", "safir/fa/times", "safir/internal/know", "safir/internal/table"}, []string{"golang.org/x/...", "github.com/...", "codeberg.org/readeck/go-readability/..."}},
	{"safir/internal/labels", []string{"safir/internal/table"}, nil},
	{"safir/internal/ledger/...", []string{"safir", "safir/internal/ledger/...", "safir/fa", "safir/fa/times", "safir/internal/know", "safir/internal/table"}, []string{
		"github.com/jackc/pgx/...", "github.com/riverqueue/...", "modernc.org/sqlite",
	}},
	// Who reads what waits: jobs over the queue of whichever store.
	{"safir/internal/work", []string{"safir", "safir/internal/ledger"}, []string{"github.com/riverqueue/...", "github.com/jackc/pgx/...", "github.com/klauspost/compress/...", "github.com/prometheus/client_golang/..."}},
	{"safir/internal/export", []string{
		"safir", "safir/fa", "safir/fa/times", "safir/internal/know", "safir/internal/labels", "safir/internal/ledger", "safir/internal/table",
	}, []string{"github.com/...", "golang.org/x/text/..."}},
	{"safir/internal/show", []string{"safir", "safir/fa", "safir/fa/times", "safir/internal/know", "safir/internal/labels", "safir/internal/table"}, []string{"golang.org/x/...", "github.com/..."}},
	// Where on earth: tables, and drawing that knows no events. The program that makes the tables reads what others publish.
	{"safir/internal/atlas/convert", []string{"safir/internal/table"}, []string{"golang.org/x/text/..."}},
	{"safir/internal/atlas", []string{"safir/internal/table"}, nil},
	{"safir/internal/ties", []string{"safir", "safir/internal/ledger"}, nil},
	// The desk shows what the ledger holds; it reads nothing itself, and is given a reader for what is pasted.
	{"safir/internal/desk", []string{
		"safir", "safir/fa", "safir/fa/times", "safir/internal/atlas", "safir/internal/export", "safir/internal/know", "safir/internal/labels", "safir/internal/ledger", "safir/internal/show", "safir/internal/ties", "safir/internal/table",
	}, []string{"github.com/klauspost/compress/..."}},
	// What serves: who may come in stands before everything else, and knows nothing of ledgers.
	{"safir/internal/users", []string{"safir/internal/table"}, []string{"github.com/alexedwards/argon2id"}},
	{"safir/internal/web", []string{"safir/internal/table", "safir/internal/users"}, []string{"github.com/alexedwards/scs/...", "github.com/coreos/go-oidc/...", "golang.org/x/..."}},
	{"safir/internal/ask", []string{"safir", "safir/fa", "safir/internal/know", "safir/internal/ledger"}, nil},
	// Programs ask the same questions, over HTTP or as agents.
	{"safir/internal/api", []string{
		"safir", "safir/fa", "safir/read", "safir/internal/ask", "safir/internal/export", "safir/internal/gather", "safir/internal/know", "safir/internal/ledger",
		"safir/internal/web",
	}, []string{"github.com/danielgtaylor/huma/..."}},
	{"safir/internal/agents", []string{
		"safir", "safir/fa", "safir/read", "safir/internal/api", "safir/internal/ask", "safir/internal/export", "safir/internal/know", "safir/internal/ledger",
	}, []string{"github.com/modelcontextprotocol/go-sdk/..."}},
	{"safir/internal/announce", []string{
		"safir", "safir/internal/ask", "safir/internal/export", "safir/internal/gather/web", "safir/internal/know", "safir/internal/ledger",
	}, []string{"github.com/prometheus/client_golang/...", "github.com/standard-webhooks/standard-webhooks/libraries/go"}},
	// What runs day and night. Reading is handed to the watch, and so is what announces.
	{"safir/internal/meter", nil, []string{"github.com/prometheus/client_golang/..."}},
	{"safir/internal/watch/watchtest", nil, nil},
	{"safir/internal/watch", []string{"safir", "safir/internal/gather/...", "safir/internal/know", "safir/internal/ledger"}, []string{"github.com/prometheus/client_golang/..."}},
	// Learning sees all of reading, and nothing that comes after it.
	{"safir/internal/written", []string{"safir"}, nil},
	{"safir/internal/train/...", []string{
		"safir", "safir/fa/...", "safir/read", "safir/internal/eval", "safir/internal/find/...", "safir/internal/know",
		"safir/internal/learn", "safir/internal/page", "safir/internal/table", "safir/internal/tag", "safir/internal/train/...", "safir/internal/tree", "safir/internal/verb",
		"safir/internal/written",
	}, nil},
	// How likely an event of the ledger is, is learned from reading and merging.
	{"safir/internal/trust", []string{"safir", "safir/internal/eval", "safir/internal/ledger"}, nil},
	// Commands are flags and wiring: they never reach into a finder. The taggers of names and words are commands of their own.
	{"safir/cmd/...", []string{
		"safir", "safir/fa/...", "safir/read", "safir/internal/agents", "safir/internal/announce", "safir/internal/api", "safir/internal/ask", "safir/internal/desk", "safir/internal/eval", "safir/internal/export", "safir/internal/gather/...",
		"safir/internal/know", "safir/internal/ledger/...", "safir/internal/meter", "safir/internal/show", "safir/internal/tag", "safir/internal/train/...",
		"safir/internal/trust", "safir/internal/ud", "safir/internal/users", "safir/internal/watch", "safir/internal/web", "safir/internal/work",
	}, []string{"golang.org/x/...", "github.com/..."}},
}

// fits tells whether a package is of a pattern.
func fits(pattern, pkg string) bool {
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pattern == pkg
}

// TestDependenciesPointOneWay reads the imports of every file that is built, tests apart.
func TestDependenciesPointOneWay(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && file != "." && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"build", "testdata", "node_modules"}, entry.Name())) {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		files++
		checkImports(t, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no files were read")
	}
}

func checkImports(t *testing.T, file string) {
	t.Helper()
	pkg := path.Join("safir", path.Dir(filepath.ToSlash(file)))
	at := slices.IndexFunc(layers, func(l layer) bool { return fits(l.packages, pkg) })
	if at < 0 {
		t.Errorf("%s: package %s has no place among the layers: say in imports_test.go what it may import", file, pkg)
		return
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if !layers[at].allows(imported) {
			t.Errorf("%s: package %s imports %s", set.Position(spec.Pos()), pkg, imported)
		}
	}
}

// allows tells whether a package of the layer may import another.
func (l layer) allows(imported string) bool {
	host, _, _ := strings.Cut(imported, "/")
	switch {
	case host == "safir":
		return slices.ContainsFunc(l.ours, func(pattern string) bool { return fits(pattern, imported) })
	case strings.Contains(host, "."):
		return slices.ContainsFunc(l.others, func(pattern string) bool { return fits(pattern, imported) })
	}
	return true // the standard library
}

// TestLayersForbid holds the check itself to what it is for.
func TestLayersForbid(t *testing.T) {
	find := func(pkg string) layer {
		return layers[slices.IndexFunc(layers, func(l layer) bool { return fits(l.packages, pkg) })]
	}
	for _, c := range []struct {
		pkg, imported string
		want          bool
	}{
		{"safir", "encoding/json", true},
		{"safir", "safir/fa", false},
		{"safir", "github.com/alecthomas/kong", false},
		{"safir/fa", "safir/internal/know", false},
		{"safir/internal/find/events", "safir/internal/find/actors", false},
		{"safir/internal/find/events", "safir/internal/page", true},
		{"safir/read", "safir/internal/eval", false},
		{"safir/internal/export", "safir/read", false},
		{"safir/cmd/safir", "safir/internal/find/events", false},
	} {
		if got := find(c.pkg).allows(c.imported); got != c.want {
			t.Errorf("%s imports %s: %v, want %v", c.pkg, c.imported, got, c.want)
		}
	}
}
