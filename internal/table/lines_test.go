package table_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"safir/internal/table"
)

// write makes a file, gzipped where its name says so.
func write(t *testing.T, name, text string) string {
	t.Helper()
	data := []byte(text)
	if strings.HasSuffix(name, ".gz") {
		var packed bytes.Buffer
		zip := gzip.NewWriter(&packed)
		if _, err := zip.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		data = packed.Bytes()
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLinesAreThoseOfTheTextWhetherItIsPackedOrNot(t *testing.T) {
	for _, name := range []string{"words.txt", "words.txt.gz"} {
		var got []string
		err := table.Lines(write(t, name, "سفیر\n\nدیدار\n"), func(line []byte) error {
			got = append(got, string(line))
			return nil
		})
		if err != nil || !slices.Equal(got, []string{"سفیر", "", "دیدار"}) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestAWrongLineIsNamedAndEnoughIsNoError(t *testing.T) {
	path := write(t, "three.txt", "1\n2\n3\n")
	n := 0
	err := table.Lines(path, func([]byte) error {
		if n++; n == 2 {
			return errors.New("no good")
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "three.txt:2: no good") {
		t.Errorf("the error is %v, want file, line and what is wrong", err)
	}
	n = 0
	if err := table.Lines(path, func([]byte) error { n++; return table.ErrStop }); err != nil || n != 1 {
		t.Errorf("after one line, enough: %d lines, %v", n, err)
	}
}

func TestAFileThatIsNotPackedAsItsNameSaysIsAnError(t *testing.T) {
	path := write(t, "plain", "text")
	if err := os.Rename(path, path+".gz"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path + ".gz", path + ".missing"} {
		if err := table.Lines(path, func([]byte) error { return nil }); err == nil {
			t.Errorf("%s was read without error", filepath.Base(path))
		}
	}
}
