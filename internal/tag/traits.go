package tag

import (
	"cmp"
	"slices"
	"strings"

	"safir/fa"
)

// A word's traits are what it does in the news, whichever part of speech that may be: nouns have plurals, adjectives are compared and
// follow «بسیار», objects stand before را. They are counted over running text without tags.

// trait is a thing that words do; each comes in four grades.
type trait int

const (
	plural     trait = iota // کتاب: کتاب‌ها
	compared                // بزرگ: بزرگ‌تر
	indefinite              // کتاب: کتابی
	inDegree                // بسیار بزرگ
	counted                 // دو کتاب، این کتاب
	objectOf                // کتاب را
	afterPrep               // در کتاب
	withVerb                // صحبت کرد
	traits
)

// steps are the shares of a word's occurrences at which a trait's grade grows.
var traitSteps = [traits][3]float64{
	plural: {0.02, 0.1, 0.3}, compared: {0.005, 0.03, 0.15}, indefinite: {0.02, 0.1, 0.4}, inDegree: {0.003, 0.02, 0.1},
	counted: {0.02, 0.08, 0.25}, objectOf: {0.01, 0.05, 0.15}, afterPrep: {0.05, 0.2, 0.5}, withVerb: {0.03, 0.15, 0.4},
}

// endings that make forms of a word, joined to its key.
var traitEndings = map[trait][]string{
	plural:     {"ها", "های", "هایی"},
	compared:   {"تر", "ترین", "تری"},
	indefinite: {"ی"},
}

// words before and after which a trait shows.
var (
	traitBefore = map[string]trait{
		"بسیار": inDegree, "خیلی": inDegree, "کاملا": inDegree, "این": counted, "ان": counted, "هر": counted, "چند": counted, "یک": counted,
		"دو": counted, "سه": counted, "چهار": counted, "در": afterPrep, "به": afterPrep, "از": afterPrep, "با": afterPrep, "برای": afterPrep, "بر": afterPrep,
	}
	traitAfter = map[string]trait{
		"را": objectOf, "کرد": withVerb, "کرده": withVerb, "کردند": withVerb, "میکند": withVerb, "کند": withVerb, "شد": withVerb, "شده": withVerb,
		"میشود": withVerb, "شود": withVerb, "داد": withVerb, "داده": withVerb, "دهد": withVerb, "میدهد": withVerb, "است": withVerb, "دارد": withVerb,
	}
)

// habits counts what words do.
type habits struct {
	words map[string]*[1 + traits]int32 // how often seen, then per trait
}

func newHabits() *habits { return &habits{map[string]*[1 + traits]int32{}} }

func (h *habits) add(d *fa.Doc) {
	for i := range d.Tokens {
		if d.Tokens[i].Kind != fa.Word {
			continue
		}
		key := d.Key(i)
		c := h.words[key]
		if c == nil {
			c = new([1 + traits]int32)
			h.words[strings.Clone(key)] = c
		}
		c[0]++
		if i > 0 && !d.Tokens[i].Line {
			if t, ok := traitBefore[d.Key(i-1)]; ok {
				c[1+t]++
			} else if d.Tokens[i-1].Kind == fa.Number {
				c[1+counted]++
			}
		}
		if i+1 < len(d.Tokens) && !d.Tokens[i+1].Line {
			if t, ok := traitAfter[d.Key(i+1)]; ok {
				c[1+t]++
			}
		}
	}
}

// leastHabit is how often a word has to be seen for its habits to count.
const leastHabit = 15

// countHabits counts over the unlabelled news.
func countHabits(shared string) (*habits, error) {
	h := newHabits()
	err := eachNews(shared, func(text string) { h.add(fa.NewDoc(fa.Repair(text).Repaired)) })
	return h, err
}

// pack writes the traits of all words, with the parts of speech that words are told to be.
func (h *habits) pack(told map[uint32]uint32) []byte {
	all := h.grades()
	for word, parts := range told {
		all[word] |= parts << toldShift
	}
	var entries []entry
	for word, v := range all {
		entries = append(entries, entry{word: word, class: v})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.word, b.word) })
	return packLexicon(entries)
}

// grades are the traits of all words, two bits each.
func (h *habits) grades() map[uint32]uint32 {
	out := map[uint32]uint32{}
	for key, c := range h.words {
		total := c[0]
		for t, endings := range traitEndings {
			n := int32(0)
			for _, e := range endings {
				if form := h.words[key+e]; form != nil {
					n += form[0]
				}
			}
			c[1+t] = n
			if t != indefinite {
				total += n
			}
		}
		if total < leastHabit {
			continue
		}
		v := uint32(0)
		for t := range traits {
			share := float64(c[1+t]) / float64(total)
			grade := uint32(0)
			for _, step := range traitSteps[t] {
				if share >= step {
					grade++
				}
			}
			v |= grade << (2 * t)
		}
		out[wordHash(key)] = v
	}
	return out
}
