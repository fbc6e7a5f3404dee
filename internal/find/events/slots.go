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

func yesNo() []string { return []string{"no", "yes"} }

// describeStatus states what may tell how far an event has come.
func (f *Finder) describeStatus(s *scene, c *cue, t safir.EventType) *learn.Features {
	d := &s.f
	d.Reset()
	kind := string(t)
	d.Add("type", kind)
	d.Add("cue", c.word.key)
	sentence := s.Sentences[c.sentence]
	if c.verb >= 0 {
		v := s.verbs[c.verb]
		d.Add("form", v.Form.String())
		d.Add("form+type", v.Form.String(), kind)
		d.Add("verb", v.Stem)
		d.Add("verb+form", v.Stem, v.Form.String())
		d.Add("verb+cue+form", v.Stem, c.word.key, v.Form.String())
		d.AddIf(v.Negative, "negative", kind)
		d.AddIf(v.Negative, "negative")
		d.Add("near verb", learn.Bucket(v.Start-c.End), v.Form.String())
	} else {
		d.Add("no verb", kind)
	}
	if c.before >= 0 {
		v := s.verbs[c.before]
		d.Add("before", v.Stem, v.Form.String())
	}
	for t := max(sentence.Start, c.Start-8); t < min(sentence.End, c.End+10); t++ {
		if t >= c.Start && t < c.End {
			continue
		}
		k := s.Key(t)
		if len(k) <= 2 {
			continue
		}
		d.Add("word", k)
		if t < c.Start && c.Start-t <= 3 {
			d.Add("word before", k)
		}
		if t >= c.End && t-c.End < 4 {
			d.Add("word after", k)
		}
	}
	d.Add("prev", s.Key(c.Start-1))
	d.Add("suffix", c.suffix)
	for _, i := range s.times[c.sentence] {
		d.Add("time", compare(s.Times[i].EDTF, s.Dispatch.Published))
		d.Add("time+type", kind, compare(s.Times[i].EDTF, s.Dispatch.Published))
	}
	return d
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
	text := []byte(edtf)
	cut := len(text)
	for i, b := range text {
		if b == '/' || (b == '.' && i+1 < len(text) && text[i+1] == '.') {
			cut = i
			break
		}
	}
	trim := func(b []byte) string {
		for len(b) > 0 && (b[0] < '0' || b[0] > '9') {
			b = b[1:]
		}
		for len(b) > 0 && (b[len(b)-1] < '0' || b[len(b)-1] > '9') {
			b = b[:len(b)-1]
		}
		return string(b)
	}
	first, last = trim(text[:cut]), trim(text[cut:])
	if cut == len(text) {
		last = first
	}
	return first, last
}

// placeChoice is a place that an event may have happened at.
type placeChoice struct {
	en    string
	index int    // of the place in the page
	how   string // "here", "city" (a city of a state named here), "carried" (from an earlier sentence)
}

// placeChoices lists the places that the event of a cue may have happened at.
func (s *scene) placeChoices(c *cue) []placeChoice {
	var out []placeChoice
	seen := map[string]bool{}
	add := func(i int, how string) {
		if en := s.Places[i].EN; en != "" && !seen[en+how] {
			seen[en+how] = true
			out = append(out, placeChoice{en, i, how})
		}
	}
	for _, i := range s.places[c.sentence] {
		add(i, "here")
	}
	for _, i := range s.places[c.sentence] {
		if !s.Places[i].City {
			for k, other := range s.Places {
				if other.City && other.State == s.Places[i].State && !seen[other.EN+"here"] {
					add(k, "city")
				}
			}
		}
	}
	for at := c.sentence - 1; at >= max(0, c.sentence-2*back); at-- {
		for _, i := range s.places[at] {
			if !seen[s.Places[i].EN+"here"] {
				add(i, "carried")
			}
		}
	}
	return out
}

