package tag

import (
	"fmt"
	"slices"
	"strings"

	"safir/fa"
)

// NameScore counts names by class: right, in gold, found.
type NameScore map[Class][3]int

// String gives precision, recall and F1 of each class and of all names together, in per cent.
func (s NameScore) String() string {
	var out strings.Builder
	var all [3]int
	for _, class := range []Class{Person, Place, Organisation} {
		c, ok := s[class]
		if !ok {
			continue
		}
		fmt.Fprintf(&out, "%s %s  ", class, rates(c))
		for k := range all {
			all[k] += c[k]
		}
	}
	return out.String() + "all " + rates(all)
}

// F1 is the harmonic mean of precision and recall over all classes.
func (s NameScore) F1() float64 {
	var right, both int
	for _, c := range s {
		right, both = right+c[0], both+c[1]+c[2]
	}
	return 2 * float64(right) / float64(max(1, both))
}

// Of is the score of one class alone.
func (s NameScore) Of(class Class) NameScore { return NameScore{class: s[class]} }

func (s NameScore) count(class Class, right, want, found int) {
	c := s[class]
	s[class] = [3]int{c[0] + right, c[1] + want, c[2] + found}
}

func rates(c [3]int) string {
	p, r := float64(c[0])/float64(max(1, c[2])), float64(c[0])/float64(max(1, c[1]))
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f", 100*p, 100*r, 200*float64(c[0])/float64(max(1, c[1]+c[2])))
}

// Score counts the names that are found in tagged sentences with exactly the words that gold gives them.
func (n *Names) Score(sentences []Sentence) NameScore {
	out := NameScore{}
	for _, s := range sentences {
		d := s.document()
		want := s.names()
		for _, name := range want {
			out.count(name.Class, 0, 1, 0)
		}
		for _, name := range n.Find(d.Doc) {
			name.Range = fa.Range{Start: d.words[name.Start], End: d.last[name.End-1] + 1}
			name.Score = 0
			right := 0
			if slices.Contains(want, name) {
				right = 1
			}
			out.count(name.Class, right, 0, 1)
		}
	}
	return out
}

// names lists the names that the tags give, as ranges of words.
func (s Sentence) names() []Name {
	var out []Name
	for i, tag := range s.Tags {
		label := max(0, slices.Index(nameLabels, tag))
		if label == 0 {
			continue
		}
		if last := len(out) - 1; !begins(label) && last >= 0 && out[last].End == i && out[last].Class == classOf(label) {
			out[last].End = i + 1
			continue
		}
		out = append(out, Name{fa.Range{Start: i, End: i + 1}, classOf(label), 0})
	}
	return out
}

// scoreGold counts the people and the states that records name. A dispatch may name people who are no actors of its record:
// they count as invented, so that the precision is a lower bound. It scores what [Names.Entities] lists.
func (n *Names) scoreGold(all []goldDispatch) NameScore {
	out := NameScore{}
	for _, d := range all {
		found := n.Entities(d.doc)
		for class, want := range map[Class][]fa.Range{Person: d.people, Place: d.states} {
			out.count(class, 0, len(want), 0)
			for _, f := range found {
				if f.Class != class {
					continue
				}
				right := 0
				if slices.Contains(want, f.Range) {
					right = 1
				}
				out.count(class, right, 0, 1)
			}
		}
	}
	return out
}
