package events

import (
	"cmp"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/tag"
	"safir/internal/tree"
	"safir/internal/verb"
)

// scene is a page with what the decisions ask of it again and again.
type scene struct {
	*page.Page
	titles    *fa.Phrases[string] // words before a name that are not part of it
	verbs     []verb.Verb
	verbAt    []int           // token → index into verbs, -1 where none
	senses    [][]string      // token → what kinds of things it means
	sentence  []int32         // token → index into Sentences
	mentionAt []int32         // token → the mention that it lies in, -1 where none
	mentions  [][]int         // sentence → mentions that can take part in an event
	joinedTo  []int           // mention → the one before it in a row of names («الف، ب و ج»), -1 where none
	beside    map[[2]int]bool // pairs of actors that are named next to each other in a row somewhere
	places    [][]int         // sentence → places
	times     [][]int         // sentence → times
	sides     []bool          // sentence → whether it speaks of "the two sides"
	leads     []int           // sentence → the mention that it is about, -1 where none
	rank      []int           // actor → how many of its kind, people or not, are mentioned more often
	main      []int           // the two states or bodies that are mentioned most often, in order of the text
	offices   int             // actors with an office
	quoted    []bool          // token → between quotation marks
	inCity    []bool          // token → within the name of a city
	cues      []cue
	cuesUpTo  []int            // sentence → cues of it and those before it
	cities    map[string][]int // state → the first place of each city of it
	travels   []travel
	states    int            // distinct states among the actors
	stateKeys []int          // actor → the first actor of the same state
	stateOf   map[string]int // code of a state → the actor that it is itself
	f         learn.Features // one description at a time
	about     []float32      // what the dispatch's opening adds up to in the decision about types; nil until it is asked for
	parser    *tree.Parser
	words     *tag.Words
	wordsOf   []wordClasses // token → the classes of its word, see classes
}

func (f *Finder) newScene(p *page.Page) *scene {
	s := &scene{Page: p, titles: f.world.Honorifics, parser: f.trees}
	s.verbs, s.verbAt = p.Verbs(f.verbs)
	s.senses = p.Senses(f.senses)
	s.indexSentences()
	s.indexMentions()
	s.countActors()
	s.rankActors()
	s.findLeads()
	f.findCues(s)
	s.indexCues()
	s.indexCities()
	s.findTravels()
	s.words, s.wordsOf = f.words, make([]wordClasses, len(s.Tokens))
	return s
}

// wordClasses are the classes of a word, see [tag.Words.Classes].
type wordClasses struct {
	class, group uint16
	known        bool // they were looked up
}

// classes are the numbers of the class and of the group of a token's word; many cues stand near one word.
func (s *scene) classes(t int) (class, group int) {
	w := &s.wordsOf[t]
	if !w.known {
		class, group = s.words.Classes(s.Key(t))
		*w = wordClasses{uint16(class), uint16(group), true}
	}
	return int(w.class), int(w.group)
}

func (s *scene) indexSentences() {
	s.sentence = make([]int32, len(s.Tokens))
	s.quoted, s.inCity = make([]bool, len(s.Tokens)), make([]bool, len(s.Tokens))
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
		for t := pl.Start; t < pl.End; t++ {
			s.inCity[t] = pl.City
		}
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
	s.indexRows()
}

// indexRows finds which mentions stand in a row with the one before: joined by و, or by a comma where و joins the last («الف، ب و
// ج»). A comma alone, or one between people and others, ends a clause more often («به گزارش الف، ب گفت»).
func (s *scene) indexRows() {
	s.joinedTo, s.beside = make([]int, len(s.Mentions)), map[[2]int]bool{}
	for i := range s.joinedTo {
		s.joinedTo[i] = -1
	}
	for _, list := range s.mentions {
		last := false // whether و joins a later one of the row
		for k := len(list) - 1; k > 0; k-- {
			a, b := list[k-1], list[k]
			link := s.link(a, b)
			last = last || s.goesOn(b)
			alike := s.actor(a).Kind.Human() == s.actor(b).Kind.Human()
			if link == "" || link == "،" && !alike || s.Mentions[b].By == page.ByPronoun {
				last = false
				continue
			}
			if last = last || link == "و"; !last {
				continue
			}
			s.joinedTo[b] = a
			x, y := s.Mentions[a].Actor, s.Mentions[b].Actor
			s.beside[[2]int{x, y}], s.beside[[2]int{y, x}] = true, true
		}
	}
}

// inOneRow tells whether two mentions of a sentence stand in one row.
func (s *scene) inOneRow(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	if s.Mentions[a].Start > s.Mentions[b].Start {
		a, b = b, a
	}
	for b >= 0 && b != a {
		b = s.joinedTo[b]
	}
	return a == b
}

// indexCues counts the cues up to each sentence's end: cues are in order of the text.
func (s *scene) indexCues() {
	s.cuesUpTo = make([]int, len(s.Sentences))
	at := 0
	for i := range s.cuesUpTo {
		for at < len(s.cues) && s.cues[at].sentence == i {
			at++
		}
		s.cuesUpTo[i] = at
	}
}

// cuesOf are the cues of a sentence.
func (s *scene) cuesOf(sentence int) []cue {
	from := 0
	if sentence > 0 {
		from = s.cuesUpTo[sentence-1]
	}
	return s.cues[from:s.cuesUpTo[sentence]]
}

func (s *scene) indexCities() {
	s.cities = map[string][]int{}
	seen := map[string]bool{}
	for i, p := range s.Places {
		if key := p.State + p.EN; p.City && !seen[key] {
			seen[key] = true
			s.cities[p.State] = append(s.cities[p.State], i)
		}
	}
}

func (s *scene) countActors() {
	seen := map[string]int{}
	s.stateKeys, s.stateOf = make([]int, len(s.Actors)), map[string]int{}
	for i, a := range s.Actors {
		s.stateKeys[i] = i
		if a.Country != "" {
			first, ok := seen[a.Country]
			if !ok {
				first = i
				seen[a.Country] = i
				s.states++
			}
			s.stateKeys[i] = first
			if a.Kind == safir.Country {
				s.stateOf[a.Country] = i
			}
		}
		if a.Office != "" {
			s.offices++
		}
	}
}

// rankActors orders the actors by how much the dispatch speaks of them.
func (s *scene) rankActors() {
	order := make([]int, len(s.Actors))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(s.Actors[b].Mentions), len(s.Actors[a].Mentions)) })
	s.rank = make([]int, len(s.Actors))
	people, others := 0, 0
	for _, i := range order {
		if s.Actors[i].Kind.Human() {
			s.rank[i] = people
			people++
			continue
		}
		if s.rank[i] = others; others < 2 {
			s.main = append(s.main, i)
		}
		others++
	}
	slices.Sort(s.main)
}

// actor is the actor that a mention stands for.
func (s *scene) actor(mention int) *page.Actor { return &s.Actors[s.Mentions[mention].Actor] }

// sort is what sort of actor a mention stands for, coarsely.
func (s *scene) sort(mention int) string {
	if mention < 0 {
		return "nobody"
	}
	a := s.actor(mention)
	switch {
	case a.Kind.Human() && a.Office != "":
		return "official"
	case a.Kind.Human():
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

// cuesBetween counts the cues among tokens [from, to), which are of one sentence.
func (s *scene) cuesBetween(from, to int) int {
	if from >= to {
		return 0
	}
	n := 0
	for _, c := range s.cuesOf(int(s.sentence[from])) {
		if c.Start >= from && c.End <= to {
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