// describeWhere states what may tell whether an event happened at a place.
func (f *Finder) describeWhere(s *scene, c *cue, t safir.EventType, choice placeChoice) *learn.Features {
	d := &s.f
	d.Reset()
	kind, p := string(t), s.Places[choice.index]
	both := func(parts ...string) {
		d.Add(parts...)
		d.Add(append(parts, kind)...)
	}
	city := "state"
	if p.City {
		city = "city"
	}
	prev := s.Key(p.Start - 1)
	both("how", choice.how)
	both("how+city", choice.how, city)
	both("prev+how", prev, choice.how)
	away := c.sentence - int(s.sentence[p.Start])
	both("sentences", choice.how, learn.Bucket(away))
	if choice.how != "here" {
		both("prev2", choice.how, s.Key(p.Start-2), prev)
		both("cue", choice.how, c.word.key, city)
		both("cue place here", choice.how, learn.Bucket(min(2, len(s.places[c.sentence]))))
		return d
	}
	side, from, to := "before", p.End, c.Start
	if p.Start >= c.End {
		side, from, to = "after", c.End, p.Start
	}
	both("side", side, city)
	both("prev+side", prev, side)
	both("prev2+side", s.Key(p.Start-2), prev, side)
	both("next+side", s.Key(p.End), side)
	both("distance", side, learn.Bucket(to-from))
	both("verbs", side, prev, learn.Bucket(min(2, s.finiteBetween(from, to))))
	both("cue+prev", c.word.key, prev, side)
	both("prep", s.placePreposition(c, choice.index), side)
	both("prep+cue", s.placePreposition(c, choice.index), side, c.word.key)
	if to-from <= 3 {
		both("between", side, s.between(from, to))
	}
	if s.insideMention(p.Start) {
		both("inside an actor", side)
	}
	return d
}

// placePreposition is the word that governs a place, over places joined to it.
func (s *scene) placePreposition(c *cue, place int) string {
	t := s.Places[place].Start - 1
	start := s.Sentences[c.sentence].Start
	for t > start && joins(s.Key(t)) {
		prior := -1
		for _, i := range s.places[c.sentence] {
			if s.Places[i].End == t {
				prior = i
			}
		}
		if prior < 0 {
			break
		}
		t = s.Places[prior].Start - 1
	}
	if t < start {
		return "^"
	}
	return s.Key(t)
}

// insideMention tells whether token t lies inside a longer mention of a person, an office or a body.
func (s *scene) insideMention(t int) bool {
	for _, i := range s.mentions[s.sentence[t]] {
		m := s.Mentions[i]
		if m.Contains(t) && m.Kind != safir.Country {
			return true
		}
	}
	return false
}

// timeChoices lists the times that the event of a cue may have: those of its sentence and of the one before.
func (s *scene) timeChoices(c *cue) []int {
	var out []int
	for at := c.sentence; at >= max(0, c.sentence-1); at-- {
		for _, i := range s.times[at] {
			if s.Times[i].EDTF != "" {
				out = append(out, i)
			}
		}
	}
	return out
}

// describeWhen states what may tell whether a time is that of an event.
func (f *Finder) describeWhen(s *scene, c *cue, t safir.EventType, time int) *learn.Features {
	d := &s.f
	d.Reset()
	kind, tm := string(t), s.Times[time]
	both := func(parts ...string) {
		d.Add(parts...)
		d.Add(append(parts, kind)...)
	}
	away := c.sentence - int(s.sentence[tm.Start])
	both("sentences", learn.Bucket(away))
	both("why", tm.Why)
	both("length", learn.Bucket(len(tm.EDTF)))
	if away > 0 {
		both("away+cue", c.word.key, s.Key(c.Start-1))
		return d
	}
	side, from, to := "before", tm.End, c.Start
	if tm.Start >= c.End {
		side, from, to = "after", c.End, tm.Start
	}
	verbs := s.finiteBetween(from, to)
	both("side", side)
	both("distance", side, learn.Bucket(to-from))
	both("verbs", side, learn.Bucket(min(verbs, 3)))
	both("prev", s.Key(tm.Start-1), side)
	both("next", s.Key(tm.End), side)
	both("cues between", side, learn.Bucket(s.cuesBetween(from, to)))
	both("only", learn.Bucket(len(s.times[c.sentence])), side, learn.Bucket(min(verbs, 2)))
	both("cue+prev", c.word.key, s.Key(c.Start-1), side)
	both("first word", s.Key(tm.Start))
	for t := from; t < to; t++ {
		if k := s.Key(t); len(k) <= 6 {
			d.Add("between", side, k)
		}
	}
	if c.verb >= 0 {
		both("form", s.verbs[c.verb].Form.String(), compare(tm.EDTF, s.Dispatch.Published), learn.Bucket(min(verbs, 2)))
	}
	return d
}

func (s *scene) cuesBetween(from, to int) int {
	n := 0
	for i := range s.cues {
		if s.cues[i].Start >= from && s.cues[i].End <= to {
			n++
		}
	}
	return n
}
