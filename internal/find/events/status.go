package events

import (
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/verb"
)

func statusLabels() []string {
	var labels []string
	for _, st := range safir.Statuses {
		labels = append(labels, string(st))
	}
	return labels
}

// describeStatus states what may tell how far an event has come.
func (f *Finder) describeStatus(s *scene, c *cue, t safir.EventType) *learn.Features {
	d := &s.f
	d.Reset()
	kind := string(t)
	d.Add("type", kind)
	d.AddWith(kind, "cue", c.word.key)
	d.Add("prev", s.Key(c.Start-1))
	d.Add("prev2", s.Key(c.Start-2), s.Key(c.Start-1))
	d.Add("next", s.Key(c.End))
	d.Add("suffix", c.suffix)
	f.describeTense(s, c, d, kind)
	sentence := s.Sentences[c.sentence]
	from, to := s.wordsBack(c.Start, sentence.Start, 8), s.wordsOn(c.End, sentence.End, 10)
	for t := from; t < to; t++ {
		if t >= c.Start && t < c.End {
			continue
		}
		k := s.Key(t)
		if len(k) <= 2 || s.mentionAt[t] >= 0 {
			continue
		}
		_, group := s.classes(t)
		d.Add("word", k)
		d.Add("group", numbers[group])
		d.AddIf(t < c.Start && c.Start-t <= 3, "word before", k)
		d.AddIf(t >= c.End && t-c.End < 4, "word after", k)
		d.AddIf(t >= s.clauseStart(c) && t < s.clauseEnd(c), "word in clause", k)
	}
	near := s.around(c)
	for t := near.Start; t < near.End; t++ {
		if k := s.Key(t); len(k) > 4 && s.Tokens[t].Kind == fa.Word {
			d.Add("in sentence", k)
		}
	}
	s.describeVerbs(c, d)
	d.AddIf(s.quoted[c.Start], "quoted")
	d.AddWith(kind, "sentence", learn.Bucket(min(c.sentence, 2)))
	for _, i := range s.times[c.sentence] {
		d.AddWith(kind, "time", compare(s.Times[i].EDTF, s.Dispatch.Published))
	}
	f.describeSenses(s, c, d, "")
	s.describeUp(c, d, kind)
	return d
}

// describeVerbs states the finite verbs of the sentence, the cue's own or not.
func (s *scene) describeVerbs(c *cue, d *learn.Features) {
	near := s.around(c)
	for t := near.Start; t < near.End; t++ {
		i := s.verbAt[t]
		if i < 0 || s.verbs[i].Start != t || !s.verbs[i].Form.Finite() {
			continue
		}
		v, side := s.verbs[i], "after"
		if v.End <= c.Start {
			side = "before"
		}
		d.Add("verb there", v.Stem, tense(v), side)
		d.Add("verb there", s.Key(v.Start-1), v.Stem, tense(v))
	}
}

func (f *Finder) describeTense(s *scene, c *cue, d *learn.Features, kind string) {
	f.describeGovernor(s, c, d, kind)
	if c.verb < 0 {
		d.AddWith(kind, "no verb")
		return
	}
	v := s.verbs[c.verb]
	form := tense(v)
	d.AddWith(kind, "form", form)
	d.AddWith(kind, "verb", v.Stem)
	d.AddWith(form, "verb and form", v.Stem)
	d.AddWith(form, "verb, cue and form", v.Stem, c.word.key)
	d.AddWith(form, "light", s.Key(v.Start-1), v.Stem)
	d.AddIf(v.Negative, "negative", kind)
	d.AddIf(v.Negative, "negative")
	d.AddIf(v.Negative, "negative", v.Stem)
	d.Add("near verb", learn.Bucket(v.Start-c.End), form)
	if v.Start-c.End <= 4 {
		d.AddWith(form, "path to verb", s.path(c.End, v.Start))
	}
	d.Add("prev+form", s.Key(c.Start-1), form)
}

