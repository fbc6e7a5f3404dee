package statements

import (
	"safir/fa"
	"safir/internal/learn"
)

type features = learn.Features

// startChoice is a place where content that stands before its cue may begin.
type startChoice struct {
	at  int    // first token of the content
	why string // what stands before it: a preposition's key, or a kind of boundary
}

// startChoices lists where content may begin that stands before a cue, from left to right.
func (s *scene) startChoices(c *cue) []startChoice {
	end := c.Start
	start := s.sentenceStart(end)
	passive := c.verb >= 0 && (s.verbs[c.verb].Stem == "شد" || s.verbs[c.verb].Stem == "گرفت")
	object := (c.word.can("object") || c.word.can("whole")) && (passive || s.has(start, end, "را"))
	objectEnd := s.lastObject(start, end)
	var out []startChoice
	for t := start; t < end; t++ {
		if s.Apart[t] {
			continue
		}
		if why, ok := s.beginsAt(c, t, start, object && t < objectEnd); ok {
			out = append(out, startChoice{t, why})
		}
	}
	return out
}

// lastObject is where the last object in [start, end) ends, at its را: what is done to an object begins before that. Without
// one it is end.
func (s *scene) lastObject(start, end int) int {
	for t := end - 1; t >= start; t-- {
		if s.Key(t) == "را" {
			return t
		}
	}
	return end
}

func (s *scene) has(start, end int, key string) bool {
	for t := start; t < end; t++ {
		if s.Key(t) == key {
			return true
		}
	}
	return false
}

// beginsAt tells whether content before a cue may begin at token t.
func (s *scene) beginsAt(c *cue, t, start int, object bool) (why string, ok bool) {
	if s.Tokens[t].Kind != fa.Word && s.Tokens[t].Kind != fa.Number {
		return "", false
	}
	k := t - 1
	for k > start && s.quote(k) != noQuote { // بر «ادامه راه» تأکید کرد
		k--
	}
	prev := s.governor(k)
	if t > start && c.word.can(prev) {
		return prev, true
	}
	if !object {
		return "", false
	}
	switch {
	case t == start || s.starts[t]:
		return "start", true
	case s.Tokens[t-1].Kind == fa.Punct:
		return "mark", true
	case prev == "و" || prev == "که":
		return prev, true
	case s.is(t-1, "adverb"):
		return "adverb", true
	case s.finite(t - 1):
		return "verb", true
	case s.mention[t-1] >= 0 && s.mention[t] != s.mention[t-1]:
		return "mention", true
	case s.is(t-1, "pronoun"):
		return "pronoun", true
	case s.mention[t] >= 0 && s.Mentions[s.mention[t]].Start == t:
		return "named", true
	case (s.is(t-1, "meeting") || s.is(t-1, "text")) && s.is(t-2, "demonstrative"):
		return "talk", true
	case s.Key(t) == "این" || s.Key(t) == "ان" || s.Key(t) == "هرگونه":
		return "this", true
	}
	return "", false
}

// governor is the preposition that token t is, or ends: «در مورد» and «در خصوص» say the same as درباره.
func (s *scene) governor(t int) string {
	if s.is(t, "about") && s.Key(t-1) == "در" {
		return "درباره"
	}
	return s.Key(t)
}

// start chooses where content begins that stands before a cue and ends at token end.
func (f *Finder) start(s *scene, c *cue, end int) (int, float64) {
	choices := s.startChoices(c)
	scores := s.scores[:0]
	for i := range choices {
		if choices[i].at >= end {
			break
		}
		score := 0.0
		if f.models.start != nil {
			score = f.models.start.Score(s.describeStart(c, choices, i, end))
		}
		scores = append(scores, score)
	}
	s.scores = scores
	best, p := learn.Likeliest(scores)
	if best < 0 {
		return end, 0
	}
	return choices[best].at, p
}

func (s *scene) describeStart(c *cue, choices []startChoice, i, end int) *features {
	f := &s.features
	f.Reset()
	at, why := choices[i].at, choices[i].why
	start := s.sentenceStart(end - 1)
	same, right := 0, 0
	for k := range choices {
		if k > i && choices[k].at < end {
			right++
			if choices[k].why == why {
				same++
			}
		}
	}
	between := fa.Range{Start: at, End: end}
	f.Add("why", why)
	f.Add("why+word", why, c.word.key)
	f.Add("why+act", why, string(c.word.act))
	f.Add("length", learn.Bucket(end-at))
	f.Add("why+length", why, learn.Bucket(end-at))
	f.Add("right", learn.Bucket(right))
	f.Add("same", why, learn.Bucket(same))
	f.Add("verbs", learn.Bucket(s.finiteBetween(at, end)))
	f.Add("mentions", learn.Bucket(s.mentionsBetween(at, end)))
	f.Add("from start", learn.Bucket(at-start))
	f.Add("first", s.Key(at))
	f.Add("back", s.Key(at-1), why)
	f.Add("back2", s.back(at-2))
	f.AddIf(s.mention[at] >= 0, "at mention", why)
	f.AddIf(s.is(at, "meeting") || s.is(at, "text"), "at talk", why)
	commas, ras, cues := 0, 0, 0
	for t := between.Start; t < between.End; t++ {
		switch s.Key(t) {
		case "،":
			commas++
		case "را":
			ras++
		}
		if s.cueAt[t] >= 0 && t < c.Start {
			cues++
		}
	}
	f.Add("commas", learn.Bucket(commas))
	f.Add("ras", learn.Bucket(ras), why)
	f.Add("cues", learn.Bucket(cues))
	f.Add("subject left", s.subjectIn(start, at-1))
	f.Add("last", s.Key(end-1), s.Key(end))
	return f
}

// back names the word at token t coarsely: its class where it has one, "" outside.
func (s *scene) back(t int) string {
	switch {
	case t < 0:
		return "^"
	case t >= len(s.Tokens):
		return "$"
	case s.mention[t] >= 0:
		return "mention"
	case s.finite(t):
		return "verb"
	case s.Tokens[t].Kind != fa.Word:
		return s.Key(t)
	}
	for _, class := range s.classesOf(t) {
		return class
	}
	return "word"
}

// subjectIn tells what kind of mention begins first in [start, end) without a preposition before it.
func (s *scene) subjectIn(start, end int) string {
	for t := start; t < end; t++ {
		if m := s.mention[t]; m >= 0 && s.Mentions[m].Start == t && !s.is(t-1, "prep") {
			return string(s.Mentions[m].Kind) + string(s.Mentions[m].By)
		}
	}
	return "none"
}
