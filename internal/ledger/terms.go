package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir/fa"
)

// Term is a word that is looked for, in all forms in which it may be written; each form is one word, or several that follow each other. Where
// two words meet, Persian is written with a space, with a half-space or with neither (کیانی پور, کیانی‌پور, کیانیپور), and a question need not
// choose as the text did.
type Term [][]string

// How short a word may be that is looked for in two parts, and how short a part, in letters. Shorter ones are words of their own by chance.
const (
	leastParted = 5
	leastPart   = 2
)

// Terms are the words of a question as [Words] gives them, each once. A word is found by itself, in one with the word before or behind it,
// and parted in two.
func Terms(words string) (out []Term) {
	list := strings.Fields(strings.ReplaceAll(words, `"`, " ")) // FTS would read it as its own sign
	at := map[string]int{}
	for i, word := range list {
		forms := Term{{word}}
		if i > 0 {
			forms = append(forms, joined(list[i-1], word)...)
		}
		if i+1 < len(list) {
			forms = append(forms, joined(word, list[i+1])...)
		}
		forms = append(forms, parted(word)...)
		if k, twice := at[word]; twice {
			out[k] = append(out[k], forms[1:]...)
			continue
		}
		at[word] = len(out)
		out = append(out, forms)
	}
	for i := range out {
		out[i] = once(out[i])
	}
	return out
}

func once(forms Term) (out Term) {
	for _, f := range forms {
		if !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, f) }) {
			out = append(out, f)
		}
	}
	return out
}

// joined is two words as one; nothing where they are not both of letters alone.
func joined(a, b string) Term {
	if !letters(a) || !letters(b) || a == b {
		return nil
	}
	return Term{{a + b}}
}

// parted are the ways to part a word in two.
func parted(word string) (out Term) {
	runes := []rune(word)
	if len(runes) < leastParted || !letters(word) {
		return nil
	}
	for at := leastPart; at <= len(runes)-leastPart; at++ {
		out = append(out, []string{string(runes[:at]), string(runes[at:])})
	}
	return out
}

func letters(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
}

// withEndings is how many letters a word has that also finds longer ones: Persian puts its endings after it (گفت‌وگوی، گفت‌وگوها).
const withEndings = 4

// HasEndings tells whether a word also finds longer ones.
func HasEndings(word string) bool { return utf8.RuneCountInString(word) >= withEndings }

// Looked are words that are looked for, in all their forms, to be found again in a text.
type Looked struct {
	words   map[string]bool
	long    []string            // those that also find longer ones
	follows map[string][]string // by a word, those that may stand behind it
}

// LookedFor are the words of a question.
func LookedFor(terms []Term) *Looked {
	l := &Looked{words: map[string]bool{}, follows: map[string][]string{}}
	for _, term := range terms {
		for _, form := range term {
			if len(form) == 2 {
				l.follows[form[0]] = append(l.follows[form[0]], form[1])
				continue
			}
			if l.words[form[0]] = true; HasEndings(form[0]) {
				l.long = append(l.long, form[0])
			}
		}
	}
	return l
}

// In tells of each word of a text whether it is looked for, as a store finds it.
func (l *Looked) In(doc *fa.Doc) []bool {
	marked := make([]bool, len(doc.Tokens))
	for i := range doc.Tokens {
		key := doc.Key(i)
		if l.words[key] || slices.ContainsFunc(l.long, func(long string) bool { return strings.HasPrefix(key, long) }) {
			marked[i] = true
		}
		if behind := l.follows[key]; behind != nil && i+1 < len(doc.Tokens) && slices.Contains(behind, doc.Key(i+1)) {
			marked[i], marked[i+1] = true, true
		}
	}
	return marked
}
