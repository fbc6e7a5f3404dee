package tables

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir"
	"safir/fa"
)

// LongWord is how many letters a word has that also finds longer ones: Persian puts its endings after it (گفت‌وگوی، گفت‌وگوها).
const LongWord = 4

// HasEndings tells whether a word also finds longer ones.
func HasEndings(word string) bool { return utf8.RuneCountInString(word) >= LongWord }

// Searched are the words of a question, each once.
func Searched(words string) []string {
	return slices.Compact(slices.Sorted(strings.FieldsSeq(strings.ReplaceAll(words, `"`, " ")))) // FTS would read it as its own sign
}

// Rank puts the best first, by BM25 (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009) without the rarity of
// words: all have all of them. Of equal ones those that came last are first, as they were.
func Rank(found []safir.Dispatch, words []string) {
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
		for _, word := range words {
			n := float64(occurrences(list[i].text, word))
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
	long := HasEndings(word)
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
