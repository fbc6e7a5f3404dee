package statements

import (
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/verb"
)

// cue is a place where somebody may be reported to say something.
type cue struct {
	fa.Range          // all its words: ابراز نگرانی کرد
	word     *cueWord // nil for a bare colon and for verbs not listed
	noun     fa.Range // the word itself, empty for a colon
	verb     int      // index into the scene's verbs, -1 where it has none
	lead     int      // the با or ضمن or به before it, -1 where there is none
	name     string   // for features: the word's key, or what stands in its place
	kind     cueKind
	ending   string // the form of بودن within the word (معتقد[ند]), "" where there is none
	subject  string // what [scene.subject] has found, "" as long as nobody has asked
}

type cueKind string

const (
	finiteCue cueKind = "finite"
	splitCue  cueKind = "split" // word and verb stand apart: خواستار … شد
	leadCue   cueKind = "lead"  // با تأکید بر …
	sourceCue cueKind = "source"
	colonCue  cueKind = "colon"
	bareCue   cueKind = "bare" // a verb that is not listed, with که or a colon after it
)

// findCues lists the cues in order.
func (s *scene) findCues() {
	for i := 0; i < len(s.Tokens); i++ {
		if s.Apart[i] {
			continue
		}
		c, ok := s.cueFrom(i)
		if !ok {
			continue
		}
		s.cueAt[c.Start] = int32(len(s.cues))
		s.cues = append(s.cues, c)
		if c.kind == finiteCue && c.End > i+1 {
			i = c.End - 1
		}
	}
}

func (s *scene) cueFrom(i int) (cue, bool) {
	if s.Tokens[i].Kind != fa.Word {
		return s.colon(i)
	}
	if c, ok := s.source(i); ok {
		return c, true
	}
	if c, ok := s.noun(i); ok {
		return c, true
	}
	return s.simpleVerb(i)
}

// colon is a colon after words that are no verb of reporting: «عراقچی: …».
func (s *scene) colon(i int) (cue, bool) {
	if s.Key(i) != ":" || i == 0 || i+1 >= len(s.Tokens) || s.Tokens[i-1].Kind == fa.Number && s.Tokens[i+1].Kind == fa.Number {
		return cue{}, false
	}
	if n := len(s.cues); n > 0 && s.cues[n-1].End == i && s.cues[n-1].kind != leadCue {
		return cue{}, false
	}
	return cue{Range: fa.Range{Start: i, End: i + 1}, noun: fa.Range{Start: i, End: i}, verb: -1, lead: -1, name: ":", kind: colonCue}, true
}

// source is «به گفته …».
func (s *scene) source(i int) (cue, bool) {
	m, ok := s.lexicon.sources.Longest(s.Doc, i)
	if !ok || s.Key(m.End) == "" || s.Tokens[m.End].Kind != fa.Word && s.quote(m.End) == noQuote {
		return cue{}, false
	}
	lead := i
	if !m.Value.joined {
		if lead--; !s.is(lead, "per") {
			return cue{}, false
		}
	}
	return cue{
		Range: fa.Range{Start: lead, End: m.End}, word: m.Value, noun: m.Range, verb: -1, lead: lead,
		name: "به_" + m.Value.key, kind: sourceCue,
	}, true
}

// noun is a listed word with its light verb, or after با or ضمن without one.
func (s *scene) noun(i int) (cue, bool) {
	m, ok := s.lexicon.nouns.Longest(s.Doc, i)
	if !ok {
		return cue{}, false
	}
	c := cue{Range: m.Range, word: m.Value, noun: m.Range, verb: -1, lead: -1, name: m.Value.key, kind: finiteCue}
	for s.is(c.Start-1, "support") && !s.Tokens[c.Start].Line {
		c.Start--
	}
	c.lead = s.lead(c.Start)
	if slices.Contains(copulas, m.Suffix) {
		c.ending = m.Suffix
		return c, m.Value.predicate()
	}
	if v, apart := s.lightVerb(&c); v >= 0 {
		c.verb = v
		switch {
		case apart:
			c.kind = splitCue
		case s.Key(c.noun.End) != "و":
			c.End = s.verbs[v].End
		}
		if !apart || c.lead < 0 {
			return c, true
		}
	}
	if c.lead < 0 {
		return cue{}, false
	}
	c.verb, c.kind = -1, leadCue
	c.Start = c.lead
	return c, true
}

// predicate tells whether the word makes a verb with است, so that its short forms may follow within the word (معتقدند).
func (w *cueWord) predicate() bool {
	return slices.ContainsFunc(w.verbs, func(l light) bool { return l.stem == "بود" })
}

// firstPerson tells whether a cue's verb, or its ending, is in the first person: who speaks so does not report.
func (s *scene) firstPerson(c *cue) bool {
	return c.verb >= 0 && s.verbs[c.verb].First || slices.Contains(firstCopulas, c.ending)
}

