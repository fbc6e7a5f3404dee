//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safir/internal/shared"
)

// BenchmarkGather gathers items of the news stream into a fresh ledger, and merges them: what safir gather does, without its start.
func BenchmarkGather(b *testing.B) {
	const many = 2000
	dir := b.TempDir()
	items := filepath.Join(dir, "items.jsonl")
	if err := os.WriteFile(items, []byte(strings.Join(readLines(b, shared.Path(b, "data/news/stream.jsonl.gz"), many), "\n")), 0o600); err != nil {
		b.Fatal(err)
	}
	used, n := processorTime(), 0
	for b.Loop() {
		c := gatherCommand{Files: []string{items}, Workers: 2, Chunk: 200}
		c.Ledger = filepath.Join(dir, "ledger.db")
		if err := c.Run(); err != nil {
			b.Log(err) // some have no Persian text
		}
		n += many
		if err := os.Remove(c.Ledger); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "dispatches/s")
	b.ReportMetric(float64(n)/(processorTime()-used).Seconds(), "dispatches/cpu-s")
}
