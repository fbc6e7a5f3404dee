package events

import (
	"slices"

	"safir/fa"
)

// What the grammar around a cue says of who does what. Persian puts the subject first and leaves it out where it is that of
// the clause or the sentence before, marks a partner with با, and hangs the one whose event it is on the cue («دیدار ظریف با…»).
// These guesses are facts for the decisions, not decisions.

// cue is a place in the text that may tell of an event.
type cue struct {
	fa.Range
	index    int // among the page's cues
	word     *cueWord
	suffix   string
	sentence int
	verb     int // index of the verb that ends its clause, -1 where none
	before   int // index of the last finite verb before it in the sentence, -1 where none

	subject int // mention, -1 where none
	carried int // how far away the subject stands: 0 in the clause, 1 earlier in the sentence, 2 in an earlier sentence
	partner int // mention after با, -1 where none
	holder  int // mention that hangs on the cue, -1 where none
	prior   int // index of the last earlier cue that can tell of the same type and has somebody at it, -1 where none
	nth     int // how many earlier cues can tell of the same type
	nthWord int // how many earlier cues have the same word
}

// prepositions govern what follows them, so that it is no subject.
var prepositions = map[string]bool{
	"با": true, "به": true, "از": true, "در": true, "برای": true, "علیه": true, "درباره": true, "توسط": true, "میان": true,
	"بین": true, "بر": true, "نزد": true, "سوی": true, "طرف": true, "جز": true, "بدون": true, "تا": true, "بی": true, "مانند": true,
	"همراه": true, "دعوت": true, "ریاست": true, "مورد": true, "خصوص": true, "جانب": true, "حضور": true,
}

// bare tells whether a mention stands free, as a subject does: after a mark, a verb, که, a time, or at the start.
func (s *scene) bare(mention int) bool {
	m := s.Mentions[mention]
	t := m.Start - 1
	start := s.Sentences[s.sentence[m.Start]].Start
	if t < start || s.Tokens[m.Start].Line {
		return true
	}
	if key := s.Key(t); joins(key) {
		if prior := s.joinedTo[mention]; prior >= 0 {
			return s.bare(prior)
		}
		return true
	}
	if s.Tokens[t].Kind != fa.Word {
		return true
	}
	if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
		return true
	}
	if slices.ContainsFunc(s.times[s.sentence[m.Start]], func(i int) bool { return s.Times[i].Contains(t) }) {
		return true
	}
	switch s.Key(t) {
	case "که", "اما", "ولی", "همچنین", "نیز", "سپس", "هم", "را", "گزارش", "افزود", "پیشتر", "حالیکه", "چنانچه", "اگر", "اقای", "خانم", "دکتر":
		return true
	}
	return false
}

// findLeads guesses whom each sentence is about.
func (s *scene) findLeads() {
	for at, list := range s.mentions {
		s.leads[at] = -1
		for _, i := range list {
			if s.bare(i) && s.sort(i) != "body" {
				s.leads[at] = i
				break
			}
		}
	}
}

func (f *Finder) findCues(s *scene) {
	for i := 0; i < len(s.Tokens); {
		if i < len(s.Apart) && s.Apart[i] {
			i++
			continue
		}
		if m, ok := f.cues.nouns.Longest(s.Doc, i); ok && !f.isVerbCue(s, i) {
			if len(m.Value.types) > 0 {
				s.addCue(m.Range, m.Value, m.Suffix)
			}
			i = m.End
			continue
		}
		if v := s.verbAt[i]; v >= 0 && s.verbs[v].Start == i {
			if word := f.cues.verbs[s.verbs[v].Stem]; word != nil {
				s.addCue(s.verbs[v].Range, word, "")
			}
			i = s.verbs[v].End
			continue
		}
		i++
	}
}

// isVerbCue tells whether a word that is both a noun and a verb cue («بازگشت») ends its clause as a verb.
func (f *Finder) isVerbCue(s *scene, t int) bool {
	v := s.verbAt[t]
	return v >= 0 && s.verbs[v].Start == t && s.verbs[v].Form.Finite() && f.cues.verbs[s.verbs[v].Stem] != nil
}

func (s *scene) addCue(r fa.Range, word *cueWord, suffix string) {
	c := cue{Range: r, index: len(s.cues), word: word, suffix: suffix, sentence: int(s.sentence[r.Start]), verb: -1, before: -1, prior: -1}
	sentence := s.Sentences[c.sentence]
	start := r.End
	if word.verb {
		start = r.Start
	}
	for t := start; t < sentence.End && c.verb < 0; t++ {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
			c.verb = v
		}
	}
	for t := r.Start - 1; t >= sentence.Start && c.before < 0; t-- {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
			c.before = v
		}
	}
	c.holder = s.holderOf(&c)
	c.partner = s.partnerOf(&c)
	c.subject, c.carried = s.subjectOf(&c)
	s.compare(&c)
	s.cues = append(s.cues, c)
}

// recent is how many cues or events back one is compared with: more than dispatches have, so that a text of nothing but
// events takes time as it is long, not as its square.
const recent = 150

