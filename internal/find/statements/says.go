package statements

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
)

// minSays is the probability from which a reading counts, chosen by cross-validation on the training gold.
const minSays = 0.4

// choose keeps the readings that are statements: of those that share words, or a cue, the likelier.
func (f *Finder) choose(s *scene, all []reading) []reading {
	for i := range all {
		all[i].says = 0.6
		if f.models.says != nil {
			all[i].says = f.models.says.Probability(s.describeSays(&all[i]), 1)
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int { return cmp.Compare(b.says, a.says) })
	var kept []reading
	for _, r := range all {
		if r.says < minSays {
			break
		}
		if !slices.ContainsFunc(kept, func(k reading) bool { return k.cue == r.cue || s.rivals(k, r) }) {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b reading) int { return cmp.Compare(a.content.Start, b.content.Start) })
	return kept
}

// sureness is into how many parts it is told how sure a reading's extent is.
const sureness = 5

// rivals tells whether two readings are of the same words: most of one is in the other.
func (s *scene) rivals(a, b reading) bool {
	common := min(a.content.End, b.content.End) - max(a.content.Start, b.content.Start)
	if common <= 0 {
		return false
	}
	longer := max(a.content.End-a.content.Start, b.content.End-b.content.Start)
	return 2*common > longer
}

func (s *scene) describeSays(r *reading) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	kind := string(c.kind) + string(r.frame)
	form := "none"
	if c.verb >= 0 {
		v := &s.verbs[c.verb]
		form = v.Form.String()
		f.AddIf(v.Negative, "negative", kind)
	}
	f.AddIf(s.firstPerson(c), "first person", kind)
	f.AddIf(s.number(c) == "plural", "plural", kind)
	opener := s.opener(r)
	f.Add("kind", kind)
	f.Add("word", c.name)
	f.Add("word+kind", c.name, kind)
	f.AddIf(c.word != nil, "listed", kind)
	if c.word != nil {
		f.Add("act+kind", string(c.word.act), kind)
		f.AddIf(r.frame == after && c.kind == finiteCue, "takes clause", kind)
	}
	f.Add("form", form, kind)
	f.Add("form+word", form, c.name)
	f.Add("opener", opener, kind)
	f.Add("opener+word", opener, c.name)
	f.Add("before cue", s.back(c.Start-1), kind)
	f.Add("word before", s.Key(c.Start-1), kind)
	f.AddIf(s.asks(c), "question", kind)
	f.Add("cue's sentence", s.place(c), kind)
	f.Add("sure of extent", learn.Bucket(int(sureness*min(r.start, r.end))), kind)
	f.Add("length", learn.Bucket(r.content.End-r.content.Start), kind)
	f.Add("verbs", learn.Bucket(min(s.finiteBetween(r.content.Start, r.content.End), 2)), kind)
	f.Add("first", s.Key(r.content.Start), kind)
	f.Add("first class", s.back(r.content.Start), kind)
	f.Add("follows", s.back(r.content.End), kind)
	subject := s.subject(c)
	f.Add("subject", subject, kind)
	f.Add("subject+word", subject, c.name)
	outlet := s.outletBefore(c)
	f.Add("outlet", outlet, kind)
	f.Add("outlet+word", outlet, c.name)
	f.AddIf(s.underQuote(c), "in quotation", kind)
	f.Add("inner", s.inner(r), kind)
	f.AddIf(r.frame == before, "why+word", s.Key(r.content.Start-1), c.name)
	f.Add("outer", s.outer(r), kind)
	s.describeWordsAround(f, r, c, kind)
	s.describeSensesAround(f, r, c, kind)
	s.describeUp(f, c, kind)
	if c.kind == colonCue {
		f.Add("before colon", s.back(c.Start-1), s.back(c.Start-2))
		f.Add("colon key", s.Key(c.Start-1))
		f.Add("named", learn.Bucket(min(s.mentionsBetween(s.sentenceStart(c.Start), c.Start), 3)), learn.Bucket(c.Start-s.sentenceStart(c.Start)))
		f.AddIf(s.finiteBetween(s.sentenceStart(c.Start), c.Start) > 0, "verb before colon")
	}
	return f
}

