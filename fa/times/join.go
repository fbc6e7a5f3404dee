package times

import "safir/fa"

// item is an expression made of one match, or of several that belong together.
type item struct {
	fa.Range
	matches []match // of an apposition: names of the same time; of a range: its two ends
	join    join
	why     string
}

// join tells how an item's matches belong together.
type join uint8

const (
	alone join = iota
	same       // «امروز (شنبه)»، «۲۲ مه (اول خرداد)»
	span       // «از فردا تا جمعه»
	since      // «از سال ۱۳۹۲ تاکنون»
)

// gaps are the classes of words that may stand between the parts of an expression.
type gaps struct {
	lexicon                                 *lexicon
	from, to, comma, open, close, dash, now class
	between, equals, iran                   class // between: what coordinates
}

func newGaps(l *lexicon) gaps {
	c := l.classes
	return gaps{
		lexicon: l, from: c["FROM"], to: c["TO"], comma: c["COMMA"], open: c["OPEN"], close: c["CLOSE"], dash: c["DASH"], now: c["NOW"],
		between: c["AND"].with(c["OR"]).with(c["ALSO"]).with(c["COMMA"]), equals: c["EQUALS"], iran: c["IRAN"],
	}
}

// is tells whether token i is a word of a class, and where the next one starts.
func (g *gaps) is(d *fa.Doc, i int, c class) (end int, ok bool) {
	if !near(d, i) || i == 0 {
		return i, false
	}
	x := g.lexicon.at(d, i)
	return x.end, x.end > 0 && x.classes.meets(c)
}

// join puts together items that belong together.
func (f *Finder) join(d *fa.Doc, items []item) []item {
	out := items[:0]
	for i := 0; i < len(items); i++ {
		it := items[i]
		bracket := false
		for i+1 < len(items) && f.apposed(d, &it, &items[i+1], &bracket) {
			it.matches = append(it.matches, items[i+1].matches...)
			it.End, it.join, it.why = items[i+1].End, same, it.why+"="+items[i+1].why
			i++
		}
		if end, ok := f.gaps.is(d, it.End, f.gaps.close); bracket && ok {
			it.End = end
		}
		out = append(out, it)
	}
	out = f.ranges(d, out)
	for i := range out {
		f.openEnd(d, &out[i])
	}
	return out
}

// apposed tells whether b, right behind a, names the same time in another way.
func (f *Finder) apposed(d *fa.Doc, a, b *item, bracket *bool) bool {
	at, opened := a.End, false
	if end, ok := f.gaps.is(d, at, f.gaps.comma.with(f.gaps.equals)); ok && !*bracket {
		at = end
	}
	if end, ok := f.gaps.is(d, at, f.gaps.open); ok {
		at, opened = end, true
	}
	if end, ok := f.gaps.is(d, at, f.gaps.comma); ok && *bracket {
		at = end
	}
	if at != b.Start || !near(d, b.Start) {
		return false
	}
	x, y := a.last(), b.last()
	if !fitting(a, x, y, opened) {
		return false
	}
	*bracket = *bracket || opened
	return true
}

func (it *item) last() *match { return &it.matches[len(it.matches)-1] }

// fitting tells whether two matches can name the same time: they are of different sorts, or dates of different calendars,
// or the second corrects the first in brackets.
func fitting(a *item, x, y *match, bracket bool) bool {
	sx, sy := x.rule.kind.sort, y.rule.kind.sort
	if sx == sortOther || sy == sortOther {
		return false
	}
	if sx != sy {
		for i := range a.matches {
			if a.matches[i].rule.kind.sort == sy {
				return false
			}
		}
		if sx > sortDate || sy > sortDate {
			return bracket && sy == sortYear && (sx == sortMonth || sx == sortDate)
		}
		return true
	}
	if sx == sortRelative || sx == sortWeekday {
		return bracket && sx == sortRelative
	}
	return x.calendar() != y.calendar()
}

// calendar is the calendar that a match's words name, or "".
func (m *match) calendar() Calendar {
	if month, ok := m.get(slotMonth); ok {
		c, _ := calendarOf(month)
		return c
	}
	if c, ok := saidCalendar(m); ok {
		return c
	}
	if year, ok := m.get(slotYear); ok && year >= 100 {
		return yearCalendar(year)
	}
	if year := max(m.values[slotA], m.values[slotC]); year > 0 {
		return yearCalendar(year)
	}
	return ""
}

// ranges joins two items with «تا» between them.
func (f *Finder) ranges(d *fa.Doc, items []item) []item {
	out := items[:0]
	for i := 0; i < len(items); i++ {
		it := items[i]
		if i+1 < len(items) && it.join == alone && items[i+1].join == alone {
			if at, ok := f.gaps.is(d, it.End, f.gaps.to); ok && at == items[i+1].Start && near(d, at) && ranged(&it.matches[0], &items[i+1].matches[0]) {
				it.matches = []match{it.matches[0], items[i+1].matches[0]}
				it.End, it.join, it.why = items[i+1].End, span, it.why+".."+items[i+1].why
				i++
			}
		}
		out = append(out, it)
	}
	return out
}

// ranged tells whether two matches can be the ends of a range.
func ranged(a, b *match) bool {
	sa, sb := a.rule.kind.sort, b.rule.kind.sort
	if sa == sortOther || sb == sortOther {
		return false
	}
	day := func(s sort) bool { return s <= sortDate }
	return sa == sb || day(sa) && day(sb) || sa == sortMonth && sb == sortYear
}

// openEnd adds «تاکنون» behind an item.
func (f *Finder) openEnd(d *fa.Doc, it *item) {
	if it.join != alone && it.join != same || it.Start == 0 {
		return
	}
	if _, ok := f.gaps.is(d, it.Start-1, f.gaps.from); !ok {
		return
	}
	if end, ok := f.gaps.is(d, it.End, f.gaps.now); ok {
		it.End, it.join, it.why = end, since, it.why+"+since"
	}
}

// borrowYear gives an item without a year that of the next one or the one before, where the two are coordinated: «شهریور
// و همچنین مهر ۱۴۰۰».
func (f *Finder) borrowYear(d *fa.Doc, items []item, i int) {
	m := items[i].last()
	if !m.has(slotMonth) || m.hasYear() || m.has(slotAgo) {
		return
	}
	for _, other := range []int{i + 1, i - 1} {
		if other < 0 || other >= len(items) {
			continue
		}
		o := &items[other].matches[0]
		a, b := min(i, other), max(i, other)
		if o.has(slotMonth) && o.hasYear() && o.calendar() == m.calendar() && f.coordinated(d, items[a].End, items[b].Start) {
			m.borrow(o)
			return
		}
	}
}

func (m *match) hasYear() bool { return m.has(slotYear) || m.has(slotYearShift) || m.has(slotSameYear) }

func (m *match) borrow(o *match) {
	for _, s := range []slot{slotYear, slotYearShift, slotSameYear} {
		if v, ok := o.get(s); ok {
			m.set(s, v)
		}
	}
}

// coordinated tells whether nothing but words like «و» and «همچنین» stands between two places.
func (f *Finder) coordinated(d *fa.Doc, from, to int) bool {
	const most = 4
	if to <= from || to-from > most {
		return false
	}
	for i := from; i < to; {
		end, ok := f.gaps.is(d, i, f.gaps.between)
		if !ok {
			return false
		}
		i = end
	}
	return true
}
