package claims

import (
	"slices"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/page"
	"safir/internal/verb"
)

// scene is a page that claims are looked for in. Most pages have none, so verbs are found when a claim first asks for them.
type scene struct {
	*page.Page
	finder *Finder
	verbs  []verb.Verb
}

// next is the token after token i, or after the number that starts there: بیست و یکمین is no یکمین.
func (s *scene) next(i int) int {
	if n, ok := s.finder.numbers.At(s.Doc, i); ok {
		return n.End
	}
	return i + 1
}

// counted reads the number words of a claim that start at token i.
func (s *scene) counted(i int) (counted, bool) {
	if w, ok := s.finder.words.Longest(s.Doc, i); ok && w.Value.class == last {
		return s.before(fa.Range{Start: i, End: w.End}, counted{kind: Last, why: "last"})
	}
	if c, ok := s.unitFirst(i); ok {
		return c, true
	}
	if n, ok := s.joined(i); ok {
		return counted{Range: fa.Range{Start: i, End: i + 1}, kind: Count, count: n, why: "count and unit"}, true
	}
	n, ok := s.finder.numbers.At(s.Doc, i)
	if !ok || n.Value < 1 || n.Value > 999 {
		return counted{}, false
	}
	if n.Ordinal {
		return s.before(n.Range, ordinal(n.Value))
	}
	if n.Value >= 2 && s.class(n.End) == unit {
		return counted{Range: fa.Range{Start: i, End: n.End + 1}, kind: Count, count: n.Value, why: "count and unit"}, true
	}
	return counted{}, false
}

func ordinal(value int) counted {
	if value == 1 {
		return counted{kind: First, why: "first"}
	}
	return counted{kind: Count, count: value, why: "ordinal"}
}

// before completes a claim whose ordinal stands before a unit or a contact: سومین بار، سومین سفر. An ordinal after its noun
// is none of these: روز سوم سفر.
func (s *scene) before(number fa.Range, c counted) (counted, bool) {
	if key := s.Key(number.End - 1); !strings.HasSuffix(key, "ین") {
		return c, false
	}
	w, ok := s.finder.words.Longest(s.Doc, number.End)
	if !ok || w.Value.class != unit && w.Value.class != contact {
		return c, false
	}
	c.Range, c.types = fa.Range{Start: number.Start, End: w.End}, w.Value.types
	return c, c.kind != Count || !numbered(c.types)
}

// numbered tells whether contacts of these types bear a number as their name: دومین نشست، سومین اجلاس سران.
func numbered(types []safir.EventType) bool {
	return slices.Contains(types, safir.Gathering) || slices.Contains(types, safir.Negotiation)
}

// unitFirst reads an ordinal after its unit: برای بار سوم.
func (s *scene) unitFirst(i int) (counted, bool) {
	if s.class(i) != unit || s.Key(i-1) != "برای" || i+1 >= len(s.Tokens) {
		return counted{}, false
	}
	n, ok := s.finder.numbers.At(s.Doc, i+1)
	if !ok || !n.Ordinal {
		return counted{}, false
	}
	c := ordinal(n.Value)
	c.Range = fa.Range{Start: i, End: n.End}
	return c, true
}

// joined is the count of a number written together with its unit: دوبار.
func (s *scene) joined(i int) (int, bool) {
	const unitKey = "بار"
	number, ok := strings.CutSuffix(s.Key(i), unitKey)
	if !ok || number == "" {
		return 0, false
	}
	n, ok := s.finder.numbers.Word(number)
	return n.Value, ok && !n.Ordinal && n.Value >= 2
}

// class is the class of the word at token i, "" where it is none of them.
func (s *scene) class(i int) class {
	if w, ok := s.finder.words.Longest(s.Doc, i); ok && w.End == i+1 && w.Suffix == "" {
		return w.Value.class
	}
	return ""
}
