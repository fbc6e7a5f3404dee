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
)

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
		case verb.Future, verb.Subjunctive, verb.Present:
			return forward
		case verb.Past, verb.Imperfect, verb.Perfect, verb.Pluperfect:
			return backward
		}
		i = v.End
	}
	return either
}
