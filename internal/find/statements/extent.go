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
	var out []startChoice
	for t := start; t < end; t++ {
		if s.Apart[t] {
			continue
		}
		if why, ok := s.beginsAt(c, t, start, object); ok {
			out = append(out, startChoice{t, why})
		}
	}
	return out
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
	prev := s.Key(t - 1)
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
	case s.is(t-1, "meeting"), s.is(t-1, "text"):
		return "talk", true
	case s.Key(t) == "این" || s.Key(t) == "ان" || s.Key(t) == "هرگونه":
		return "this", true
	}
	return "", false
}

// start chooses where content begins that stands before a cue and ends at token end.
func (f *Finder) start(s *scene, c *cue, end int) (int, float64) {
	choices := s.startChoices(c)
	best, bestP, total := -1, 0.0, 0.0
	for i := range choices {
		if choices[i].at >= end {
			break
		}
		p := 0.5
		if f.models.start != nil {
			p = f.models.start.Probability(s.describeStart(c, choices, i, end), 1)
		}
		total += p
		if p > bestP {
			best, bestP = choices[i].at, p
		}
	}
	if best < 0 {
		return end, 0
	}
	return best, bestP / max(total, 1)
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
	for _, class := range s.lexicon.classes[s.Key(t)] {
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

// surviving is the probability that content goes on below which no later end is looked for.
const surviving = 0.02

// end chooses where content ends that starts at the reading's content start: each boundary from left to right stops it with
// some probability, and the likeliest stop wins.
func (f *Finder) end(s *scene, r *reading) (int, float64) {
	scan := s.newScan(r)
	best, bestP, alive := scan.at, 0.0, 1.0
	for scan.next() {
		p := 0.5
		if scan.last {
			p = 1
		} else if f.models.end != nil {
			p = f.models.end.Probability(scan.describe(), 1)
		}
		if alive*p > bestP {
			best, bestP = scan.at, alive*p
		}
		if alive *= 1 - p; alive < surviving || alive < bestP {
			break
		}
	}
	return best, bestP
}

// scan goes through the boundaries at which content may end.
type scan struct {
	*scene
	r                                                *reading
	c                                                *cue
	start, at                                        int
	last                                             bool // nothing follows
	quoted                                           bool // the content opens with a quotation mark or stands in one
	colon                                            bool
	depth                                            int8
	sentenceCount, verbCount, commaCount, firstCount int
	lastSentence                                     int32
}

func (s *scene) newScan(r *reading) *scan {
	c := &s.cues[r.cue]
	start := r.content.Start
	x := &scan{scene: s, r: r, c: c, start: start, at: start}
	if start >= len(s.Tokens) {
		x.last = true
		return x
	}
	x.depth = s.depth[start]
	x.quoted = start > 0 && s.quote(start-1) != noQuote
	for t := start - 1; t >= max(start-3, 0); t-- {
		if s.Key(t) == ":" {
			x.colon = true
		}
	}
	x.lastSentence = s.sentence[start]
	return x
}

// next moves to the next boundary; false where there is none left.
func (x *scan) next() bool {
	for x.at++; x.at < len(x.Tokens); x.at++ {
		if x.sentence[x.at] != x.lastSentence {
			x.lastSentence = x.sentence[x.at]
			x.sentenceCount++
		}
		if v := x.verb(x.at - 1); v != nil && v.End == x.at && v.Form.Finite() {
			x.verbCount++
			if v.First {
				x.firstCount++
			}
		}
		if x.Key(x.at-1) == "،" {
			x.commaCount++
		}
		if x.boundary(x.at) {
			return true
		}
	}
	if x.last {
		return false
	}
	x.last = true
	x.at = len(x.Tokens)
	return true
}

// boundary tells whether content may end before token t.
func (x *scan) boundary(t int) bool {
	tok := x.Tokens[t]
	switch {
	case tok.Line || x.starts[t] || x.sentence[t] != x.sentence[t-1]:
		return true
	case x.Apart[t]:
		return !x.Apart[t-1]
	case tok.Kind == fa.Punct || tok.Kind == fa.Symbol:
		return true
	case x.cueAt[t] >= 0:
		return true
	case x.Key(t) == "و", x.is(t, "turn"), x.is(t, "lead"):
		return true
	case x.finite(t-1) && !x.finite(t):
		return true
	case x.c.kind == leadCue || x.c.kind == sourceCue:
		return x.is(t, "prep") || x.mention[t] >= 0 && x.Mentions[x.mention[t]].Start == t
	}
	return false
}

func (x *scan) describe() *features {
	s, f, t := x.scene, &x.scene.features, x.at
	f.Reset()
	kind := string(x.c.kind)
	if x.colon {
		kind += ":"
	}
	if x.quoted {
		kind += "«"
	}
	mark := x.mark(t)
	f.Add("kind+mark", kind, mark)
	f.Add("mark", mark)
	f.Add("next", mark, x.ahead(t))
	f.Add("kind+next", kind, mark, x.ahead(t))
	f.Add("depth", mark, learn.Bucket(int(s.depth[t])-int(x.depth)))
	f.Add("kind+sentences", kind, mark, learn.Bucket(x.sentenceCount))
	f.Add("verbs", mark, learn.Bucket(min(x.verbCount, 3)))
	f.Add("kind+verbs", kind, mark, learn.Bucket(min(x.verbCount, 2)))
	f.Add("length", mark, learn.Bucket(t-x.start))
	f.Add("back", mark, s.back(t-1))
	f.Add("commas", mark, learn.Bucket(min(x.commaCount, 2)))
	f.AddIf(x.c.word != nil, "word+mark", x.c.name, mark)
	f.Add("clause", mark, x.clauseAhead(t))
	f.Add("kind+clause", kind, mark, x.clauseAhead(t))
	if s.starts[t] || mark == "line" || mark == "bullet" {
		f.Add("line", kind, mark, x.ahead(t), x.clauseAhead(t), learn.Bucket(min(x.sentenceCount, 2)))
		f.AddIf(x.firstAhead(t), "first person ahead", kind)
		f.AddIf(x.firstCount > 0, "first person behind", kind)
	}
	return f
}

// mark names the boundary before token t.
func (x *scan) mark(t int) string {
	tok := x.Tokens[t]
	switch {
	case x.Apart[t]:
		return "apart"
	case tok.Line && tok.Kind == fa.Symbol:
		return "bullet"
	case tok.Line:
		return "line"
	case x.sentence[t] != x.sentence[t-1]:
		return "sentence"
	case x.quote(t) == closing:
		return "»"
	case x.quote(t) == opening:
		return "«"
	case tok.Kind == fa.Punct:
		return x.Key(t)
	case tok.Kind == fa.Symbol:
		return "symbol"
	case x.cueAt[t] >= 0:
		return "cue+" + string(x.cues[x.cueAt[t]].kind)
	case x.Key(t) == "و":
		return "و"
	case x.is(t, "turn"):
		return "turn"
	case x.is(t, "lead"):
		return "lead"
	case x.mention[t] >= 0:
		return "mention"
	case x.is(t, "prep"):
		return x.Key(t)
	}
	return "verb"
}

// ahead tells what the words from boundary t on begin with.
func (x *scan) ahead(t int) string {
	for k := t; k < min(t+4, len(x.Tokens)); k++ {
		switch {
		case x.Apart[k]:
			return "apart"
		case x.Tokens[k].Kind == fa.Punct || x.Tokens[k].Kind == fa.Symbol:
			continue
		case k == t && x.Key(k) == "و":
			continue
		case x.cueAt[k] >= 0:
			return "cue " + string(x.cues[x.cueAt[k]].kind)
		case x.mention[k] >= 0:
			m := &x.Mentions[x.mention[k]]
			return string(m.Kind) + " " + string(m.By)
		case x.finite(k):
			return "verb"
		}
		if c := x.back(k); c != "word" {
			return c
		}
		return "word"
	}
	return "end"
}

// clauseAhead tells what the next cue is that the sentence after boundary t holds, and whether somebody is named before it.
func (x *scan) clauseAhead(t int) string {
	for t < len(x.Tokens) && x.Tokens[t].Kind != fa.Word && x.Tokens[t].Kind != fa.Number {
		t++
	}
	if t >= len(x.Tokens) {
		return "nothing"
	}
	named, verbs := "", 0
	for k := t; k < x.sentenceEnd(t); k++ {
		if i := x.cueAt[k]; i >= 0 {
			c := &x.cues[i]
			mark := ""
			if x.opens(c.End) || c.verb >= 0 && x.opens(x.verbs[c.verb].End) {
				mark = "!"
			}
			return "cue " + string(c.kind) + mark + named + learn.Bucket(min(verbs, 1))
		}
		if m := x.mention[k]; m >= 0 && x.Mentions[m].Start == k && !x.is(k-1, "prep") && named == "" {
			named = " " + string(x.Mentions[m].Kind)
		}
		if v := x.verb(k); v != nil && v.Start == k && v.Form.Finite() {
			verbs++
		}
	}
	return "plain" + named
}

// firstAhead tells whether the sentence from boundary t on has a verb in the first person.
func (x *scan) firstAhead(t int) bool {
	for t < len(x.Tokens) && x.Tokens[t].Kind == fa.Symbol {
		t++
	}
	for k := t; k < min(x.sentenceEnd(t), len(x.Tokens)); k++ {
		if v := x.verb(k); v != nil && v.First && v.Form.Finite() {
			return true
		}
	}
	return false
}
