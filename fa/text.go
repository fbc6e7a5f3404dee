package fa

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// Text is a dispatch's text as it arrived and repaired, with the alignment between the two. The alignment is a sorted list
// of edits; between two edits both texts have the same length, and where their letters differ one letter was exchanged for
// another of the same number of bytes (Arabic ي for Persian ی). Those exchanges come by the thousand in some texts and move
// no position, so they are not kept: [Text.Edits] finds them again by comparing the two.
type Text struct {
	Source, Repaired string
	edits            []edit
}

// Edit says that the source's bytes [SrcStart, SrcEnd) became the repaired text's bytes [Start, End).
type Edit struct {
	SrcStart, SrcEnd, Start, End int
	Why                          string // the id of the rule or model that made it
}

// edit is an Edit that is kept.
type edit struct {
	srcStart, srcEnd, start, end int
	why                          reason
}

// reason is the rule or model that made an edit. Where several had a part in it the last of this list is told.
type reason uint8

const (
	byLetter    reason = iota // an Arabic or ready-joined letter became a Persian one
	byDigit                   // a digit of another script beside Persian ones
	byInvisible               // an invisible character that says nothing is gone
	bySpace                   // a space of another kind became a plain one
	byGap                     // a space that was missing between words was put in
	byHalfSpace               // half-spaces at a place where they say nothing are gone
	byEntity                  // an HTML entity became its character, or a line break that was written out one
	byJoin                    // the half-space model: a space became a half-space
	bySplit                   // the half-space model: a lost half-space was put in
)

var reasonIDs = [...]string{
	byLetter: "letter", byDigit: "digit", byEntity: "entity", byInvisible: "invisible", bySpace: "space", byGap: "gap",
	byHalfSpace: "half-space", byJoin: "join", bySplit: "split",
}

// Edits lists what repair changed, in order.
func (t Text) Edits() []Edit {
	var out []Edit
	src, at := 0, 0
	for _, e := range t.edits {
		out = t.exchanged(out, src, at, e.srcStart)
		out = append(out, Edit{e.srcStart, e.srcEnd, e.start, e.end, reasonIDs[e.why]})
		src, at = e.srcEnd, e.end
	}
	return t.exchanged(out, src, at, len(t.Source))
}

// exchanged lists the letters that differ between source and repaired text from src and at on, up to end in the source.
func (t Text) exchanged(out []Edit, src, at, end int) []Edit {
	for src < end {
		if src+1 == end || !isPair(t.Source[src], t.Source[src+1]) {
			src, at = src+1, at+1
			continue
		}
		if t.Source[src:src+2] != t.Repaired[at:at+2] {
			out = append(out, Edit{src, src + 2, at, at + 2, reasonIDs[whyExchanged(t.Source[src:])]})
		}
		src, at = src+2, at+2
	}
	return out
}

func whyExchanged(source string) reason {
	if r, _ := utf8.DecodeRuneInString(source); unicode.IsDigit(r) {
		return byDigit
	}
	return byLetter
}

// isPair tells whether two bytes are a letter of two bytes; only such letters are exchanged in place.
func isPair(lead, next byte) bool {
	return 0xc2 <= lead && lead <= 0xdf && 0x80 <= next && next <= 0xbf
}

// ToSource maps a span of the repaired text to the smallest span of the source that holds all that it came from. A span
// that holds nothing but what repair put in maps to the empty span at that place.
func (t Text) ToSource(s Span) SourceSpan {
	last := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].start >= s.End }) - 1
	end := s.End
	if last >= 0 {
		e := t.edits[last]
		end = e.srcEnd + max(0, s.End-e.end)
	}
	next := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].end > s.Start })
	start := s.Start
	if next < len(t.edits) && t.edits[next].start < s.Start {
		start = t.edits[next].srcStart
	} else if next > 0 {
		start = t.edits[next-1].srcEnd + s.Start - t.edits[next-1].end
	}
	return SourceSpan{min(start, end), end}
}

// ToRepaired maps a span of the source to the smallest span of the repaired text that holds all that became of it.
func (t Text) ToRepaired(s SourceSpan) Span {
	last := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].srcStart >= s.End }) - 1
	end := s.End
	if last >= 0 {
		e := t.edits[last]
		end = e.end + max(0, s.End-e.srcEnd)
	}
	next := sort.Search(len(t.edits), func(i int) bool { return t.edits[i].srcEnd > s.Start })
	start := s.Start
	if next < len(t.edits) && t.edits[next].srcStart < s.Start {
		start = t.edits[next].start
	} else if next > 0 {
		start = t.edits[next-1].end + s.Start - t.edits[next-1].srcEnd
	}
	return Span{min(start, end), end}
}

// then is the alignment of two repairs in a row: t, and next, which repaired t's repaired text. Edits of the two that touch
// the same letters become one.
func (t Text) then(next Text) Text {
	switch {
	case len(next.edits) == 0:
		return Text{t.Source, next.Repaired, t.edits}
	case len(t.edits) == 0:
		return Text{t.Source, next.Repaired, next.edits}
	}
	c := composer{first: t.edits, second: next.edits}
	c.out = make([]edit, 0, len(t.edits)+len(next.edits))
	for len(c.first)+len(c.second) > 0 {
		c.step()
	}
	return Text{t.Source, next.Repaired, c.out}
}

// composer walks two alignments in step with the text between them.
type composer struct {
	first, second           []edit
	firstShift, secondShift int // how far the text between is ahead of the source, and the last text ahead of that
	out                     []edit
}

// step takes the next edit and all that touch the same stretch [from, to) of the text between.
func (c *composer) step() {
	from, to, why := c.head()
	firstShift, secondShift := c.firstShift, c.secondShift
	for grown := true; grown; {
		grown = false
		for len(c.first) > 0 && touches(c.first[0].start, c.first[0].end, from, to) {
			e := c.first[0]
			to = max(to, e.end)
			c.firstShift += e.end - e.start - (e.srcEnd - e.srcStart)
			c.first, grown, why = c.first[1:], true, max(why, e.why)
		}
		for len(c.second) > 0 && touches(c.second[0].srcStart, c.second[0].srcEnd, from, to) {
			e := c.second[0]
			to = max(to, e.srcEnd)
			c.secondShift += e.end - e.start - (e.srcEnd - e.srcStart)
			c.second, grown, why = c.second[1:], true, max(why, e.why)
		}
	}
	c.out = append(c.out, edit{from - firstShift, to - c.firstShift, from + secondShift, to + c.secondShift, why})
}

// head is the stretch of the text between that the next edit of either list covers.
func (c *composer) head() (from, to int, why reason) {
	if len(c.second) == 0 || len(c.first) > 0 && before(c.first[0].start, c.first[0].end, c.second[0].srcStart, c.second[0].srcEnd) {
		return c.first[0].start, c.first[0].end, c.first[0].why
	}
	return c.second[0].srcStart, c.second[0].srcEnd, c.second[0].why
}

func before(start, end, otherStart, otherEnd int) bool {
	return start < otherStart || start == otherStart && end < otherEnd
}

// touches tells whether [start, end) shares letters with [from, to), or is the same.
func touches(start, end, from, to int) bool {
	return start < to && from < end || start == from && end == to
}
