package statements

import (
	"safir/internal/learn"
	"safir/internal/sense"
)

// What words mean tells of an utterance as much as which words they are: whether the enemy threatens, menaces or warns is one. So what is
// learned of the words around a word of reporting and of what is said is learned of their senses too.

// sensesOf lists what a word means that stands in no mention.
func (s *scene) sensesOf(t int) []string {
	if t < 0 || t >= len(s.senses) || s.mention[t] >= 0 {
		return nil
	}
	return s.senses[t]
}

// describeContentSenses states what a content speaks of, and what follows on what there.
func (s *scene) describeContentSenses(f *features, r *reading, plain string) {
	short, last := r.short(), ""
	for t := r.content.Start; t < r.content.End; t++ {
		if s.mention[t] >= 0 || len(s.senses[t]) == 0 || !sense.Telling(s.senses[t][0]) {
			continue
		}
		where := r.where(t)
		for _, x := range s.senses[t] {
			f.AddWith(plain, "sense", x)
			f.Add("sense+where", x, where)
			f.AddIf(short, "sense in short", x, plain)
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
		f.AddEachWith(s.sensesOf(c.Start-1-i), kind, "sense before", far)
		f.AddEachWith(s.sensesOf(after+i), kind, "sense after", far)
	}
	for t := r.content.Start; t < min(r.content.End, r.content.Start+senseWords); t++ {
		f.AddEachWith(s.sensesOf(t), kind, "sense in content")
	}
}

// describeNextSenses states what the words of the sentence mean that may be the next of a content, [t, end).
func (s *scene) describeNextSenses(f *features, t, end int, kind, mark string) {
	for k := t; k < min(end, t+nextSenseWords); k++ {
		f.AddEachWith(s.sensesOf(k), mark, "next sense")
		f.AddEachWith(s.sensesOf(k), kind, "next sense")
		if k < t+3 {
			f.AddEachWith(s.sensesOf(k), mark, "next first sense")
		}
	}
}
