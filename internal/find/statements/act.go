package statements

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
)

// act tells what an utterance does.
func (f *Finder) act(s *scene, r *reading, speakers []int) safir.Act {
	if f.models.act == nil {
		return "state"
	}
	label, _ := f.models.act.Best(s.describeAct(r, speakers))
	return safir.Act(label)
}

// telling lists the classes of words that tell what an utterance does.
var telling = []string{
	"must", "important", "blame", "threat", "hope", "ready", "thanks", "glad", "backing", "denial", "greeting", "condemn",
	"invite", "worry", "we", "suggest", "ask",
}

func (s *scene) describeAct(r *reading, speakers []int) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	cueAct := "none"
	if c.word != nil {
		cueAct = string(c.word.act)
	}
	plain := "marked"
	if cueAct == "state" || cueAct == "none" {
		plain = "plain"
	}
	f.Add("cue act", cueAct)
	f.Add("cue act+kind", cueAct, string(c.kind))
	f.Add("cue", c.name)
	f.Add("cue+frame", c.name, string(r.frame))
	f.Add("kind", string(c.kind), string(r.frame))
	f.AddIf(r.frame == before, "why", s.Key(r.content.Start-1), c.name)
	if c.verb >= 0 {
		f.AddIf(s.verbs[c.verb].Negative, "cue denied", cueAct)
	}
	s.describeWords(f, r, plain)
	s.describeVerbs(f, r, plain)
	s.describeNamed(f, r, speakers, plain)
	f.Add("length", learn.Bucket(r.content.End-r.content.Start), plain)
	return f
}

// describeWords states which classes of words a content holds, and its words themselves.
func (s *scene) describeWords(f *features, r *reading, plain string) {
	length := r.content.End - r.content.Start
	for t := r.content.Start; t < r.content.End; t++ {
		if s.Tokens[t].Kind != fa.Word {
			continue
		}
		key := s.Key(t)
		where := "early"
		if t-r.content.Start > 8 && length > 12 {
			where = "late"
		}
		for _, class := range s.lexicon.classes[key] {
			if slices.Contains(telling, class) {
				f.Add("class", class)
				f.Add("class+plain", class, plain)
				f.Add("class+where", class, where)
				f.AddIf(length <= 25, "class in short", class, plain)
			}
		}
		if len(key) > 4 {
			f.Add("says", key)
			f.AddIf(where == "early", "says early", key)
			if t+1 < r.content.End && length <= 60 {
				f.Add("pair", key, s.Key(t+1))
			}
		}
		if i := s.cueAt[t]; i >= 0 && int(i) != r.cue && s.cues[i].word != nil {
			f.Add("inner act", string(s.cues[i].word.act), where, plain)
		}
	}
}

// describeVerbs states the forms of a content's verbs.
func (s *scene) describeVerbs(f *features, r *reading, plain string) {
	n := 0
	lastForm := ""
	for t := r.content.Start; t < r.content.End; t++ {
		v := s.verb(t)
		if v == nil || v.Start != t || !v.Form.Finite() {
			continue
		}
		n++
		person := "third"
		if v.First {
			person = "first"
		}
		neg := "yes"
		if v.Negative {
			neg = "not"
		}
		lastForm = v.Form.String() + " " + person + " " + neg
		f.Add("verb", lastForm, plain)
		f.AddIf(n == 1, "first verb", lastForm, plain)
		f.Add("stem", v.Stem, neg, person)
	}
	f.Add("last verb", lastForm, plain)
	f.Add("verbs", learn.Bucket(min(n, 4)), plain)
}

// describeNamed states who is named in a content.
func (s *scene) describeNamed(f *features, r *reading, speakers []int, plain string) {
	others, foreign := 0, 0
	country := ""
	for _, a := range speakers {
		if a >= 0 {
			country = s.Actors[a].Country
		}
	}
	first := true
	for t := r.content.Start; t < r.content.End; t++ {
		m := s.mention[t]
		if m < 0 || s.Mentions[m].Start != t || s.Mentions[m].Actor < 0 {
			continue
		}
		a := &s.Actors[s.Mentions[m].Actor]
		if slices.Contains(speakers, s.Mentions[m].Actor) {
			continue
		}
		others++
		if a.Country != "" && a.Country != country {
			foreign++
		}
		pair := country + ">" + a.Country
		f.Add("of", pair)
		f.AddIf(first, "of first", pair)
		f.AddIf(first && t == r.content.Start, "opens with other", plain)
		first = false
	}
	f.Add("others", learn.Bucket(min(others, 3)), plain)
	f.Add("foreign", learn.Bucket(min(foreign, 3)), plain)
	f.Add("speaker of", country)
}

// direct tells whether a content is given in the speaker's own words.
func (f *Finder) direct(s *scene, r *reading) bool {
	if f.models.direct == nil {
		return s.quoted(r.content.Start)
	}
	return f.models.direct.Probability(s.describeDirect(r), 1) > 0.5
}

func (s *scene) quoted(t int) bool { return t > 0 && (s.Key(t-1) == ":" || s.quote(t-1) != noQuote) }

func (s *scene) describeDirect(r *reading) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	kind := string(c.kind) + string(r.frame)
	f.Add("kind", kind)
	f.Add("cue", c.name, string(r.frame))
	colon, quote, that := false, false, false
	for t := c.Start; t < r.content.Start; t++ {
		colon = colon || s.Key(t) == ":"
		quote = quote || s.quote(t) != noQuote
		that = that || s.Key(t) == "که" || s.is(t, "that")
	}
	inside := 0
	for t := r.content.Start; t < r.content.End; t++ {
		if s.quote(t) != noQuote {
			inside++
		}
	}
	f.AddIf(colon, "colon")
	f.AddIf(quote, "quote", kind)
	f.AddIf(quote, "quote")
	f.AddIf(that, "that", kind)
	f.Add("depth", learn.Bucket(int(min(s.depth[r.content.Start], 1))), kind)
	f.Add("inside", learn.Bucket(min(inside, 3)), kind)
	if n := len(s.said); n > 0 {
		f.AddIf(s.said[n-1].Direct, "last direct", kind)
	}
	for t := r.content.Start; t < r.content.End; t++ {
		if v := s.verb(t); v != nil && v.First && v.Form.Finite() {
			f.Add("first person", kind)
			break
		}
	}
	return f
}

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
		for _, class := range s.lexicon.classes[s.Key(t)] {
			f.Add("near", class, x.from)
		}
	}
	f.Add("distance", learn.Bucket(m.Start-r.content.Start), x.from)
	return f
}

// event is the event at which something was said: the last call or meeting told of before it in which the speaker takes
// part, where the dispatch tells of one; -1 where none.
func (s *scene) event(r *reading, st *page.Statement) int {
	best := -1
	for i := range s.Events {
		e := &s.Events[i]
		if !talks(e) || !s.takesPart(e, st.Speakers) {
			continue
		}
		if best < 0 || e.Cue.Start < s.cues[r.cue].Start && s.Events[best].Cue.Start < e.Cue.Start {
			best = i
		}
	}
	return best
}

func (s *scene) takesPart(e *page.Event, actors []int) bool {
	for _, a := range actors {
		if !slices.ContainsFunc(e.Participants, func(p page.Participant) bool { return p.Actor == a }) {
			return false
		}
	}
	return len(actors) > 0
}
