//go:build !unix

package pgtest

import (
	"os"
	"testing"
)

// Main runs the tests of a package.
func Main(m *testing.M) { os.Exit(m.Run()) }

// Stop has nothing to stop.
func Stop() {}

// Database skips the test: a cluster for tests is made on Unix alone.
func Database(t testing.TB) string {
	t.Helper()
	t.Skip("a PostgreSQL for tests is started on Unix alone")
	return ""
}
