package safir

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Span is a half-open stretch [Start, End) of a dispatch's body as it arrived, counted in Unicode code points. Repair
// never moves a span: stages work on repaired text with spans of another type ([safir/fa.Span]) and map back at the edge.
type Span struct {
	Start, End int
}

// SpanAt is the span of bytes [start, end) of a body.
func SpanAt(body string, start, end int) Span {
	from := utf8.RuneCountInString(body[:start])
	return Span{Start: from, End: from + utf8.RuneCountInString(body[start:end])}
}

// Len is the number of code points covered.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps tells whether the two spans share a code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// MarshalJSON writes the span as [start,end].
func (s Span) MarshalJSON() ([]byte, error) {
	out := append(make([]byte, 0, len("[12345,12345]")), '[')
	out = append(strconv.AppendInt(out, int64(s.Start), 10), ',')
	return append(strconv.AppendInt(out, int64(s.End), 10), ']'), nil
}

// UnmarshalJSON reads [start,end].
func (s *Span) UnmarshalJSON(data []byte) error {
	if s.read(data) { // as MarshalJSON writes it: records are full of spans
		return nil
	}
	var pair [2]int
	if err := json.Unmarshal(data, &pair); err != nil {
		return fmt.Errorf("span %s: want [start,end]: %w", data, err)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// read reads two numbers without signs or spaces; ok is false for anything else.
func (s *Span) read(data []byte) (ok bool) {
	start, rest, ok := digits(data, '[', ',')
	if !ok {
		return false
	}
	end, rest, ok := digits(rest, ',', ']')
	if ok = ok && len(rest) == 1; ok {
		s.Start, s.End = start, end
	}
	return ok
}

// digits reads a number between two signs; rest begins with the second.
func digits(data []byte, before, after byte) (n int, rest []byte, ok bool) {
	const most = 9 // digits that fit an int anywhere
	if len(data) == 0 || data[0] != before {
		return 0, data, false
	}
	for i, c := range data[1:] {
		switch {
		case c == after:
			return n, data[i+1:], i > 0
		case c < '0' || c > '9' || i >= most || i == 1 && data[1] == '0':
			return 0, data, false
		}
		n = 10*n + int(c-'0')
	}
	return 0, data, false
}
