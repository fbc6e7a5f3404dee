package times

// value is what an item says.
func (it *item) value(r *resolver) (value, bool) {
	switch it.join {
	case span:
		return it.rangeValue(r)
	case since:
		v, ok := it.best(r)
		if v.form == whole || v.form == oneOf {
			v.form = openEnd
		}
		return v, ok
	}
	return it.best(r)
}

// best is the value of the match that tells most: a date with its year, a date, a weekday beside «امروز», what is left.
func (it *item) best(r *resolver) (value, bool) {
	if len(it.matches) == 1 {
		return it.matches[0].value(r)
	}
	weekday, relative := -1, -1
	var chosen *match
	for i := range it.matches {
		m := &it.matches[i]
		switch m.rule.kind.sort {
		case sortWeekday:
			weekday = i
		case sortRelative:
			relative = i
		case sortYear:
			it.matches[0].takeYear(m)
		default:
			if chosen == nil || !chosen.dated() && m.dated() {
				chosen = m
			}
		}
	}
	switch {
	case chosen != nil:
		if weekday >= 0 {
			chosen.beside = it.matches[weekday].values[slotWeekday]
		}
		return chosen.value(r)
	case weekday >= 0 && relative >= 0:
		return it.matches[weekday].nearDay(r, it.matches[relative].values[slotRelative])
	case relative >= 0:
		return it.matches[relative].value(r)
	}
	return it.matches[0].value(r)
}

// takeYear takes the year in brackets behind a month that has none: «مهرماه (2007)».
func (m *match) takeYear(year *match) {
	if !m.hasYear() && m.calendar() == year.calendar() {
		m.borrow(year)
	}
}

// dated tells whether a match names its year.
func (m *match) dated() bool { return m.has(slotYear) || m.has(slotA) }

func (m *match) value(r *resolver) (value, bool) { return m.rule.kind.means(r, m) }

// again tells whether an item only takes up a contact that was told with its day before: behind «امروز پنجشنبه تلفنی
// گفت‌وگو کردند», «در این گفت‌وگوی تلفنی امروز» says nothing new.
func (it *item) again(before []item) bool {
	if it.last().rule.kind.sort != sortAgain {
		return false
	}
	for i := range before {
		if weekday, relative := before[i].dayNames(); weekday != nil && relative != nil && relative.values[slotRelative] == 0 {
			return true
		}
	}
	return false
}

// dayNames are the weekday and the word like «امروز» that an item names its day by, each nil where there is none.
func (it *item) dayNames() (weekday, relative *match) {
	for i := range it.matches {
		switch m := &it.matches[i]; m.rule.kind.sort {
		case sortWeekday:
			weekday = m
		case sortRelative:
			relative = m
		}
	}
	return weekday, relative
}

// nearDay is the day of a match's weekday that is nearest to the day so many days from today.
func (m *match) nearDay(r *resolver, shift int) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		return aDay(nearest(r.today+Day(shift), Weekday(m.values[slotWeekday])), Jalali), true
	})
}

// nearest is the day with a weekday that lies at most three days from a day.
func nearest(d Day, w Weekday) Day {
	ahead := (int(w-d.Weekday()) + daysPerWeek) % daysPerWeek
	if ahead > daysPerWeek/2 {
		ahead -= daysPerWeek
	}
	return d + Day(ahead)
}

// rangeValue is all from the first match to the second. An end that lacks month or year has that of the other.
func (it *item) rangeValue(r *resolver) (value, bool) {
	a, b := &it.matches[0], &it.matches[1]
	if b.hasYear() && !a.hasYear() && a.has(slotMonth) && a.calendar() == b.calendar() {
		a.borrow(b)
	}
	first, okA := a.value(r)
	last, okB := b.value(r)
	if !okA || !okB {
		return value{}, false
	}
	if first.unknown || last.unknown {
		return value{unknown: true, calendar: first.calendar}, true
	}
	if last.first < first.first && b.rule.kind.sort == sortWeekday {
		last.first, last.last = last.first+daysPerWeek, last.last+daysPerWeek
		last.unit = last.last.String()
	}
	return between(first, last), first.first <= last.last
}

// setToday moves today to the weekday that stands beside «امروز»: a text may be older than its publication by a day or two.
func (r *resolver) setToday(items []item) {
	if !r.dated {
		return
	}
	for i := range items {
		weekday, relative := items[i].dayNames()
		if items[i].join == same && weekday != nil && relative != nil {
			shift := Day(relative.values[slotRelative])
			r.today = nearest(r.today+shift, Weekday(weekday.values[slotWeekday])) - shift
			return
		}
	}
}
