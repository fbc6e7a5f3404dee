package statements

import (
	"safir/fa"
)

// frame tells where a reading looks for the content.
type frame string

const (
	after  frame = "after"  // after the cue, to an end that is sought
	before frame = "before" // before the cue, from a start that is sought
	mid    frame = "mid"    // between the cue's word and its verb
)

// reading is one way to understand a cue.
type reading struct {
	cue     int
	frame   frame
	content fa.Range
	start   float64 // probability of the content's start
	end     float64 // probability of the content's end
	says    float64 // probability that it is a statement
}

// readings lists the ways to understand each cue, with the likeliest extent of each, in order of the cues.
func (f *Finder) readings(s *scene) []reading {
	out := make([]reading, 0, 2*len(s.cues))
	for i := range s.cues {
		for _, r := range s.frames(i) {
			if f.extend(s, &r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// frames lists the readings that a cue allows, without extent.
func (s *scene) frames(i int) []reading {
	c := &s.cues[i]
	switch c.kind {
	case leadCue, colonCue, sourceCue, bareCue:
		return []reading{{cue: i, frame: after}}
	case splitCue:
		if c.word.can("clause") && s.opens(s.verbs[c.verb].End) {
			return []reading{{cue: i, frame: after}, {cue: i, frame: mid}}
		}
		return []reading{{cue: i, frame: mid}}
	}
	var out []reading
	if c.word.can("clause") {
		out = append(out, reading{cue: i, frame: after})
	}
	if len(s.startChoices(c)) > 0 {
		out = append(out, reading{cue: i, frame: before})
	}
	return out
}

// opens tells whether a clause is opened at token t.
func (s *scene) opens(t int) bool {
	key := s.Key(t)
	return key == "که" || key == ":" || key == "تا" || s.quote(t) == opening || s.quote(t) == either
}

// extend finds the reading's content; false where there is none.
func (f *Finder) extend(s *scene, r *reading) bool {
	c := &s.cues[r.cue]
	r.start, r.end = 1, 1
	switch r.frame {
	case after:
		r.content.Start = s.contentStart(c)
		r.content.End, r.end = f.end(s, r)
	case mid:
		r.content = fa.Range{Start: s.skipOpeners(c.noun.End, s.verbs[c.verb].Start), End: s.midEnd(c)}
	case before:
		r.content.End = s.beforeEnd(c)
		r.content.Start, r.start = f.start(s, c, r.content.End)
	}
	r.content = s.trim(r.content)
	return r.content.Start < r.content.End
}

// contentStart is where the content begins that follows a cue.
func (s *scene) contentStart(c *cue) int {
	t := c.End
	if c.verb >= 0 {
		t = s.verbs[c.verb].End
	}
	switch c.kind {
	case leadCue:
		return s.skipOpeners(c.noun.End, s.sentenceEnd(c.noun.End-1))
	case sourceCue:
		return s.afterSource(c)
	}
	for t < len(s.Tokens) && (s.Key(t) == "که" || s.Key(t) == ":" || s.Key(t) == "،" || s.quote(t) != noQuote || s.Tokens[t].Kind == fa.Symbol) {
		t++
	}
	return t
}

// afterSource is the first token after the words that name a source.
func (s *scene) afterSource(c *cue) int {
	end := s.sentenceEnd(c.End - 1)
	t := c.End
	for t < end && s.mention[t] < 0 && s.Key(t) != "،" && t < c.End+6 {
		t++
	}
	for t < end && s.mention[t] >= 0 {
		t = s.Mentions[s.mention[t]].End
		if k := s.Key(t); (k == "،" || k == "و") && t+1 < end && s.mention[t+1] >= 0 && s.Tokens[t+1].Kind == fa.Word {
			t++
		}
	}
	for k := t; k < min(t+10, end); k++ {
		if s.Key(k) == "،" || s.Key(k) == ":" {
			return k + 1
		}
		if s.finite(k) {
			break
		}
	}
	return t
}

// skipOpeners passes what may stand between a word of reporting and its content: adjectives, a preposition, «این مطلب که».
func (s *scene) skipOpeners(t, end int) int {
	for t < end && (s.is(t, "filler") || s.is(t, "adverb")) {
		t++
	}
	if k := s.skipThat(t, end); k > t {
		return k
	}
	for t < end && (s.is(t, "connector") || s.is(t, "prep")) {
		t++
		if k := s.skipThat(t, end); k > t {
			return k
		}
	}
	for t < end && s.quote(t) != noQuote {
		t++
	}
	return t
}

// skipThat passes «اینکه»، «این نکته که»، «که»، and quotation marks after them.
func (s *scene) skipThat(t, end int) int {
	k := t
	switch {
	case s.is(k, "that"):
		k++
		if s.Key(k) == "که" {
			k++
		}
	case s.Key(k) == "که" || s.Key(k) == ":":
		k++
	case s.Key(k) == "این" || s.Key(k) == "آن" || s.Key(k) == "ان":
		k++
		for k < end && (s.is(k, "noteword") || s.Key(k) == "مبنی" || s.Key(k) == "بر") {
			k++
		}
		if s.Key(k) != "که" && !s.is(k, "that") {
			return t
		}
		k++
	case s.is(k, "noteword") && (s.Key(k+1) == "که" || s.is(k+1, "that")):
		k += 2
	default:
		return t
	}
	for k < end && (s.Key(k) == "،" || s.quote(k) != noQuote || s.is(k, "that")) {
		k++
	}
	return k
}

// midEnd is where content that stands between a word and its verb ends: before را, else before the verb.
func (s *scene) midEnd(c *cue) int {
	end := s.verbs[c.verb].Start
	for end > c.noun.End && s.is(end-1, "support") {
		end--
	}
	if s.Key(end-1) == "را" {
		end--
	}
	return end
}

// beforeEnd is where content that stands before a cue ends: before its را, or before the cue itself.
func (s *scene) beforeEnd(c *cue) int {
	if c.word.can("whole") {
		return c.Start
	}
	for t := c.Start - 1; t >= max(s.sentenceStart(c.Start), c.Start-3); t-- {
		if s.Key(t) == "را" {
			return t
		}
	}
	return c.Start
}

// trim takes marks off both ends of a content.
func (s *scene) trim(r fa.Range) fa.Range {
	r.End = min(r.End, len(s.Tokens))
	for r.Start < r.End && s.Tokens[r.Start].Kind != fa.Word && s.Tokens[r.Start].Kind != fa.Number {
		r.Start++
	}
	for r.End > r.Start && s.Tokens[r.End-1].Kind != fa.Word && s.Tokens[r.End-1].Kind != fa.Number {
		if k := s.Key(r.End - 1); k == ")" || k == "٪" || k == "%" {
			break
		}
		r.End--
	}
	for r.End > r.Start+1 && (s.Key(r.End-1) == "و" || s.Apart[r.End-1]) {
		r.End--
	}
	return r
}
