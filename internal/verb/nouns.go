package verb

import (
	_ "embed"
	"fmt"
	"strings"

	"safir/fa"
	"safir/internal/table"
)

// Many a past stem is a noun too: شکست is "broke" and "defeat". What stands around such a form tells which it is: a verb ends
// its clause, so nothing follows it but a mark, a conjunction or the next line; a noun follows a preposition, or is followed by
// the verb or by words that hang on it.

//go:embed data/nouns.tsv
var nounsTSV string

//go:embed data/around.tsv
var aroundTSV string

// reading tells how often a verb's written form is a noun.
type reading uint8

const (
	never  reading = iota
	always         // in news as good as always
	either         // as its neighbours tell
)

// addNouns reads which forms are nouns too.
func (t *Table) addNouns() error {
	t.nouns, t.pairs = map[string]reading{}, map[string][][]string{}
	return table.Each("nouns.tsv", nounsTSV, []string{"form", "reading", "example"}, func(_ int, row []string) error {
		keys := strings.Fields(row[0])
		for i := range keys {
			keys[i] = fa.Key(keys[i])
		}
		if _, ok := t.forms[keys[0]]; !ok {
			return fmt.Errorf("%q is no form of a verb of stems.tsv", row[0])
		}
		switch row[1] {
		case "noun":
			t.nouns[keys[0]] = always
		case "either":
			t.nouns[keys[0]] = either
		case "pair":
			t.pairs[keys[0]] = append(t.pairs[keys[0]], keys[1:])
		default:
			return fmt.Errorf("reading %q is none of noun, either, pair", row[1])
		}
		return nil
	})
}

// addAround reads the words that tell a noun from a verb.
func (t *Table) addAround() error {
	t.leads, t.opens = map[string]bool{}, map[string]bool{}
	return table.Each("around.tsv", aroundTSV, []string{"place", "word"}, func(_ int, row []string) error {
		switch row[0] {
		case "before":
			t.leads[fa.Key(row[1])] = true
		case "after":
			t.opens[fa.Key(row[1])] = true
		default:
			return fmt.Errorf("place %q is none of before, after", row[0])
		}
		return nil
	})
}

// isNoun tells whether the form at a token is a noun there.
func (t *Table) isNoun(d *fa.Doc, i int, key string) bool {
	for _, rest := range t.pairs[key] {
		if follows(d, i+1, rest) {
			return true
		}
	}
	switch t.nouns[key] {
	case always:
		return true
	case either:
		return t.hangs(d, i)
	}
	return false
}

// hangs tells whether the form at a token stands as a noun does.
func (t *Table) hangs(d *fa.Doc, i int) bool {
	if i > 0 && !d.Tokens[i].Line && t.leads[d.Key(i-1)] {
		return true
	}
	if i+1 >= len(d.Tokens) || d.Tokens[i+1].Line || d.Tokens[i+1].Kind != fa.Word {
		return false
	}
	return !t.opens[d.Key(i+1)]
}

func follows(d *fa.Doc, i int, keys []string) bool {
	if i+len(keys) > len(d.Tokens) {
		return false
	}
	for k, key := range keys {
		if d.Key(i+k) != key {
			return false
		}
	}
	return true
}
