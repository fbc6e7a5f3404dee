package show

import (
	"fmt"
	"html/template"
	"strings"

	"safir"
	"safir/fa"
)

// Article is one record as part of a page that others make: the text with its facts marked, and beside it the facts. The page needs
// [Styles] and, for facts that light up, [Script] and an element of the id "live".
func Article(rec *safir.Record, opt Options) (template.HTML, error) {
	s, err := newSheet(rec, 1, opt)
	if err != nil {
		return "", err
	}
	return fragment("article", s.html(), opt)
}

// Layers are the boxes that say which facts are marked in an article.
func Layers(opt Options) (template.HTML, error) { return fragment("layers", nil, opt) }

// Styles is the style sheet of articles.
func Styles() string { return asset("page.css") }

// Script is what lights the words of a fact in an article.
func Script() string { return asset("page.js") }

func fragment(name string, data any, opt Options) (template.HTML, error) {
	var b strings.Builder
	if err := compiled(opt.Language).ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("show.%s: %w", name, err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // written by html/template, which escaped what stands in it
}

// Piece is a stretch of a quotation.
type Piece struct {
	Text   string
	Marked bool // it is what is quoted for; the rest is what stands around it
}

// Quote is the repaired text around some spans of a body, as much as about so many characters before and after, with what lies under the
// spans marked. What is left out is an ellipsis.
func Quote(body string, spans []safir.Span, around int) []Piece {
	if len(spans) == 0 {
		return nil
	}
	body, spans = near(body, spans, around)
	s := &sheet{Record: &safir.Record{Body: body}, text: fa.Repair(body), byID: map[string]*fact{}}
	for i := range body {
		s.points = append(s.points, i)
	}
	s.points = append(s.points, len(body))
	f := s.add(event, "", 0, spans...)
	return quote(s.text.Repaired, f.spans, around)
}

// near is the part of a body that a quotation can need, and the spans in it: to repair all of a long one for a line takes long.
func near(body string, spans []safir.Span, around int) (string, []safir.Span) {
	runes := []rune(body)
	first, last := len(runes), 0
	for _, s := range spans {
		first, last = min(first, s.Start), max(last, s.End)
	}
	more := 2*around + 100 // repair may leave less of it
	first, last = max(0, first-more), min(len(runes), last+more)
	if first >= last {
		return body, spans
	}
	moved := make([]safir.Span, len(spans))
	for i, s := range spans {
		moved[i] = safir.Span{Start: s.Start - first, End: s.End - first}
	}
	return string(runes[first:last]), moved
}

// quote cuts a text at its marked spans, and what lies far from all of them out of it.
func quote(text string, marked []fa.Span, around int) (out []Piece) {
	add := func(words string, mark bool) {
		if words = onOneLine(words); words != "" {
			out = append(out, Piece{words, mark})
		}
	}
	at, first := 0, true
	for _, m := range marked {
		if m.Start < at {
			m.Start = at
		}
		if m.End <= m.Start {
			continue
		}
		between := text[at:m.Start]
		switch before, after := tail(between, around), head(between, around); {
		case first && len(before) < len(between):
			add("… "+before, false)
		case !first && len(before)+len(after) < len(between):
			add(after+" … "+before, false)
		default:
			add(between, false)
		}
		add(text[m.Start:m.End], true)
		at, first = m.End, false
	}
	if rest := head(text[at:], around); len(rest) < len(text[at:]) {
		add(rest+" …", false)
	} else {
		add(text[at:], false)
	}
	return out
}

// onOneLine puts one space in the place of several and of line ends.
func onOneLine(text string) string {
	var b strings.Builder
	space := false
	for _, r := range text {
		blank := strings.ContainsRune(blanks, r)
		if !blank {
			b.WriteRune(r)
		} else if !space {
			b.WriteByte(' ')
		}
		space = blank
	}
	return b.String()
}

// head is the beginning of a text, about n characters of whole words, or up to where a paragraph ends.
func head(text string, n int) string {
	count := 0
	for i, r := range text {
		if count++; count > n && r == ' ' || r == '\n' && count > 1 {
			return text[:i]
		}
	}
	return text
}

// tail is the end of a text, about n characters of whole words, or from where a paragraph begins.
func tail(text string, n int) string {
	count := 0
	runes := []rune(text)
	for i := len(runes) - 1; i >= 0; i-- {
		if count++; count > n && runes[i] == ' ' || runes[i] == '\n' && count > 1 {
			return string(runes[i+1:])
		}
	}
	return text
}
