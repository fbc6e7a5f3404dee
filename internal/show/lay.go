package show

import "strings"

// screen writes lines for one terminal.
type screen struct {
	color bool
	bidi  bool // the terminal reorders by itself
}

// write gives a line as the terminal needs it, and its width. Its right-to-left runs are set apart where the terminal
// reorders them, and are put into their visual order where it does not.
func (s screen) write(l line) (text string, width int) {
	var b strings.Builder
	pen := pen{on: s.color, out: &b}
	for i := 0; i < len(l.words); {
		rtl := l.rtl || l.words[i].rtl
		end := i + 1
		for end < len(l.words) && (l.rtl || l.words[end].rtl == rtl) {
			end++
		}
		if i > 0 && !isBlank(l.words[:i]) {
			pen.put(cell{text: " ", width: 1})
			width++
		}
		cells := joined(l.words[i:end])
		i = end
		if rtl && !s.bidi {
			cells = visual(shape(cells))
		}
		if rtl && s.bidi {
			b.WriteString(isolate)
		}
		for _, c := range cells {
			pen.put(c)
			width += c.width
		}
		pen.lift()
		if rtl && s.bidi {
			b.WriteString(isolateEnd)
		}
	}
	return b.String(), width
}

// joined are words with spaces between them; a space under a stretch that is underlined is so too.
func joined(words []word) []cell {
	var out []cell
	for i, w := range words {
		if i > 0 && !isBlank(words[:i]) {
			space := cell{text: " ", width: 1}
			if last := out[len(out)-1].look; len(w.cells) > 0 && last == w.cells[0].look {
				space.look = last
			}
			out = append(out, space)
		}
		out = append(out, w.cells...)
	}
	return out
}

// pen writes cells and tells the terminal where their look changes.
type pen struct {
	on  bool
	now look
	out *strings.Builder
}

func (p *pen) put(c cell) {
	if p.on && c.look != p.now {
		if p.now != (look{}) {
			p.out.WriteString(sgrReset)
		}
		p.out.WriteString(c.look.sgr())
		p.now = c.look
	}
	p.out.WriteString(c.text)
}

func (p *pen) lift() {
	if p.on && p.now != (look{}) {
		p.out.WriteString(sgrReset)
	}
	p.now = look{}
}

// pad gives a line of exactly the width: left-to-right lines are filled up behind, right-to-left ones before.
func (s screen) pad(l line, width int) string {
	text, n := s.write(l)
	fill := strings.Repeat(" ", max(0, width-n))
	if l.rtl {
		return fill + text
	}
	return text + fill
}

// beside lays two columns beside each other with a rule between.
func (s screen) beside(left, right []line, leftWidth, rightWidth int) []string {
	rule := " │ "
	if s.bidi {
		rule = leftToRight + rule + leftToRight
	}
	var out []string
	for i := range max(len(left), len(right)) {
		l, r := line{}, line{rtl: true}
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out = append(out, strings.TrimRight(s.pad(l, leftWidth)+rule+s.pad(r, rightWidth), " "))
	}
	return out
}
