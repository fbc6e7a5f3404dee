package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"safir"
	"safir/internal/work"
	"safir/read"
)

// rememberedRecords names a file of records that workers take in place of reading: what a dispatch says is the same in each of a
// hundred rounds, and reading it anew would be all that the processors do.
const rememberedRecords = "SAFIR_TEST_RECORDS"

// remembered is a reader that read everything before.
type remembered map[string]safir.Record

// Read gives the record that was made of a dispatch.
func (r remembered) ReadFaint(d safir.Dispatch) safir.Record { return r[d.ID] }

// remember reads dispatches, a line each, and has workers that are started from now on take the records.
func remember(t *testing.T, items []string) {
	t.Helper()
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "records.jsonl")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	write := json.NewEncoder(out)
	for _, item := range items {
		var d safir.Dispatch
		if err := json.Unmarshal([]byte(item), &d); err != nil {
			t.Fatal(err)
		}
		if err := write.Encode(reader.ReadFaint(d)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Setenv(rememberedRecords, path)
}

func loadRemembered(path string) (work.Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := remembered{}
	for lines := json.NewDecoder(bufio.NewReader(file)); lines.More(); {
		var record safir.Record
		if err := lines.Decode(&record); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r[record.ID] = record
	}
	return r, nil
}
