package times

import (
	"sync"

	"safir/fa"
	"safir/internal/verb"
)

// Expression is a stretch of words that places something in time.
type Expression struct {
	fa.Range
	EDTF     string // "" where it is relative and the day of publication is unknown
	Calendar Calendar
	Type     Type
	Clock    bool   // told by the hour: «ساعت ۵ عصر»، «دو ساعت»; only where such are asked for
	Why      string // the rule that found it
}

// Finder finds expressions of time. It is read-only once loaded and safe for concurrent use.
type Finder struct {
	lexicon *lexicon
	grammar *grammar
	wide    *grammar
	festive *grammar // with occasions
	days    []occasion
	famous  map[famousDate]int // their years
	verbs   *verb.Table
	zones   zones

	matchers sync.Pool // of *matcher: their room for a document's words is used again
	marks    marks
}

// Load reads the words and the grammar that are built in.
func Load() (*Finder, error) {
	l, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	occasions, err := loadOccasions(l)
	if err != nil {
		return nil, err
	}
	famous, err := loadFamous()
	if err != nil {
		return nil, err
	}
	loader := grammarLoader{l, map[string]*node{}, map[string]bool{}}
	g, err := loader.load("rules.tsv", nil)
	if err != nil {
		return nil, err
	}
	festive, err := loader.load("festive.tsv", g)
	if err != nil {
		return nil, err
	}
	wide, err := loader.load("wide.tsv", festive)
	if err != nil {
		return nil, err
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, err
	}
	zones, err := loadZones()
	if err != nil {
		return nil, err
	}
	return &Finder{lexicon: l, grammar: g, wide: wide, festive: festive, days: occasions, famous: famous, verbs: verbs, zones: zones, marks: newMarks(l)}, nil
}

// Setting is what is known about a document from outside.
type Setting struct {
	// Published is the day or the instant of publication in ISO 8601, "" where it is unknown. Of an instant the day counts
	// that it names itself: agencies write the clock of Tehran, and posts that are dated in UTC say «فردا» of the day after
	// that of UTC as often as not.
	Published string
	Abroad    bool   // the outlet writes from abroad: «ماه گذشته» is one of the Gregorian calendar
	Apart     []bool // tokens that are none of the text's own; may be nil
	// Occasions finds also occasions named without a date («عید فطر»، «هفته دولت»).
	Occasions bool
	// Wide finds also what has no place in a record: clock times, which have a value where their day is said beside them, and, without any,
	// durations, repetitions, vague stretches; and occasions.
	Wide bool
}

// Find finds the expressions of a document, in order and none overlapping another.
func (f *Finder) Find(d *fa.Doc, s Setting) []Expression {
	m := f.lex(d)
	defer f.matchers.Put(m)
	r := &resolver{matcher: m, verbs: f.verbs, marks: &f.marks, occasions: f.days, famous: f.famous}
	r.today, r.dated = ParseDay(s.Published)
	probe := *r
	probe.trying = true
	g := f.grammar
	switch {
	case s.Wide:
		g = f.wide
	case s.Occasions:
		g = f.festive
	}
	items := scan(g, m, s.Apart, &probe)
	r.foreign = f.foreign(m, items)
	if r.home = Jalali; s.Abroad || r.foreign {
		r.home = Gregorian
	}
	j := joiner{m, &f.marks, f.marks.light}
	if s.Wide {
		items = j.split(items)
	}
	if len(items) == 0 {
		return nil
	}
	if s.Wide {
		items = j.joinWide(items)
	} else {
		j.light = j.light.with(f.marks.equal)
		items = j.join(items)
	}
	r.items = items
	r.setToday(items)
	out := make([]Expression, 0, len(items))
	for i := range items {
		if items[i].again(items[:i]) || !s.Wide && r.nowadays(&items[i]) {
			continue
		}
		if v, ok := items[i].value(r); ok {
			out = append(out, Expression{items[i].Range, v.edtf(), v.calendar, items[i].rule.kind.timex, items[i].clock(), items[i].why})
		}
	}
	if s.Wide {
		f.clocks(m, out)
	}
	return out
}

// lex looks up the words of a document.
func (f *Finder) lex(d *fa.Doc) *matcher {
	m, ok := f.matchers.Get().(*matcher)
	if !ok {
		m = &matcher{}
	}
	m.doc = d
	if cap(m.lexemes) < len(d.Tokens) {
		m.lexemes = make([]lexeme, len(d.Tokens))
	}
	m.lexemes = m.lexemes[:len(d.Tokens)]
	for i := range m.lexemes {
		m.lexemes[i] = f.lexicon.at(d, i)
		if m.lexemes[i].classes.meets(f.marks.month) && f.prefix(d, i) {
			m.lexemes[i] = lexeme{}
		}
	}
	return m
}

// prefix tells whether what looks like the month «می» is the prefix of a verb, which stands apart from it: «آغاز می کنیم».
func (f *Finder) prefix(d *fa.Doc, i int) bool {
	v, ok := f.verbs.At(d, i)
	return ok && v.End > i+1
}

// foreign tells whether a text speaks of other states and not of Iran, and not all its dates are Jalali.
func (f *Finder) foreign(m *matcher, items []item) bool {
	other := false
	for i := range m.lexemes {
		c := m.lexemes[i].classes
		if c.meets(f.marks.iran) {
			return false
		}
		other = other || c.meets(f.marks.foreign)
	}
	return other && !onlyJalali(items)
}

// onlyJalali tells whether items name months or years, and all of the Jalali calendar.
func onlyJalali(items []item) bool {
	some := false
	for i := range items {
		switch items[i].calendar() {
		case Gregorian:
			return false
		case Jalali:
			some = true
		}
	}
	return some
}

// scan finds the matches of single rules from left to right, the longest at each place.
func scan(g *grammar, m *matcher, apart []bool, r *resolver) []item {
	d := m.doc
	var out []item
	for i := 0; i < len(d.Tokens); {
		x := &m.lexemes[i]
		if x.end == 0 || !x.classes.meets(g.first) || apart != nil && apart[i] {
			i = max(i+1, x.end)
			continue
		}
		if found, ok := g.longest(m, r, i); ok {
			if found.rule.kind.sort != sortNone {
				out = append(out, newItem(found))
			}
			i = found.End
			continue
		}
		i = x.end
	}
	return out
}

// longest is the longest match at token i that makes sense.
func (g *grammar) longest(m *matcher, r *resolver, i int) (best match, found bool) {
	x := &m.lexemes[i]
	var before class
	if i > 0 && !m.doc.Tokens[i].Line {
		before = m.lexemes[i-1].classes
	}
	for _, rule := range g.rules {
		if !rule.first.meets(x.classes) || rule.notAfter.meets(before) {
			continue
		}
		if !m.longest(rule, i) || found && m.best.End <= best.End {
			continue
		}
		if _, sense := rule.kind.means(r, &m.best); sense {
			best, found = m.best, true
		}
	}
	return best, found
}
