package statements

import (
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/verb"
)

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
	mark, ahead, clause := x.mark(t), x.ahead(t), x.clauseAhead(t)
	f.Add("kind+mark", kind, mark)
	f.Add("mark", mark)
	f.Add("next", mark, ahead)
	f.Add("kind+next", kind, mark, ahead)
	f.Add("depth", mark, learn.Bucket(int(s.depth[t])-int(x.depth)))
	f.Add("kind+sentences", kind, mark, learn.Bucket(x.sentenceCount))
	f.Add("verbs", mark, learn.Bucket(min(x.verbCount, 3)))
	f.Add("kind+verbs", kind, mark, learn.Bucket(min(x.verbCount, 2)))
	f.Add("length", mark, learn.Bucket(t-x.start))
	f.Add("back", mark, s.back(t-1))
	f.Add("commas", mark, learn.Bucket(min(x.commaCount, 2)))
	f.AddIf(x.c.word != nil, "word+mark", x.c.name, mark)
	f.Add("clause", mark, clause)
	f.Add("kind+clause", kind, mark, clause)
	f.Add("quote ahead", mark, s.quoteAhead(t), learn.Bucket(int(min(s.depth[t]-x.depth, 2))), opened(x.quoted))
	x.describeVerbsAround(f, t, kind, mark)
	x.describeRestHangs(f, kind, mark)
	if gap := x.gap(t); gap != "" {
		x.describeNext(f, t, kind, gap)
		f.Add("gap", kind, gap, ahead, clause, learn.Bucket(min(x.sentenceCount, 2)))
		f.AddIf(x.firstAhead(t), "first person ahead", kind)
		f.AddIf(x.firstCount > 0, "first person behind", kind)
	}
	return f
}

// wordFrom is the first word or number from token t on, the number of tokens where none follows.
func (s *scene) wordFrom(t int) int {
	for t < len(s.Tokens) && s.Tokens[t].Kind != fa.Word && s.Tokens[t].Kind != fa.Number {
		t++
	}
	return t
}

// gap tells what parts the words before boundary t from the sentence after it: a full stop alone, a new line, a bullet; "" where the
// sentence goes on. The mark that ends a sentence is the first boundary there, so that all is decided at it.
func (x *scan) gap(t int) string {
	gap := ""
	if x.starts[t] {
		gap = "sentence"
	}
	for word := x.wordFrom(t); t < len(x.Tokens); t++ {
		switch tok := x.Tokens[t]; {
		case tok.Kind == fa.Symbol && (tok.Line || gap == "line"):
			return "bullet"
		case tok.Line:
			gap = "line"
		case x.sentence[t] != x.sentence[t-1] && gap == "":
			gap = "sentence"
		}
		if t == word {
			return gap
		}
	}
	return "end"
}

func opened(quoted bool) string {
	if quoted {
		return "in quotation"
	}
	return ""
}

// quoteAhead tells which quotation mark comes next after token t, and whether in its line.
func (s *scene) quoteAhead(t int) string {
	const farthest = 120
	k := s.nextQuote[t]
	if k >= min(t+farthest, len(s.Tokens)) {
		return "none"
	}
	kind, later := s.quote(k), t+1 <= k && s.nextLine[t+1] <= k
	switch closes := kind == closing || kind == either && s.depth[k] > 0; {
	case closes && later:
		return "closes later"
	case closes:
		return "closes same"
	case later:
		return "opens later"
	}
	return "opens same"
}

// describeNext states what the sentence is like that begins at boundary t: narrators tell of times and begin with the one who
// spoke, speakers say we.
func (x *scan) describeNext(f *features, t int, kind, mark string) {
	s := x.scene
	t = s.wordFrom(t)
	end := s.sentenceEnd(t)
	f.Add("paragraphs", kind, mark, s.lines)
	f.Add("first word", mark, s.Key(t))
	f.Add("next length", mark, learn.Bucket(end-t))
	if m := s.mentionFrom(t, end); m >= 0 {
		same := "other"
		if x.by >= 0 && s.Mentions[x.by].Actor == s.Mentions[m].Actor {
			same = "speaker"
		}
		f.Add("next about", kind, mark, same, learn.Bucket(min(s.Mentions[m].Start-t, 4)))
	}
	first, last := "", ""
	for k := t; k < end; k++ {
		if v := s.verb(k); v != nil && v.Start == k && v.Form.Finite() {
			last = v.Form.String()
			if first == "" {
				first = last
			}
		}
	}
	f.Add("next verbs", mark, first, last)
	s.describeNextSenses(f, t, end, kind, mark)
	f.AddIf(s.timed(t, end), "next has time", kind, mark)
	x.describeRest(f, t, kind, mark)
}

