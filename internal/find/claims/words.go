package claims

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir"
	"safir/fa"
	"safir/internal/table"
)

//go:embed data/words.tsv
var wordsTSV string

type class string

// The classes of data/words.tsv.
const (
	unit    class = "times"
	last    class = "last"
	since   class = "since"
	contact class = "contact"
)

// word is one line of data/words.tsv.
type word struct {
	class class
	types []safir.EventType
}

var loadWords = sync.OnceValues(func() (*fa.Phrases[word], error) { return parseWords("words.tsv", wordsTSV) })

func parseWords(file, text string) (*fa.Phrases[word], error) {
	words := fa.NewPhrases[word]("ی", "ها", "های", "ش", "اش", "شان")
	err := table.Each(file, text, []string{"class", "types", "fa"}, func(_ int, fields []string) error { return addWord(words, fields) })
	return words, err
}

func addWord(words *fa.Phrases[word], fields []string) error {
	w := word{class: class(fields[0])}
	if !slices.Contains([]class{unit, last, since, contact}, w.class) {
		return fmt.Errorf("unknown class %q", fields[0])
	}
	for _, name := range strings.FieldsFunc(fields[1], func(r rune) bool { return r == ',' }) {
		if !slices.Contains(safir.EventTypes, safir.EventType(name)) {
			return fmt.Errorf("unknown type %q", name)
		}
		w.types = append(w.types, safir.EventType(name))
	}
	if (w.class == contact) != (len(w.types) > 0) {
		return fmt.Errorf("a contact has types, others have none")
	}
	words.Add(fields[2], w)
	return nil
}
