package safir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"safir"
)

func TestSpansAreReadHoweverTheyAreWritten(t *testing.T) {
	for text, want := range map[string]safir.Span{
		"[0,0]": {}, "[12,345]": {Start: 12, End: 345}, " [ 1 , 2 ] ": {Start: 1, End: 2}, "[1,2,3]": {Start: 1, End: 2}, "[1]": {Start: 1},
		"[-1,2]": {Start: -1, End: 2}, "[123456789,1234567890]": {Start: 123456789, End: 1234567890}, "[1e2,2]": {}, "[01,2]": {}, "[,2]": {}, "{}": {},
	} {
		var pair [2]int
		refused := json.Unmarshal([]byte(text), &pair) != nil
		var got safir.Span
		if err := json.Unmarshal([]byte(text), &got); (err != nil) != refused || !refused && got != want {
			t.Errorf("%s is read as %v, %v", text, got, err)
		}
	}
	for _, s := range []safir.Span{{}, {Start: 3, End: 1234567}, {Start: -1, End: -2}} {
		text, err := json.Marshal(s)
		var again safir.Span
		if err != nil || json.Unmarshal(text, &again) != nil || again != s {
			t.Errorf("%v is written as %s, %v", s, text, err)
		}
	}
}

func TestASpanCountsLettersNotBytes(t *testing.T) {
	body := "وزیر گفت: «بله»"
	start := strings.Index(body, "بله")
	if got := safir.SpanAt(body, start, start+len("بله")); got != (safir.Span{Start: 11, End: 14}) {
		t.Errorf("got %v", got)
	}
}
