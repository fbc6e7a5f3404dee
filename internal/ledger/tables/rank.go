package tables

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/internal/ledger"
)

// Rank puts the best first, by BM25 (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009) without the rarity of
// words: all have all of them, in some form. Of equal ones those that came last are first, as they were.
func Rank(found []safir.Dispatch, terms []ledger.Term) {
	const k, b = 1.2, 0.75
	type ranked struct {
		safir.Dispatch

		text  string
		score float64
	}
	list, length := make([]ranked, len(found)), 0.0
	for i, d := range found {
		list[i] = ranked{Dispatch: d, text: fa.Key(d.Title + "\n" + d.Body)}
		length += float64(len(list[i].text)) / float64(len(found))
	}
	for i := range list {
		for _, term := range terms {
			n := 0.0
			for _, form := range term {
				n += float64(occurrences(list[i].text, strings.Join(form, " ")))
			}
			list[i].score += n * (k + 1) / (n + k*(1-b+b*float64(len(list[i].text))/length))
		}
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return cmp.Compare(y.score, x.score) })
	for i := range list {
		found[i] = list[i].Dispatch
	}
}

// occurrences is how often a word stands in a folded text; a long one also where more letters follow.
func occurrences(text, word string) (n int) {
	long := ledger.HasEndings(word)
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return n
		}
		start := at + i
		at = start + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !inWord(before) && (long || !inWord(after)) {
			n++
		}
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
