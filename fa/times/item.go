package times

// value is what an item says: of several names of the same time, that which tells most.
func (it *item) value(r *resolver) (value, bool) {
	v, ok := it.best(r)
	if it.open && (v.form == whole || v.form == oneOf) {
		v.form = openEnd
	}
	return v, ok
}

// best takes a date with its year before one without, a date before a weekday, a weekday beside «امروز» for the nearest.
func (it *item) best(r *resolver) (value, bool) {
	if len(it.others) == 0 {
		return it.own(r)
	}
	weekday, relative := it.dayNames()
	var chosen *item
	for i := -1; i < len(it.others); i++ {
		name := it
		if i >= 0 {
			name = &it.others[i]
		}
		switch name.rule.kind.sort {
		case sortWeekday, sortRelative:
		case sortYear:
			it.takeYear(&name.match)
		default:
			if chosen == nil || !chosen.dated() && name.dated() {
				chosen = name
			}
		}
	}
	switch {
	case chosen != nil:
		if weekday != nil {
			chosen.beside = weekday.slot(slotWeekday)
		}
		v, ok := chosen.own(r)
		if weekday != nil && ok {
			r.nameDay(Weekday(weekday.slot(slotWeekday)), v)
		}
		return v, ok
	case weekday != nil && relative != nil:
		return weekday.nearDay(r, relative.slot(slotRelative))
	case relative != nil:
		return relative.rule.kind.means(r, relative)
	}
	return it.own(r)
}

// own is the value of an item without its other names.
func (it *item) own(r *resolver) (value, bool) {
	if it.end != nil {
		return it.rangeValue(r)
	}
	return it.rule.kind.means(r, &it.match)
}

// takeYear takes the year in brackets behind a month that has none: «مهرماه (۱۴۰۰)».
func (m *match) takeYear(year *match) {
	if !m.hasYear() && m.calendar() == year.calendar() {
		m.borrow(year)
	}
}

// dated tells whether an item names its year.
func (it *item) dated() bool {
	return it.has(slotYear) || it.has(slotA) || it.end != nil && it.end.has(slotYear)
}

// again tells whether an item only takes up a contact that was told with its day before: behind «امروز پنجشنبه تلفنی
// گفت‌وگو کردند», «در این گفت‌وگوی تلفنی امروز» says nothing new.
func (it *item) again(before []item) bool {
	if it.rule.kind.sort != sortAgain {
		return false
	}
	for i := range before {
		if weekday, relative := before[i].dayNames(); weekday != nil && relative != nil && relative.slot(slotRelative) == 0 {
			return true
		}
	}
	return false
}

// dayNames are the weekday and the word like «امروز» that an item names its day by, each nil where there is none.
func (it *item) dayNames() (weekday, relative *match) {
	pick := func(m *match) {
		switch m.rule.kind.sort {
		case sortWeekday:
			weekday = m
		case sortRelative:
			relative = m
		}
	}
	pick(&it.match)
	for i := range it.others {
		pick(&it.others[i].match)
	}
	return weekday, relative
}

// nearDay is the day of a match's weekday that is nearest to the day so many days from today.
func (m *match) nearDay(r *resolver, shift int) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		return aDay(nearest(r.today+Day(shift), Weekday(m.slot(slotWeekday))), Jalali), true
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

// rangeValue is all from the first end to the second. The first has the year of the second where it names none.
func (it *item) rangeValue(r *resolver) (value, bool) {
	a, b := &it.match, it.end
	if b.hasYear() && !a.hasYear() && a.has(slotMonth) && a.calendar() == b.calendar() {
		a.borrow(b)
	}
	first, okA := a.rule.kind.means(r, a)
	last, okB := b.rule.kind.means(r, b)
	if !okA || !okB {
		return value{}, false
	}
	if first.unknown || last.unknown {
		return value{unknown: true, calendar: first.calendar}, true
	}
	if last.first < first.first && b.rule.kind.sort == sortWeekday {
		last = aDay(last.first+daysPerWeek, last.calendar)
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
		if weekday != nil && relative != nil {
			shift := Day(relative.slot(slotRelative))
			r.today = nearest(r.today+shift, Weekday(weekday.slot(slotWeekday))) - shift
			return
		}
	}
}
