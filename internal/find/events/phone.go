package events

import (
	"slices"

	"safir"
)

// byPhone are the words that make talks a call («تلفنی با همتای خود گفت‌وگو کرد»).
var byPhone = []string{"تلفنی", "تلفن", "تلفناً"}

// byPhone tells whether the words of a cue's clause say that it was over the telephone: the word stands in the clause, and no other
// cue of talks stands nearer to it.
func (s *scene) byPhone(c *cue) bool {
	if !c.word.tells(safir.Call) {
		return false
	}
	from, to := s.Sentences[c.sentence].Start, c.End+2
	if c.before >= 0 {
		from = s.verbs[c.before].End
	}
	if c.verb >= 0 {
		to = s.verbs[c.verb].End
	}
	for t := from; t < min(to, s.Sentences[c.sentence].End); t++ {
		if slices.Contains(byPhone, s.Key(t)) && s.nearest(c, t) {
			return true
		}
	}
	return false
}

// nearest tells whether no other cue that may be a call stands between a cue and a token, or holds the token.
func (s *scene) nearest(c *cue, token int) bool {
	for i := range s.cues {
		o := &s.cues[i]
		if o.index == c.index || o.sentence != c.sentence || !o.word.tells(safir.Call) || o.Start == c.Start {
			continue
		}
		if o.End > token && o.Start <= token || o.End == token || o.Start > min(c.Start, token) && o.Start < max(c.Start, token) {
			return false
		}
	}
	return true
}

// calling makes the type decision one for a call: what it has for talks of any mode goes to that label.
func calling(labels []string, p []float64) {
	call := slices.Index(labels, string(safir.Call))
	for _, t := range []safir.EventType{safir.Meeting, safir.Negotiation} {
		l := slices.Index(labels, string(t))
		p[call], p[l] = p[call]+p[l], 0
	}
}

// calledOne tells whether talks of which a dispatch tells several times are a call: one of their drafts is, and no word of the others
// says that people met in one place.
func calledOne(group []*draft) bool {
	if !slices.ContainsFunc(group, func(d *draft) bool { return d.kind == safir.Call }) {
		return false
	}
	return !slices.ContainsFunc(group, func(d *draft) bool { return !d.cue.word.tells(safir.Call) })
}

// sameCall tells whether one of two drafts is a call and the other talks of the same people that may have been over the telephone: «در گفت‌وگوی تلفنی
// با همتای خود … در این باره گفت‌وگو کرد». Who telephones and meets on one day has a word for each.
func sameCall(a, b *draft) bool {
	if (a.kind == safir.Call) == (b.kind == safir.Call) || a.status != b.status || len(b.parties) < 2 {
		return false
	}
	return a.cue.word.tells(safir.Call) && b.cue.word.tells(safir.Call) && samePeople(a, b) &&
		agreeWhen(a.when, b.when) != "differ"
}
