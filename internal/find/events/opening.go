package events

import (
	"safir/fa"
	"safir/internal/learn"
)

// openingWords is how many words from its beginning tell what a dispatch is about.
const openingWords = 150

// describeOpening states what the dispatch is about: the groups of its first words, each as often as it stands there. These facts
// are the same for all cues.
func (f *Finder) describeOpening(s *scene) []uint32 {
	d := learn.Features{Hashes: make([]uint32, 0, openingWords)}
	for t := range min(openingWords, len(s.Tokens)) {
		if s.Tokens[t].Kind == fa.Word {
			_, group := s.classes(t)
			d.Add("in opening", numbers[group])
		}
	}
	return d.Hashes
}

// typeOdds gives the probability of each type that a cue can have.
func (f *Finder) typeOdds(s *scene, c *cue) []float64 {
	if s.about == nil {
		s.about = f.models.kind.Sum(f.describeOpening(s))
	}
	return f.models.kind.ProbabilitiesFrom(s.about, f.describeKind(s, c), nil)
}
