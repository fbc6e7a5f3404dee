package statements

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/verb"
)

// act tells what an utterance does.
func (f *Finder) act(s *scene, r *reading, speakers []int) safir.Act {
	if f.models.act == nil {
		return "state"
	}
	hints := s.describeAct(r, speakers)
	var room [16]float64
	scores := room[:len(safir.Acts)]
	f.models.act.AddScores(&s.features, scores)
	best := 0
	for i, act := range safir.Acts {
		s.features.Reset()
		describeHints(&s.features, hints, act)
		scores[i] += f.models.hints.Score(&s.features)
		if scores[i] > scores[best] {
			best = i
		}
	}
	return safir.Acts[best]
}

// hint is something that speaks for an act: the cue, a verb by which the speaker does what it says, words of a class. How much a
// kind of hint counts is learned from all acts together, since some are rare.
type hint struct {
	kind string
	act  safir.Act
}

// describeHints states which hints speak for an act.
func describeHints(f *features, hints []hint, act safir.Act) {
	for _, h := range hints {
		if h.act == act {
			f.Add(h.kind)
		}
	}
}

// classActs tells for which act a class of words speaks.
var classActs = map[string]safir.Act{
	"must": "demand", "ask": "demand", "process": "demand", "evil": "criticize", "worry": "criticize", "blame": "criticize",
	"threat": "warn", "peril": "warn", "strike": "warn", "hope": "hope", "ready": "pledge", "thanks": "thank", "glad": "welcome",
	"backing": "support", "denial": "reject", "cancel": "reject", "greeting": "greet", "condemn": "condemn", "invite": "invite",
	"suggest": "propose", "stative": "state", "important": "state",
}

// telling lists the classes of words that tell what an utterance does.
var telling = []string{
	"must", "important", "blame", "threat", "hope", "ready", "thanks", "glad", "backing", "denial", "greeting", "condemn",
	"invite", "worry", "we", "suggest", "ask", "process", "stative", "evil", "good", "negation", "condition", "cancel", "strike",
	"peril",
}

func (s *scene) describeAct(r *reading, speakers []int) []hint {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	f.Add("always")
	s.hints = s.hints[:0]
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
	s.describeVerbs(f, r, speakers, plain)
	s.describeNamed(f, r, speakers, plain)
	f.Add("length", learn.Bucket(r.content.End-r.content.Start), plain)
	if plain != "plain" {
		s.hint(safir.Act(cueAct), "cue", string(c.kind), string(r.frame))
		s.hint(safir.Act(cueAct), "cue")
	}
	return s.hints
}

// hint notes that something speaks for an act.
func (s *scene) hint(act safir.Act, kind ...string) {
	s.hints = append(s.hints, hint{strings.Join(kind, " "), act})
}

