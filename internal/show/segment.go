package show

import (
	"cmp"
	"slices"
	"strings"

	"safir/fa"
)

// segment is a stretch of text in which the same facts hold. Facts may lie within or across one another: the text is cut
// wherever one of them begins or ends, so that no segment need be cut again.
type segment struct {
	fa.Span
	opens  []opening // facts that begin here, the longest first
	closes []opening // facts that end here, the last opened first
	within []opening // facts that hold here, the longest first
}

// opening is one of a fact's stretches of words.
type opening struct {
	*fact
	span fa.Span
	nth  int  // which of the fact's stretches, from 0
	cue  bool // the reporting words of a statement
}

// lines cuts the repaired text into lines and these into segments.
func (s *sheet) lines() [][]segment {
	all := s.openings()
	cuts := []int{0, len(s.text.Repaired)}
	for _, o := range all {
		cuts = append(cuts, o.span.Start, o.span.End)
	}
	for i := range s.text.Repaired {
		if s.text.Repaired[i] == '\n' {
			cuts = append(cuts, i, i+1)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	lines := [][]segment{nil}
	for i := range len(cuts) - 1 {
		span := fa.Span{Start: cuts[i], End: cuts[i+1]}
		if s.text.Repaired[span.Start:span.End] == "\n" {
			lines = append(lines, nil)
			continue
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], cut(span, all))
	}
	return slices.DeleteFunc(lines, func(line []segment) bool { return len(line) == 0 || s.blank(line) })
}

func (s *sheet) blank(line []segment) bool {
	return strings.Trim(s.text.Repaired[line[0].Start:line[len(line)-1].End], blanks) == ""
}

// openings lists all stretches of all facts, the longest first.
func (s *sheet) openings() []opening {
	var all []opening
	for _, f := range s.facts {
		for i, span := range f.spans {
			all = append(all, opening{f, span, i, false})
		}
		if f.cue.End > f.cue.Start {
			all = append(all, opening{f, f.cue, -1, true})
		}
	}
	slices.SortStableFunc(all, func(a, b opening) int {
		return cmp.Compare(b.span.End-b.span.Start, a.span.End-a.span.Start)
	})
	return all
}

func cut(span fa.Span, all []opening) segment {
	seg := segment{Span: span}
	for _, o := range all {
		if o.span.Start > span.Start || o.span.End < span.End {
			continue
		}
		seg.within = append(seg.within, o)
		if o.span.Start == span.Start {
			seg.opens = append(seg.opens, o)
		}
		if o.span.End == span.End {
			seg.closes = append(seg.closes, o)
		}
	}
	slices.Reverse(seg.closes)
	slices.SortStableFunc(seg.closes, func(a, b opening) int { return cmp.Compare(b.span.Start, a.span.Start) })
	return seg
}
