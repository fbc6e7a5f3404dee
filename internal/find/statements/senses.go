package statements

import (
	"safir/internal/learn"
	"safir/internal/sense"
)

// What words mean tells of an utterance as much as which words they are: whether the enemy threatens, menaces or warns is one. So what is
// learned of the words around a word of reporting and of what is said is learned of their senses too.

// addSenses states what a word means that stands in no mention, by itself and together with extra.
func (s *scene) addSenses(f *features, t int, extra, name string) {
	for _, x := range s.sensesOf(t) {
		f.AddWith(extra, name, x)
	}
}

// addSensesAt states what a word means and how far away it stands.
func (s *scene) addSensesAt(f *features, t int, extra, name, far string) {
	for _, x := range s.sensesOf(t) {
		f.AddWith(extra, name, far, x)
	}
}

// sensesOf lists what a word means that stands in no mention.
func (s *scene) sensesOf(t int) []string {
	if t < 0 || t >= len(s.senses) || s.mention[t] >= 0 {
		return nil
	}
	return s.senses[t]
}

// describeContentSenses states what a content speaks of, and what follows on what there.
func (s *scene) describeContentSenses(f *features, r *reading, plain string) {
	length := r.content.End - r.content.Start
	last := ""
	for t := r.content.Start; t < r.content.End; t++ {
		if s.mention[t] >= 0 || len(s.senses[t]) == 0 || !sense.Telling(s.senses[t][0]) {
			continue
		}
		where := "early"
		if t-r.content.Start > 8 && length > 12 {
			where = "late"
		}
		for _, x := range s.senses[t] {
			f.AddWith(plain, "sense", x)
			f.Add("sense+where", x, where)
			f.AddIf(length <= 25, "sense in short", x, plain)
		}
		f.Add("senses", last, s.senses[t][0])
		last = s.senses[t][0]
	}
}

// senseWords is how many words of what would be said are stated by what they mean, of what may follow it fewer.
const (
	senseWords     = 40
	nextSenseWords = 25
)

// describeSensesAround states what the words around a word of reporting mean, and those of what would be said.
func (s *scene) describeSensesAround(f *features, r *reading, c *cue, kind string) {
	after := s.afterCue(c)
	for i := range near {
		far := learn.Bucket(min(i, 1))
		s.addSensesAt(f, c.Start-1-i, kind, "sense before", far)
		s.addSensesAt(f, after+i, kind, "sense after", far)
	}
	for t := r.content.Start; t < min(r.content.End, r.content.Start+senseWords); t++ {
		s.addSenses(f, t, kind, "sense in content")
	}
}

// describeNextSenses states what the words of the sentence mean that may be the next of a content, [t, end).
func (s *scene) describeNextSenses(f *features, t, end int, kind, mark string) {
	for k := t; k < min(end, t+nextSenseWords); k++ {
		s.addSenses(f, k, mark, "next sense")
		s.addSenses(f, k, kind, "next sense")
		if k < t+3 {
			s.addSenses(f, k, mark, "next first sense")
		}
	}
}
