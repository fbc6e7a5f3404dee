package events

import (
	"safir"
	"safir/internal/learn"
)

// noRole is the role decision's label for an actor that takes no part.
const noRole = "none"

func roleLabels() []string {
	labels := []string{noRole}
	for _, r := range safir.Roles {
		labels = append(labels, string(r))
	}
	return labels
}

// back is how many sentences before the cue's an actor may stand and still take part.
const back = 3

// candidates are the mentions that may take part in the event of a cue: all of its sentence, and of earlier sentences each
// actor's last one, where the actor is not mentioned later.
func (s *scene) candidates(c *cue) []int {
	var out []int
	seen := map[int]bool{}
	for _, i := range s.mentions[c.sentence] {
		out = append(out, i)
		seen[s.Mentions[i].Actor] = true
	}
	for at := c.sentence - 1; at >= max(0, c.sentence-back); at-- {
		list := s.mentions[at]
		for k := len(list) - 1; k >= 0; k-- {
			if a := s.Mentions[list[k]].Actor; !seen[a] {
				seen[a] = true
				out = append(out, list[k])
			}
		}
	}
	return out
}

// describeRole states what may tell which role a mention's actor has in an event of a type.
func (f *Finder) describeRole(s *scene, c *cue, t safir.EventType, mention int) *learn.Features {
	d := &s.f
	d.Reset()
	m := s.Mentions[mention]
	a := s.Actors[m.Actor]
	kind, sort := string(t), f.sort(s, mention)
	both := func(parts ...string) {
		d.Add(parts...)
		d.Add(append(parts, kind)...)
	}
	both("sort", sort)
	both("by", string(m.By))
	d.Add("type", kind)
	away := c.sentence - int(s.sentence[m.Start])
	both("sentences back", learn.Bucket(away))
	if away > 0 {
		f.describeCarried(s, c, m.Actor, mention, away, both, sort)
		return d
	}
	f.describeNear(s, c, mention, both, sort)
	d.AddIf(a.Country == "IRN", "iran", kind)
	d.AddIf(a.Org != "" && a.Country == "", "body without state", kind)
	return d
}

// describeCarried states what holds of an actor mentioned in an earlier sentence only.
func (f *Finder) describeCarried(s *scene, c *cue, actor, mention, away int, both func(...string), sort string) {
	first := len(s.mentions[c.sentence-away]) > 0 && s.mentions[c.sentence-away][0] == mention
	human := 0
	with := false
	for _, i := range s.mentions[c.sentence] {
		m := s.Mentions[i]
		if k := f.sort(s, i); k == "official" || k == "person" {
			human++
			if m.Start > 0 && s.Key(m.Start-1) == "با" {
				with = true
			}
		}
	}
	if first {
		both("carried subject", sort)
	}
	both("carried", sort, learn.Bucket(away), learn.Bucket(min(human, 2)))
	if with {
		both("carried, partner here", sort)
	}
	both("carried+cue", c.word.key, sort)
	both("carried+prev", s.Key(c.Start-1))
	if c.verb >= 0 {
		both("carried+verb", s.verbs[c.verb].Stem, s.verbs[c.verb].Form.String())
	}
	both("carried rank", learn.Bucket(len(s.Actors[actor].Mentions)))
}

// describeNear states what holds of an actor mentioned in the cue's own sentence.
func (f *Finder) describeNear(s *scene, c *cue, mention int, both func(...string), sort string) {
	m := s.Mentions[mention]
	side, from, to := "before", m.End, c.Start
	if m.Start >= c.End {
		side, from, to = "after", c.End, m.Start
	} else if m.End > c.Start {
		side, from, to = "around", c.Start, c.Start
	}
	sentence := s.Sentences[c.sentence]
	prev, next := "-", "-"
	if m.Start > sentence.Start {
		prev = s.Key(m.Start - 1)
	}
	if m.End < sentence.End {
		next = s.Key(m.End)
	}
	verbs := s.finiteBetween(from, to)
	preposition := s.preposition(c, mention)
	both("side", side, sort)
	both("distance", side, learn.Bucket(to-from))
	both("verbs between", side, learn.Bucket(min(verbs, 3)))
	both("prev", prev, side)
	both("next", next, side)
	both("prep", preposition, side)
	both("prep+sort", preposition, side, sort)
	both("prep+verbs", preposition, side, learn.Bucket(min(verbs, 2)))
	both("cue+prep", c.word.key, preposition, side)
	both("others between", side, learn.Bucket(s.mentionsBetween(c, from, to)))
	if to-from <= 4 {
		both("between", side, s.between(from, to))
	}
	if len(s.mentions[c.sentence]) > 0 && s.mentions[c.sentence][0] == mention {
		both("first", side, preposition)
		both("first+verbs", learn.Bucket(min(verbs, 3)))
	}
	inClause := m.Start >= s.clauseStart(c) && m.End <= s.clauseEnd(c)
	if inClause {
		both("in clause", side, preposition, sort)
	}
	if c.verb >= 0 {
		both("verb", s.verbs[c.verb].Stem, side, preposition)
	}
}

// preposition is the word that governs a mention: the nearest one before it, over names joined to it by و or a comma.
func (s *scene) preposition(c *cue, mention int) string {
	m := s.Mentions[mention]
	start := s.Sentences[c.sentence].Start
	t := m.Start - 1
	for t >= start {
		key := s.Key(t)
		if joins(key) {
			if prior := s.mentionEndingAt(c.sentence, t); prior >= 0 {
				t = s.Mentions[prior].Start - 1
				continue
			}
		}
		break
	}
	if t < start {
		return "^"
	}
	if key := s.Key(t); len(key) <= 10 {
		return key
	}
	return "word"
}

// joins tells whether a word or mark joins names in a row.
func joins(key string) bool { return key == "و" || key == "،" || key == "," }

// mentionEndingAt is a mention of the sentence that ends right before token t, or -1.
func (s *scene) mentionEndingAt(sentence, t int) int {
	for _, i := range s.mentions[sentence] {
		if s.Mentions[i].End == t {
			return i
		}
	}
	return -1
}

func (s *scene) mentionsBetween(c *cue, from, to int) int {
	n := 0
	for _, i := range s.mentions[c.sentence] {
		if m := s.Mentions[i]; m.Start >= from && m.End <= to {
			n++
		}
	}
	return n
}

// between is the words of tokens [from, to) as one fact.
func (s *scene) between(from, to int) string {
	out := make([]byte, 0, 40)
	for t := from; t < to; t++ {
		out = append(append(out, s.Key(t)...), '_')
	}
	return string(out)
}
