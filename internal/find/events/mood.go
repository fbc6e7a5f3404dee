package events

import (
	_ "embed"
	"fmt"
	"strconv"
	"sync"

	"safir/fa"
	"safir/internal/learn"
	"safir/internal/table"
)

// Whether an event happened or is only planned, hoped for or called off is said by words around its cue as much as by a verb's
// tense («لغو سفر», «ممکن است سفر کند»). Many words say the same: data/moods.tsv tells which, so that what is learned of one holds
// for all.

//go:embed data/moods.tsv
var moodsTSV string

// moods tell for the key of a word which mood it speaks in; they are numbered from 1 on.
type moods map[string]int

var loadMoods = sync.OnceValues(func() (moods, error) { return parseMoods("moods.tsv", moodsTSV) })

func parseMoods(file, text string) (moods, error) {
	m, names := moods{}, map[string]int{}
	err := table.Each(file, text, []string{"word", "mood", "example"}, func(_ int, fields []string) error {
		key := fa.Key(fields[0])
		if m[key] != 0 {
			return fmt.Errorf("%s stands here twice", fields[0])
		}
		if names[fields[1]] == 0 {
			names[fields[1]] = len(names) + 1
		}
		m[key] = names[fields[1]]
		return nil
	})
	return m, err
}

// describeMood states in which moods the words of a cue's clause speak, each by itself and all together.
func (f *Finder) describeMood(s *scene, c *cue, d *learn.Features, kind, form string) {
	near, together := s.around(c), 0
	for t := max(near.Start, s.clauseStart(c)-beforeVerb); t < min(near.End, s.clauseEnd(c)); t++ {
		mood := f.moods[s.Key(t)]
		side := s.side(c, t)
		if mood == 0 || side == "" || s.mentionAt[t] >= 0 {
			continue
		}
		d.Add("mood", numbers[mood], side)
		d.AddWith(kind, "mood", numbers[mood], side)
		d.AddWith(form, "mood", numbers[mood], side)
		together |= 1 << mood
	}
	d.AddWith(form, "moods", strconv.Itoa(together))
	d.AddWith(kind, "moods", strconv.Itoa(together))
}

// without tells whether a cue is what something is done without: «بدون دیدار با [الف]», «بدون هیچ دیداری». Of 109 such in gold/train, the readings and the
// written one tells of an event.
func (s *scene) without(c *cue) bool {
	start := s.Sentences[c.sentence].Start
	return c.Start > start && s.Key(c.Start-1) == "بدون" ||
		c.Start-1 > start && s.Key(c.Start-2) == "بدون" && s.mentionAt[c.Start-1] < 0
}

// beforeVerb is how many words before the end of the clause before may say what that clause wants of the cue's («قرار است که»).
const beforeVerb = 4

// side is where a word stands beside a cue: just before it, before or behind it in its clause, or at the verb of the clause before,
// which may govern it («قرار است دیدار کند»); "" for elsewhere.
func (s *scene) side(c *cue, t int) string {
	start := s.clauseStart(c)
	switch {
	case t >= c.Start:
		return "behind"
	case t >= start && c.Start-t <= 3:
		return "just before"
	case t >= start:
		return "before"
	case c.before >= 0 && s.verbs[c.before].Start-t <= 2:
		return "at the verb before"
	}
	return ""
}
