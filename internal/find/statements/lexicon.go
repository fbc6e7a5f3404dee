package statements

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

var (
	//go:embed data/cues.tsv
	cuesTSV string
	//go:embed data/words.tsv
	wordsTSV string
)

// cueWord is one line of data/cues.tsv.
type cueWord struct {
	key   string
	part  string
	verbs []light
	act   safir.Act
	// joined tells that the word has its «به» within it (به¬گفته).
	joined bool
	takes  []string // "clause", "object", "whole", "mid" or a preposition's key
}

func (w *cueWord) can(take string) bool { return slices.Contains(w.takes, take) }

// light is a light verb, by its past stem, with the word that must stand before it (قرار in «قرار داد»).
type light struct{ before, stem string }

// lexicon is what is known of the words of reporting.
type lexicon struct {
	nouns   *fa.Phrases[*cueWord]
	sources *fa.Phrases[*cueWord]
	verbs   map[string]*cueWord // by the key of the past stem
	classes map[string][]string // key → classes of data/words.tsv
	phrases *fa.Phrases[string] // classes of more words than one
	classed *fa.Sieve           // keys that have classes
}

// endings may follow a noun of reporting within one word: indefinite, possessive.
var endings = strings.Fields("ی ای یی اش ش شان ها های هایی ند م یم اند ام ایم")

// copulas are the endings that stand for a form of بودن.
var (
	copulas       = strings.Fields("ند م یم اند ام ایم")
	firstCopulas  = strings.Fields("م یم ام ایم")
	pluralCopulas = strings.Fields("ند یم اند ایم")
)

var loadLexicon = sync.OnceValues(func() (*lexicon, error) {
	l := &lexicon{
		nouns: fa.NewPhrases[*cueWord](endings...), sources: fa.NewPhrases[*cueWord](endings...),
		verbs: map[string]*cueWord{}, classes: map[string][]string{}, phrases: fa.NewPhrases[string](),
	}
	if err := table.Each("cues.tsv", cuesTSV, []string{"word", "part", "verbs", "act", "takes", "yes"}, l.addCue); err != nil {
		return nil, err
	}
	if err := table.Each("words.tsv", wordsTSV, []string{"class", "word"}, l.addWord); err != nil {
		return nil, err
	}
	l.classed = fa.NewSieve(len(l.classes))
	for key := range l.classes {
		l.classed.Add(key)
	}
	return l, nil
})

// addCue adds a line of data/cues.tsv: word, part, verbs, act, takes, example.
func (l *lexicon) addCue(_ int, fields []string) error {
	w := &cueWord{key: fa.Key(strings.ReplaceAll(fields[0], " ", "_")), part: fields[1], act: safir.Act(fields[3])}
	if !slices.Contains(safir.Acts, w.act) {
		return fmt.Errorf("unknown act %q", w.act)
	}
	w.verbs = lights(fields[2])
	w.joined = strings.HasPrefix(fields[0], "به"+string(fa.ZWNJ))
	for _, take := range strings.Split(fields[4], ",") {
		w.takes = append(w.takes, fa.Key(take))
	}
	switch w.part {
	case "noun":
		l.nouns.Add(fields[0], w)
	case "verb":
		l.verbs[w.key] = w
	case "source":
		l.sources.Add(fields[0], w)
	default:
		return fmt.Errorf("part is noun, verb or source, not %q", w.part)
	}
	return nil
}

// sameLight lists light verbs that stand for another, and the copula's past stem.
var sameLight = map[string][]string{
	"کرد": {"کرد", "نمود"}, "شد": {"شد", "گردید"}, "است": {"بود"},
}

func lights(field string) []light {
	var out []light
	for _, v := range strings.Split(field, ",") {
		before, stem, ok := strings.Cut(v, " ")
		if !ok {
			before, stem = "", v
		}
		stem = fa.Key(stem)
		stems := sameLight[stem]
		if stems == nil {
			stems = []string{stem}
		}
		for _, s := range stems {
			out = append(out, light{fa.Key(before), s})
		}
	}
	return out
}

// addWord adds a line of data/words.tsv: class, word.
func (l *lexicon) addWord(_ int, fields []string) error {
	class, word := fields[0], fields[1]
	if strings.Contains(word, " ") {
		l.phrases.Add(word, class)
		return nil
	}
	key := fa.Key(word)
	l.classes[key] = append(l.classes[key], class)
	return nil
}
