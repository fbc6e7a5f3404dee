package events

import (
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/learn"
)

// «با الف و ب دیدار کرد» are two meetings, unless the text speaks of one: whether names in a row share one event or have one each
// is learned.

// row finds those who take part in one role and are named in a row in the cue's sentence, by their mentions there; nil where there is
// none. Others take part too, or are left unsaid: two sides alone are no row.
func (s *scene) row(c *cue, parts []part) []part {
	var longest, run []part
	for _, i := range s.mentions[c.sentence] {
		if s.joinedTo[i] < 0 {
			run = nil
		}
		is := func(p part) bool { return p.actor == s.Mentions[i].Actor }
		k := slices.IndexFunc(parts, is)
		if k < 0 || slices.ContainsFunc(run, is) {
			continue
		}
		p := parts[k]
		p.mention = i
		if len(run) > 0 && run[0].role != p.role {
			run = nil
		}
		if run = append(run, p); len(run) > max(1, len(longest)) {
			longest = run
		}
	}
	if len(longest) == len(parts) && len(longest) > 0 && s.preposition(c, longest[0].mention) != "با" {
		return nil
	}
	return longest
}

// link is what joins a mention to the next in a row, و or a comma, "" where something else stands between.
func (s *scene) link(a, b int) string {
	from, to := s.Mentions[a].End, s.Mentions[b].Start
	if to <= from || to > from+6 {
		return ""
	}
	found := ""
	for t := from; t < to; t++ {
		if title, ok := s.titles.Longest(s.Doc, t); ok && title.End <= to {
			t = title.End - 1
			continue
		}
		switch key := s.Key(t); key {
		case "با", "نیز", "همچنین", "سپس", "»", "«", "هم":
		case "پس", "بعد": // «با الف و پس از آن با ب»
			if found == "" || !s.afterThat(t) {
				return ""
			}
			t += 2
		case "و":
			found = key
		default:
			if !joins(key) {
				return ""
			}
			if found == "" {
				found = "،"
			}
		}
	}
	return found
}

// others are words of which «و» behind a row of names joins more that have no names: «با الف، ب و چند کشور دیگر».
var others = []string{"چند", "چندین", "برخی", "سایر", "دیگر", "بسیاری", "شماری", "کشورهای", "کشورهایی", "مقامات", "مقامهای"}

// goesOn tells whether a row of names goes on behind a mention with others that have no names.
func (s *scene) goesOn(mention int) bool {
	t := s.Mentions[mention].End
	return t+1 < s.Sentences[s.sentence[s.Mentions[mention].Start]].End && s.Key(t) == "و" && slices.Contains(others, s.Key(t+1))
}

// describeSplit states what may tell whether those in a row have an event each.
func (f *Finder) describeSplit(s *scene, d *draft, row []part) *learn.Features {
	x := &s.f
	x.Reset()
	c, first := d.cue, row[0].mention
	kind, sort, number, states := string(d.kind), s.sort(first), c.number(s), s.statesOf(row)
	standing := s.standing(c, first)
	x.Add("type", kind)
	x.AddWith(number, "cue", c.word.key)
	x.Add("number+states", number, states)
	x.Add("number+sort", number, sort)
	x.AddWith(kind, "states+sort", states, sort)
	x.AddWith(kind, "standing", standing)
	x.Add("standing+sort", standing, sort)
	x.Add("clause", s.clauseOf(c, row))
	x.Add("length", learn.Bucket(min(len(row), 4)))
	x.AddWith(kind, "others", learn.Bucket(min(len(d.parts)-len(row), 2)))
	if c.verb >= 0 {
		x.Add("verb", s.verbs[c.verb].Stem)
	}
	for t := s.clauseStart(c); t < s.clauseEnd(c); t++ {
		if key := s.Key(t); slices.Contains(togetherOrApart, key) {
			x.Add("word", key)
		}
	}
	start := s.Mentions[first].Start
	for t := max(s.Sentences[c.sentence].Start, start-3); t < start; t++ {
		x.Add("before", s.Key(t))
	}
	return x
}

// togetherOrApart are words that tell whether several have one event or one each.
var togetherOrApart = []string{"جداگانه", "جدا", "ترتیب", "سپس", "یکدیگر", "مشترک", "سهجانبه", "چندجانبه", "تلفنی"}

// clauseOf tells whether a row stands in the cue's clause.
func (s *scene) clauseOf(c *cue, row []part) string {
	if s.inClause(c, fa.Range{Start: s.Mentions[row[0].mention].Start, End: s.Mentions[row[len(row)-1].mention].End}) {
		return "its own"
	}
	return "another"
}

// number tells whether the cue's word stands in the plural: «دیدارهای», «توافقات».
func (c *cue) number(s *scene) string {
	key := s.Key(c.Start)
	if strings.HasPrefix(c.suffix, "ها") || strings.HasSuffix(key, "ات") || strings.HasSuffix(key, "اتی") {
		return "many"
	}
	return "one"
}

// statesOf tells whether those in a row are of one state, or each of another.
func (s *scene) statesOf(row []part) string {
	same, different := false, false
	for i, p := range row {
		for _, o := range row[:i] {
			switch relation(s.actor(p.mention).Country, s.actor(o.mention).Country) {
			case "unknown":
				return "unknown"
			case "same":
				same = true
			default:
				different = true
			}
		}
	}
	switch {
	case same && different:
		return "some"
	case different:
		return "several"
	}
	return "one"
}

// split makes one draft for each of those in a row where they have an event each.
func (f *Finder) split(s *scene, d *draft) []draft {
	row := s.row(d.cue, d.parts)
	if row == nil || f.models.split.Probability(f.describeSplit(s, d, row), 1) < 0.5 {
		return []draft{*d}
	}
	var out []draft
	for _, p := range row {
		one, other := *d, func(o part) bool {
			return o.actor != p.actor && slices.ContainsFunc(row, func(r part) bool { return r.actor == o.actor })
		}
		one.parts = slices.DeleteFunc(slices.Clone(d.parts), other)
		one.maybe = slices.DeleteFunc(slices.Clone(d.maybe), other)
		out = append(out, one)
	}
	return out
}
