package ud

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Score counts what a reading has in common with gold. Words count as the same where they cover the same characters of the
// text (white space does not count); those of tokens of several words are aligned by their forms. Tags and lemmas are counted
// of words that are the same.
type Score struct {
	Words, Sentences, UPOS, Lemma Count
}

// Count is how many are right, how many gold has, and how many were found.
type Count struct{ Right, Gold, Found int }

// F1 is the harmonic mean of precision and recall, in per cent.
func (c Count) F1() float64 { return 200 * float64(c.Right) / float64(max(1, c.Gold+c.Found)) }

// String gives the four figures in per cent.
func (s Score) String() string {
	return fmt.Sprintf("words %.2f  sentences %.2f  UPOS %.2f  lemma %.2f", s.Words.F1(), s.Sentences.F1(), s.UPOS.F1(), s.Lemma.F1())
}

// placed is a word with the characters that its token covers.
type placed struct {
	Word
	start, end int
	several    bool // one of several words of a token
}

func place(sentences []Sentence) (words []placed, ends map[int]bool, chars int) {
	ends = map[int]bool{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			start := chars
			chars += visible(t.Form)
			if len(t.Words) == 1 {
				words = append(words, placed{t.Words[0], start, chars, false})
				continue
			}
			for _, w := range t.Words {
				words = append(words, placed{w, start, chars, true})
			}
		}
		ends[chars] = true
	}
	return words, ends, chars
}

// visible is the number of characters that are no white space.
func visible(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// Compare scores a reading against gold; both must cover the same characters.
func Compare(gold, system []Sentence) (Score, error) {
	g, goldEnds, goldChars := place(gold)
	s, ends, chars := place(system)
	if goldChars != chars {
		return Score{}, fmt.Errorf("ud.Compare: %d characters in gold, %d in the reading", goldChars, chars)
	}
	var out Score
	out.Sentences = sentencesInCommon(goldEnds, ends)
	whole := Count{0, len(g), len(s)}
	out.Words, out.UPOS, out.Lemma = whole, whole, whole
	align(g, s, func(a, b Word) {
		out.Words.Right++
		if a.UPOS == b.UPOS {
			out.UPOS.Right++
		}
		if a.Lemma == b.Lemma || a.Lemma == "_" {
			out.Lemma.Right++
		}
	})
	return out, nil
}

// sentencesInCommon counts sentences that begin and end at the same characters.
func sentencesInCommon(gold, system map[int]bool) Count {
	c := Count{0, len(gold), len(system)}
	last := 0
	for _, end := range slices.Sorted(maps.Keys(gold)) {
		if system[end] && (last == 0 || system[last]) && !between(system, last, end) {
			c.Right++
		}
		last = end
	}
	return c
}

func between(ends map[int]bool, from, to int) bool {
	for i := from + 1; i < to; i++ {
		if ends[i] {
			return true
		}
	}
	return false
}

// align finds the words in common from left to right.
func align(gold, system []placed, same func(a, b Word)) {
	for len(gold) > 0 && len(system) > 0 {
		g, s := &gold[0], &system[0]
		switch {
		case g.several || s.several:
			ng, ns := cluster(gold, system)
			alignForms(gold[:ng], system[:ns], same)
			gold, system = gold[ng:], system[ns:]
		case g.start == s.start && g.end == s.end:
			same(g.Word, s.Word)
			gold, system = gold[1:], system[1:]
		case g.start <= s.start:
			gold = gold[1:]
		default:
			system = system[1:]
		}
	}
}

// cluster is how many words of both hang together with the tokens of several words that come first.
func cluster(gold, system []placed) (g, s int) {
	end := 0
	if gold[0].several {
		end = gold[0].end
	}
	if system[0].several && (end == 0 || system[0].start < end) {
		end = max(end, system[0].end)
	}
	for {
		switch {
		case g < len(gold) && gold[g].start < end:
			if gold[g].several {
				end = max(end, gold[g].end)
			}
			g++
		case s < len(system) && system[s].start < end:
			if system[s].several {
				end = max(end, system[s].end)
			}
			s++
		default:
			return g, s
		}
	}
}

// alignForms aligns the words of tokens of several by their longest row of forms in common.
func alignForms(gold, system []placed, same func(a, b Word)) {
	longest := make([][]int, len(gold)+1)
	for i := range longest {
		longest[i] = make([]int, len(system)+1)
	}
	equal := func(i, j int) bool { return strings.EqualFold(gold[i].Form, system[j].Form) }
	for i := len(gold) - 1; i >= 0; i-- {
		for j := len(system) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if equal(i, j) {
				longest[i][j] = max(longest[i][j], 1+longest[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch {
		case equal(i, j) && longest[i][j] == 1+longest[i+1][j+1]:
			same(gold[i].Word, system[j].Word)
			i, j = i+1, j+1
		case longest[i][j] == longest[i+1][j]:
			i++
		default:
			j++
		}
	}
}
