package show

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"safir/internal/table"
)

//go:embed labels.tsv
var labelsTSV string

// Label is what something is called, in English and in Persian.
type Label struct{ EN, FA string }

type labelKey struct{ group, word string }

var labels = sync.OnceValue(func() map[labelKey]Label {
	known, err := readLabels(labelsTSV)
	if err != nil {
		panic(err) // built in; a test proves that it loads
	}
	return known
})

func readLabels(text string) (map[labelKey]Label, error) {
	known := map[labelKey]Label{}
	err := table.Each("labels.tsv", text, []string{"group", "word", "en", "fa"}, func(_ int, f []string) error {
		key := labelKey{f[0], f[1]}
		if _, twice := known[key]; twice {
			return fmt.Errorf("%s %s is named twice", f[0], f[1])
		}
		known[key] = Label{f[2], f[3]}
		return nil
	})
	return known, err
}

// label is the label of a word of a group. A word that has none is shown as it is: records may come from elsewhere.
func label(group, word string) Label {
	if l, ok := labels()[labelKey{group, word}]; ok {
		return l
	}
	return Label{EN: word, FA: word}
}

const persianZero, persianPercent = '۰', "٪"

// persianDigits writes a text's digits in Persian.
func persianDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + persianZero
		}
		return r
	}, s)
}
