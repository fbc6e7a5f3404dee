package times

import (
	"safir/fa"
	"safir/internal/verb"
)

// direction tells where from the day of publication a day without more ado lies: «روز جمعه» is the past Friday in «روز
// جمعه گفت» and the coming one in «روز جمعه خواهد گفت». The verb tells, and a Persian clause ends with it.
type direction int8

const (
	backward direction = -1
	either   direction = 0
	forward  direction = 1
	// onward is what the present tense tells: a day that comes, unless it has only just been. «ماه مارس را نشان می‌دهد» is said of a
	// month that is over too.
	onward direction = 2
)

// direction is the side of today on which a match lies: words of plan before it tell («قرار است»), else the verb behind it.
func (r *resolver) direction(m *match) direction {
	if r.trying {
		return either
	}
	if r.planned(m.Start) {
		return forward
	}
	return directionAfter(r.verbs, r.doc, m.End)
}

// planned tells whether a word of plan stands before token i in its clause.
func (r *resolver) planned(i int) bool {
	start := r.doc.Sentences[r.doc.SentenceOf(i)].Start
	for i--; i >= start; i-- {
		x := &r.lexemes[i]
		if x.end > 0 && x.classes.meets(r.marks.plan) {
			return true
		}
		if v, ok := r.verbs.At(r.doc, i); ok && v.Form.Finite() && v.Form != verb.Copula {
			return false
		}
	}
	return false
}

// directionAfter is the direction that the first telling verb after token i gives, within the sentence.
func directionAfter(verbs *verb.Table, d *fa.Doc, i int) direction {
	if i >= len(d.Tokens) {
		return either
	}
	end := d.Sentences[d.SentenceOf(i)].End
	for i < end {
		v, ok := verbs.At(d, i)
		if !ok || d.Tokens[i].Kind != fa.Word {
			i++
			continue
		}
		switch v.Form {
		case verb.Future, verb.Subjunctive:
			return forward
		case verb.Present:
			return onward
		case verb.Past, verb.Imperfect, verb.Perfect, verb.Pluperfect:
			return backward
		}
		i = v.End
	}
	return either
}
