package tag

import (
	"fmt"
	"io"
	"sort"
)

// checkFolds is into how many parts the lessons are dealt, in stretches long enough to hold passages of one text.
const (
	checkFolds   = 5
	checkStretch = 20
)

// CheckWords measures parts of speech by cross-validation over the treebanks' development splits: the share of words that get their tag,
// by style, among those that the treebank cuts as the words of fa are cut. It writes the commonest confusions.
func CheckWords(shared string, lexiconFile, seenFile, namesFile, traitsFile []byte, log io.Writer) error {
	c, err := newWordCourse(shared, lexiconFile, seenFile, namesFile)
	if err != nil {
		return fmt.Errorf("tag.CheckWords: %w", err)
	}
	if err := c.readNews(shared); err != nil {
		return fmt.Errorf("tag.CheckWords: %w", err)
	}
	base := c.base(PerDT)
	if err := base.openTables(lexiconFile, seenFile, traitsFile); err != nil {
		return fmt.Errorf("tag.CheckWords: %w", err)
	}
	examples, lectures := c.tagExamples(base, c.sentences), c.tagExamples(base, c.lectures)
	sum := newWordScore()
	for k := range checkFolds {
		s, err := c.checkFold(k, examples, lectures, traitsFile)
		if err != nil {
			return fmt.Errorf("tag.CheckWords: %w", err)
		}
		sum.add(s)
	}
	sum.write(log)
	return nil
}

// checkFold scores one part by what is learned from the others.
func (c *wordCourse) checkFold(k int, examples, lectures []example, traits []byte) (wordScore, error) {
	var lessons []example
	for i, e := range examples {
		if !c.held(i, k) {
			lessons = append(lessons, e)
		}
	}
	t := learnTaught(lessons, lectures, c.vectors)
	score := newWordScore()
	for _, style := range Styles {
		w := c.base(style)
		if err := w.openTables(c.lexiconFile, c.seenFile, traits); err != nil {
			return score, err
		}
		var err error
		if w.tags, err = openModel(t.inStyle(styleNumber(style)).pack(maxWordRows), wordLabels); err != nil {
			return score, err
		}
		w.lemmas.lexicon = w.lexicon
		for i := range c.sentences {
			p := &c.sentences[i]
			if c.held(i, k) && treebanks[p.style].style == style {
				score.sentence(style, p, w.Tag(p.doc, c.names))
			}
		}
	}
	return score, nil
}

// held tells whether sentence i is of part k. What no style follows is never held.
func (c *wordCourse) held(i, k int) bool {
	return treebanks[c.sentences[i].style].style != "" && i/checkStretch%checkFolds == k
}

// wordScore counts words and right tags by style, and confusions.
type wordScore struct {
	right, all map[Style]int
	confused   map[string]int
}

func newWordScore() wordScore {
	return wordScore{map[Style]int{}, map[Style]int{}, map[string]int{}}
}

func (s wordScore) sentence(style Style, p *parsed, words []Word) {
	for i, gold := range p.gold {
		if gold == nil {
			continue
		}
		s.all[style]++
		if got := words[i].UPOS.String(); got == gold.UPOS {
			s.right[style]++
		} else {
			s.confused[fmt.Sprintf("%s %s for %s", style, got, gold.UPOS)]++
		}
	}
}

func (s wordScore) add(o wordScore) {
	for style, n := range o.all {
		s.all[style] += n
		s.right[style] += o.right[style]
	}
	for c, n := range o.confused {
		s.confused[c] += n
	}
}

func (s wordScore) write(out io.Writer) {
	for _, style := range Styles {
		fmt.Fprintf(out, "%s: %.2f%% of %d\n", style, 100*float64(s.right[style])/float64(max(1, s.all[style])), s.all[style])
	}
	var kinds []string
	for c := range s.confused {
		kinds = append(kinds, c)
	}
	sort.Slice(kinds, func(i, j int) bool {
		if s.confused[kinds[i]] != s.confused[kinds[j]] {
			return s.confused[kinds[i]] > s.confused[kinds[j]]
		}
		return kinds[i] < kinds[j]
	})
	const most = 20
	for _, c := range kinds[:min(most, len(kinds))] {
		fmt.Fprintf(out, "%5d %s\n", s.confused[c], c)
	}
}