// number tells whether a cue's verb, or its ending, is in the plural; "?" where it has neither.
func (s *scene) number(c *cue) string {
	switch {
	case c.verb >= 0 && s.verbs[c.verb].Plural, slices.Contains(pluralCopulas, c.ending):
		return "plural"
	case c.verb >= 0, c.ending != "":
		return "single"
	}
	return "?"
}

// lead is the با or ضمن that opens the words before token i, -1 where there is none.
func (s *scene) lead(i int) int {
	for back := 1; back <= 3; back++ {
		t := i - back
		if t < 0 || s.Tokens[t].Kind != fa.Word {
			return -1
		}
		if s.is(t, "lead") {
			return t
		}
		if back == 1 && (s.is(t, "support") || s.is(t, "filler") || s.Key(t) == "این" || s.Key(t) == "یک" || s.infinitive(i+1)) {
			continue
		}
		return -1
	}
	return -1
}

func (s *scene) infinitive(i int) bool {
	v := s.verb(i)
	return v != nil && v.Form == verb.Infinitive
}

const longestSplit = 45 // tokens between a word and its light verb

// lightVerb is the verb that makes a word of reporting of the noun; apart where content may stand between.
func (s *scene) lightVerb(c *cue) (v int, apart bool) {
	end := min(s.sentenceEnd(c.noun.End-1), c.noun.End+longestSplit)
	direct, finites := true, 0
	for t := c.noun.End; t < end; t++ {
		if s.Tokens[t].Line {
			return -1, false
		}
		if at := s.verbAt[t]; at >= 0 {
			found := &s.verbs[at]
			if s.fits(c.word, found) && carries(found, direct || finites == 0 && c.word.can("mid")) {
				return at, !direct
			}
			if found.Form.Finite() {
				finites++
			}
			if finites > 1 || !c.word.can("mid") && found.Form.Finite() {
				return -1, false
			}
			t = found.End - 1
			direct = false
			continue
		}
		switch {
		case s.is(t, "adverb"), s.is(t, "support"), s.Key(t) == "قرار":
		case s.Key(t) == "و" && t == c.noun.End:
			direct = true
			if !s.sharesVerb(c, t+1, end) {
				direct = false
			}
			if direct {
				return s.sharedVerb(c, t+1, end), false
			}
		default:
			direct = false
			if !c.word.can("mid") {
				return -1, false
			}
		}
	}
	return -1, false
}

// carries tells whether a verb can carry a word of reporting: است only where it is near, since any clause between may end with it.
func carries(v *verb.Verb, near bool) bool {
	return v.Form != verb.Infinitive && (near || v.Form != verb.Copula)
}

// fits tells whether a verb is one of the word's light verbs, or a verb of telling that carries any word («حمایت خود را اعلام
// کرد»).
func (s *scene) fits(w *cueWord, v *verb.Verb) bool {
	for _, l := range w.verbs {
		if l.stem != v.Stem {
			continue
		}
		if l.before == "" || s.Key(v.Start-1) == l.before {
			return true
		}
	}
	return false
}

// sharesVerb tells whether the words after «و» run on to a verb that the word shares: «محکوم و از … قدردانی کرد».
func (s *scene) sharesVerb(c *cue, start, end int) bool { return s.sharedVerb(c, start, end) >= 0 }

func (s *scene) sharedVerb(c *cue, start, end int) int {
	for t := start; t < end; t++ {
		at := s.verbAt[t]
		if at < 0 || s.verbs[at].Form == verb.Infinitive {
			continue
		}
		if s.fits(c.word, &s.verbs[at]) {
			return at
		}
		if s.verbs[at].Form.Finite() {
			return -1
		}
	}
	return -1
}

// simpleVerb is a verb of reporting in one word, or any verb with که or a colon after it.
func (s *scene) simpleVerb(i int) (cue, bool) {
	v := s.verb(i)
	if v == nil || v.Start != i || v.Form == verb.Infinitive {
		return cue{}, false
	}
	if s.Key(i+1) == "و" && strings.HasPrefix(s.Key(i+2), "گو") || strings.HasPrefix(s.Key(i+1), "وگو") {
		return cue{}, false // گفت و گو
	}
	c := cue{Range: v.Range, noun: v.Range, verb: s.verbAt[i], lead: -1}
	if w := s.lexicon.verbs[v.Stem]; w != nil {
		c.word, c.name, c.kind = w, w.key, finiteCue
		return c, true
	}
	next := s.Key(v.End)
	if next != ":" && next != "که" || !v.Form.Finite() {
		return cue{}, false
	}
	c.kind, c.name = bareCue, "*"+v.Stem
	if s.Tokens[max(0, i-1)].Kind == fa.Word && i > 0 {
		c.name = s.Key(i-1) + "_" + v.Stem
	}
	return c, true
}
