package safir

import (
	"encoding/json"
	"fmt"
)

// Span is a half-open stretch [Start, End) of a dispatch's body as it arrived, counted in Unicode code points. Repair
// never moves a span: stages work on repaired text with spans of another type ([safir/fa.Span]) and map back at the edge.
type Span struct {
	Start, End int
}

// Len is the number of code points covered.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps tells whether the two spans share a code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// MarshalJSON writes the span as [start,end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads [start,end].
func (s *Span) UnmarshalJSON(data []byte) error {
	var pair [2]int
	if err := json.Unmarshal(data, &pair); err != nil {
		return fmt.Errorf("span %s: want [start,end]: %w", data, err)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}
