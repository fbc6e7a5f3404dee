package times_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"safir/fa"
	"safir/fa/times"
	"safir/internal/shared"
)

// BenchmarkFind reads news texts that are cut into tokens already.
func BenchmarkFind(b *testing.B) {
	f := finder(b)
	docs, size := news(b, 2000)
	setting := times.Setting{Published: "2026-04-29"}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			f.Find(d, setting)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		finder(b)
	}
}

// news is the first n bodies of the news stream, and their length together.
func news(b *testing.B, n int) (docs []*fa.Doc, size int) {
	file, err := os.Open(shared.Path(b, "data/news/stream.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	for len(docs) < n && lines.Scan() {
		var item struct{ Body string }
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			b.Fatal(err)
		}
		docs, size = append(docs, fa.NewDoc(item.Body)), size+len(item.Body)
	}
	return docs, size
}
