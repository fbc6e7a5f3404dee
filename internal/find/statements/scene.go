package statements

import (
	"slices"

	"safir/fa"
	"safir/internal/page"
	"safir/internal/tree"
	"safir/internal/verb"
)

// scene is a page made ready for questions about its clauses.
type scene struct {
	*page.Page
	lexicon   *lexicon
	parser    *tree.Parser
	verbs     []verb.Verb
	verbAt    []int      // token → index into verbs, -1
	sentence  []int32    // token → sentence
	mention   []int32    // token → the outermost mention that it belongs to, -1
	classes   [][]string // token → its classes of data/words.tsv
	senses    [][]string // token → what kinds of things it means
	starts    []bool     // token → a sentence, a bullet's text starts here
	depth     []int8     // token → how many quotations are open before it
	nextQuote []int      // token → the first quotation mark from it on, the number of tokens where there is none
	nextLine  []int      // token → the first token from it on that begins a line, the number of tokens where there is none
	stops     []stop     // where one content may end
	cueAt     []int32    // token → the cue that starts here, -1
	upTo      []counts
	cues      []cue
	reporters []int            // where the cues stand that a narrator may report with, in order
	lastNamed []int            // actor → where it is mentioned for the last time, -1 where nowhere
	said      []page.Statement // accepted so far, in order of the text
	lines     string           // how the text is cut into lines, see paragraphs
	features  features
	hints     []hint
	scores    []float64 // room for a decision
}

func (f *Finder) newScene(p *page.Page) *scene {
	s := &scene{Page: p, lexicon: f.lexicon, parser: f.trees}
	s.verbs, s.verbAt = p.Verbs(f.verbs)
	s.senses = p.Senses(f.senses)
	n := len(p.Tokens)
	room := make([]int32, 3*n)
	s.sentence, s.mention, s.cueAt = room[:n], room[n:2*n], room[2*n:]
	for i, r := range p.Sentences {
		for t := r.Start; t < r.End; t++ {
			s.sentence[t] = int32(i)
		}
	}
	for i := range s.mention {
		s.mention[i], s.cueAt[i] = -1, -1
	}
	for i := range p.Mentions {
		if m := &p.Mentions[i]; m.Inside < 0 {
			for t := m.Start; t < m.End; t++ {
				s.mention[t] = int32(i)
			}
		}
	}
	s.classify()
	s.countUp()
	s.lines = s.paragraphs()
	s.markStarts()
	s.markQuotes()
	s.markNext()
	s.findCues()
	s.lookAhead()
	return s
}

// lookAhead notes what comes last: cues to report with and mentions of each actor.
func (s *scene) lookAhead() {
	for i := range s.cues {
		if s.reports(i) {
			s.reporters = append(s.reporters, s.cues[i].Start)
		}
	}
	s.lastNamed = make([]int, len(s.Actors))
	for i := range s.lastNamed {
		s.lastNamed[i] = -1
	}
	for i := range s.Mentions {
		if m := &s.Mentions[i]; m.Actor >= 0 {
			s.lastNamed[m.Actor] = max(s.lastNamed[m.Actor], m.Start)
		}
	}
}

// reportsFrom counts the cues from token t on that a narrator may report with.
func (s *scene) reportsFrom(t int) int {
	i, _ := slices.BinarySearch(s.reporters, t)
	return len(s.reporters) - i
}

// markStarts marks the first word of each sentence, bullets and marks before it apart.
func (s *scene) markStarts() {
	s.starts = make([]bool, len(s.Tokens)+1)
	for _, r := range s.Sentences {
		t := r.Start
		for t < r.End && s.Tokens[t].Kind == fa.Symbol {
			t++
		}
		s.starts[t] = true
	}
}

// markQuotes counts open quotations; a line break at depth one or more does not close them, an odd straight quotation mark
// opens and an even one closes.
func (s *scene) markQuotes() {
	s.depth = make([]int8, len(s.Tokens)+1)
	depth, straight := int8(0), false
	for i := range s.Tokens {
		s.depth[i] = depth
		if s.Tokens[i].Kind == fa.Word {
			continue
		}
		switch s.quote(i) {
		case opening:
			depth++
		case closing:
			depth = max(0, depth-1)
		case either:
			if straight {
				depth = max(0, depth-1)
			} else {
				depth++
			}
			straight = !straight
		}
	}
	s.depth[len(s.Tokens)] = depth
}

