package times

import (
	"safir/fa"
	"safir/internal/verb"
)

// Expression is a stretch of words that places something in time.
type Expression struct {
	fa.Range
	EDTF     string // "" where it is relative and the day of publication is unknown
	Calendar Calendar
	Why      string // the rule that found it
}

// Finder finds expressions of time. It is read-only once loaded and safe for concurrent use.
type Finder struct {
	lexicon *lexicon
	grammar *grammar
	verbs   *verb.Table
	gaps    gaps
}

// Load reads the words and the grammar that are built in.
func Load() (*Finder, error) {
	l, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	g, err := loadGrammar(l)
	if err != nil {
		return nil, err
	}
	verbs, err := verb.Load()
	if err != nil {
		return nil, err
	}
	return &Finder{lexicon: l, grammar: g, verbs: verbs, gaps: newGaps(l)}, nil
}

// Find finds the expressions of a document, in order and none overlapping another. Published is the day or the instant of
// publication in ISO 8601, "" where it is unknown; of an instant the day counts that it names itself. Apart marks tokens
// that are none of the text's own and may be nil.
func (f *Finder) Find(d *fa.Doc, published string, apart []bool) []Expression {
	r := &resolver{doc: d, verbs: f.verbs, lastYear: map[Calendar]int{}}
	r.today, r.dated = ParseDay(published)
	probe := *r
	probe.lastYear = map[Calendar]int{}
	items := f.scan(d, apart, &probe)
	if len(items) == 0 {
		return nil
	}
	items = f.join(d, items)
	r.setToday(items)
	out := make([]Expression, 0, len(items))
	for i := range items {
		f.borrowYear(d, items, i)
		if v, ok := items[i].value(r); ok {
			out = append(out, Expression{items[i].Range, v.edtf(), v.calendar, items[i].why})
		}
	}
	return out
}

// scan finds the matches of single rules from left to right, the longest at each place.
func (f *Finder) scan(d *fa.Doc, apart []bool, r *resolver) []item {
	m := matcher{doc: d, lexicon: f.lexicon, lexemes: make([]lexeme, len(d.Tokens))}
	for i := range m.lexemes {
		m.lexemes[i] = f.lexicon.at(d, i)
	}
	var out []item
	for i := 0; i < len(d.Tokens); {
		x := &m.lexemes[i]
		if x.end == 0 || x.classes&f.grammar.first == 0 || apart != nil && apart[i] {
			i = max(i+1, x.end)
			continue
		}
		if found, ok := f.longest(&m, r, i); ok {
			out = append(out, item{Range: found.Range, matches: []match{found}, why: found.rule.id})
			i = found.End
			continue
		}
		i = x.end
	}
	return out
}

// longest is the longest match at token i that makes sense.
func (f *Finder) longest(m *matcher, r *resolver, i int) (best match, found bool) {
	x := &m.lexemes[i]
	var before class
	if i > 0 && !m.doc.Tokens[i].Line {
		before = m.lexemes[i-1].classes
	}
	for _, rule := range f.grammar.rules {
		if rule.first&x.classes == 0 || rule.notAfter&before != 0 {
			continue
		}
		got, ok := m.longest(rule, i)
		if !ok || found && got.End <= best.End {
			continue
		}
		got.beside = -1
		if _, sense := rule.kind.means(r, &got); sense {
			best, found = got, true
		}
	}
	return best, found
}
