package show

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Reorders guesses from the environment whether the terminal puts right-to-left text into its order by itself. Those that
// are known to do so are named; of all others it is not assumed, since text that is turned round twice cannot be read at all,
// while text that is turned round once too seldom is only mirrored.
func Reorders(getenv func(string) string) bool {
	const vteWithBidi = 5800 // 0.58 of September 2019
	if version, err := strconv.Atoi(getenv("VTE_VERSION")); err == nil && version >= vteWithBidi {
		return true
	}
	if getenv("KONSOLE_VERSION") != "" || getenv("MLTERM") != "" || strings.HasPrefix(getenv("TERM"), "mlterm") {
		return true
	}
	return slices.Contains([]string{"Apple_Terminal", "mintty"}, getenv("TERM_PROGRAM"))
}

// Marks that set right-to-left text apart from what stands around it.
const (
	isolate     = "\u2067" // right-to-left isolate
	isolateEnd  = "\u2069" // pop directional isolate
	leftToRight = "\u200e" // mark that keeps rules between columns from joining the text beside them
	rightToLeft = "\u200f" // mark that keeps numbers of the text from joining a Latin mark before them
)

// visual puts the cells of a right-to-left run into the order in which they are seen from left to right.
func visual(cells []cell) []cell {
	text, at := runesOf(cells)
	if text == "" {
		return cells
	}
	var p bidi.Paragraph
	if _, err := p.SetString(text, bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
		return cells
	}
	order, err := p.Order()
	if err != nil {
		return cells
	}
	out := make([]cell, 0, len(cells))
	for i := order.NumRuns() - 1; i >= 0; i-- {
		run := order.Run(i)
		first, last := run.Pos()
		part := slices.Clone(cells[at[first] : at[last]+1])
		if run.Direction() == bidi.RightToLeft {
			slices.Reverse(part)
			for k := range part {
				part[k].text = mirrored(part[k].text)
			}
		}
		out = append(out, part...)
	}
	return slices.DeleteFunc(out, func(c cell) bool { return c.text == rightToLeft })
}

// runesOf is a text with one code point for each cell, and the cell of each code point. What stands above and below a
// letter goes where the letter goes.
func runesOf(cells []cell) (text string, at []int) {
	var b strings.Builder
	for i, c := range cells {
		r, _ := utf8.DecodeRuneInString(c.text)
		b.WriteRune(r)
		at = append(at, i)
	}
	return b.String(), at
}
