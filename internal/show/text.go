package show

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"safir"
)

const (
	usualWidth = 80
	wideFrom   = 100 // columns from which text and facts stand beside each other
	ruleWidth  = 3
)

// Text writes a record's page for the terminal: the dispatch's text, and what it says beside it, or below where the terminal
// is narrow. Facts have their words in brackets that begin with the fact's mark ([e1 …]); actors have their number behind
// each mention (¹).
func Text(w io.Writer, rec safir.Record, opt Options) error {
	s, err := newSheet(&rec, 1, opt)
	if err != nil {
		return err
	}
	width := opt.Width
	if width <= 0 {
		width = usualWidth
	}
	out := bufio.NewWriter(w)
	p := &paper{sheet: s, screen: screen{color: opt.Color, bidi: opt.Bidi}}
	for _, l := range p.compose(width) {
		fmt.Fprintln(out, strings.TrimRight(l, " "))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("show.Text: %w", err)
	}
	return nil
}

// paper is a sheet on its way to a screen.
type paper struct {
	*sheet
	screen
	width int // of the column that is being filled
	lines []line
}

// compose lays out the whole page.
func (p *paper) compose(width int) []string {
	p.width = width
	head := p.column(p.head)
	if width < wideFrom {
		return p.each(width, head, p.column(p.dispatch), p.column(p.facts))
	}
	textWidth := min(width*9/20, 76)
	factsWidth := width - textWidth - ruleWidth
	p.width = textWidth
	text := p.column(p.dispatch)
	p.width = factsWidth
	facts := p.column(p.facts)
	return append(p.each(width, head), p.beside(facts, text, factsWidth, textWidth)...)
}

func (p *paper) column(fill func()) []line {
	p.lines = nil
	fill()
	return p.lines
}

func (p *paper) each(width int, parts ...[]line) []string {
	var out []string
	for _, part := range parts {
		for _, l := range part {
			out = append(out, p.pad(l, width))
		}
		out = append(out, "")
	}
	return out
}

// head tells what the dispatch is and where it comes from.
func (p *paper) head() {
	if p.Title != nil {
		p.lines = append(p.lines, wrap(persianWords(repaired(*p.Title), look{bold: true}), p.width, 0, true)...)
	}
	var source phrase
	for i, part := range p.source() {
		if i > 0 {
			source.en("·", look{dim: true})
		}
		source.unit(part)
	}
	p.add(0, source)
}

// source tells outlet, day of publication, desk code, address and id.
func (p *paper) source() []string {
	var out []string
	if p.Source.Agency != nil {
		out = append(out, p.outlet())
	}
	if published := p.published(); published.Known() {
		out = append(out, strings.Join(append([]string{"published"}, bothCalendars(published)...), " "))
	}
	if p.Source.Code != nil {
		out = append(out, "desk code "+*p.Source.Code)
	}
	if p.Source.URL != nil {
		out = append(out, *p.Source.URL)
	}
	return append(out, p.ID)
}

func bothCalendars(w When) []string {
	if w.Jalali == "" {
		return []string{w.Gregorian}
	}
	return []string{w.Gregorian, "=", w.Jalali}
}

// dispatch is the text with its facts marked.
func (p *paper) dispatch() {
	for i, segments := range p.sheet.lines() {
		if i > 0 {
			p.lines = append(p.lines, line{})
		}
		var m marker
		for _, seg := range segments {
			m.segment(seg, p.text.Repaired[seg.Start:seg.End])
		}
		p.lines = append(p.lines, wrap(m.done(), p.width, 0, true)...)
	}
}

// marker writes text with marks into words.
type marker struct {
	words   []word
	current []cell
}

func (m *marker) segment(seg segment, text string) {
	for _, o := range seg.opens {
		if o.layer != actor && !o.cue {
			m.mark("["+o.mark+" ", o.layer)
		}
	}
	m.text(text, lookOf(seg))
	for i, o := range seg.closes {
		switch {
		case o.layer == actor && i > 0 && seg.closes[i-1].layer == actor:
			m.mark("·"+raised(o.index+1), actor)
		case o.layer == actor:
			m.mark(raised(o.index+1), actor)
		case !o.cue && crosses(o, seg):
			m.mark(" "+o.mark+"]", o.layer)
		case !o.cue:
			m.mark("]", o.layer)
		}
	}
}

// crosses tells whether another fact that opened after this one is still open: then the bracket must say whose it is.
func crosses(o opening, seg segment) bool {
	for _, other := range seg.within {
		if other.layer != actor && !other.cue && other.span.End > o.span.End && other.span.Start > o.span.Start {
			return true
		}
	}
	return false
}

// lookOf is how a segment's letters look: as the shortest fact that holds there.
func lookOf(seg segment) look {
	for i := len(seg.within) - 1; i >= 0; i-- {
		if o := seg.within[i]; o.cue {
			return look{color: string(o.layer), underline: true}
		} else if o.layer != statement {
			return look{color: string(o.layer), bold: o.layer == event}
		}
	}
	if len(seg.within) > 0 {
		return look{color: string(statement)}
	}
	return look{}
}

func (m *marker) mark(text string, l layer) {
	m.current = append(m.current, cellsOf(text, look{color: string(l)})...)
	if strings.ContainsFunc(text, unicode.IsLetter) {
		m.current = append(m.current, cell{text: rightToLeft})
	}
}

func (m *marker) text(text string, l look) {
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(text, " ", " \x00 "), func(r rune) bool { return r == ' ' }) {
		if part == "\x00" {
			m.done()
			continue
		}
		m.current = append(m.current, cellsOf(part, l)...)
	}
}

// done ends the word that is being written and gives all words.
func (m *marker) done() []word {
	if len(m.current) > 0 {
		m.words = append(m.words, word{m.current, true})
		m.current = nil
	}
	return m.words
}

// raised writes a number in raised digits.
func raised(n int) string {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	return strings.Map(func(r rune) rune { return []rune(digits)[r-'0'] }, strconv.Itoa(n))
}