// near is how many words on either side of a cue are stated one by one.
const near = 4

// describeWordsAround states the words around a cue, its verb, and the words of what would be said.
func (s *scene) describeWordsAround(f *features, r *reading, c *cue, kind string) {
	after := s.afterCue(c)
	for d := range near {
		f.Add("around", s.Key(c.Start-1-d))
		f.Add("around", s.Key(after+d))
	}
	f.Add("two before", s.Key(c.Start-2), s.Key(c.Start-1))
	f.Add("two after", s.Key(after), s.Key(after+1))
	if c.verb >= 0 {
		v := &s.verbs[c.verb]
		f.Add("verb", v.Stem, v.Form.String(), c.name)
		f.Add("verb+kind", v.Stem, kind)
	}
	f.Add("sentence", learn.Bucket(min(4, int(s.sentence[c.Start]))))
	for t := r.content.Start; t < r.content.End; t++ {
		if key := s.Key(t); len(key) > 4 {
			f.Add("in content", key)
		}
	}
}

// opener names what opens a content: که, a colon, a quotation mark, a preposition, or nothing.
func (s *scene) opener(r *reading) string {
	out := ""
	for t := r.content.Start - 1; t >= max(r.content.Start-3, 0); t-- {
		key := s.Key(t)
		switch {
		case r.frame == after && key == ".":
			return "stop" + out
		case key == "که" || s.is(t, "that"):
			return "that" + out
		case key == ":":
			return "colon" + out
		case s.quote(t) != noQuote:
			out = " quote"
		case s.is(t, "prep") && out == "":
			return key
		case s.finite(t) || s.Tokens[t].Kind == fa.Word:
			return "word" + out
		}
	}
	return "none" + out
}

// afterCue is the first token after a cue and its verb.
func (s *scene) afterCue(c *cue) int {
	if c.verb >= 0 {
		return s.verbs[c.verb].End
	}
	return c.End
}

// place tells where in its sentence and line a cue stands.
func (s *scene) place(c *cue) string {
	start := s.sentenceStart(c.Start)
	for t := start; t < c.Start; t++ {
		if s.finite(t) {
			return "after verb"
		}
	}
	return learn.Bucket(min(s.mentionsBetween(start, c.Start), 2))
}

// subject names the kind of the last mention before a cue in its sentence that no preposition governs.
func (s *scene) subject(c *cue) string {
	if c.subject == "" {
		c.subject = s.subjectKind(c)
	}
	return c.subject
}

func (s *scene) subjectKind(c *cue) string {
	i := s.subjectMention(c)
	if i < 0 {
		return "none"
	}
	m := &s.Mentions[i]
	outlet := ""
	for t := max(m.Start-3, 0); t < m.End; t++ {
		if s.is(t, "media") {
			outlet = " media"
		}
	}
	return string(m.Kind) + " " + string(m.By) + outlet
}

// subjectMention is the last mention before a cue in its sentence that no preposition governs, -1 where there is none.
func (s *scene) subjectMention(c *cue) int {
	for t := c.Start - 1; t >= s.sentenceStart(c.Start); t-- {
		if i := s.mention[t]; i >= 0 {
			m := &s.Mentions[i]
			if !s.is(m.Start-1, "prep") && s.Key(m.End) != "را" {
				return int(i)
			}
			t = m.Start
		}
		if v := s.verb(t); v != nil && v.Form.Finite() && s.Key(t+1) == "و" {
			continue
		}
	}
	return -1
}

// asks tells whether a cue's sentence is a question.
func (s *scene) asks(c *cue) bool {
	end := s.sentenceEnd(c.Start)
	return s.Key(end-1) == "؟" || s.Key(end-2) == "؟"
}

