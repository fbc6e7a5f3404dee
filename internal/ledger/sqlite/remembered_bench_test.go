package sqlite_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/ledger/sqlite"
)

// BenchmarkRemembered tells how many bytes a program that derives again and again remembers of each dispatch, and of each report, of the ledger in the
// file SAFIR_LEDGER. The ledger is derived in a copy.
func BenchmarkRemembered(b *testing.B) {
	file := os.Getenv("SAFIR_LEDGER")
	if file == "" {
		b.Skip("SAFIR_LEDGER names no ledger")
	}
	world, err := know.Load()
	if err != nil {
		b.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	copied := filepath.Join(b.TempDir(), "copy.db")
	if err := os.WriteFile(copied, text, 0o600); err != nil {
		b.Fatal(err)
	}
	s, err := sqlite.Open(b.Context(), copied)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		if _, err := s.DB().ExecContext(b.Context(), "UPDATE state SET merged = 0"); err != nil {
			b.Fatal(err)
		}
		s.Remember()
		before := lives()
		if err := ledger.Refresh(b.Context(), s, world); err != nil {
			b.Fatal(err)
		}
		kept := float64(lives() - before)
		counts, err := s.Counts(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(kept/float64(counts.Dispatches), "B/dispatch")
		b.ReportMetric(kept/float64(counts.Reports), "B/report")
	}
	runtime.KeepAlive(s)
	runtime.KeepAlive(world)
}
