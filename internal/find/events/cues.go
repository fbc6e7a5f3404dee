package events

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
	if err := table.Each(file, text, []string{"cue", "part", "types", "example"}, t.add); err != nil {
		return nil, err
	}
	return t, nil
}

// add adds a line of data/cues.tsv.
func (t *cueTable) add(_ int, fields []string) error {
	word := &cueWord{key: fa.Key(strings.ReplaceAll(fields[0], " ", "_")), verb: fields[1] == "verb"}
	for _, name := range strings.FieldsFunc(fields[2], func(r rune) bool { return r == ',' }) {
		if !slices.Contains(safir.EventTypes, safir.EventType(name)) {
			return fmt.Errorf("unknown type %q", name)
		}
		word.types = append(word.types, safir.EventType(name))
	}
	switch fields[1] {
	case "noun":
		t.nouns.Add(fields[0], word)
	case "verb":
		t.verbs[word.key] = word
	default:
		return fmt.Errorf("part is noun or verb, not %q", fields[1])
	}
	return nil
}
