package actors

import (
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/page"
)

// title is an office phrase on its way.
type title struct {
	raw
	rank   rank
	first  int    // where the words after the rank or the listed office begin
	next   int    // the atom after what is read
	fields bool   // words that say what it is about stand between
	about  string // commission, delegation or private where one of these words does
	vague  bool   // words stand between that are in no list
	done   bool   // whose it is, is known
	that   bool   // it is of a state that is only pointed at: فرمانده ارتش این کشور
}

// title reads the office phrase that starts at atom k: the office or rank, what it is about, whose it is.
func (r *reading) title(k int) title {
	a := r.atom(k)
	t := title{
		raw: raw{
			Range: a.Range, head: a.Start, kind: safir.Office, by: page.ByOffice, office: a.office.Office, country: a.office.Of,
			org: a.office.Org, plural: a.office.Plural, former: a.office.Former, stateless: a.rank.any || a.office.Org != "",
			why: "office",
		},
		rank: a.rank, first: a.End, next: k + 1,
	}
	t.unnamed = a.rank.any
	for !t.done && r.longer(&t) {
	}
	r.stationed(&t)
	r.settleOffice(&t)
	return t
}

// rule gives a rank the office that it is together with what follows it. An envoy called so stays one, of whomever.
func (r *reading) rule(t *title, follows ...string) {
	if t.rank.name == "" || t.rank.office == "special-envoy" {
		return
	}
	if o := r.ranks.officeOf(t.rank.name, follows...); o != "" {
		t.office = o
	}
}

// settleOffice decides the office where nothing that followed did.
func (r *reading) settleOffice(t *title) {
	switch {
	case t.former || t.about == string(private):
		t.office = ""
	case t.rank.name == "":
	case t.about != "":
		t.office = r.ranks.officeOf(t.rank.name, t.about)
	case t.office == "" && t.End > t.first:
		t.office = r.ranks.officeOf(t.rank.name, "*")
	}
	if t.country == "" && t.assumed == "" && t.vague {
		t.stateless = true
	}
	r.theirs(t)
	if t.raw.theirs {
		t.sent()
	}
	t.of = r.portfolio(t)
}

// sent makes envoys of representatives who are somebody's own, as those of a president: «نمایندگان ترامپ»، «نمایندگانش». A state's are its
// officials.
func (t *title) sent() {
	if t.rank.name == "envoys" && t.office == "other-official" {
		t.office = "special-envoy"
	}
}

// portfolio is what tells the holder of an office from another of the same state who is called alike: what a minister or a spokesperson
// is of, all words of a title that is none of the listed offices; "" where the words do not tell.
func (r *reading) portfolio(t *title) string {
	first, last := t.head+1, min(t.head+2, t.End)
	switch {
	case t.unnamed:
		return ""
	case t.office == "other-official" || t.office == "":
		first, last = t.head, t.head+titleWords // also words that are in no list
	case t.office != "other-minister" && t.office != "spokesperson":
		return ""
	}
	of := ""
	for i := first; i < last && i < len(r.Tokens); i++ {
		if i >= t.End && (r.Tokens[i].Line || r.Tokens[i].Kind == fa.Punct || !r.titleWord(i)) {
			return of
		}
		switch key := r.Key(i); key {
		case "وزارت", "امور", "رسمی", "خود", "وی", "او":
			last = min(last+1, max(last, t.End))
		default:
			if _, ok := r.world.States.Longest(r.Doc, i); ok {
				return of
			}
			of += key
		}
	}
	return of
}

// titleWords is how many words of a title tell whose it is.
const titleWords = 4

// differ tells whether two portfolios are known not to be the same.
func differ(a, b string) bool { return !strings.HasPrefix(a, b) && !strings.HasPrefix(b, a) }

// theirs takes خود and او after a title: «نمایندگان خود»، «وزیر خارجه او».
func (r *reading) theirs(t *title) {
	if t.country != "" || t.former {
		return
	}
	if r.atom(t.next-1) != nil && r.atom(t.next-1).theirs {
		t.raw.theirs = true
		return
	}
	switch r.Key(t.End) {
	case "او", "وی":
		if r.Key(t.End+1) == "را" {
			return
		}
	case "خود", "خویش", "خودش":
	default:
		return
	}
	t.raw.theirs = true
	t.end(t.End+1, r.skip(t.next, t.End+1))
}

