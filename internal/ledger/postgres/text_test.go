package postgres

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"safir/internal/ledger"
)

func TestAnyTextComesBackAsItArrived(t *testing.T) {
	check := func(t interface{ Errorf(string, ...any) }, text string) {
		kept := storable(text)
		if !utf8.ValidString(kept) || strings.ContainsRune(kept, 0) {
			t.Errorf("%q is kept as %q", text, kept)
		}
		if got := arrived(kept); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
	for _, text := range []string{"", "سلام", "\x00", "a\x00b", "\xff\xfe", escape, escape + "00", "\ufffd", "\u200c" + escape + "\x80"} {
		check(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"\x00", "\xd9", "\x80", escape, "00", "گ", "\u200c", "x"})).Draw(t, "parts")
		check(t, strings.Join(parts, ""))
	})
}

func TestWordsAreCutAsTheOtherStoreCutsThem(t *testing.T) {
	for folded, want := range map[string]string{
		"گفتوگو f-16 U.S.A": "گفتوگو f 16 u s a", "۱۴۰۵/۲/۱ «نقل»": "۱۴۰۵ ۲ ۱ نقل", "": "", "…": "", "café": "café", "e\u0301te": "e\u0301te",
	} {
		if got := strings.Join(terms(folded), " "); got != want {
			t.Errorf("%s: got %q, want %q", folded, got, want)
		}
	}
	if got, want := match([]ledger.Term{{{"f-16"}}, {{"گفتوگو"}, {"گفت", "وگو"}}, {{"و"}}, {{"…"}}}), "('f' <-> '16':*) & ('گفتوگو':* | 'گفت' <-> 'وگو') & ('و')"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := vector("ب الف ب"); !strings.Contains(got, "'ب':1,3") || !strings.Contains(got, "'الف':2") {
		t.Errorf("got %s", got)
	}
	long := strings.Repeat("ا", 2000)
	if got := vector(strings.Repeat(long+" و ", 400)); strings.Contains(got, long) || len(got) > 1<<20 {
		t.Errorf("%d bytes of words that are too long", len(got))
	}
}
