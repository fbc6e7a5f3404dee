package events

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"safir"
	"safir/fa"
	"safir/internal/table"
)

// Who comes back to a place, or meets somebody once more, was there before: what a dispatch tells so is another event than what it
// tells without such words, often of the same people at the same place.

//go:embed data/again.tsv
var againTSV string

// againWords tell for each word in which sense it says that something was not the first of its kind.
type againWords struct {
	*fa.Phrases[string]
	returns map[string]bool // keys of cues that tell of a coming back
}

var loadAgain = sync.OnceValues(func() (*againWords, error) { return parseAgain("again.tsv", againTSV) })

var againSenses = []string{"again", "return", "counted"}

func parseAgain(file, text string) (*againWords, error) {
	w := &againWords{fa.NewPhrases[string](), map[string]bool{}}
	err := table.Each(file, text, []string{"word", "sense", "example"}, func(_ int, fields []string) error {
		switch {
		case !slices.Contains(againSenses, fields[1]):
			return fmt.Errorf("unknown sense %q", fields[1])
		case fields[1] == "return":
			w.returns[fa.Key(fields[0])] = true
		default:
			w.Add(fields[0], fields[1])
		}
		return nil
	})
	return w, err
}

// repeats says how a cue is told as not the first of its kind, "" where it isn't.
func (f *Finder) repeats(s *scene, c *cue) string {
	near := s.around(c)
	for t := max(near.Start, s.clauseStart(c)); t < min(near.End, s.clauseEnd(c)); t++ {
		if m, ok := f.again.Longest(s.Doc, t); ok && s.mentionAt[t] < 0 && s.repeated(m.Range, m.Value) == c {
			return m.Value
		}
	}
	if f.again.returns[c.word.key] {
		return "return"
	}
	return ""
}

// repeated is the cue of a sentence that words say is told again: the one that they hang on («سفر مجدد»), else the next one behind them, else the
// last one before; what is counted stands beside its number. Nil where there is none.
func (s *scene) repeated(words fa.Range, sense string) *cue {
	var last *cue
	here := s.cuesOf(int(s.sentence[words.Start]))
	for i := range here {
		c := &here[i]
		switch {
		case c.End == words.Start:
			return c
		case c.Start >= words.End:
			if sense == "counted" && c.Start != words.End {
				return nil
			}
			return c
		case c.End < words.Start:
			last = c
		}
	}
	if sense == "counted" {
		return nil
	}
	return last
}

// onceMore tells whether a draft is told as done again or as a coming back, not only counted.
func (d *draft) onceMore() bool { return d.again == "again" || d.again == "return" }

// againAt is how a cue tells as not the first of its kind, once its place is known: who comes back from there, or comes back without a word
// of where to («همان شب بازگشت»), goes home and has been there once.
func (s *scene) againAt(c *cue, again string, at placeChoice) string {
	named := at.Range
	if at.state >= 0 {
		named = s.Places[at.state].Range
	}
	if again == "return" && !s.leadsTo(c, named) {
		return ""
	}
	return again
}

// leadsTo tells whether a cue's clause says «به» of a place, and not of where another journey led («از سفر به هند بازگشت»).
func (s *scene) leadsTo(c *cue, place fa.Range) bool {
	to := place.Start - 1
	if !s.inClause(c, fa.Range{Start: to, End: place.End}) || s.Key(to) != "به" {
		return false
	}
	here := s.cuesOf(c.sentence)
	for t := to - 1; t >= s.clauseStart(c) && !s.endsPlace(t); t-- {
		if c.Contains(t) {
			return true
		}
		if slices.ContainsFunc(here, func(o cue) bool { return o.Contains(t) && o.word.tells(safir.Visit) }) {
			return false
		}
	}
	return true
}

// endsPlace tells whether a token is the last of a place.
func (s *scene) endsPlace(t int) bool {
	return slices.ContainsFunc(s.places[s.sentence[t]], func(i int) bool { return s.Places[i].End == t+1 })
}
