package events

import (
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/verb"
)

// scene is a page with what the decisions ask of it again and again.
type scene struct {
	*page.Page
	verbs    []verb.Verb
	verbAt   []int   // token → index into verbs, -1 where none
	sentence []int32 // token → index into Sentences
	mentions [][]int // sentence → mentions that can take part in an event
	places   [][]int // sentence → places
	times    [][]int // sentence → times
	states   int     // distinct states among the actors
	offices  int     // actors with an office
	cues     []cue
	f        learn.Features // one description at a time
}

// cue is a place in the text that may tell of an event.
type cue struct {
	fa.Range
	word     *cueWord
	suffix   string
	sentence int
	verb     int // index of the verb that ends its clause, -1 where none
	before   int // index of the last finite verb before it in the sentence, -1 where none
}

func (f *Finder) newScene(p *page.Page) *scene {
	s := &scene{Page: p}
	s.verbs, s.verbAt = f.verbs.All(p.Doc)
	s.indexSentences()
	s.countActors()
	f.findCues(s)
	return s
}

func (s *scene) indexSentences() {
	s.sentence = make([]int32, len(s.Tokens))
	for i, r := range s.Sentences {
		for t := r.Start; t < r.End; t++ {
			s.sentence[t] = int32(i)
		}
	}
	n := len(s.Sentences)
	s.mentions, s.places, s.times = make([][]int, n), make([][]int, n), make([][]int, n)
	for i, m := range s.Mentions {
		if m.Actor >= 0 && m.Inside < 0 {
			at := s.sentence[m.Start]
			s.mentions[at] = append(s.mentions[at], i)
		}
	}
	for i, pl := range s.Places {
		at := s.sentence[pl.Start]
		s.places[at] = append(s.places[at], i)
	}
	for i, t := range s.Times {
		at := s.sentence[t.Start]
		s.times[at] = append(s.times[at], i)
	}
}

func (s *scene) countActors() {
	seen := map[string]bool{}
	for _, a := range s.Actors {
		if a.Country != "" && !seen[a.Country] {
			seen[a.Country] = true
			s.states++
		}
		if a.Office != "" {
			s.offices++
		}
	}
}

func (f *Finder) findCues(s *scene) {
	for i := 0; i < len(s.Tokens); {
		if i < len(s.Apart) && s.Apart[i] {
			i++
			continue
		}
		if m, ok := f.cues.nouns.Longest(s.Doc, i); ok {
			if len(m.Value.types) > 0 {
				s.addCue(m.Range, m.Value, m.Suffix)
			}
			i = m.End
			continue
		}
		if v := s.verbAt[i]; v >= 0 && s.verbs[v].Start == i {
			if word := f.cues.verbs[s.verbs[v].Stem]; word != nil {
				s.addCue(s.verbs[v].Range, word, "")
			}
			i = s.verbs[v].End
			continue
		}
		i++
	}
}

func (s *scene) addCue(r fa.Range, word *cueWord, suffix string) {
	c := cue{Range: r, word: word, suffix: suffix, sentence: int(s.sentence[r.Start]), verb: -1, before: -1}
	sentence := s.Sentences[c.sentence]
	start := r.End
	if word.verb {
		start = r.Start
	}
	for t := start; t < sentence.End; t++ {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
			c.verb = v
			break
		}
	}
	for t := r.Start - 1; t >= sentence.Start; t-- {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Form.Finite() {
			c.before = v
			break
		}
	}
	s.cues = append(s.cues, c)
}

// clauseStart is the token at which the cue's clause may begin.
func (s *scene) clauseStart(c *cue) int {
	if c.before >= 0 {
		return s.verbs[c.before].End
	}
	return s.Sentences[c.sentence].Start
}

// clauseEnd is the token after the cue's clause.
func (s *scene) clauseEnd(c *cue) int {
	if c.verb >= 0 {
		return s.verbs[c.verb].End
	}
	return s.Sentences[c.sentence].End
}

// finiteBetween counts the finite verbs among tokens [from, to).
func (s *scene) finiteBetween(from, to int) int {
	n := 0
	for t := from; t < to; t++ {
		if v := s.verbAt[t]; v >= 0 && s.verbs[v].Start == t && s.verbs[v].Form.Finite() {
			n++
		}
	}
	return n
}