// markNext notes where the next quotation marks and lines are.
func (s *scene) markNext() {
	n := len(s.Tokens)
	room := make([]int, 2*(n+1))
	s.nextQuote, s.nextLine = room[:n+1], room[n+1:]
	s.nextQuote[n], s.nextLine[n] = n, n
	for i := n - 1; i >= 0; i-- {
		s.nextQuote[i], s.nextLine[i] = s.nextQuote[i+1], s.nextLine[i+1]
		if s.quote(i) != noQuote {
			s.nextQuote[i] = i
		}
		if s.Tokens[i].Line {
			s.nextLine[i] = i
		}
	}
}

type quoteKind int

const (
	noQuote quoteKind = iota
	opening
	closing
	either
)

func (s *scene) quote(i int) quoteKind {
	key := s.Key(i)
	switch {
	case len(key) > 3 || i >= len(s.Tokens) || s.Tokens[i].Kind == fa.Word:
		return noQuote
	case key == "«" || key == "“" || key == "‘":
		return opening
	case key == "»" || key == "”" || key == "’":
		return closing
	case key == `"`:
		return either
	}
	return noQuote
}

// is tells whether token i is of a class of data/words.tsv.
func (s *scene) is(i int, class string) bool { return slices.Contains(s.classesOf(i), class) }

// classesOf are the classes of data/words.tsv of token i, none outside the text.
func (s *scene) classesOf(i int) []string {
	if i < 0 || i >= len(s.classes) {
		return nil
	}
	return s.classes[i]
}

// classify looks every token up in data/words.tsv: most are asked for their classes again and again.
func (s *scene) classify() {
	s.classes = make([][]string, len(s.Tokens))
	for i := range s.classes {
		if s.lexicon.classed.May(s.Hash(i)) {
			s.classes[i] = s.lexicon.classes[s.Key(i)]
		}
	}
}

// sentenceEnd is the end of the sentence that token i stands in.
func (s *scene) sentenceEnd(i int) int {
	if i >= len(s.Tokens) {
		return len(s.Tokens)
	}
	return s.Sentences[s.sentence[i]].End
}

func (s *scene) sentenceStart(i int) int {
	return s.Sentences[s.sentence[min(i, len(s.Tokens)-1)]].Start
}

// verb is the verb that token i belongs to, nil where none.
func (s *scene) verb(i int) *verb.Verb {
	if i < 0 || i >= len(s.Tokens) || s.verbAt[i] < 0 {
		return nil
	}
	return &s.verbs[s.verbAt[i]]
}

// finite tells whether token i is part of a finite verb.
func (s *scene) finite(i int) bool {
	v := s.verb(i)
	return v != nil && (v.Form.Finite() || v.Form == verb.Participle)
}

// finiteBetween counts the finite verbs in [start, end).
func (s *scene) finiteBetween(start, end int) int {
	start, end = max(start, 0), min(end, len(s.Tokens))
	if start >= end {
		return 0
	}
	n := int(s.upTo[end].finite - s.upTo[start].finite)
	if v := s.verb(start); v != nil && v.Start < start && v.Form.Finite() {
		n++ // it begins before
	}
	return n
}

// mentionsBetween counts the mentions that begin in [start, end).
func (s *scene) mentionsBetween(start, end int) int {
	start, end = max(start, 0), min(end, len(s.Tokens))
	if start >= end {
		return 0
	}
	return int(s.upTo[end].mentions - s.upTo[start].mentions)
}

// counts are how many mentions, mentions that no preposition governs and finite verbs begin before a token.
type counts struct{ mentions, free, finite int32 }

// countUp counts what begins before each token, so that what lies between two is known at once.
func (s *scene) countUp() {
	s.upTo = make([]counts, len(s.Tokens)+1)
	for t := range s.Tokens {
		n := s.upTo[t]
		if m := s.mention[t]; m >= 0 && s.Mentions[m].Start == t {
			n.mentions++
			if !s.is(t-1, "prep") {
				n.free++
			}
		}
		if v := s.verb(t); v != nil && v.Start == t && v.Form.Finite() {
			n.finite++
		}
		s.upTo[t+1] = n
	}
}