// nobody tells whether a rank came to nothing, so that its words name no one.
func (t *title) nobody(counted bool) bool {
	if t.rank.name == "" || t.former || t.about == string(private) {
		return false
	}
	return t.office == "" || t.rank.tail && t.End == t.first && !counted && !t.theirs
}

// longer takes what follows the title into it and tells whether it did.
func (r *reading) longer(t *title) bool {
	b := r.next(t.next, t.End)
	if b == nil && r.quoted(t) {
		return true
	}
	if b == nil || b.kind == aWord && b.word.within() && !b.is(filler) || b.is(head) {
		return r.across(t)
	}
	return r.take(t, b)
}

// quoted takes a body in quotation marks: رهبر «کتائب حزب‌الله».
func (r *reading) quoted(t *title) bool {
	b := r.next(t.next, t.End+1)
	if b == nil || b.kind != aBody || r.Key(t.End) != "«" || r.Key(b.End) != "»" {
		return false
	}
	t.End++
	if !r.takeBody(t) {
		t.End--
		return false
	}
	t.End++
	return true
}

// take takes the next atom into the title where it belongs there.
func (r *reading) take(t *title, b *atom) bool {
	switch {
	case b.is(filler):
		t.end(b.End, t.next+1)
	case b.is(former):
		t.former = true
		t.end(b.End, t.next+1)
	case b.is(thatBody):
		t.org, t.stateless, t.done = r.lastBody(), true, true
		t.end(b.End, t.next+1)
	case b.kind == aState || b.is(own) || b.is(that):
		return r.takeState(t, b)
	case b.kind == aBody:
		return r.takeBody(t)
	case b.kind == anOffice && !b.office.Plural:
		return r.takeOffice(t)
	case b.kind == aPlace && local(t):
		if t.country == "" {
			t.country = b.place.State
		}
		t.end(b.End, t.next+1)
	default:
		return false
	}
	return true
}

func (t *title) end(token, atom int) { t.End, t.next = token, atom }

// local tells whether an office can be that of a city or a region.
func local(t *title) bool {
	switch t.office {
	case "mayor", "governor", "cleric", "legislator", "military-commander", "other-official":
		return true
	}
	return t.rank.name != ""
}

func (r *reading) takeState(t *title, b *atom) bool {
	if t.country != "" && t.country != "UNO" {
		return false
	}
	code, _ := r.stateOf(b)
	if b.kind == aState && b.state.Form != know.Capital {
		t.parts = append(t.parts, stateMention(b, code))
	}
	t.country, t.that = code, b.is(that)
	t.end(b.End, t.next+1)
	if s := r.next(t.next, t.End); t.rank.name != "" && s != nil && s.kind == aBody && s.body.Open {
		t.country, t.fields = "", true // معاون اروپا و آمریکای وزارت خارجه
		return true
	}
	if !t.fields && t.org == "" {
		r.rule(t, code, "state")
	}
	t.done = true
	return true
}

func (r *reading) takeBody(t *title) bool {
	if t.org != "" {
		return false
	}
	sort := r.atom(t.next).body.Sort
	b, next := r.body(t.next)
	t.parts = append(t.parts, b.raw)
	if sort == know.Parliament && t.fields {
		sort = "commission"
	}
	r.rule(t, b.org, r.atoms[t.next].body.Org, string(sort))
	if sort != know.Ministry && sort != know.Parliament && sort != "commission" {
		t.org = b.org
	}
	switch {
	case b.assumed:
		t.assumed = b.country
	case b.country != "":
		t.country = b.country
	case t.country == "":
		t.stateless = true
	}
	t.end(b.End, next)
	t.done = t.country != "" || b.assumed
	return true
}

// takeOffice takes the office that a rank is of: معاون [وزیر خارجه سوریه].
func (r *reading) takeOffice(t *title) bool {
	if t.rank.name == "" && t.office != "special-envoy" && t.office != "spokesperson" && t.office != "other-official" {
		return false
	}
	inner := r.title(t.next)
	if inner.office == "" {
		return false
	}
	r.rule(t, inner.office)
	if t.country == "" {
		t.country, t.assumed = inner.country, inner.assumed
	}
	if inner.country != "" && (t.rank.name == "speaker" || t.rank.name == "envoy" || t.rank.name == "envoys") {
		t.parts = append(t.parts, inner.raw)
	} else {
		t.parts = append(t.parts, inner.parts...)
	}
	t.stateless = inner.stateless
	t.end(inner.End, inner.next)
	t.done = true
	return true
}
