package times

import "fmt"

// calendarOf is the calendar of a month's value in the lexicon, and the month's number.
func calendarOf(value int) (Calendar, int) {
	return []Calendar{Gregorian, Jalali, Gregorian, Hijri}[value/100%4], value % 100
}

// saidCalendar is the calendar that the words name.
func saidCalendar(m *match) (Calendar, bool) {
	v, ok := m.get(slotCalendar)
	if !ok {
		return "", false
	}
	c, _ := calendarOf(v * 100)
	return c, true
}

// yearCalendar is the calendar that a bare year of four digits belongs to.
func yearCalendar(year int) Calendar {
	if year < lastJalali {
		return Jalali
	}
	return Gregorian
}

// century completes a year of two digits.
func fullYear(c Calendar, year int) int {
	if year >= 100 {
		return year
	}
	switch {
	case c == Jalali && year >= oldestShort:
		return 1300 + year
	case c == Jalali:
		return 1400 + year
	case c == Hijri:
		return 1400 + year
	case year >= 50:
		return 1900 + year
	}
	return 2000 + year
}

// yearOf is the year that goes with a month of a calendar: said, told from today, or the same as before. Where none is
// said, known is false.
func (r *resolver) yearOf(m *match, c Calendar) (year int, said, unknown bool) {
	switch {
	case m.has(slotYear):
		return fullYear(c, m.slot(slotYear)), true, false
	case m.has(slotYearShift):
		if !r.dated {
			return 0, true, true
		}
		year, _, _ = r.today.Date(c)
		return year + m.slot(slotYearShift), true, false
	case m.has(slotSameYear):
		year := r.lastYear[c.index()]
		return year, true, year == 0
	}
	return 0, false, false
}

// date is a day of a month.
func (r *resolver) date(m *match) (value, bool) {
	if m.has(slotMonthShift) || !m.has(slotMonth) {
		return r.shiftedMonthDay(m)
	}
	c, month := calendarOf(m.slot(slotMonth))
	day := m.slot(slotDay)
	return r.inYear(m, c, month, func(year int) (value, bool) {
		d, ok := DayOf(c, year, month, day)
		v := aDay(d, c)
		v.about = c == Hijri
		return v, ok
	})
}

// days are several days of a month.
func (r *resolver) days(m *match) (value, bool) {
	first, last := m.slot(slotDay), m.slot(slotDay2)
	if first >= last || m.has(slotAnd) && last != first+1 {
		return value{}, false
	}
	stretch := func(c Calendar, year, month int) (value, bool) {
		a, okA := DayOf(c, year, month, first)
		b, okB := DayOf(c, year, month, last)
		if !okA || !okB {
			return value{}, false
		}
		return r.pair(m, a, b, c)
	}
	if m.has(slotMonth) {
		c, month := calendarOf(m.slot(slotMonth))
		return r.inYear(m, c, month, func(year int) (value, bool) { return stretch(c, year, month) })
	}
	if !m.has(slotMonthShift) && r.lastMonth.month != 0 {
		return stretch(r.lastMonth.calendar, r.lastMonth.year, r.lastMonth.month)
	}
	return r.inShiftedMonth(m, stretch)
}

// shiftedMonthDay is a day of this, the past or the coming month.
func (r *resolver) shiftedMonthDay(m *match) (value, bool) {
	return r.inShiftedMonth(m, func(c Calendar, year, month int) (value, bool) {
		d, ok := DayOf(c, year, month, m.slot(slotDay))
		return aDay(d, c), ok
	})
}

// inShiftedMonth gives a value in a month told from today. Its calendar is said, or that in which a weekday beside it
// falls on the day, or the Jalali one.
func (r *resolver) inShiftedMonth(m *match, give func(c Calendar, year, month int) (value, bool)) (value, bool) {
	c, said := saidCalendar(m)
	if !said {
		c = r.home
	}
	return r.relative(c, func() (value, bool) {
		in := func(c Calendar) (value, bool) {
			year, month := r.monthAway(c, m.slot(slotMonthShift))
			return give(c, year, month)
		}
		v, ok := in(c)
		if said || m.beside < 0 || ok && v.first.Weekday() == Weekday(m.beside) {
			return v, ok
		}
		if other, ok := in(otherCalendar(c)); ok && other.first.Weekday() == Weekday(m.beside) {
			return other, true
		}
		return v, ok
	})
}

