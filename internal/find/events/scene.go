package events

import (
	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/verb"
)

// scene is a page with what the decisions ask of it again and again.
type scene struct {
	*page.Page
	verbs     []verb.Verb
	verbAt    []int   // token → index into verbs, -1 where none
	sentence  []int32 // token → index into Sentences
	mentionAt []int32 // token → the mention that it lies in, -1 where none
	mentions  [][]int // sentence → mentions that can take part in an event
	places    [][]int // sentence → places
	times     [][]int // sentence → times
	sides     []bool  // sentence → whether it speaks of "the two sides"
	leads     []int   // sentence → the mention that it is about, -1 where none
	states    int     // distinct states among the actors
	rank      []int   // actor → how many of its kind, people or not, are mentioned more often
	offices   int     // actors with an office
	quoted    []bool  // token → between quotation marks
	cues      []cue
	f         learn.Features // one description at a time
}

func (f *Finder) newScene(p *page.Page) *scene {
	s := &scene{Page: p}
	s.verbs, s.verbAt = f.verbs.All(p.Doc)
	s.indexSentences()
	s.indexMentions()
	s.countActors()
	s.rankActors()
	s.findLeads()
	f.findCues(s)
	return s
}

func (s *scene) indexSentences() {
	s.sentence = make([]int32, len(s.Tokens))
	s.quoted = make([]bool, len(s.Tokens))
	depth := 0
	for i, r := range s.Sentences {
		for t := r.Start; t < r.End; t++ {
			s.sentence[t] = int32(i)
			switch s.Key(t) {
			case "«":
				depth = 1
			case "»":
				depth = 0
			}
			s.quoted[t] = depth > 0
		}
	}
	n := len(s.Sentences)
	s.mentions, s.places, s.times = make([][]int, n), make([][]int, n), make([][]int, n)
	s.sides, s.leads = make([]bool, n), make([]int, n)
	for i, pl := range s.Places {
		at := s.sentence[pl.Start]
		s.places[at] = append(s.places[at], i)
	}
	for i, t := range s.Times {
		at := s.sentence[t.Start]
		s.times[at] = append(s.times[at], i)
	}
}

func (s *scene) indexMentions() {
	s.mentionAt = make([]int32, len(s.Tokens))
	for t := range s.mentionAt {
		s.mentionAt[t] = -1
	}
	for i, m := range s.Mentions {
		at := s.sentence[m.Start]
		if m.By == page.BySides {
			s.sides[at] = true
		}
		if m.Actor < 0 || m.Inside >= 0 {
			continue
		}
		s.mentions[at] = append(s.mentions[at], i)
		for t := m.Start; t < m.End; t++ {
			s.mentionAt[t] = int32(i)
		}
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

// rankActors orders the actors by how much the dispatch speaks of them.
func (s *scene) rankActors() {
	s.rank = make([]int, len(s.Actors))
	for i := range s.Actors {
		for k := range s.Actors {
			more := len(s.Actors[k].Mentions) - len(s.Actors[i].Mentions)
			if human(s.Actors[k].Kind) == human(s.Actors[i].Kind) && (more > 0 || more == 0 && k < i) {
				s.rank[i]++
			}
		}
	}
}

// actor is the actor that a mention stands for.
func (s *scene) actor(mention int) *page.Actor { return &s.Actors[s.Mentions[mention].Actor] }

func human(k safir.Kind) bool { return k == safir.Person || k == safir.Office }

// sort is what sort of actor a mention stands for, coarsely.
func (s *scene) sort(mention int) string {
	if mention < 0 {
		return "nobody"
	}
	a := s.actor(mention)
	switch {
	case human(a.Kind) && a.Office != "":
		return "official"
	case human(a.Kind):
		return "person"
	case a.Kind == safir.Country:
		return "state"
	}
	return "body"
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

// mentionsBetween counts the mentions of the cue's sentence among tokens [from, to).
func (s *scene) mentionsBetween(c *cue, from, to int) int {
	n := 0
	for _, i := range s.mentions[c.sentence] {
		if m := s.Mentions[i]; m.Start >= from && m.End <= to {
			n++
		}
	}
	return n
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

// joins tells whether a word or mark joins names in a row.
func joins(key string) bool { return key == "و" || key == "،" || key == "," }

// away is how many tokens lie between a range and the cue, and on which side of the cue it stands.
func (c *cue) away(r fa.Range) (side string, from, to int) {
	switch {
	case r.Start >= c.End:
		return "after", c.End, r.Start
	case r.End > c.Start:
		return "around", c.Start, c.Start
	}
	return "before", r.End, c.Start
}
