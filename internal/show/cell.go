package show

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
)

// cell is what the terminal shows in one place: a letter with what stands above and below it.
type cell struct {
	text  string
	width int
	look  look
}

// look is how a cell is shown; the zero look is plain.
type look struct {
	color     string // of colors
	bold, dim bool
	underline bool
}

// colors are the codes of the terminal's own colours, which people choose so that they can read them.
var colors = map[string]string{
	string(event): "32", string(statement): "34", string(claim): "35", string(actor): "36", string(when): "33",
}

// sgr is the look as the terminal is told of it.
func (l look) sgr() string {
	var codes []string
	for _, c := range []struct {
		on   bool
		code string
	}{{l.bold, "1"}, {l.dim, "2"}, {l.underline, "4"}, {l.color != "", colors[l.color]}} {
		if c.on {
			codes = append(codes, c.code)
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return "\x1b[" + strings.Join(codes, ";") + "m"
}

const sgrReset = "\x1b[0m"

// word is cells without a space among them. A right-to-left word belongs to Persian text, whatever letters it has.
type word struct {
	cells []cell
	rtl   bool
}

func (w word) width() int { return widthOf(w.cells) }

func widthOf(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

// cellsOf cuts a text into cells. Control characters are left out: a dispatch must not steer the terminal, nor turn the
// direction of what stands around it.
func cellsOf(text string, l look) []cell {
	var out []cell
	g := displaywidth.StringGraphemes(strings.Map(harmless, text))
	for g.Next() {
		if n := len(out); g.Width() == 0 && n > 0 {
			out[n-1].text += g.Value()
			continue
		}
		out = append(out, cell{g.Value(), g.Width(), l})
	}
	return out
}

func harmless(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
		return -1
	}
	return r
}

// line is words laid out from left to right, or from right to left.
type line struct {
	words []word
	rtl   bool
}

// wrap breaks words into lines of a width; all but the first are indented.
func wrap(words []word, width, indent int, rtl bool) []line {
	var out []line
	current := line{rtl: rtl}
	used := 0
	for _, w := range words {
		for _, piece := range fitting(w, width-indent) {
			n := piece.width()
			if used > 0 && used+1+n > width {
				out = append(out, current)
				current, used = line{words: blank(indent), rtl: rtl}, indent
			} else if used > 0 && !isBlank(current.words) {
				used++
			}
			current.words = append(current.words, piece)
			used += n
		}
	}
	return append(out, current)
}

// fitting cuts a word that no line can hold.
func fitting(w word, width int) []word {
	var out []word
	width = max(width, 1)
	for w.width() > width {
		n, used := 0, 0
		for ; n < len(w.cells) && used+w.cells[n].width <= width; n++ {
			used += w.cells[n].width
		}
		n = max(n, 1)
		out, w.cells = append(out, word{w.cells[:n], w.rtl}), w.cells[n:]
	}
	return append(out, w)
}

// blank is an indent: a word of spaces, which no space follows.
func blank(n int) []word {
	if n == 0 {
		return nil
	}
	cells := make([]cell, n)
	for i := range cells {
		cells[i] = cell{" ", 1, look{}}
	}
	return []word{{cells: cells}}
}

func isBlank(words []word) bool {
	return len(words) == 1 && !slices.ContainsFunc(words[0].cells, func(c cell) bool { return c.text != " " })
}
