package fa

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPhrasesAreThoseThatLettersSpell holds lists of phrases to a search that knows nothing of tables: the letters of the tokens, one after another,
// are those of the phrase, with a suffix at most left in the last token.
func TestPhrasesAreThoseThatLettersSpell(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	text := func(most int, letters, parts []string) string {
		var out strings.Builder
		for range 1 + random.IntN(most) {
			out.WriteString(letters[random.IntN(len(letters))])
			if random.IntN(3) == 0 {
				out.WriteString(parts[random.IntN(len(parts))])
			}
		}
		return strings.Trim(out.String(), " \u200c\n")
	}
	letters := []string{"ب", "ک", "ا", "و", "گ", "۵", "x", "ـ"}
	for range 300 {
		list := NewPhrases[string]("ا", "بک")
		var phrases []string
		for range 1 + random.IntN(12) {
			p := text(6, letters, []string{" ", "\u200c"})
			list.Add(p, p)
			phrases = append(phrases, p)
		}
		d := NewDoc(text(60, append(letters, ".", "،"), []string{" ", " ", "\u200c", "\n"}))
		for i := range d.Tokens {
			var got, want []string
			for _, m := range list.At(d, i) {
				got = append(got, m.Value+"|"+m.Suffix+"|"+d.Slice(m.Range))
			}
			for _, p := range phrases {
				if end, suffix, ok := spelled(d, i, p, []string{"ا", "بک"}); ok {
					want = append(want, p+"|"+suffix+"|"+d.Slice(Range{i, end}))
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("%q, token %d: found %q, want %q of %q", d.Text, i, got, want, phrases)
			}
			if m, found := list.Longest(d, i); found != (len(want) > 0) {
				t.Fatalf("%q, token %d: the longest is %q, want one of %q", d.Text, i, m.Value, want)
			}
		}
	}
}

// spelled tells whether a phrase's letters stand at token i, where they end, and what is left of the last token.
func spelled(d *Doc, i int, phrase string, suffixes []string) (end int, suffix string, ok bool) {
	rest, parts := "", int32(0)
	for _, word := range strings.FieldsFunc(phrase, func(r rune) bool { return r == ' ' || r == ZWNJ }) {
		rest += Key(word)
		parts += tokensIn(word)
	}
	bytes := len(rest)
	for end = i; rest != "" && end < len(d.Tokens) && (end == i || !d.Tokens[end].Line); end++ {
		key := d.Key(end)
		if after, last := strings.CutPrefix(key, rest); last {
			rest, suffix = "", after
		} else if rest, ok = strings.CutPrefix(rest, key); !ok {
			return 0, "", false
		}
	}
	if extra := end - i - int(parts); bytes == 0 || rest != "" || extra > 1 || extra == 1 && bytes < longKey {
		return 0, "", false
	}
	return end, suffix, suffix == "" || slices.Contains(suffixes, suffix)
}
