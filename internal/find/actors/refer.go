package actors

import (
	"slices"
	"strings"

	"safir"
	"safir/internal/page"
)

// focus is whom the text is about while it is read.
type focus struct {
	about    lead
	one      lead     // the same of single people: «او» is none of «مقام‌های پاکستان»
	recent   []person // single people who were mentioned last, the latest first
	sentence int
}

// lead is the actor that the current sentence is about, and the one that the sentences before are; -1 for nobody.
type lead struct{ now, before int }

// next is the lead when the next sentence begins.
func (l lead) next() lead {
	if l.now >= 0 {
		l.before = l.now
	}
	l.now = -1
	return l
}

// refer gives the mentions that only point to whom they stand for, from left to right.
func (r *reading) refer() {
	at := focus{about: lead{-1, -1}, one: lead{-1, -1}}
	pronouns := slices.ContainsFunc(r.raw, func(m raw) bool { return m.by == page.ByPronoun })
	for i := range r.raw {
		m := &r.raw[i]
		if m.inside >= 0 {
			continue
		}
		if s := r.SentenceOf(m.Start); s != at.sentence {
			at.sentence, at.about, at.one = s, at.about.next(), at.one.next()
		}
		if m.related {
			r.relate(i, &at)
		} else if r.actorOf[i] < 0 {
			r.actorOf[i] = r.meant(i, &at)
		}
		if actor := r.actorOf[i]; actor >= 0 && m.kind.Human() {
			r.leads(i, actor, &at)
			if pronouns && !m.plural {
				r.saw(i, actor, &at)
			}
		}
	}
}

// leads notes that the current sentence is about an actor, if mention i, which is of one, is the first that stands free.
func (r *reading) leads(i, actor int, at *focus) {
	m := &r.raw[i]
	if r.governed(m.Start) {
		return
	}
	if at.about.now < 0 {
		at.about.now = actor
	}
	if at.one.now < 0 && !m.plural {
		at.one.now = actor
	}
}

// governed tells whether a preposition stands before token t, so that what follows is not the sentence's subject.
func (r *reading) governed(t int) bool {
	switch r.Key(t - 1) {
	case "با", "به", "از", "برای", "علیه", "درباره", "توسط", "در", "میان", "بین":
		return true
	}
	return false
}

// meant is whom a pronoun, «این مقام», «این وزارتخانه» or an office without more stands for.
func (r *reading) meant(i int, at *focus) int {
	m := &r.raw[i]
	switch {
	case m.by == page.BySides:
		return -1
	case m.kind == safir.Org:
		return r.latest(i, func(_ int, a *page.Actor) bool {
			return a.Kind == safir.Org && !strings.HasSuffix(a.Org, "News Agency")
		})
	case m.pointing:
		return r.pointed(i, at)
	case m.theirs:
		return r.ofFocus(i, at)
	case m.by == page.ByPronoun:
		if at.one.now < 0 && len(at.recent) > 0 && r.speaks(m) {
			return r.speaker(i, at)
		}
		return at.person(r.governed(m.Start))
	}
	return r.create(i)
}

// person is whom a pronoun stands for.
func (at *focus) person(governed bool) int {
	if at.one.now >= 0 && (governed || at.one.before < 0) {
		return at.one.now
	}
	if at.one.now < 0 {
		return at.one.before
	}
	return at.one.now
}

// pointed is whom «این مقام روس», «این وزیر», «این منبع» stands for: the last who fits the office and the state that the words
// give, else whom the text is about.
func (r *reading) pointed(i int, at *focus) int {
	m := &r.raw[i]
	fits := func(_ int, a *page.Actor) bool {
		return a.Kind.Human() && (m.country == "" || a.Country == m.country) &&
			(m.office == "" || a.Office == m.office || m.office == "other-official" && m.country != "" ||
				m.office == "other-minister" && strings.HasSuffix(a.Office, "-minister"))
	}
	if r.source(m) {
		unnamed := func(k int, a *page.Actor) bool { return r.lore[k].unnamed && fits(k, a) }
		if found := r.latest(i, unnamed); found >= 0 {
			return found
		}
	}
	if found := r.latest(i, fits); found >= 0 {
		return found
	}
	return at.person(false)
}

// source tells whether a mention is of a source, who has no name.
func (r *reading) source(m *raw) bool {
	key := r.Key(m.head)
	return strings.HasPrefix(key, "منبع") || strings.HasPrefix(key, "منابع")
}

// ofFocus is the holder of an office of the state of whom the clause or else the text is about: «صدراعظم خود»، «فرستادگان خود».
func (r *reading) ofFocus(i int, at *focus) int {
	m := &r.raw[i]
	who := r.ownClause(i)
	if who < 0 {
		who = at.person(false)
	}
	if who < 0 {
		who = r.latest(i, func(_ int, a *page.Actor) bool { return a.Country != "" })
	}
	if who >= 0 {
		m.country = r.Actors[who].Country
	}
	return r.find(i, func(_ int, a *page.Actor) bool {
		return a.Kind.Human() && a.Office == m.office && a.Country == m.country && m.office != ""
	})
}

// ownClause is who stands free in the clause of mention i, where «که» opens one: «در حالی که ترامپ سفر فرستادگان خود را لغو کرد». -1 for nobody.
func (r *reading) ownClause(i int) int {
	start := r.Sentences[r.SentenceOf(r.raw[i].Start)].Start
	opening := r.raw[i].Start - 1
	for opening >= start && !strings.HasSuffix(r.Key(opening), "که") {
		opening--
	}
	if opening < start {
		return -1
	}
	for k := i - 1; k >= 0 && r.raw[k].Start > opening; k-- {
		if a := r.actorOf[k]; a >= 0 && r.Actors[a].Country != "" && r.raw[k].inside < 0 && !r.governed(r.raw[k].Start) {
			return a
		}
	}
	return -1
}

// latest is the actor that fits whose mention before mention i is the last, -1 for none.
func (r *reading) latest(i int, fits func(int, *page.Actor) bool) int {
	for k := i - 1; k >= max(0, i-4*reach); k-- {
		if a := r.actorOf[k]; a >= 0 && fits(a, &r.Actors[a]) && r.raw[k].inside < 0 {
			return a
		}
	}
	return -1
}

// relate gives a counterpart the office of whom the text is about.
func (r *reading) relate(i int, at *focus) {
	m := &r.raw[i]
	office := r.ownOffice(i, at)
	if k := r.actorOf[i]; k >= 0 {
		if held := r.lore[k].held; r.Actors[k].Office == "" && (len(held) == 0 || slices.Contains(held, office)) {
			r.complete(k, &raw{office: office})
		}
		return
	}
	m.office = office
	for k := r.nearest(); k < len(r.Actors); k++ {
		if a := &r.Actors[k]; a.Kind.Human() && a.Country == m.country && r.holds(k, office) {
			r.complete(k, &raw{office: office})
			r.actorOf[i] = k
			return
		}
	}
	r.actorOf[i] = r.create(i)
}

// ownOffice is the office of whom a counterpart is one of: of the sentence's subject, of that before, of the official named
// last; of a foreign minister where nobody has one.
func (r *reading) ownOffice(i int, at *focus) string {
	last := r.latest(i, func(_ int, a *page.Actor) bool {
		return a.Kind.Human() && a.Office != "" && a.Country != r.raw[i].country
	})
	for _, k := range []int{at.about.now, at.about.before, last} {
		if k >= 0 && r.Actors[k].Office != "" && r.Actors[k].Country != r.raw[i].country {
			return r.Actors[k].Office
		}
	}
	return "foreign-minister"
}
