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
}

// theirs takes خود and او after a title: «نمایندگان خود»، «وزیر خارجه او».
func (r *reading) theirs(t *title) {
	if t.country != "" || t.former {
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
	return t.office == "" || t.rank.tail && t.End == t.first && !counted
}

// longer takes what follows the title into it and tells whether it did.
func (r *reading) longer(t *title) bool {
	b := r.next(t.next, t.End)
	if b == nil || b.kind == aWord && b.word.within() && !b.is(filler) || b.is(head) {
		return r.across(t)
	}
	return r.take(t, b)
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
	t.country = code
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

// The stretch after a rank that is looked through for what it is of.
const (
	farthest = 10 // tokens
	unknown  = 3  // words among them that are in no list
)

// across looks past words that say what a rank is about, for what it is of: معاون [امور بین‌الملل، حقوقی و مجلس] سازمان انرژی
// اتمی. Where nothing is found, only the listed words next to the rank are taken.
func (r *reading) across(t *title) bool {
	switch t.office {
	case "other-official", "other-minister", "spokesperson", "governor", "mayor":
	default:
		if t.rank.name == "" {
			return r.headedState(t)
		}
	}
	i, k, strangers, listed := t.End, t.next, 0, false
	end, next := t.End, t.next
	for i-t.End < farthest && i < len(r.Tokens) && !r.Tokens[i].Line {
		b := r.atom(k)
		if b == nil || b.Start != i {
			if !r.titleWord(i) {
				break
			}
			if r.joiner(i) {
				if after := r.next(k, i+1); after == nil || after.kind != aBody && (after.kind != aWord || !after.word.within()) {
					break
				}
			} else if strangers++; strangers > unknown {
				break
			}
			i++
			continue
		}
		switch {
		case b.kind == aWord && b.word.within():
			if b.word != field && b.word != filler {
				t.about = string(b.word)
			}
			i, k, listed = b.End, k+1, listed || b.word != filler
			if strangers == 0 {
				end, next = i, k
			}
			continue
		case b.is(head):
			i, k = b.End, k+1
			if s := r.next(k, i); s == nil || s.kind != aState {
				listed = true
				if strangers == 0 {
					end, next = i, k
				}
			}
			continue
		case b.kind == aBody || b.kind == aState && strangers < unknown || b.is(own) || b.is(that) || b.kind == anOffice && !b.office.Plural && b.rank.name == "":
			if i > t.End && r.joiner(i-1) {
				after := r.next(k+1, b.End)
				if b.kind != aBody || b.body.Sort != know.Parliament || !r.joiner(b.End) && (after == nil || after.kind != aBody) {
					break
				}
				i, k, listed = b.End, k+1, true // معاون حقوقی و مجلس سازمان انرژی اتمی
				if strangers == 0 {
					end, next = i, k
				}
				continue
			}
			t.fields, t.vague = t.fields || listed || strangers > 0, t.vague || strangers > 0
			t.end(i, k)
			return r.take(t, b)
		}
		break
	}
	if (t.about == string(private) || t.about == string(party)) && strangers > 0 {
		t.vague = true
		end, next = min(i, t.End+farthest), k
		for end > t.End && r.Tokens[end-1].Kind == fa.Punct {
			end--
		}
	}
	if end == t.End {
		return false
	}
	t.fields = true
	t.end(end, r.skip(next, end))
	return false
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

// stationed takes «در روسیه» into «سفیر ایران در روسیه», and «در امور ایران» into an envoy's title.
func (r *reading) stationed(t *title) {
	at := t.End
	if t.office == "legislator" {
		at = r.constituency(at)
	}
	if r.Key(at) != "در" || at+1 >= len(r.Tokens) {
		return
	}
	at++
	if r.Key(at) == "امور" {
		r.affairs(t, at+1)
		return
	}
	if t.office != "ambassador" && t.office != "charge-daffaires" && t.office != "legislator" && t.rank.name != "envoy" {
		return
	}
	k := r.skip(t.next, at)
	b := r.next(k, at)
	if t.rank.name == "envoy" && t.country != "" && (b == nil || b.is(field)) && r.institution(at) {
		t.office = "ambassador" // نماینده روسیه در سازمان‌های بین‌المللی
		t.end(at+1, r.skip(k, at+1))
		return
	}
	if b == nil || b.kind != aState && b.kind != aPlace && b.kind != aBody {
		return
	}
	end, next := b.End, k+1
	if b.kind == aBody {
		m, after := r.body(k)
		end, next = m.End, after
		t.parts = append(t.parts, m.raw)
		if t.rank.name == "envoy" && t.office != "special-envoy" {
			if o := r.ranks.officeOf("envoy", m.org, string(b.body.Sort)); o != "" {
				t.office = o
			}
		}
	} else if b.kind == aState && b.state.Form == know.Name {
		t.parts = append(t.parts, stateMention(b, b.state.Code))
	}
	t.end(end, next)
}

// constituency is the token after the names of places between «نماینده مردم» and «در مجلس», token at where there are none.
func (r *reading) constituency(at int) int {
	for i := at; i < at+4 && i < len(r.Tokens) && !r.Tokens[i].Line; i++ {
		if r.Key(i) == "در" {
			return i
		}
		if !r.titleWord(i) {
			break
		}
	}
	return at
}

// institution tells whether token i is a word for what states are represented at.
func (r *reading) institution(i int) bool {
	key := r.Key(i)
	return strings.HasPrefix(key, "سازمان") || strings.HasPrefix(key, "نهادها") || key == "مقر" || key == "اژانس"
}

// affairs takes the state, the place or the words of a field after «در امور».
func (r *reading) affairs(t *title, at int) {
	k := r.skip(t.next, at)
	b := r.next(k, at)
	switch {
	case b == nil || b.kind == aPerson:
		if t.rank.name != "" && at < len(r.Tokens) && r.titleWord(at) && r.Tokens[at].Kind == fa.Word {
			t.end(at+1, r.skip(k, at+1))
		}
	case b.is(field):
		for b != nil && b.is(field) {
			t.end(b.End, k+1)
			k++
			b = r.next(k, t.End)
		}
		if t.country == "" {
			if code, ok := r.stateOf(b); ok {
				t.country = code
				t.end(b.End, k+1)
			}
		}
	case b.kind == aState || b.kind == aPlace || b.kind == aBody:
		if b.kind == aState && b.state.Form == know.Name {
			t.parts = append(t.parts, stateMention(b, b.state.Code))
		}
		t.end(b.End, k+1)
		if s := r.next(t.next, t.End); t.country == "" && s != nil && s.kind == aState {
			t.country = s.state.Code // وزیر مشاور در امور خاورمیانه انگلیس
			t.end(s.End, t.next+1)
		}
	}
}
