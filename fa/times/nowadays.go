package times

import (
	"safir/fa"
	"safir/internal/verb"
)

// nowadays tells whether an item is «امروز» in the sense of "in our time", which is no date: «امروز منطقه نیازمند صلح است». It begins
// its clause, the verb tells how things are and not what is done, and nothing is named that has its day (a meeting, an hour).
func (r *resolver) nowadays(it *item) bool {
	if it.rule.kind.sort != sortRelative || it.slot(slotRelative) != 0 || it.End != it.Start+1 || it.end != nil || len(it.others) > 0 {
		return false
	}
	return r.opens(it.Start) && r.statedAfter(it.End)
}

// What words of the class beside «امروز» tell of it.
const (
	opensClause = 2 // behind it a clause begins: «که»، «اما»
	hasItsDay   = 3 // it takes place on a day, or tells of one: «سفر»، «ساعت»
)

// opens tells whether a clause begins with token i.
func (r *resolver) opens(i int) bool {
	if i == r.doc.Sentences[r.doc.SentenceOf(i)].Start {
		return true
	}
	x := &r.lexemes[i-1]
	return x.classes.meets(r.marks.opener) || x.classes.meets(r.marks.beside) && x.value(r.marks.beside) == opensClause
}

// statedAfter tells whether the first verb behind token i, in its clause, tells how things are.
func (r *resolver) statedAfter(i int) bool {
	for end := r.doc.Sentences[r.doc.SentenceOf(i-1)].End; i < end; i++ {
		x := &r.lexemes[i]
		if x.classes.meets(r.marks.talk) || x.classes.meets(r.marks.beside) && x.value(r.marks.beside) >= opensClause {
			return false
		}
		if v, ok := r.verbs.At(r.doc, i); ok && v.Form.Finite() && r.doc.Tokens[i].Kind == fa.Word {
			return stative(v)
		}
	}
	return false
}

// stative tells whether a verb says how things are: است, دارد, می‌بینیم, می‌دانند. «دارد» looks like a subjunctive, which «داشتن» makes otherwise.
func stative(v verb.Verb) bool {
	switch v.Form {
	case verb.Copula:
		return true
	case verb.Present:
		return v.Stem == "دید" || v.Stem == "دانست" || v.Stem == "شناخت" || v.Stem == "بود"
	case verb.Subjunctive:
		return v.Stem == "داشت"
	}
	return false
}
