package events

import (
	"safir"
	"safir/internal/learn"
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
	for t := max(sentence.Start, c.Start-8); t < min(sentence.End, c.End+10); t++ {
		if t >= c.Start && t < c.End {
			continue
		}
		k := s.Key(t)
		if len(k) <= 2 || s.mentionAt[t] >= 0 {
			continue
		}
		_, group := f.words.Classes(k)
		d.Add("word", k)
		d.Add("group", numbers[group])
		d.AddIf(t < c.Start && c.Start-t <= 3, "word before", k)
		d.AddIf(t >= c.End && t-c.End < 4, "word after", k)
		d.AddIf(t >= s.clauseStart(c) && t < s.clauseEnd(c), "word in clause", k)
	}
	d.AddIf(s.quoted[c.Start], "quoted")
	d.AddWith(kind, "sentence", learn.Bucket(min(c.sentence, 2)))
	for _, i := range s.times[c.sentence] {
		d.AddWith(kind, "time", compare(s.Times[i].EDTF, s.Dispatch.Published))
	}
	return d
}

func (f *Finder) describeTense(s *scene, c *cue, d *learn.Features, kind string) {
	if c.before >= 0 {
		v := s.verbs[c.before]
		d.Add("before", v.Stem, v.Form.String())
		d.AddWith(kind, "before", v.Form.String())
	}
	if c.verb < 0 {
		d.AddWith(kind, "no verb")
		return
	}
	v := s.verbs[c.verb]
	form := v.Form.String()
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
