package fa

import (
	"strings"
	"testing"
)

// checkDoc holds that tokens are in order, apart, and all in a sentence.
func checkDoc(t *testing.T, d *Doc) {
	t.Helper()
	end := 0
	for i, token := range d.Tokens {
		if token.Start < end || token.End <= token.Start || token.End > len(d.Text) {
			t.Fatalf("token %d, %+v, comes after byte %d of %d", i, token, end, len(d.Text))
		}
		end = token.End
	}
	next := 0
	for i, s := range d.Sentences {
		if s.Start != next || s.End <= s.Start {
			t.Fatalf("sentence %d, %+v, comes after token %d", i, s, next)
		}
		next = s.End
	}
	if next != len(d.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
	}
	if apart := Apart(d); len(apart) != len(d.Tokens) {
		t.Fatalf("%d marks for %d tokens", len(apart), len(d.Tokens))
	}
	_ = DeskCode(d)
}

func TestATextWithoutFullStopsIsCutAllTheSame(t *testing.T) {
	d := NewDoc(strings.Repeat("وزیر خارجه ایران و همتای عراقی او ", 500))
	checkDoc(t, d)
	for i, s := range d.Sentences {
		if s.End-s.Start > longestSentence {
			t.Errorf("sentence %d has %d tokens", i, s.End-s.Start)
		}
	}
}
