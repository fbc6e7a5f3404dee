package safir_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestAllModelsTogetherAreSmall holds what is learned and built into the program under 20 MB.
func TestAllModelsTogetherAreSmall(t *testing.T) {
	const most = 20_000_000
	sum := int64(0)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != "." && (strings.HasPrefix(name, ".") || name == "build" || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		name := strings.TrimSuffix(strings.TrimSuffix(d.Name(), ".gz"), ".zst")
		if !strings.HasSuffix(name, ".model") && name != "model" {
			return nil
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", sum)
	if sum == 0 || sum > most {
		t.Errorf("the models have %d bytes together, want at most %d", sum, most)
	}
}