// outletBefore tells whether it is a news outlet that speaks at a cue: what it reports by itself is no statement, what it reports of a
// source («به نقل از …») is one.
func (s *scene) outletBefore(c *cue) string {
	cites := ""
	for t := c.Start - 1; t >= s.sentenceStart(c.Start); t-- {
		if s.is(t, "citing") {
			cites = " cites"
		}
		if s.is(t, "media") {
			return s.outletRole(t) + cites
		}
		if i := s.mention[t]; i >= 0 {
			m := &s.Mentions[i]
			if (m.Kind == safir.Person || m.Kind == safir.Office) && !s.is(m.Start-1, "prep") {
				return "somebody" + cites
			}
		}
		if s.finite(t) && s.Key(t+1) != "و" {
			return "clause" + cites
		}
	}
	return "nobody" + cites
}

// outletRole tells what an outlet, the last of whose words is token t, is in its clause: what speaks («این روزنامه نوشت»), what a
// preposition governs («به گزارش رویترز»), or part of another name («خبرنگار رویترز»).
func (s *scene) outletRole(t int) string {
	for t--; t >= 0 && (s.is(t, "media") || s.is(t, "demonstrative") || s.Key(t) == "یک"); t-- {
		if s.is(t, "per") || s.is(t, "prep") {
			return "governed"
		}
	}
	switch {
	case t < 0 || s.Tokens[t].Kind != fa.Word || s.Tokens[t+1].Line || s.finite(t) || s.is(t, "adverb") || s.is(t, "joint"):
		return "speaks"
	case s.is(t, "prep"), s.is(t, "per"):
		return "governed"
	case s.mention[t] >= 0:
		return "after mention"
	}
	return "part"
}

// underQuote tells whether a cue stands within a quotation.
func (s *scene) underQuote(c *cue) bool { return s.depth[c.Start] > 0 }

// inner tells whether a content holds a cue of its own, and where.
func (s *scene) inner(r *reading) string {
	named := ""
	for t := r.content.Start; t < r.content.End; t++ {
		if i := s.cueAt[t]; i >= 0 && int(i) != r.cue {
			where := "late"
			if t-r.content.Start < (r.content.End-r.content.Start)/2 {
				where = "early"
			}
			return string(s.cues[i].kind) + where + named
		}
		if m := s.mention[t]; m >= 0 && s.Mentions[m].Start == t && !s.is(t-1, "prep") {
			named = " named"
		}
	}
	return "none"
}

// outer tells whether an earlier cue of the same sentence opens a clause that this one stands in.
func (s *scene) outer(r *reading) string {
	c := &s.cues[r.cue]
	for i := r.cue - 1; i >= 0; i-- {
		o := &s.cues[i]
		if s.sentence[o.Start] != s.sentence[c.Start] {
			break
		}
		if s.opens(s.afterCue(o)) && o.kind != leadCue {
			return string(o.kind) + learn.Bucket(min(s.finiteBetween(s.afterCue(o), c.Start), 2))
		}
	}
	return "none"
}

// statement tells who says a reading's content to what purpose.
func (f *Finder) statement(s *scene, r reading) page.Statement {
	c := &s.cues[r.cue]
	st := page.Statement{
		Content: r.content, Cue: s.cueRange(&r), Confidence: r.says, Event: -1, Why: "cue " + c.name,
	}
	var who, what float64
	st.Speakers, who = f.speakers(s, &r)
	st.Direct = f.direct(s, &r)
	st.Act, what = f.act(s, &r, st.Speakers)
	// A record is right where all of its parts are.
	st.Confidence = r.says * r.start * r.end * who * what
	st.Target = f.targets(s, &r, &st)
	st.Event = s.event(&r, &st)
	s.said = append(s.said, st)
	return st
}

// cueRange is the words of the cue that lie outside its content: with its verb where that follows right on.
func (s *scene) cueRange(r *reading) fa.Range {
	c := &s.cues[r.cue]
	if c.kind == splitCue && r.frame == after {
		return fa.Range{Start: c.Start, End: s.verbs[c.verb].End}
	}
	return c.Range
}