// describeRest states what is left of the text from token t on: where nobody reports any more and the speaker is not spoken of, the text
// is likely to be his to its end, bullet after bullet.
func (x *scan) describeRest(f *features, t int, kind, mark string) {
	s := x.scene
	reports := learn.Bucket(min(s.reportsFrom(t), 2))
	f.Add("reports left", mark, reports, s.lines)
	f.Add("kind+reports left", kind, mark, reports)
	again := "nobody"
	if x.by >= 0 && s.Mentions[x.by].Actor >= 0 {
		again = "not"
		if s.lastNamed[s.Mentions[x.by].Actor] >= t {
			again = "again"
		}
	}
	f.Add("speaker named", mark, again, reports)
	f.Add("left", kind, mark, reports, learn.Bucket(min(len(s.Sentences)-int(s.sentence[min(t, len(s.Tokens)-1)]), 6)))
	f.Add("cue at", kind, mark, reports, learn.Bucket(min(int(s.sentence[x.c.Start]), 2)), learn.Bucket(min(x.sentenceCount, 3)))
}

// paragraphs tells whether the text gives each sentence a line of its own.
func (s *scene) paragraphs() string {
	lines := 0
	for i := range s.Tokens {
		if s.Tokens[i].Line {
			lines++
		}
	}
	switch n := len(s.Sentences); {
	case 3*lines < n:
		return "none"
	case 3*lines < 2*n:
		return "some"
	}
	return "each"
}

// mentionFrom is the first mention in [start, end), -1 where there is none.
func (s *scene) mentionFrom(start, end int) int {
	for t := start; t < end; t++ {
		if s.mention[t] >= 0 {
			return int(s.mention[t])
		}
	}
	return -1
}

// timed tells whether a time is told of in [start, end).
func (s *scene) timed(start, end int) bool {
	for i := range s.Times {
		if start <= s.Times[i].Start && s.Times[i].Start < end {
			return true
		}
	}
	return false
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
		case x.cueAt[k] >= 0 && x.reports(int(x.cueAt[k])):
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
	t = x.wordFrom(t)
	if t >= len(x.Tokens) {
		return "nothing"
	}
	named, verbs := "", 0
	for k := t; k < x.sentenceEnd(t); k++ {
		if i := x.cueAt[k]; i >= 0 && x.reports(int(i)) {
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
	t = x.wordFrom(t)
	for k := t; k < min(x.sentenceEnd(t), len(x.Tokens)); k++ {
		if v := x.verb(k); v != nil && v.First && v.Form.Finite() {
			return true
		}
	}
	return false
}

// describeVerbsAround states which verb was last before boundary t and which comes next in the sentence, and the first word of what
// follows: a narrator goes on in his own tense and person («گفت راه باز است، اما هنوز کسی آن را تأیید نکرده است»).
func (x *scan) describeVerbsAround(f *features, t int, kind, mark string) {
	word := x.wordFrom(t)
	next, stem := "none", ""
	if v := x.verbFrom(word, x.sentenceEnd(word)); v != nil {
		next, stem = v.Form.String()+person(v), v.Stem
	}
	last := "none"
	if x.lastVerb != nil {
		last = x.lastVerb.Form.String()
	}
	f.Add("next verb", mark, next)
	f.Add("kind+next verb", kind, mark, next)
	f.Add("next stem", mark, stem)
	f.Add("last, next verb", mark, last, next)
	f.Add("next word", mark, x.Key(word))
}

// verbFrom is the first finite verb that begins in [start, end), nil where there is none.
func (s *scene) verbFrom(start, end int) *verb.Verb {
	for t := start; t < end; t++ {
		if v := s.verb(t); v != nil && v.Start == t && v.Form.Finite() {
			return v
		}
	}
	return nil
}

// person tells whether a verb is in the first person, else whether it is in the plural.
func person(v *verb.Verb) string {
	switch {
	case v.First:
		return " I"
	case v.Plural:
		return " they"
	}
	return ""
}
