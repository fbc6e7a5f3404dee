// Package sense answers what kinds of things a word means: wrongdoing, a plan, a contact between people, a place. What is learned of one
// word holds so for others that mean the like, also for those that no lesson has.
package sense

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir/fa"
	"safir/internal/table"
)

//go:embed data/senses.tsv
var sensesTSV string

// kinds are the kinds of things that words mean, as data/senses.tsv explains them.
var kinds = strings.Fields(`evil harm force threat blame worry deny neg must ask will wish maybe plan good coop praise back weigh same say
	think change do give meet travel doc law rule trade tech life body role place time count name link`)

// Lexicon knows the senses of words.
type Lexicon struct{ senses map[string][]string }

// Telling tells whether a kind says what a text speaks of: that there are function words and names in it says nothing.
func Telling(kind string) bool { return kind != "link" && kind != "name" }

// Of lists the kinds of things that the word of a key ([fa.Key]) means, the weightiest first; none for words that are not known. The list
// is shared: whoever asks must not write to it.
func (l *Lexicon) Of(key string) []string { return l.senses[key] }

// Load gives the words that are built in.
var Load = sync.OnceValues(func() (*Lexicon, error) { return parse("senses.tsv", sensesTSV) })

func parse(file, text string) (*Lexicon, error) {
	l := &Lexicon{make(map[string][]string, strings.Count(text, "\n"))}
	lists := map[string][]string{} // many words have the same senses
	err := table.Each(file, text, []string{"word", "senses"}, func(_ int, fields []string) error {
		list := lists[fields[1]]
		if list == nil {
			list = strings.Split(fields[1], ",")
			for _, kind := range list {
				if !slices.Contains(kinds, kind) {
					return fmt.Errorf("unknown sense %q", kind)
				}
			}
			lists[fields[1]] = list
		}
		key := fa.Key(fields[0])
		if l.senses[key] != nil {
			return fmt.Errorf("%s stands here twice", fields[0])
		}
		l.senses[key] = list
		return nil
	})
	return l, err
}
