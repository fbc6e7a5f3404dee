package events

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir"
	"safir/fa"
)

//go:embed data/cues.tsv
var cuesTSV string

// cueTable knows the words that may tell of an event.
type cueTable struct {
	nouns *fa.Phrases[*cueWord]
	verbs map[string]*cueWord // by the key of the past stem
}

// cueWord is one line of data/cues.tsv.
type cueWord struct {
	key   string
	types []safir.EventType // that it can tell of; none for words that look like a cue and are not
	verb  bool
}

func (c *cueWord) tells(t safir.EventType) bool { return slices.Contains(c.types, t) }

// endings may follow a noun within one word: plural, indefinite, possessive.
var endings = strings.Fields("ها های هایی هایش هایشان ی ای یی اش ش شان ات مان م هایم یم یش یشان")

var loadCues = sync.OnceValues(func() (*cueTable, error) { return parseCues("cues.tsv", cuesTSV) })

func parseCues(file, text string) (*cueTable, error) {
	t := &cueTable{nouns: fa.NewPhrases[*cueWord](endings...), verbs: map[string]*cueWord{}}
	header := true
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		if header {
			header = false
			continue
		}
		if err := t.addLine(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
	}
	return t, nil
}

func (t *cueTable) addLine(line string) error {
	fields := strings.Split(line, "\t")
	if len(fields) != 4 {
		return fmt.Errorf("want cue, part, types, example; got %d fields", len(fields))
	}
	phrase := strings.ReplaceAll(fields[0], "¬", string(fa.ZWNJ))
	word := &cueWord{key: fa.Key(strings.ReplaceAll(phrase, " ", "_")), verb: fields[1] == "verb"}
	for _, name := range strings.FieldsFunc(fields[2], func(r rune) bool { return r == ',' }) {
		if !slices.Contains(safir.EventTypes, safir.EventType(name)) {
			return fmt.Errorf("unknown type %q", name)
		}
		word.types = append(word.types, safir.EventType(name))
	}
	switch fields[1] {
	case "noun":
		t.nouns.Add(phrase, word)
	case "verb":
		t.verbs[word.key] = word
	default:
		return fmt.Errorf("part is noun or verb, not %q", fields[1])
	}
	return nil
}