func otherCalendar(c Calendar) Calendar {
	if c == Gregorian {
		return Jalali
	}
	return Gregorian
}

// monthAway is the month that lies so many months from today's.
func (r *resolver) monthAway(c Calendar, shift int) (year, month int) {
	year, month, _ = r.today.Date(c)
	month += shift
	switch {
	case month < 1:
		return year - 1, month + 12
	case month > 12:
		return year + 1, month - 12
	}
	return year, month
}

func (r *resolver) numeric(m *match) (value, bool) {
	year, month, day := m.slot(slotA), m.slot(slotB), m.slot(slotC)
	if year <= 31 && day > 31 {
		year, day = day, year
	}
	c, said := saidCalendar(m)
	if !said {
		c = Jalali
		if year >= lastJalali {
			c = Gregorian
		}
	}
	if year < oldestShort {
		return value{}, false
	}
	if c == Gregorian && month > 12 && day <= 12 {
		month, day = day, month
	}
	year = fullYear(c, year)
	r.remember(c, year, month)
	d, ok := DayOf(c, year, month, day)
	return aDay(d, c), ok
}

func (r *resolver) month(m *match) (value, bool) {
	c, month := calendarOf(m.slot(slotMonth))
	if c == Hijri && !m.has(slotYear) && !m.has(slotYearShift) {
		return value{}, false
	}
	return r.inYear(m, c, month, func(year int) (value, bool) { return aMonth(c, year, month) })
}

func (r *resolver) halfMonth(m *match) (value, bool) {
	const middle = 15
	half := func(c Calendar, year, month int) (value, bool) {
		first, last, ok := monthDays(c, year, month)
		if m.slot(slotHalf) == 1 {
			return eitherOf(first, first+middle-1, c), ok
		}
		return eitherOf(first+middle, last, c), ok
	}
	if m.has(slotMonthShift) {
		return r.inShiftedMonth(m, half)
	}
	c, month := calendarOf(m.slot(slotMonth))
	return r.inYear(m, c, month, func(year int) (value, bool) { return half(c, year, month) })
}

// partOfMonth is a week or ten days of a month: «هفته دوم مهر», «دهه اول محرم».
func (r *resolver) partOfMonth(m *match) (value, bool) {
	size, which := daysPerWeek, m.slot(slotPart)
	if m.slot(slotUnit) != unitWeek {
		size = 10
	}
	c, month := calendarOf(m.slot(slotMonth))
	return r.inYear(m, c, month, func(year int) (value, bool) {
		first, last, ok := monthDays(c, year, month)
		from := first + Day(size*(which-1))
		return eitherOf(from, min(from+Day(size-1), last), c), ok && from <= last
	})
}

func (r *resolver) shiftedMonth(m *match) (value, bool) {
	return r.inShiftedMonth(m, aMonth)
}

func (r *resolver) year(m *match) (value, bool) {
	year := m.slot(slotYear)
	c, said := saidCalendar(m)
	if !said {
		c = r.shortYearCalendar(year)
		if year >= 100 {
			c = yearCalendar(year)
		}
	}
	year = fullYear(c, year)
	r.remember(c, year, 0)
	v, ok := aYear(c, year)
	v.about = m.has(slotAbout)
	return v, ok
}

// shortYearCalendar is the calendar of a year of two digits: the Gregorian one in a text of other states that has just given a year close to it in
// full, and where a Jalali year would lie far ahead.
func (r *resolver) shortYearCalendar(year int) Calendar {
	const farAhead = 5
	const nearBy = 10
	if last := r.lastYear[Gregorian.index()]; r.foreign && last != 0 && max(last-fullYear(Gregorian, year), fullYear(Gregorian, year)-last) <= nearBy {
		return Gregorian
	}
	if !r.dated {
		return Jalali
	}
	if here, _, _ := r.today.Date(Jalali); fullYear(Jalali, year) <= here+farAhead {
		return Jalali
	}
	return Gregorian
}

