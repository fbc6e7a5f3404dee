package actors

import (
	"safir/fa"
	"safir/internal/know"
)

// The stretch after a rank that is looked through for what it is of.
const (
	farthest = 10 // tokens
	unknown  = 3  // words among them that are in no list
)

// ahead is a look past the words after a rank.
type ahead struct {
	at, atom  int  // the token and the atom that come next
	strangers int  // words passed that are in no list
	listed    bool // words passed that are
	end, next int  // where the listed words next to the rank end
	found     bool // atom is what the rank is of
}

// pass goes past an atom.
func (a *ahead) pass(b *atom, listed bool) {
	a.at, a.atom, a.listed = b.End, a.atom+1, a.listed || listed
	if a.strangers == 0 && (listed || b.is(filler)) {
		a.end, a.next = a.at, a.atom
	}
}

// across looks past words that say what a rank is about, for what it is of: معاون [امور بین‌الملل، حقوقی و مجلس] سازمان انرژی
// اتمی. Where nothing is found, only the listed words next to the rank are taken.
func (r *reading) across(t *title) bool {
	if !wide(t) {
		return r.headedState(t)
	}
	a := ahead{at: t.End, atom: t.next, end: t.End, next: t.next}
	for a.at-t.End < farthest && a.at < len(r.Tokens) && !r.Tokens[a.at].Line && r.step(t, &a) {
	}
	if a.found {
		t.fields, t.vague = t.fields || a.listed || a.strangers > 0, t.vague || a.strangers > 0
		t.end(a.at, a.atom)
		return r.take(t, r.atom(a.atom))
	}
	if (t.about == string(private) || t.about == string(party)) && a.strangers > 0 {
		t.vague = true // رئیس دانشگاه هاوانا
		a.end, a.next = a.at, a.atom
		for a.end > t.End && r.Tokens[a.end-1].Kind == fa.Punct {
			a.end--
		}
	}
	if a.end > t.End {
		t.fields = true
		t.end(a.end, r.skip(a.next, a.end))
	}
	return false
}

// wide tells whether an office can have words of its own between it and whose it is.
func wide(t *title) bool {
	switch t.office {
	case "other-official", "other-minister", "spokesperson", "governor", "mayor":
		return true
	}
	return t.rank.name != ""
}

// step goes past one word or atom, or finds what the rank is of; false ends the look.
func (r *reading) step(t *title, a *ahead) bool {
	b := r.atom(a.atom)
	switch {
	case b == nil || b.Start != a.at:
		return r.stranger(a)
	case b.kind == aWord && b.word.within():
		if b.word != field && b.word != filler {
			t.about = string(b.word)
		}
		a.pass(b, b.word != filler)
		return true
	case b.is(head):
		s := r.next(a.atom+1, b.End)
		a.pass(b, s == nil || s.kind != aState)
		return true
	case b.kind == aBody || b.kind == aState || b.is(own) || b.is(that) || b.kind == anOffice && !b.office.Plural && b.rank.name == "":
		return r.anchor(t, a, b)
	}
	return false
}

// anchor takes an atom that a rank can be of for what it is of, unless و or a comma stands before it: then only a parliament
// may be passed, in a list of what somebody is responsible for (معاون حقوقی و مجلس سازمان انرژی اتمی).
func (r *reading) anchor(t *title, a *ahead, b *atom) bool {
	if a.at == t.End || !r.joiner(a.at-1) {
		a.found = b.kind != aState || a.strangers < unknown
		return false
	}
	after := r.next(a.atom+1, b.End)
	if b.kind != aBody || b.body.Sort != know.Parliament || !r.joiner(b.End) && (after == nil || after.kind != aBody) {
		return false
	}
	a.pass(b, true)
	return true
}

// stranger goes past a word that is in no list, or past و before more words of a field.
func (r *reading) stranger(a *ahead) bool {
	if !r.titleWord(a.at) {
		return false
	}
	if r.joiner(a.at) {
		after := r.next(a.atom, a.at+1)
		if after == nil || after.kind != aBody && (after.kind != aWord || !after.word.within()) {
			return false
		}
	} else if a.strangers++; a.strangers > unknown {
		return false
	}
	a.at++
	return true
}

// headedState takes «دولت سوریه» as the state whose office it is.
func (r *reading) headedState(t *title) bool {
	b := r.next(t.next, t.End)
	if b == nil || !b.is(head) {
		return false
	}
	s := r.next(t.next+1, b.End)
	if s == nil || s.kind != aState && !s.is(own) && !s.is(that) {
		return false
	}
	t.end(b.End, t.next+1)
	return r.takeState(t, s)
}

// titleWord tells whether token i can be among the words of a title.
func (r *reading) titleWord(i int) bool {
	key := r.Key(i)
	if r.Tokens[i].Kind == fa.Punct {
		return key == "،" || key == "," || key == "-"
	}
	if r.Tokens[i].Kind != fa.Word || r.words.stops[key] {
		return false
	}
	v, isVerb := r.verbs.At(r.Doc, i)
	return !isVerb || !v.Form.Finite()
}
