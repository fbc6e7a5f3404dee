package events

import (
	"strings"

	"safir/fa"
)

// Who reports an event need not take part in it: a spokesman tells of his minister's visit. Persian shows who speaks by a verb
// before a colon, «که» or a quotation, by a name before a colon in titles, and says by the verb's person whether the speaker was there.

// voice is how a cue's words are told.
type voice string

const (
	told    voice = ""        // by the dispatch itself
	content voice = "content" // within what somebody says: «ظریف گفت که … دیدار کرد»
	aside   voice = "aside"   // in the clause of the verb of saying: «ظریف در دیدار … گفت:»
)

// opens tells whether a word or mark begins a clause that is told.
func opens(key string) bool {
	switch key {
	case "که", "اینکه", "انکه", ":", "«":
		return true
	}
	return false
}

// opening is the token that last opens a clause between the verb before a cue and the cue, -1 where none does.
func (s *scene) opening(c *cue) int {
	for t := c.Start - 1; t >= s.clauseStart(c); t-- {
		if opens(s.Key(t)) {
			return t
		}
	}
	return -1
}

// speakerOf finds who says what a cue tells.
func (s *scene) speakerOf(c *cue) (mention int, how voice) {
	start := s.Sentences[c.sentence].Start
	for t := c.Start - 1; t > start; t-- {
		if !opens(s.Key(t)) {
			continue
		}
		before := t - 1
		if m := s.mentionAt[before]; m >= 0 && s.Key(t) == ":" {
			return int(m), content
		}
		if v := s.verbAt[before]; v >= 0 && s.verbs[v].Form.Finite() {
			return s.firstBare(c.sentence, start, s.verbs[v].Start), content
		}
	}
	if v := c.verb; v >= 0 && s.verbs[v].End < s.Sentences[c.sentence].End && opens(s.Key(s.verbs[v].End)) && c.carried == 0 {
		return c.subject, aside
	}
	return -1, told
}

// firstBare is the first mention among tokens [from, to) of a sentence that stands as a subject does, -1 where none.
func (s *scene) firstBare(sentence, from, to int) int {
	for _, i := range s.mentions[sentence] {
		if m := s.Mentions[i]; m.Start >= from && m.End <= to && s.bare(i) {
			return i
		}
	}
	return -1
}

// firstPerson tells whether a cue's clause speaks of the speaker: «دیدار کردم»، «سفرمان».
func (s *scene) firstPerson(c *cue) bool {
	switch c.suffix {
	case "م", "مان", "هایم":
		return true
	}
	return c.verb >= 0 && s.verbs[c.verb].First
}

// ownerOf is whose event a cue is by a possessive ending or «خود» («سفر منیر و رایزنی‌هایش»، «سفر خود»): the one on whom an earlier cue of
// the clause hangs, else the subject.
func (s *scene) ownerOf(c *cue) int {
	self := s.reflexive(c)
	if !self && !strings.HasSuffix(c.suffix, "ش") && !strings.HasSuffix(c.suffix, "شان") {
		return -1
	}
	if !self {
		for i := len(s.cues) - 1; i >= 0 && s.cues[i].sentence == c.sentence; i-- {
			if e := &s.cues[i]; e.holder >= 0 && s.finiteBetween(e.End, c.Start) == 0 {
				return e.holder
			}
		}
	}
	return c.subject
}

// reflexive tells whether «خود» hangs on a cue.
func (s *scene) reflexive(c *cue) bool {
	for t := c.End; t < min(c.End+4, s.Sentences[c.sentence].End); t++ {
		switch key := s.Key(t); {
		case key == "خود" || key == "خویش":
			return true
		case prepositions[key] || s.Tokens[t].Kind == fa.Punct || s.verbAt[t] >= 0 || s.mentionAt[t] >= 0:
			return false
		}
	}
	return false
}

// governor is the word that governs a cue («در»، «درباره»، «پس از»), over cues that are joined to it, pointing words and numbers.
func (s *scene) governor(c *cue) string {
	t, start := c.Start-1, s.clauseStart(c)
	for i := c.index - 1; i >= 0 && t >= start && s.Key(t) == "و" && s.cues[i].End == t; i-- {
		t = s.cues[i].Start - 1
	}
	for ; t >= start; t-- {
		key := s.Key(t)
		switch {
		case key == "این", key == "ان", key == "همین", key == "یک", strings.HasSuffix(key, "مین"), strings.HasSuffix(key, "ترین"):
			continue
		case s.mentionAt[t] >= 0:
			return "mention"
		}
		return key
	}
	return "^"
}
