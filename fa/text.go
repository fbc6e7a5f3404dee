package fa

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Text is a dispatch's text as it arrived and repaired, with the alignment between the two. The alignment is a sorted list
// of edits; between two edits both texts are the same.
type Text struct {
	Source, Repaired string
	edits            []Edit
}

// Edit says that the source's bytes [SrcStart, SrcEnd) became the repaired text's bytes [Start, End).
type Edit struct {
	SrcStart, SrcEnd, Start, End int
	Why                          string // the id of the rule or model that made it
}

// Edits lists what repair changed, in order.
func (t Text) Edits() []Edit { return t.edits }

// ToSource maps a span of the repaired text to the smallest span of the source that holds all that it came from.
func (t Text) ToSource(s Span) SourceSpan {
	return SourceSpan{t.sourceAt(s.Start, false), t.sourceAt(s.End, true)}
}

// sourceAt maps a position; inside an edit it goes to the edit's end or start.
func (t Text) sourceAt(pos int, end bool) int {
	i := sort.Search(len(t.edits), func(i int) bool {
		return t.edits[i].End > pos || t.edits[i].End == pos && !end && t.edits[i].Start == pos
	})
	if i < len(t.edits) && t.edits[i].Start < pos {
		if end {
			return t.edits[i].SrcEnd
		}
		return t.edits[i].SrcStart
	}
	if i == 0 {
		return pos
	}
	return t.edits[i-1].SrcEnd + pos - t.edits[i-1].End
}

// CodePoints turns byte positions of a text into code points.
type CodePoints struct{ marks []int32 }

const markEvery = 64 // bytes between two marks

// NewCodePoints counts a text's code points once, so that every later question is answered in constant time.
func NewCodePoints(text string) CodePoints {
	marks := make([]int32, 0, len(text)/markEvery+1)
	n := int32(0)
	for i := range len(text) {
		if i%markEvery == 0 {
			marks = append(marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return CodePoints{append(marks, n)}
}

// At is the number of code points before byte pos of the same text.
func (c CodePoints) At(text string, pos int) int {
	mark := pos / markEvery
	n := int(c.marks[mark])
	for i := mark * markEvery; i < pos; i++ {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

// builder writes a repaired text and its edits.
type builder struct {
	src   string
	at    int // bytes of the source already dealt with
	out   strings.Builder
	edits []Edit
}

// replace says that source bytes [start, end) become text; what lies before them is copied.
func (b *builder) replace(start, end int, text, why string) {
	b.out.WriteString(b.src[b.at:start])
	from := b.out.Len()
	b.out.WriteString(text)
	b.edits = append(b.edits, Edit{start, end, from, b.out.Len(), why})
	b.at = end
}

func (b *builder) text() Text {
	if len(b.edits) == 0 && b.at == 0 {
		return Text{Source: b.src, Repaired: b.src}
	}
	b.out.WriteString(b.src[b.at:])
	return Text{b.src, b.out.String(), b.edits}
}
