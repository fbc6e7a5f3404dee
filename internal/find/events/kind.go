package events

import (
	"safir"
	"safir/fa"
	"safir/internal/learn"
)

// Labels of the type decision: no event, then the types.
const noEvent = "none"

func kindLabels() []string {
	labels := []string{noEvent}
	for _, t := range safir.EventTypes {
		labels = append(labels, string(t))
	}
	return labels
}

// window is how many words on either side of a cue the decisions look at.
const window = 6

// describeKind states what may tell whether a cue is an event, and of which type.
func (f *Finder) describeKind(s *scene, c *cue) *learn.Features {
	d := &s.f
	d.Reset()
	key := c.word.key
	d.Add("cue", key)
	d.Add("suffix", c.suffix)
	d.Add("cue+suffix", key, c.suffix)
	f.describeVerb(s, c, d, key)
	f.describeWords(s, c, d, key)
	f.describeSides(s, c, d, key)
	d.Add("states", learn.Bucket(s.states))
	d.Add("offices", learn.Bucket(s.offices))
	d.Add("cue+states", key, learn.Bucket(min(s.states, 4)))
	d.AddIf(c.sentence == 0, "first sentence")
	d.AddIf(c.sentence == 0, "first sentence", key)
	d.AddIf(s.Outlet == nil, "outlet unknown")
	return d
}

func (f *Finder) describeVerb(s *scene, c *cue, d *learn.Features, key string) {
	if c.verb < 0 {
		d.Add("no verb")
		d.Add("cue, no verb", key)
		return
	}
	v := s.verbs[c.verb]
	d.Add("verb", v.Stem)
	d.Add("form", v.Form.String())
	d.Add("cue+verb", key, v.Stem)
	d.Add("cue+form", key, v.Form.String())
	d.Add("verb distance", learn.Bucket(v.Start-c.End))
	d.AddIf(v.Start <= c.End, "cue+light verb", key, v.Stem)
	d.AddIf(v.Negative, "negative")
	d.AddIf(v.First, "first person")
}

// describeWords states the words around the cue.
func (f *Finder) describeWords(s *scene, c *cue, d *learn.Features, key string) {
	sentence := s.Sentences[c.sentence]
	at := func(t int) string {
		if !sentence.Contains(t) {
			return "-"
		}
		return s.Key(t)
	}
	p1, p2, n1, n2 := at(c.Start-1), at(c.Start-2), at(c.End), at(c.End+1)
	d.Add("prev", p1)
	d.Add("next", n1)
	d.Add("prev+cue", p1, key)
	d.Add("cue+next", key, n1)
	d.Add("prev2", p2, p1)
	d.Add("next2", n1, n2)
	for t := max(sentence.Start, c.Start-window); t < min(sentence.End, c.End+window); t++ {
		if t < c.Start || t >= c.End {
			if k := s.Key(t); len(k) > 2 {
				d.Add("near", k)
				d.Add("cue+near", key, k)
			}
		}
	}
	for t := sentence.Start; t < sentence.End; t++ {
		if k := s.Key(t); len(k) > 4 && s.Tokens[t].Kind == fa.Word {
			d.Add("in sentence", k)
		}
	}
}

// describeSides states who stands around the cue.
func (f *Finder) describeSides(s *scene, c *cue, d *learn.Features, key string) {
	before, after, states := -1, -1, map[string]bool{}
	humans := 0
	for _, i := range s.mentions[c.sentence] {
		m := s.Mentions[i]
		a := s.Actors[m.Actor]
		if a.Country != "" {
			states[a.Country] = true
		}
		if a.Kind == safir.Person || a.Kind == safir.Office {
			humans++
		}
		if m.End <= c.Start {
			before = i
		}
		if m.Start >= c.End && after < 0 {
			after = i
		}
	}
	d.Add("sides", learn.Bucket(len(states)))
	d.Add("cue+sides", key, learn.Bucket(min(len(states), 3)))
	d.Add("humans", learn.Bucket(humans))
	d.Add("cue+humans", key, learn.Bucket(min(humans, 3)))
	d.Add("cue+before", key, f.sort(s, before))
	d.Add("cue+after", key, f.sort(s, after), s.Key(c.End))
	if after >= 0 && s.Key(s.Mentions[after].Start-1) == "با" {
		d.Add("with", f.sort(s, after))
		d.Add("cue+with", key, f.sort(s, after))
	}
	d.AddIf(len(s.places[c.sentence]) > 0, "cue+place", key)
	d.AddIf(len(s.times[c.sentence]) > 0, "cue+time", key)
	for t := c.Start; t < min(c.End+3, s.Sentences[c.sentence].End); t++ {
		if _, ok := f.world.Outlets.Longest(s.Doc, t); ok {
			d.Add("cue+outlet", key)
			break
		}
	}
}

// sort is what sort of actor a mention stands for, coarsely.
func (f *Finder) sort(s *scene, mention int) string {
	if mention < 0 {
		return "nobody"
	}
	a := s.Actors[s.Mentions[mention].Actor]
	switch a.Kind {
	case safir.Person, safir.Office:
		if a.Office != "" {
			return "official"
		}
		return "person"
	case safir.Country:
		return "state"
	}
	return "body"
}