// describeWords states which classes of words a content holds, and its words themselves.
func (s *scene) describeWords(f *features, r *reading, plain string) {
	length := r.content.End - r.content.Start
	var seen []safir.Act
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
				if act, ok := classActs[class]; ok && !slices.Contains(seen, act) {
					seen = append(seen, act)
					s.hint(act, "class", plain, where)
					if length <= 25 {
						s.hint(act, "class in short", plain)
					}
				}
			}
		}
		if len(key) > 4 {
			f.Add("says", key)
			f.AddIf(utf8.RuneCountInString(key) > stemLetters, "stem", stem(key))
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

// stemLetters is how many first letters of a word tell its sense, whatever its endings.
const stemLetters = 4

func stem(key string) string {
	n := 0
	for i := range key {
		if n == stemLetters {
			return key[:i]
		}
		n++
	}
	return key
}

// describeVerbs states what each of a content's clauses does: its verb with the word that makes one verb with it, who does
// it, and which act that is where the speaker says so in so many words (محکوم می‌کنیم).
func (s *scene) describeVerbs(f *features, r *reading, speakers []int, plain string) {
	n, from := 0, r.content.Start
	main := safir.Act("")
	var last clause
	for t := r.content.Start; t < r.content.End; t++ {
		v := s.verb(t)
		if v == nil || v.Start != t || !v.Form.Finite() {
			continue
		}
		x := s.clauseOf(v, from, speakers)
		n++
		from = v.End
		last = x
		f.Add("verb", x.form, plain)
		f.Add("who+verb", x.who, x.form)
		f.AddIf(n == 1, "first verb", x.form, x.who, plain)
		f.Add("predicate", x.predicate, x.polarity)
		f.Add("predicate+who", x.predicate, x.polarity, x.who)
		if x.act != "" && x.act != "state" {
			f.Add("performs", string(x.act), x.who, x.polarity, x.tense)
			f.Add("performs act", string(x.act), x.who, x.polarity)
			s.hint(x.act, "performs", x.who, x.polarity)
			s.hint(x.act, "performs", x.who, x.polarity, x.tense, plain)
			if x.who != "other" && x.polarity == "yes" && (main == "" || slices.Index(safir.Acts, x.act) < slices.Index(safir.Acts, main)) {
				main = x.act
			}
		}
	}
	if n > 0 {
		f.Add("last verb", last.form, last.who, plain)
		f.Add("last predicate", last.predicate, last.polarity)
		f.AddIf(last.act != "", "last performs", string(last.act), last.who, last.polarity)
		s.hint(last.act, "last", last.who, last.polarity, plain)
	}
	f.Add("main act", string(main), plain)
	s.hint(main, "main", plain)
	f.Add("verbs", learn.Bucket(min(n, 4)), plain)
	if n == 0 {
		s.describeHead(f, r, plain)
	}
}

// describeHead states what a content without a verb is: its first word, and its class.
func (s *scene) describeHead(f *features, r *reading, plain string) {
	c := &s.cues[r.cue]
	for t := r.content.Start; t < min(r.content.Start+3, r.content.End); t++ {
		place := learn.Bucket(t - r.content.Start)
		f.Add("head", place, s.Key(t))
		for _, class := range s.lexicon.classes[s.Key(t)] {
			s.hint(classActs[class], "head", place, plain)
			f.Add("head class", place, class, plain)
			f.Add("head class+cue", place, class, c.name)
		}
	}
}

// clause is what one finite verb of a content says.
type clause struct {
	form, predicate, polarity, tense string
	who                              string    // "I", "self" (the speaker's side), "other", "none"
	act                              safir.Act // what saying so does, "" where the predicate is no word of reporting
}

func (s *scene) clauseOf(v *verb.Verb, from int, speakers []int) clause {
	x := clause{polarity: "yes", tense: v.Form.String(), predicate: v.Stem, who: s.doer(v, from, speakers)}
	if v.Negative {
		x.polarity = "not"
	}
	x.form = x.tense + " " + x.polarity
	noun := v.Start - 1
	for noun > from && (s.is(noun, "adverb") || s.Key(noun) == "را") {
		noun--
	}
	if noun >= from && noun >= 0 && s.Tokens[noun].Kind == fa.Word {
		x.predicate = s.Key(noun) + "_" + v.Stem
	}
	for t := noun; t >= max(from, noun-1, 0); t-- {
		if i := s.cueAt[t]; i >= 0 && s.cues[i].word != nil && s.cues[i].verb >= 0 && s.verbs[s.cues[i].verb].Start == v.Start {
			x.act = s.cues[i].word.act
			return x
		}
	}
	if w := s.lexicon.verbs[v.Stem]; w != nil {
		x.act = w.act
	}
	return x
}

// doer tells who does what a verb says: the speaker, the speaker's side, or somebody else.
func (s *scene) doer(v *verb.Verb, from int, speakers []int) string {
	if v.First {
		return "I"
	}
	for t := from; t < v.Start; t++ {
		i := s.mention[t]
		if i < 0 || s.Mentions[i].Start != t || s.Mentions[i].Actor < 0 || s.is(t-1, "prep") {
			continue
		}
		for _, speaker := range speakers {
			a := s.Mentions[i].Actor
			if a == speaker || speaker >= 0 && s.Actors[speaker].Country != "" && s.Actors[speaker].Country == s.Actors[a].Country {
				return "self"
			}
		}
		return "other"
	}
	return "none"
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
