package statements

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/verb"
)

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
