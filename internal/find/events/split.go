package events

import (
	"slices"

	"safir/internal/learn"
)

// «با الف و ب دیدار کرد» are two meetings, unless the text speaks of one: whether names in a row share one event or have one each
// is learned.

// row finds the parts of one role that are named in a row, where others take part too; nil where there is none.
func (s *scene) row(c *cue, parts []part) []part {
	var longest []part
	for i := 0; i < len(parts); {
		k := i + 1
		for k < len(parts) && parts[k].role == parts[i].role && s.joinedTo[parts[k].mention] == parts[k-1].mention {
			k++
		}
		if k-i > max(1, len(longest)) && int(s.sentence[s.Mentions[parts[i].mention].Start]) == c.sentence {
			longest = parts[i:k]
		}
		i = k
	}
	if len(longest) == len(parts) {
		return nil
	}
	return longest
}

// link is what joins a mention to the next in a row, و or a comma, "" where something else stands between.
func (s *scene) link(a, b int) string {
	from, to := s.Mentions[a].End, s.Mentions[b].Start
	if to <= from || to > from+4 {
		return ""
	}
	found := ""
	for t := from; t < to; t++ {
		switch key := s.Key(t); key {
		case "با", "نیز", "همچنین", "سپس", "»", "«", "هم":
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

// describeSplit states what may tell whether those in a row have an event each.
func (f *Finder) describeSplit(s *scene, d *draft, row []part) *learn.Features {
	x := &s.f
	x.Reset()
	c, first := d.cue, row[0].mention
	kind := string(d.kind)
	side, _, _ := c.away(s.Mentions[first].Range)
	preposition := s.preposition(c, first)
	x.Add("type", kind)
	x.AddWith(kind, "row", preposition, side)
	x.AddWith(kind, "role", string(row[0].role))
	x.AddWith(kind, "length", learn.Bucket(len(row)))
	x.AddWith(kind, "sort", s.sort(first))
	x.AddWith(kind, "others", learn.Bucket(len(d.parts)-len(row)))
	x.Add("cue", c.word.key)
	x.Add("suffix", c.suffix)
	x.Add("sort+row", s.sort(first), preposition)
	x.Add("states", relation(s.actor(first).Country, s.actor(row[1].mention).Country))
	if c.verb >= 0 {
		v := s.verbs[c.verb]
		x.Add("verb", v.Stem)
		x.AddIf(v.Plural, "plural")
		x.AddIf(v.Plural, "plural", side, preposition)
	}
	for t := s.Sentences[c.sentence].Start; t < s.Sentences[c.sentence].End; t++ {
		switch key := s.Key(t); key {
		case "جداگانه", "جدا", "یکدیگر", "مشترک", "سهجانبه", "چندجانبه", "تلفنی", "ترتیب", "سپس":
			x.Add("word", key)
		}
	}
	return x
}

// split makes one draft for each of those in a row where they have an event each.
func (f *Finder) split(s *scene, d *draft) []draft {
	row := s.row(d.cue, d.parts)
	if row == nil || f.models.split.Probability(f.describeSplit(s, d, row), 1) < 0.5 {
		return []draft{*d}
	}
	var out []draft
	for _, p := range row {
		one, other := *d, func(o part) bool { return o != p && slices.Contains(row, o) }
		one.parts = slices.DeleteFunc(slices.Clone(d.parts), other)
		one.maybe = slices.DeleteFunc(slices.Clone(d.maybe), other)
		out = append(out, one)
	}
	return out
}
