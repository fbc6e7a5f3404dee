// Package labels answers what the words of a record are called, in English and in Persian: pages for people and files for other
// tools say the same.
package labels

import (
	_ "embed"
	"fmt"
	"sync"

	"safir/internal/table"
)

//go:embed labels.tsv
var labelsTSV string

// Label is what something is called, in English and in Persian.
type Label struct{ EN, FA string }

type key struct{ group, word string }

var known = sync.OnceValue(func() map[key]Label {
	list, err := read(labelsTSV)
	if err != nil {
		panic(err) // built in; a test proves that it loads
	}
	return list
})

func read(text string) (map[key]Label, error) {
	list := map[key]Label{}
	err := table.Each("labels.tsv", text, []string{"group", "word", "en", "fa"}, func(_ int, f []string) error {
		k := key{f[0], f[1]}
		if _, twice := list[k]; twice {
			return fmt.Errorf("%s %s is named twice", f[0], f[1])
		}
		list[k] = Label{f[2], f[3]}
		return nil
	})
	return list, err
}

// Of is the label of a word of a group (type, status, role, act, office, kind …). A word that has none stands for itself:
// records may come from elsewhere.
func Of(group, word string) Label {
	if l, ok := known()[key{group, word}]; ok {
		return l
	}
	return Label{EN: word, FA: word}
}
