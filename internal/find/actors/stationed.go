package actors

import (
	"strings"

	"safir/fa"
	"safir/internal/know"
)

// stationed takes «در روسیه» into «سفیر ایران در روسیه», and «در امور ایران» into an envoy's title.
func (r *reading) stationed(t *title) {
	at := t.End
	if t.office == "" && t.about != "" {
		t.office = r.ranks.officeOf(t.rank.name, t.about)
	}
	if t.office == "legislator" || t.office == "" && t.rank.name == "envoy" {
		at = r.constituency(at)
	}
	if t.rank.any && r.Key(at) == "نزدیک" && r.Key(at+1) == "به" {
		at++ // منابع نزدیک به تیم مذاکره‌کننده
	} else if r.Key(at) != "در" {
		return
	}
	at++
	if at >= len(r.Tokens) {
		return
	}
	if r.Key(at) == "امور" {
		r.affairs(t, at+1)
		return
	}
	if t.office == "other-official" && t.country == "" {
		r.employ(t, at)
		return
	}
	if t.office != "ambassador" && t.office != "charge-daffaires" && t.office != "legislator" && t.rank.name != "envoy" {
		return
	}
	r.post(t, at)
}

// employ gives an official who is not named the state of the body at token at («یک منبع در وزارت خارجه سوریه»), and one of no office at
// all that of whatever stands there («منابعی در واشنگتن»، «مقامی در دولت سوریه»).
func (r *reading) employ(t *title, at int) {
	k := r.skip(t.next, at)
	b := r.next(k, at)
	if b == nil {
		return
	}
	if b.kind == aBody {
		if m, _ := r.body(k); !m.assumed {
			t.country = m.country
		}
		return
	}
	if !t.rank.any || t.org != "" || t.vague {
		return
	}
	if b.is(head) {
		k++
		b = r.next(k, b.End)
	}
	code, ok := r.stateOf(b)
	switch {
	case ok:
		t.country = code
	case b == nil:
	case b.kind == anOffice:
		inner := r.title(k)
		t.country = inner.country
		if inner.country == "" && inner.plural && inner.office == "negotiator" {
			t.country = r.home
		}
	case b.kind == aPerson:
		t.country = b.person.State
	case b.kind == aPlace:
		t.country = b.place.State
	}
}

// post takes the state, the place or the body at token at, where somebody is posted, into the title.
func (r *reading) post(t *title, at int) {
	k := r.skip(t.next, at)
	b := r.next(k, at)
	switch {
	case t.rank.name == "envoy" && t.country != "" && (b == nil || b.is(field)) && r.institution(at):
		t.office = "ambassador" // نماینده روسیه در سازمان‌های بین‌المللی
		t.end(at+1, r.skip(k, at+1))
	case b == nil:
	case b.kind == aBody:
		m, next := r.body(k)
		t.parts = append(t.parts, m.raw)
		if t.office == "legislator" && t.country == "" && !m.assumed {
			t.country = m.country // رئیس فراکسیون بدر در پارلمان عراق
		}
		if t.rank.name == "envoy" {
			r.rule(t, m.org, string(b.body.Sort))
		}
		t.end(m.End, next)
	case b.kind == aState && b.state.Form == know.Name:
		t.parts = append(t.parts, stateMention(b, b.state.Code))
		t.end(b.End, k+1)
	case b.kind == aState || b.kind == aPlace:
		t.end(b.End, k+1)
	}
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
