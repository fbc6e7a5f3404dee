package statements

import (
	"safir/fa"
	"safir/internal/verb"
)

// surviving is the probability that content goes on below which no later end is looked for, and slight that of an end that
// is not looked at.
const (
	surviving = 0.04
	slight    = 0.01
)

// mostEnds is how many boundaries are looked at for one content, more than nearly any interview has.
const mostEnds = 600

// stop is a place where content may end, with the probability that it does.
type stop struct {
	at   int
	prob float64
}

// end chooses where content ends that starts at the reading's content start: each boundary from left to right stops it with
// some probability.
func (f *Finder) end(s *scene, r *reading) (int, float64) {
	scan, alive := s.newScan(r), 1.0
	at := scan.at
	s.stops = s.stops[:0]
	for seen := 0; seen < mostEnds && alive >= surviving && scan.next(); seen++ {
		p := 0.5
		if scan.last {
			p = 1
		} else if f.models.end != nil {
			p = f.models.end.Probability(scan.describe(), 1)
		}
		if at = scan.at; alive*p >= slight {
			s.stops = append(s.stops, stop{scan.at, alive * p})
		}
		alive *= 1 - p
	}
	if len(s.stops) == 0 {
		return at, 0
	}
	return fairest(r.content.Start, s.stops)
}

// fairest is the end of which the content most likely agrees with what was said, and how likely: of ends that follow close upon each
// other any gives nearly the same content, so that none of them needs to be the likeliest of all. Contents agree that have
// half in common (as records are compared), the better the more.
func fairest(start int, stops []stop) (at int, prob float64) {
	best := -1.0
	for _, one := range stops {
		good, half := 0.0, 0.0
		for _, other := range stops {
			short, long := float64(one.at-start), float64(other.at-start)
			if short > long {
				short, long = long, short
			}
			if common := short / max(long, 1); common >= 0.5 {
				half += other.prob
				good += other.prob * common
			}
		}
		if good > best {
			at, prob, best = one.at, half, good
		}
	}
	return at, prob
}

// scan goes through the boundaries at which content may end.
type scan struct {
	*scene
	r                                                *reading
	c                                                *cue
	by                                               int // the mention before the cue of whoever may speak, -1 where there is none
	start, at, limit                                 int
	last                                             bool // nothing follows
	quoted                                           bool // the content opens with a quotation mark or stands in one
	colon                                            bool
	depth                                            int8
	sentenceCount, verbCount, commaCount, firstCount int
	lastSentence                                     int32
	lastVerb                                         *verb.Verb // the last finite one before at, nil where there is none
}

func (s *scene) newScan(r *reading) *scan {
	c := &s.cues[r.cue]
	start := r.content.Start
	x := &scan{scene: s, r: r, c: c, by: s.subjectMention(c), start: start, at: start}
	if start >= len(s.Tokens) {
		x.last = true
		return x
	}
	x.depth = s.depth[start]
	x.quoted = start > 0 && s.quote(start-1) != noQuote
	for t := start - 1; t >= max(start-3, 0); t-- {
		if s.Key(t) == ":" {
			x.colon = true
		}
	}
	x.lastSentence = s.sentence[start]
	x.limit = len(s.Tokens)
	if c.kind == leadCue {
		x.limit = s.nextLead(c, start)
	}
	return x
}

// nextLead is where the next «با» or «ضمن» with a word of reporting opens after token start, the «و» before it included: what
// the one before it opened ends there at the latest.
func (s *scene) nextLead(c *cue, start int) int {
	for t := start + 1; t < s.sentenceEnd(start); t++ {
		i := s.cueAt[t]
		if i < 0 || s.cues[i].kind != leadCue || s.cues[i].Start <= c.Start || s.depth[t] > s.depth[start] {
			continue
		}
		if s.Key(t-1) == "و" && t-1 > start {
			return t - 1
		}
		return t
	}
	return len(s.Tokens)
}

// next moves to the next boundary; false where there is none left.
func (x *scan) next() bool {
	for x.at++; x.at < x.limit; x.at++ {
		if x.sentence[x.at] != x.lastSentence {
			x.lastSentence = x.sentence[x.at]
			x.sentenceCount++
		}
		if v := x.verb(x.at - 1); v != nil && v.End == x.at && v.Form.Finite() {
			x.verbCount++
			x.lastVerb = v
			if v.First {
				x.firstCount++
			}
		}
		if x.Key(x.at-1) == "،" {
			x.commaCount++
		}
		if x.boundary(x.at) {
			return true
		}
	}
	if x.last {
		return false
	}
	x.last = true
	x.at = x.limit
	return true
}

// boundary tells whether content may end before token t.
func (x *scan) boundary(t int) bool {
	tok := x.Tokens[t]
	switch {
	case tok.Line || x.starts[t] || x.sentence[t] != x.sentence[t-1]:
		return true
	case x.Apart[t]:
		return !x.Apart[t-1]
	case tok.Kind == fa.Punct && isBracket(x.Key(t)):
		return false
	case tok.Kind == fa.Punct || tok.Kind == fa.Symbol:
		return true
	case x.cueAt[t] >= 0:
		return x.cues[x.cueAt[t]].kind != bareCue
	case x.Key(t) == "و", x.is(t, "turn"), x.is(t, "lead"):
		return true
	case x.finite(t-1) && !x.finite(t):
		return true
	case x.c.kind == leadCue || x.c.kind == sourceCue:
		return x.is(t, "prep") || x.mention[t] >= 0 && x.Mentions[x.mention[t]].Start == t
	}
	return false
}

func isBracket(key string) bool { return key == "(" || key == ")" || key == "[" || key == "]" }

// reports tells whether a narrator may report with cue i: not with a verb that is not listed, nor in the first person.
func (s *scene) reports(i int) bool {
	c := &s.cues[i]
	if c.kind == bareCue || s.depth[c.Start] > 0 {
		return false
	}
	return !s.firstPerson(c) && (c.verb < 0 || !s.verbs[c.verb].Negative)
}
