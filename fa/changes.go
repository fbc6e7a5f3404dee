package fa

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Change is what repair did to one word, as a reader wants to see it: whole words before and after.
type Change struct {
	Line, Column  int // where it starts in the source: lines from 1, columns in code points from 1
	Before, After string
	Why           []string // the ids of the rules and models that had a part in it, in order
}

// Changes lists what repair changed, in order; edits that touch one word, or words that became one, come as one change.
func (t Text) Changes() []Change {
	var out []Change
	place := placer{text: t.Source, line: 1, column: 1}
	edits := t.Edits()
	for len(edits) > 0 {
		n, from, to := t.oneChange(edits)
		first, last := edits[0], edits[n-1]
		c := Change{
			Before: t.Source[from:to],
			After:  t.Repaired[first.Start-(first.SrcStart-from) : last.End+to-last.SrcEnd],
		}
		for _, e := range edits[:n] {
			if !slices.Contains(c.Why, e.Why) {
				c.Why = append(c.Why, e.Why)
			}
		}
		c.Line, c.Column = place.of(from)
		out = append(out, c)
		edits = edits[n:]
	}
	return out
}

// oneChange tells how many of the edits belong to the change that the first starts, and what bytes of the source it covers.
func (t Text) oneChange(edits []Edit) (n, from, to int) {
	from, to = wordStart(t.Source, edits[0].SrcStart), wordStop(t.Source, edits[0].SrcEnd)
	for n = 1; n < len(edits) && edits[n].SrcStart < to; n++ {
		to = max(to, wordStop(t.Source, edits[n].SrcEnd))
	}
	return n, from, to
}

// wordStart is where the run of letters that ends at pos starts.
func wordStart(s string, pos int) int {
	return len(strings.TrimRightFunc(s[:pos], inWord))
}

// wordStop is where the run of letters that starts at pos stops.
func wordStop(s string, pos int) int {
	return len(s) - len(strings.TrimLeftFunc(s[pos:], inWord))
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == ZWNJ
}

// placer turns byte positions of a text, asked for in order, into lines and columns.
type placer struct {
	text             string
	at, line, column int
}

func (p *placer) of(pos int) (line, column int) {
	passed := p.text[p.at:pos]
	p.at = pos
	if n := strings.Count(passed, "\n"); n > 0 {
		p.line += n
		p.column = 1
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
	}
	p.column += utf8.RuneCountInString(passed)
	return p.line, p.column
}
