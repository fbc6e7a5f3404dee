package times

import "strconv"

// occasion is a day or a stretch of days that comes back each year.
type occasion struct {
	calendar          Calendar
	month, day, until int // day 0: the month's last Friday; until may run over the month's end
}

// occasionClass is the class of the names of occasions in patterns.
const occasionClass = "OCCASION"

// loadOccasions adds the names of occasions to the lexicon; a name's value is its place in the list.
func loadOccasions(l *lexicon) ([]occasion, error) {
	rows, err := readRows("occasions.tsv", 5)
	if err != nil {
		return nil, err
	}
	class := l.class(occasionClass)
	var out []occasion
	for _, r := range rows {
		o := occasion{calendar: Calendar(r.fields[0])}
		for i, field := range []*int{&o.month, &o.day, &o.until} {
			if *field, err = strconv.Atoi(r.fields[i+1]); err != nil {
				return nil, r.errorf("%q is no number", r.fields[i+1])
			}
		}
		if o.calendar != Jalali && o.calendar != Gregorian && o.calendar != Hijri {
			return nil, r.errorf("no such calendar: %q", o.calendar)
		}
		l.add(r.fields[4], reading{class, len(out)})
		out = append(out, o)
	}
	return out, nil
}

// occasion is the time of an occasion in the year that is said, or nearest to today on the side that the verb tells.
func (r *resolver) occasion(m *match) (value, bool) {
	o := r.occasions[m.slot(slotOccasion)]
	c := o.calendar
	if year, ok := m.get(slotYear); ok && year >= 100 && m.calendar() != c {
		return r.occasionIn(o, m.calendar(), year)
	}
	return r.inYear(m, c, o.month, func(year int) (value, bool) { return o.in(year) })
}

// occasionIn is the occasion that falls in a year of another calendar («عید فطر سال ۱۴۰۱»).
func (r *resolver) occasionIn(o occasion, c Calendar, year int) (value, bool) {
	first, last, ok := yearDays(c, year)
	if !ok {
		return value{}, false
	}
	guess, _, _ := first.Date(o.calendar)
	for y := guess; y <= guess+1; y++ {
		if v, ok := o.in(y); ok && v.first >= first && v.first <= last {
			return v, true
		}
	}
	return value{}, false
}

// in is the occasion's time in a year of its own calendar.
func (o occasion) in(year int) (value, bool) {
	if o.day == 0 {
		_, last, ok := monthDays(o.calendar, year, o.month)
		sinceFriday := (last.Weekday() - Friday + daysPerWeek) % daysPerWeek
		v := aDay(last-Day(sinceFriday), o.calendar)
		v.about = true
		return v, ok
	}
	first, ok := DayOf(o.calendar, year, o.month, o.day)
	v := aDay(first, o.calendar)
	if o.until > o.day {
		v = value{first: first, last: first + Day(o.until-o.day), form: interval, calendar: o.calendar}
	}
	v.about = o.calendar == Hijri
	return v, ok
}
