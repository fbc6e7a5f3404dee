package read_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"safir"
	"safir/read"
)

// TestWorkersMakeNoDifference reads gold/dev with one worker and with eight, and backwards: a record must not depend on what
// was read before it or beside it.
func TestWorkersMakeNoDifference(t *testing.T) {
	list := devDispatches(t)
	one := recordsAsJSON(t, list, 1)
	for range 2 {
		if !slices.EqualFunc(recordsAsJSON(t, list, 8), one, bytes.Equal) {
			t.Fatal("eight workers read otherwise than one")
		}
	}
	slices.Reverse(list)
	backwards := recordsAsJSON(t, list, 8)
	slices.Reverse(backwards)
	if !slices.EqualFunc(backwards, one, bytes.Equal) {
		t.Fatal("read backwards, the records are others")
	}
}

func recordsAsJSON(t *testing.T, list []safir.Dispatch, workers int) [][]byte {
	t.Helper()
	reader, err := read.New() // of its own, so that nothing is warm
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(read.InOrder(t.Context(), workers, slices.Values(list), func(d safir.Dispatch) []byte {
		text, err := json.Marshal(reader.Explain(d))
		if err != nil {
			t.Error(err)
		}
		return text
	}))
}
