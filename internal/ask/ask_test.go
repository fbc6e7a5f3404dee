package ask_test

import (
	"errors"
	"testing"

	"safir/internal/ask"
	"safir/internal/ledger"
)

func TestASnippetHoldsTheWordsAndMarksThem(t *testing.T) {
	long := "وزیر امور خارجه روز گذشته در نشستی که درباره تحولات منطقه و همکاری کشورهای همسایه برگزار شد سخن گفت. وی در پایان این نشست از گفت\u200cوگوهای سازنده با همتایان خود خبر داد و گفت: این گفت\u200cوگوها ادامه می\u200cیابد."
	s := ask.SnippetOf(long, ledger.Words("گفتوگو"))
	runes := []rune(s.Text)
	if len(s.Marks) != 2 || s.At == 0 || string([]rune(long)[s.At:s.At+len(runes)]) != s.Text {
		t.Fatalf("got %+v", s)
	}
	for _, m := range s.Marks {
		if got := string(runes[m.Start:m.End]); got != "گفت\u200cوگوهای" && got != "گفت\u200cوگوها" {
			t.Errorf("%q is marked", got)
		}
	}
	if s := ask.SnippetOf("سلام", "ناپیدا"); s.Text != "سلام" || len(s.Marks) != 0 {
		t.Errorf("nothing found: %+v", s)
	}
	if s := ask.SnippetOf("", "x"); s.Text != "" {
		t.Errorf("no text: %+v", s)
	}
}

func TestACursorCarriesItsEntryWithinItsListAlone(t *testing.T) {
	list := ask.Events{Who: "IRN"}
	text, err := ask.Cursor("e/1", list)
	if err != nil {
		t.Fatal(err)
	}
	if after, err := ask.After(text, list); err != nil || after != "e/1" {
		t.Errorf("got %q, %v", after, err)
	}
	if after, err := ask.After("", list); err != nil || after != "" {
		t.Errorf("no cursor: %q, %v", after, err)
	}
	changed := []byte(text)
	changed[len(changed)-2] ^= 1
	for what, c := range map[string]struct {
		text string
		list any
	}{
		"of other parameters": {text, ask.Events{Who: "SYR"}}, "of another kind of list": {text, ask.Statements{}}, "cut off": {text[:len(text)-3], list},
		"changed": {string(changed), list}, "no base64": {"***", list}, "too short": {"AAAA", list},
	} {
		var wrong *ask.Error
		if after, err := ask.After(c.text, c.list); !errors.As(err, &wrong) || wrong.Parameter != "cursor" || after != "" {
			t.Errorf("%s: %q, %v", what, after, err)
		}
	}
}
