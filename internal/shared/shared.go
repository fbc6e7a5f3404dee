// Package shared answers where the data lie that tests measure on and that are not part of the repository: in the folder that
// SAFIR_SHARED names, else in ../shared beside the root of the repository.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Path is the path of a file of the shared data. The test is skipped, and says so, where it is missing.
func Path(t testing.TB, file string) string {
	t.Helper()
	path := filepath.Join(root(), file)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("data not there: %v", err)
	}
	return path
}

// root is the folder of the shared data.
func root() string {
	if dir := os.Getenv("SAFIR_SHARED"); dir != "" {
		return dir
	}
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared")
		}
		if full, err := filepath.Abs(dir); err != nil || full == filepath.Dir(full) {
			return "shared"
		}
	}
}
