package times

import (
	"slices"

	"safir/fa"
)

// item is an expression: one match, or two that are the ends of a range, with other names of the same time behind it.
type item struct {
	fa.Range
	match
	end    *match // the other end of a range, nil where it is none
	open   bool   // goes on since: «از سال ۱۳۹۲ تاکنون»
	others []item // «امروز (شنبه)»، «۲۲ مه (اول خرداد)»
	why    string
}

func newItem(m match) item { return item{Range: m.Range, match: m, why: m.rule.id} }

// marks are the classes of words that may stand between the parts of an expression.
type marks struct {
	from, to, open, close, now class
	light, equal               class // comma, and words like «برابر با» between two names of one time
	between                    class // what coordinates
	iran, foreign, plan, lead  class
	except                     class
	part, night, dated         class
	opener, talk, beside       class
	month                      class
}

func newMarks(l *lexicon) marks {
	c := l.classes
	return marks{
		from: c["FROM"], to: c["TO"], open: c["OPEN"], close: c["CLOSE"], now: c["NOW"],
		light: c["COMMA"].with(c["DASH"]), equal: c["EQUALS"],
		between: c["AND"].with(c["OR"]).with(c["ALSO"]).with(c["COMMA"]),
		iran:    c["IRAN"], foreign: c["FOREIGN"], plan: c["PLAN"], lead: c["LEAD"], except: c["EXCEPT"],
		part: c["PART"], night: c["NIGHT"], dated: c["DATED"],
		opener: c["AND"].with(c["ALSO"]).with(c["COMMA"]).with(c["COLON"]).with(c["QUOTE"]).with(c["DASH"]),
		talk:   c["TALK"], beside: c["BESIDE"], month: c["MONTH"],
	}
}

// joiner puts together the items of one document.
type joiner struct {
	*matcher
	marks *marks
	light class // what may stand between two names of one time
}

// skip is the token behind token i, if that is of a class.
func (j *joiner) skip(i int, c class) (int, bool) {
	if i < 0 || !near(j.doc, i) {
		return i, false
	}
	x := &j.lexemes[i]
	if x.end == 0 || !x.classes.meets(c) {
		return i, false
	}
	return x.end, true
}

// join puts together items that belong together.
func (j *joiner) join(items []item) []item {
	items = j.appositions(j.ranges(items))
	for i := range items {
		j.openEnd(&items[i])
	}
	for i := range items {
		j.borrowYear(items, i)
	}
	return items
}

// ranges joins two items with «تا» between them.
func (j *joiner) ranges(items []item) []item {
	out := items[:0]
	for i := 0; i < len(items); i++ {
		it := items[i]
		if i+1 < len(items) {
			next := &items[i+1]
			if at, ok := j.skip(it.End, j.marks.to); ok && at == next.Start && near(j.doc, at) && ranged(&it.match, &next.match) {
				end := next.match
				it.end, it.End, it.why = &end, next.End, it.why+".."+next.why
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
	if sa == sortClock && sb == sortClock {
		return true
	}
	if sa == sortOther || sb == sortOther {
		return false
	}
	day := func(s sort) bool { return s <= sortDate }
	return sa == sb || day(sa) && day(sb) || sa == sortMonth && sb == sortYear
}

// appositions joins items that name the same time.
func (j *joiner) appositions(items []item) []item {
	out := items[:0]
	for i := 0; i < len(items); i++ {
		it := items[i]
		bracket := false
		for i+1 < len(items) && j.apposed(&it, &items[i+1], &bracket) {
			it.others = append(it.others, items[i+1])
			it.End, it.why = items[i+1].End, it.why+"="+items[i+1].why
			i++
			if end, ok := j.skip(it.End, j.marks.close); bracket && ok {
				it.End, bracket = end, false
			}
		}
		out = append(out, it)
	}
	return out
}

// apposed tells whether b, right behind a, names the same time in another way. What is bracketed needs no more than to
// fit; bracket tells whether one is open, before and after.
func (j *joiner) apposed(a, b *item, bracket *bool) bool {
	at, _ := j.skip(a.End, j.light)
	opened := false
	if end, ok := j.skip(at, j.marks.open); ok && !*bracket {
		at, opened = end, true
	}
	if at != b.Start || !near(j.doc, b.Start) || !fitting(a, b, opened) {
		return false
	}
	*bracket = *bracket || opened
	return true
}

// fitting tells whether two items can name the same time: they are of different sorts, or dates of different calendars, or
// the second corrects or explains the first in brackets.
func fitting(a, b *item, bracket bool) bool {
	last := a
	if len(a.others) > 0 {
		last = &a.others[len(a.others)-1]
	}
	x, y := last.rule.kind.sort, b.rule.kind.sort
	switch {
	case x == sortOther || y == sortOther || x >= sortAgain || y >= sortAgain:
		return false
	case x == y && x == sortRelative:
		return bracket
	case x == y && x == sortWeekday:
		return false
	case x == y:
		return last.calendar() != b.calendar() && last.calendar() != "" && b.calendar() != ""
	case x > sortDate || y > sortDate:
		return bracket && (y == sortYear && (x == sortMonth || x == sortDate) || explains(b, last))
	}
	return !a.names(b)
}

// explains tells whether an item is a date that says in another calendar which day of a month is meant: «پایان سپتامبر (۸ مهر)».
func explains(date, month *item) bool {
	return date.rule.kind.sort == sortDate && month.rule.kind.sort == sortMonth && date.calendar() != month.calendar() && date.calendar() != ""
}

// names tells whether an item already has a name like b: of its sort and, where both are dates, its calendar.
func (it *item) names(b *item) bool {
	like := func(m *match) bool {
		s := b.rule.kind.sort
		return m.rule.kind.sort == s && (s != sortDate || m.calendar() == b.calendar())
	}
	return like(&it.match) || slices.ContainsFunc(it.others, func(o item) bool { return like(&o.match) })
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
	if year := max(m.slot(slotA), m.slot(slotC)); year >= 100 {
		return yearCalendar(year)
	}
	return ""
}

// openEnd adds «تاکنون» behind an item that «از» stands before.
func (j *joiner) openEnd(it *item) {
	if it.end != nil {
		return
	}
	if _, ok := j.skip(it.Start-1, j.marks.from); !ok {
		return
	}
	if end, ok := j.skip(it.End, j.marks.now); ok {
		it.End, it.open, it.why = end, true, it.why+"+since"
	}
}

// borrowYear gives an item without a year that of the next one or the one before, where the two are coordinated: «شهریور
// و همچنین مهر ۱۴۰۰».
func (j *joiner) borrowYear(items []item, i int) {
	m := &items[i].match
	if !m.has(slotMonth) || m.hasYear() || m.has(slotAgo) || items[i].end != nil {
		return
	}
	for _, other := range []int{i + 1, i - 1} {
		if other < 0 || other >= len(items) {
			continue
		}
		o := &items[other].match
		a, b := min(i, other), max(i, other)
		if o.has(slotMonth) && o.hasYear() && o.calendar() == m.calendar() && j.coordinated(items[a].End, items[b].Start) {
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
func (j *joiner) coordinated(from, to int) bool {
	const most = 4
	if to <= from || to-from > most {
		return false
	}
	for i := from; i < to; {
		end, ok := j.skip(i, j.marks.between)
		if !ok {
			return false
		}
		i = end
	}
	return true
}