// compare looks back at the earlier cues.
func (s *scene) compare(c *cue) {
	for i := max(0, len(s.cues)-recent); i < len(s.cues); i++ {
		e := &s.cues[i]
		if e.word == c.word {
			c.nthWord++
		}
		if slices.ContainsFunc(e.word.types, c.word.tells) {
			c.nth++
			if e.partner >= 0 || e.holder >= 0 {
				c.prior = i
			}
		}
	}
}

// clauseStart is the token at which the cue's clause may begin.
func (s *scene) clauseStart(c *cue) int {
	if c.before >= 0 {
		return s.verbs[c.before].End
	}
	return s.Sentences[c.sentence].Start
}

// clauseEnd is the token after the cue's clause.
func (s *scene) clauseEnd(c *cue) int {
	if c.verb >= 0 {
		return s.verbs[c.verb].End
	}
	return s.Sentences[c.sentence].End
}

// inClause tells whether a stretch lies in the cue's clause.
func (s *scene) inClause(c *cue, r fa.Range) bool {
	return fa.Range{Start: s.clauseStart(c), End: s.clauseEnd(c)}.Holds(r)
}

// holderOf is the mention that hangs on the cue, over a few words between that are no prepositions («گفت‌وگوی امروز ظریف»).
func (s *scene) holderOf(c *cue) int {
	for t := c.End; t < min(c.End+4, s.Sentences[c.sentence].End); t++ {
		if m := s.mentionAt[t]; m >= 0 {
			if s.namesEvent(c, int(m)) {
				return -1
			}
			return int(m)
		}
		if key := s.Key(t); prepositions[key] && key != "میان" && key != "بین" || s.Tokens[t].Kind == fa.Punct || s.verbAt[t] >= 0 {
			return -1
		}
	}
	return -1
}

// partnerOf is the mention after با: first behind the cue, else before it in its clause.
func (s *scene) partnerOf(c *cue) int {
	found := -1
	for _, i := range s.mentions[c.sentence] {
		m := s.Mentions[i]
		if m.Start >= s.clauseEnd(c) || m.End <= s.clauseStart(c) || s.preposition(c, i) != "با" {
			continue
		}
		if m.Start >= c.End {
			if found < 0 {
				found = i
			}
			break
		}
		found = i
	}
	return found
}

// subjectOf guesses who does what the cue tells: the bare mention of its clause, else of the clauses before, else whom the
// sentences before are about.
func (s *scene) subjectOf(c *cue) (mention, carried int) {
	start, first := s.clauseStart(c), -1
	for _, i := range s.mentions[c.sentence] {
		m := s.Mentions[i]
		if m.Start >= s.clauseEnd(c) || m.End > c.Start && m.Start < c.End || i == c.partner || !s.bare(i) {
			continue
		}
		if m.Start >= start {
			return i, 0
		}
		if first < 0 {
			first = i
		}
	}
	if first >= 0 {
		return first, 1
	}
	for at := c.sentence - 1; at >= max(0, c.sentence-back); at-- {
		if s.leads[at] >= 0 {
			return s.leads[at], 2
		}
	}
	return -1, 3
}

// preposition is the word that governs a mention: the nearest one before it, over the names of its row.
func (s *scene) preposition(c *cue, mention int) string {
	start := s.Sentences[c.sentence].Start
	for s.joinedTo[mention] >= 0 {
		mention = s.joinedTo[mention]
	}
	t := s.Mentions[mention].Start - 1
	if t < start {
		return "^"
	}
	if key := s.Key(t); len(key) <= 10 {
		return key
	}
	return "word"
}

// longestPath is the number of steps up to which a path says something.
const longestPath = 7

// path is the way between two places as one fact: mentions, times, places and verbs by their sort, short words by
// themselves, rows of others as one step.
func (s *scene) path(from, to int) string {
	out := make([]byte, 0, 48)
	steps, last := 0, ""
	for t := from; t < to; t++ {
		step := s.step(t)
		if step == last && len(step) == 1 {
			continue
		}
		if steps++; steps > longestPath {
			return "far"
		}
		out = append(append(out, step...), ' ')
		last = step
	}
	return string(out)
}

func (s *scene) step(t int) string {
	key := s.Key(t)
	switch v := s.verbAt[t]; {
	case s.mentionAt[t] >= 0:
		return "M"
	case v >= 0 && s.verbs[v].Form.Finite():
		return "V"
	case s.Tokens[t].Kind == fa.Punct || len(key) <= 6:
		return key
	}
	at := s.sentence[t]
	if slices.ContainsFunc(s.times[at], func(i int) bool { return s.Times[i].Contains(t) }) {
		return "T"
	}
	if slices.ContainsFunc(s.places[at], func(i int) bool { return s.Places[i].Contains(t) }) {
		return "P"
	}
	return "w"
}

// wordsBack is the token so many words before another, in its sentence from start on; the words of a mention don't count, so that
// long names and titles hide nothing.
func (s *scene) wordsBack(t, start, n int) int {
	for t > start && n > 0 {
		if t--; s.mentionAt[t] < 0 {
			n--
		}
	}
	return t
}

// wordsOn is the token behind so many words from another on, in its sentence up to end; see wordsBack.
func (s *scene) wordsOn(t, end, n int) int {
	for ; t < end && n > 0; t++ {
		if s.mentionAt[t] < 0 {
			n--
		}
	}
	return t
}
