package fa

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// shared is the path of a file of data that is not part of the repository; the test is skipped where it is missing.
func shared(t testing.TB, path string) string {
	t.Helper()
	root := os.Getenv("SAFIR_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	path = filepath.Join(root, path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("data not there: %v", err)
	}
	return path
}

// news is the first n bodies of the news stream.
func news(t testing.TB, n int) []string {
	t.Helper()
	file, err := os.Open(shared(t, "data/news/stream.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	var out []string
	for len(out) < n && lines.Scan() {
		var item struct{ Body string }
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			t.Fatal(err)
		}
		out = append(out, item.Body)
	}
	return out
}
