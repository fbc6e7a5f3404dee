package show

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"safir/fa"
	"safir/internal/table"
)

//go:embed letters.tsv
var lettersTSV string

// The forms of a letter.
const (
	isolated = iota
	final
	initial
	medial
)

// forms are a letter's shapes, "" where it has none.
type forms [4]string

var shapes = sync.OnceValue(func() map[string]forms {
	known := map[string]forms{}
	err := table.Each("letters.tsv", lettersTSV, []string{"letter", "isolated", "final", "initial", "medial"}, func(_ int, f []string) error {
		var shape forms
		for i := range shape {
			if f[i+1] != "-" {
				shape[i] = f[i+1]
			}
		}
		known[f[0]] = shape
		return nil
	})
	if err != nil {
		panic(err) // built in; a test proves that it loads
	}
	return known
})

// shape joins the letters of cells that stand in the order in which they are read, for terminals that do not: each letter
// takes the form that its neighbours ask for, لا becomes one cell, half-spaces part letters and are gone.
func shape(cells []cell) []cell {
	out := make([]cell, 0, len(cells))
	for i := 0; i < len(cells); i++ {
		letter, rest := letterOf(cells[i].text)
		known := shapes()[letter]
		joined := i > 0 && joinsNext(cells[i-1].text) && known[final] != ""
		if i+1 < len(cells) && letter == lam && rest == "" {
			if next, marks := letterOf(cells[i+1].text); shapes()[letter+next] != (forms{}) {
				out = append(out, cell{pick(shapes()[letter+next], joined, false, letter+next) + marks, 1, cells[i].look})
				i++
				continue
			}
		}
		joins := joinsNext(cells[i].text) && i+1 < len(cells) && joinsPrevious(cells[i+1].text)
		c := cells[i]
		c.text = pick(known, joined, joins, letter) + rest
		out = append(out, c)
	}
	return out
}

const lam = "ل"

// letterOf parts a cell into its letter and the marks on it, without half-spaces.
func letterOf(text string) (letter, marks string) {
	_, n := utf8.DecodeRuneInString(text)
	return text[:n], strings.ReplaceAll(text[n:], string(fa.ZWNJ), "")
}

// joinsNext tells whether a cell's letter joins the one after it.
func joinsNext(text string) bool {
	letter, _ := letterOf(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return shapes()[letter][initial] != "" && last != fa.ZWNJ || letter == tatweel
}

func joinsPrevious(text string) bool {
	letter, _ := letterOf(text)
	return shapes()[letter][final] != "" || letter == tatweel
}

const tatweel = "ـ"

func pick(known forms, joined, joins bool, letter string) string {
	form := isolated
	switch {
	case joined && joins:
		form = medial
	case joined:
		form = final
	case joins:
		form = initial
	}
	if known[form] == "" {
		return letter
	}
	return known[form]
}

// mirrored is a mark as it looks in right-to-left text.
func mirrored(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if m, ok := mirrors[r]; ok && unicode.IsPunct(r) || ok && unicode.IsSymbol(r) {
		return string(m) + text[n:]
	}
	return text
}

var mirrors = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹',
}