// tense is a verb's form, and whether it is negated: «برگزار نخواهد شد» tells of another status than «برگزار خواهد شد».
func tense(v verb.Verb) string {
	if v.Negative {
		return negated[v.Form]
	}
	return v.Form.String()
}

// negated names the forms when they are negated.
var negated = func() (names [verb.Copula + 1]string) {
	for form := range names {
		names[form] = verb.Form(form).String() + " not"
	}
	return names
}()

// describeGovernor states what the cue depends on: the verb before it, which may want, plan or report what it tells («قرار است»,
// «خواست که»), the preposition that it stands under, and the verb of the clause that it belongs to.
func (f *Finder) describeGovernor(s *scene, c *cue, d *learn.Features, kind string) {
	form := "none"
	if c.verb >= 0 {
		form = tense(s.verbs[c.verb])
	}
	f.describeMood(s, c, d, kind, form)
	if c.before >= 0 {
		v := s.verbs[c.before]
		d.Add("before", v.Stem, tense(v))
		d.AddWith(kind, "before", tense(v))
		d.AddWith(form, "before light", s.Key(v.Start-1), v.Stem)
		d.AddIf(s.Key(v.End) == "که", "before that", v.Stem, form)
	}
	if p := s.under(c); p >= 0 {
		d.AddWith(kind, "under", s.Key(p))
		d.AddWith(s.Key(p-1), "under", s.Key(p))
		d.Add("under+form", s.Key(p), form)
	}
	if v := s.mainVerb(c); v >= 0 && v != c.verb {
		d.AddWith(kind, "main", tense(s.verbs[v]))
		d.Add("main", s.verbs[v].Stem, tense(s.verbs[v]))
	}
}

// under is the token of the preposition that the cue stands under, over words between that are no mentions, verbs or marks; -1
// where there is none.
func (s *scene) under(c *cue) int {
	for t := c.Start - 1; t >= max(s.clauseStart(c), c.Start-6); t-- {
		if prepositions[s.Key(t)] {
			return t
		}
		if s.mentionAt[t] >= 0 || s.verbAt[t] >= 0 || s.Tokens[t].Kind == fa.Punct {
			return -1
		}
	}
	return -1
}

// mainVerb is the verb of the clause that the cue stands in, over clauses between that که opens; -1 where there is none.
func (s *scene) mainVerb(c *cue) int {
	depth := 0
	for t := c.End; t < s.Sentences[c.sentence].End; t++ {
		if strings.HasSuffix(s.Key(t), "که") {
			depth++
		}
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Start == t && s.verbs[v].Form.Finite() {
			if depth == 0 {
				return v
			}
			depth--
		}
	}
	return -1
}

// compare tells whether a time lies before, on or after the day of publication.
func compare(edtf, published string) string {
	if edtf == "" || len(published) < 10 {
		return "unknown"
	}
	first, last := bounds(edtf)
	day := published[:10]
	switch {
	case last != "" && last < day:
		return "past"
	case first != "" && first > day:
		return "future"
	}
	return "now"
}

// bounds are the first and the last day that an EDTF value names, as far as its text says.
func bounds(edtf string) (first, last string) {
	cut := len(edtf)
	for i := range len(edtf) {
		if edtf[i] == '/' || edtf[i] == '.' && i+1 < len(edtf) && edtf[i+1] == '.' {
			cut = i
			break
		}
	}
	first, last = digits(edtf[:cut]), digits(edtf[cut:])
	if cut == len(edtf) {
		last = first
	}
	return first, last
}

// digits is a text from its first digit to its last.
func digits(s string) string {
	for len(s) > 0 && (s[0] < '0' || s[0] > '9') {
		s = s[1:]
	}
	for len(s) > 0 && (s[len(s)-1] < '0' || s[len(s)-1] > '9') {
		s = s[:len(s)-1]
	}
	return s
}
