package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// refused is a sentence in the source by which a request is refused.
var refused = regexp.MustCompile(`Refuse\(w, r, [\w.]+, (?:fmt\.Sprintf\()?"([^"]+)"`)

func TestEveryRefusalIsSaidInPersian(t *testing.T) {
	if _, err := refusals(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range refused.FindAllStringSubmatch(string(text), -1) {
			said := strings.ReplaceAll(s[1], "%d", "3")
			found++
			if inPersian(said) == said {
				t.Errorf("%s: %q has no Persian", file, said)
			}
		}
	}
	if found < 8 {
		t.Errorf("only %d refusals were found", found)
	}
}
