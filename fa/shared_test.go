package fa

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"safir/internal/shared"
)

// news is the first n bodies of the news stream.
func news(t testing.TB, n int) []string {
	t.Helper()
	file, err := os.Open(shared.Path(t, "data/news/stream.jsonl.gz"))
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