func (r *resolver) years(m *match) (value, bool) {
	a, b := m.slot(slotYear), m.slot(slotYear2)
	c, said := saidCalendar(m)
	if !said {
		c = Jalali
		if max(a, b) >= 100 {
			c = yearCalendar(max(a, b))
		}
	}
	a, b = fullYear(c, a), fullYear(c, b)
	if m.rule.id != "years-short" && a > b {
		a, b = b, a // from right to left: «۱۹۵۲-۱۹۴۹»
	}
	first, okA := aYear(c, a)
	last, okB := aYear(c, b)
	if !okA || !okB || a >= b || m.has(slotAnd) && b != a+1 {
		return value{}, false
	}
	if m.has(slotOr) {
		return eitherOf(first.first, last.last, c), true
	}
	return between(first, last), true
}

func (r *resolver) shiftedYear(m *match) (value, bool) {
	c, said := saidCalendar(m)
	if !said {
		c = r.home
		if m.rule.id == "relative-year" {
			c = Jalali
		}
	}
	return r.relative(c, func() (value, bool) {
		year, _, _ := r.today.Date(c)
		return aYear(c, year+m.slot(slotYearShift))
	})
}

// partOfYear is a number of months of the year that a match names, or of the current one.
func (r *resolver) partOfYear(m *match, from, to int) (value, bool) {
	c, said := saidCalendar(m)
	if !said {
		c = Jalali
		if year, ok := m.get(slotYear); ok && year >= 100 {
			c = yearCalendar(year)
		}
	}
	if from < 1 || to > 12 {
		return value{}, false
	}
	year, saidYear, unknown := r.yearOf(m, c)
	if !saidYear && r.dated {
		year, _, _ = r.today.Date(c)
	}
	if unknown || !saidYear && !r.dated {
		return value{unknown: true, calendar: c}, true
	}
	first, okA := aMonth(c, year, from)
	last, okB := aMonth(c, year, to)
	return between(first, last), okA && okB
}

func (r *resolver) halfYear(m *match) (value, bool) {
	if m.slot(slotHalf) == 1 && m.rule.id == "half-year" {
		return r.partOfYear(m, 1, 6)
	}
	return r.partOfYear(m, 7, 12)
}

func (r *resolver) monthsOfYear(m *match) (value, bool) {
	count, which := m.slot(slotCount), m.slot(slotPart)
	if which == 0 {
		return r.partOfYear(m, 13-count, 12)
	}
	return r.partOfYear(m, (which-1)*count+1, which*count)
}

// season is a quarter of the Jalali year; a Gregorian year has the same seasons.
func (r *resolver) season(m *match) (value, bool) {
	const monthsPerSeason, jalaliAhead = 3, 621
	c, said := saidCalendar(m)
	if year, ok := m.get(slotYear); ok && !said && year >= 100 {
		c = yearCalendar(year)
	}
	season := m.slot(slotSeason)
	last := season * monthsPerSeason
	return r.inYear(m, Jalali, last-1, func(year int) (value, bool) {
		if c == Gregorian {
			year -= jalaliAhead
			if season == 4 {
				year--
			}
		}
		first, _, okA := monthDays(Jalali, year, last-monthsPerSeason+1)
		_, end, okB := monthDays(Jalali, year, last)
		return eitherOf(first, end, Jalali), okA && okB
	})
}

func (r *resolver) decade(m *match) (value, bool) {
	const years = 10
	decade := m.slot(slotDecade)
	c, said := saidCalendar(m)
	if !said {
		c = Jalali
		if r.foreign {
			c = Gregorian
		}
		if decade >= 100 {
			c = yearCalendar(decade)
		}
	}
	if decade < 100 {
		decade += map[Calendar]int{Jalali: 1300, Gregorian: 1900, Hijri: 1300}[c]
	}
	first, okA := aYear(c, decade)
	last, okB := aYear(c, decade+years-1)
	return between(first, last), okA && okB
}

func (r *resolver) century(m *match) (value, bool) {
	const years = 100
	century := m.slot(slotCentury)
	c, said := saidCalendar(m)
	if !said {
		c = Jalali
		if century > 15 {
			c = Gregorian
		}
	}
	if century < 1 || century > 22 {
		return value{}, false
	}
	first, last := (century-1)*years+1, century*years
	if c == Gregorian {
		return value{unit: fmt.Sprintf("%04d/%04d", first, last), form: interval, calendar: c}, true
	}
	a, okA := aYear(c, first)
	b, okB := aYear(c, last)
	return between(a, b), okA && okB
}
