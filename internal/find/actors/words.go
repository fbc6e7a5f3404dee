package actors

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir/fa"
)

//go:embed data/words.tsv
var wordsTSV string

// class is what a word of data/words.tsv does.
type class string

const (
	pronoun     class = "pronoun"
	deictic     class = "deictic"
	counterpart class = "counterpart"
	head        class = "head"
	own         class = "own"
	that        class = "that"
	sides       class = "sides"
	former      class = "former"
	filler      class = "filler"
	in          class = "in"
)

var classes = []class{pronoun, deictic, counterpart, head, own, that, sides, former, filler, in}

var loadWords = sync.OnceValues(func() (*fa.Phrases[class], error) { return parseWords("words.tsv", wordsTSV) })

func parseWords(file, text string) (*fa.Phrases[class], error) {
	words := fa.NewPhrases[class]()
	header := true
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, phrase, ok := strings.Cut(line, "\t")
		if header {
			header = false
			continue
		}
		if !ok || phrase == "" || !slices.Contains(classes, class(name)) {
			return nil, fmt.Errorf("%s:%d: want a class and a word, got %q", file, i+1, line)
		}
		words.Add(strings.ReplaceAll(phrase, "¬", string(fa.ZWNJ)), class(name))
	}
	return words, nil
}
