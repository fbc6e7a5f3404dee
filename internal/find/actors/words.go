package actors

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir/fa"
	"safir/internal/table"
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
	thatBody    class = "thatbody"
	sides       class = "sides"
	former      class = "former"
	filler      class = "filler"
	in          class = "in"
	kin         class = "kin"
	one         class = "one"
	field       class = "field"
	commission  class = "commission"
	delegation  class = "delegation"
	private     class = "private"
	party       class = "party"
	stop        class = "stop"
	outsider    class = "outsider"
	says        class = "says"
)

var classes = []class{
	pronoun, deictic, counterpart, head, own, that, thatBody, sides, former, filler, in, kin, one, field, commission,
	delegation, private, party, stop, outsider, says,
}

// weak tells whether a word of the class gives way to whatever else begins at the same place.
func (c class) weak() bool {
	return c == kin || c == one || c == in || c.within()
}

// within tells whether words of the class stand between a rank and whose it is.
func (c class) within() bool {
	return c == field || c == commission || c == delegation || c == private || c == party || c == filler
}

// words are the words of data/words.tsv.
type words struct {
	*fa.Phrases[class]
	stops    map[string]bool // keys of words of the class stop
	outside  map[string]bool // of the class outsider
	saying   map[string]bool // of the class says
	examples []example
}

// example is a sentence with the stretches that are of a class in brackets; with none none is.
type example struct {
	line     int
	class    class
	sentence string
}

var loadWords = sync.OnceValues(func() (*words, error) { return parseWords("words.tsv", wordsTSV) })

func parseWords(file, text string) (*words, error) {
	w := &words{Phrases: fa.NewPhrases[class](), stops: map[string]bool{}, outside: map[string]bool{}, saying: map[string]bool{}}
	err := table.Each(file, text, []string{"class", "fa"}, func(line int, fields []string) error {
		kind, name, isExample := strings.Cut(fields[0], ":")
		if !isExample {
			name = kind
		}
		if !slices.Contains(classes, class(name)) || fields[1] == "" {
			return fmt.Errorf("want a class and a word, got %q", fields)
		}
		switch {
		case !isExample && class(name) == stop:
			w.stops[fa.Key(fields[1])] = true
		case !isExample && class(name) == says:
			w.saying[fa.Key(fields[1])] = true
		case !isExample && class(name) == outsider:
			w.outside[fa.Key(fields[1])] = true
		case !isExample:
			w.Add(fields[1], class(name))
		case kind == "yes" || kind == "no":
			w.examples = append(w.examples, example{line, class(name), fields[1]})
		default:
			return fmt.Errorf("want yes: or no:, got %q", fields[0])
		}
		return nil
	})
	return w, err
}

// is tells whether a word of a class starts at token i, whatever else it may be.
func (w *words) is(d *fa.Doc, i int, c class) bool {
	return slices.ContainsFunc(w.At(d, i), func(m fa.Match[class]) bool { return m.Value == c })
}
