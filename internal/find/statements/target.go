package statements

import (
	"slices"

	"safir"
	"safir/internal/learn"
	"safir/internal/page"
)

// minTarget is the probability from which an actor counts as the one that an act is aimed at.
const minTarget = 0.5

// targets chooses whom an act is aimed at.
func (f *Finder) targets(s *scene, r *reading, st *page.Statement) []int {
	if !st.Act.Aimed() || f.models.target == nil {
		return nil
	}
	var out []int
	for _, x := range s.targetChoices(r, st.Speakers) {
		if !slices.Contains(out, x.actor) && f.models.target.Probability(s.describeTarget(r, st.Act, x), 1) > minTarget {
			out = append(out, x.actor)
		}
	}
	return out
}

// targetChoice is an actor that an act may be aimed at.
type targetChoice struct {
	actor, mention int
	from           string // "content", "sentence", "partner"
	rank           int
}

// targetChoices lists the actors named in the content and in its sentence, and the other side of the event, without the
// speakers; each at its first place.
func (s *scene) targetChoices(r *reading, speakers []int) []targetChoice {
	var out []targetChoice
	add := func(actor, mention int, from string) {
		if actor < 0 || slices.Contains(speakers, actor) || slices.ContainsFunc(out, func(x targetChoice) bool { return x.actor == actor }) {
			return
		}
		out = append(out, targetChoice{actor, mention, from, len(out)})
	}
	sentence := s.Sentences[s.sentence[s.cues[r.cue].Start]]
	for i := range s.Mentions {
		if m := &s.Mentions[i]; r.content.Start <= m.Start && m.End <= r.content.End {
			add(m.Actor, i, "content")
		}
	}
	for i := range s.Mentions {
		if m := &s.Mentions[i]; sentence.Start <= m.Start && m.End <= sentence.End {
			add(m.Actor, i, "sentence")
		}
	}
	if e := s.eventBefore(s.cues[r.cue].Start); e >= 0 {
		for _, a := range partiesOf(&s.Events[e]) {
			add(a, -1, "partner")
		}
	}
	return out
}

func (s *scene) describeTarget(r *reading, act safir.Act, x targetChoice) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	a := &s.Actors[x.actor]
	key := string(act)
	f.Add("act+from", key, x.from)
	f.Add("from+rank", x.from, learn.Bucket(min(x.rank, 4)))
	f.Add("act+from+rank", key, x.from, learn.Bucket(min(x.rank, 3)))
	f.Add("kind", string(a.Kind), x.from)
	f.Add("act+kind", key, string(a.Kind), x.from)
	f.Add("country", a.Country)
	f.Add("act+country", key, a.Country)
	f.Add("cue", c.name, x.from, string(r.frame))
	if x.mention < 0 {
		return f
	}
	m := &s.Mentions[x.mention]
	f.Add("inside", prevIs(m.Inside < 0), x.from, key)
	f.Add("by", string(m.By), x.from)
	f.Add("prev", s.Key(m.Start-1), x.from)
	f.Add("act+prev", key, s.back(m.Start-1), x.from)
	f.Add("next", s.Key(m.End), x.from)
	f.AddIf(s.is(m.Start-1, "prep"), "governed", s.Key(m.Start-1), key, x.from)
	for t := max(m.Start-4, 0); t < m.Start; t++ {
		for _, class := range s.classesOf(t) {
			f.Add("near", class, x.from)
		}
	}
	f.Add("distance", learn.Bucket(m.Start-r.content.Start), x.from)
	s.describeHanging(f, c, m.Range, x.from)
	return f
}
