package actors

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

//go:embed data/ranks.tsv
var ranksTSV string

//go:embed data/titles.tsv
var titlesTSV string

// rank is a word that begins the title of an office whose meaning the words after it give.
type rank struct {
	name   string
	office string // where no rule has what follows; "" for none
	plural bool
	tail   bool // counts only with words after it or a number before it
	any    bool // an unnamed source: without a state it is not the outlet's own
	envoy  bool // somebody's: a name right after it can be whom it serves
}

// ranks knows what office a rank and the words after it are.
type ranks struct {
	*fa.Phrases[rank]
	rules    map[rule]string // → office
	examples []titleExample
}

// rule is a rank with what follows it: an office, a body's English name or sort, a state's code; "*" for anything.
type rule struct{ rank, of string }

type titleExample struct {
	line            int
	office, yes, no string
}

var loadRanks = sync.OnceValues(func() (*ranks, error) { return parseRanks(ranksTSV, titlesTSV) })

func parseRanks(ranksText, titlesText string) (*ranks, error) {
	r := &ranks{Phrases: fa.NewPhrases[rank]("ی", "ش", "اش", "شان"), rules: map[rule]string{}}
	known := map[string]bool{}
	err := table.Each("ranks.tsv", ranksText, []string{"rank", "office", "flags", "fa"}, func(_ int, f []string) error {
		one := rank{name: f[0], office: f[1]}
		if err := one.setFlags(f[2]); err != nil {
			return err
		}
		if f[0] == "" || f[3] == "" || f[1] != "" && !slices.Contains(safir.Offices, f[1]) {
			return fmt.Errorf("want a rank, an office and a phrase, got %q", f)
		}
		known[f[0]] = true
		r.Add(f[3], one)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = table.Each("titles.tsv", titlesText, []string{"rank", "of", "office", "yes", "no"}, func(line int, f []string) error {
		key := rule{f[0], f[1]}
		if !known[f[0]] || f[1] == "" || !slices.Contains(safir.Offices, f[2]) {
			return fmt.Errorf("want a rank of ranks.tsv, what follows it and an office, got %q", f)
		}
		if r.rules[key] != "" {
			return fmt.Errorf("%s of %s is %s before", f[0], f[1], r.rules[key])
		}
		r.rules[key] = f[2]
		r.examples = append(r.examples, titleExample{line, f[2], f[3], f[4]})
		return nil
	})
	return r, err
}

func (r *rank) setFlags(flags string) error {
	for _, f := range strings.FieldsFunc(flags, func(c rune) bool { return c == ',' }) {
		switch f {
		case "plural":
			r.plural = true
		case "tail":
			r.tail = true
		case "any":
			r.any = true
		case "envoy":
			r.envoy = true
		default:
			return fmt.Errorf("unknown flag %q, want plural, tail, any or envoy", f)
		}
	}
	return nil
}

// office is the office of a rank and what follows it, given from the most to the least special; "" where no rule has it.
func (r *ranks) officeOf(rank string, follows ...string) string {
	for _, of := range append(follows, "*") {
		if o := r.rules[rule{rank, of}]; o != "" && of != "" {
			return o
		}
	}
	return ""
}
