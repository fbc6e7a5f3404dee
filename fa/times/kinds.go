package times

// kind tells how the value of a rule's matches is found.
type kind struct {
	means func(*resolver, *match) (value, bool) // false where there is no such time
	sort  sort
	timex Type // what it is as TimeML tells them apart; a date where nothing is said
}

// Type tells what an expression says, by the types of TimeML (ISO 24617-1).
type Type string

// The types. Only the wide inventory has others than dates.
const (
	Date     Type = "date"     // a day or longer: «فردا», «سال گذشته»
	Time     Type = "time"     // an hour or a part of a day: «ساعت ۵ عصر»
	Duration Type = "duration" // how long: «سه روز»
	Set      Type = "set"      // how often: «هر روز»
)

// sort groups kinds by what they tell: two of different sorts beside each other may name the same time.
type sort uint8

const (
	sortOther sort = iota
	sortRelative
	sortWeekday
	sortDate
	sortMonth
	sortYear
	sortAgain // «در گفت‌وگوی امروز»: said of a contact that may have been told with its day before
	sortClock // told by the hour
	sortNone  // no expression of time: what looks like one is taken away
)

var kinds = map[string]kind{
	"date":           {(*resolver).date, sortDate, Date},
	"famous":         {(*resolver).famousDay, sortDate, Date},
	"days":           {(*resolver).days, sortDate, Date},
	"numeric":        {(*resolver).numeric, sortDate, Date},
	"month":          {(*resolver).month, sortMonth, Date},
	"half-month":     {(*resolver).halfMonth, sortOther, Date},
	"shifted-month":  {(*resolver).shiftedMonth, sortMonth, Date},
	"year":           {(*resolver).year, sortYear, Date},
	"years":          {(*resolver).years, sortOther, Date},
	"shifted-year":   {(*resolver).shiftedYear, sortYear, Date},
	"half-year":      {(*resolver).halfYear, sortOther, Date},
	"months-of-year": {(*resolver).monthsOfYear, sortOther, Date},
	"season":         {(*resolver).season, sortOther, Date},
	"decade":         {(*resolver).decade, sortOther, Date},
	"century":        {(*resolver).century, sortOther, Date},
	"weekday":        {(*resolver).weekday, sortWeekday, Date},
	"weekdays":       {(*resolver).weekdays, sortWeekday, Date},
	"relative-day":   {(*resolver).relativeDay, sortRelative, Date},
	"again":          {(*resolver).relativeDay, sortAgain, Date},
	"relative-days":  {(*resolver).relativeDays, sortOther, Date},
	"week":           {(*resolver).week, sortOther, Date},
	"weekend":        {(*resolver).weekend, sortOther, Date},
	"ago":            {(*resolver).ago, sortOther, Date},
	"later":          {(*resolver).later, sortOther, Date},
	"window":         {(*resolver).window, sortOther, Date},
	"occasion":       {(*resolver).occasion, sortOther, Date},
	"part-of-month":  {(*resolver).partOfMonth, sortOther, Date},
	"stretch":        {(*resolver).valueless, sortOther, Date},
	"length":         {(*resolver).valueless, sortOther, Duration},
	"set":            {(*resolver).valueless, sortOther, Set},
	"clock":          {(*resolver).valueless, sortClock, Time},
	"clock-length":   {(*resolver).valueless, sortClock, Duration},
	"clock-set":      {(*resolver).valueless, sortClock, Set},
	"none":           {(*resolver).none, sortNone, ""},
}

const daysPerWeek = 7

// relative gives a value that rests on the day of publication, unknown where that is not known.
func (r *resolver) relative(c Calendar, v func() (value, bool)) (value, bool) {
	if !r.dated {
		return value{unknown: true, calendar: c}, true
	}
	return v()
}

func (r *resolver) relativeDay(m *match) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		return aDay(r.today+Day(m.slot(slotRelative)), Jalali), true
	})
}

func (r *resolver) relativeDays(m *match) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		first, last := r.today+Day(m.slot(slotRelative)), r.today+Day(m.slot(slotRelative2))
		return r.pair(m, first, last, Jalali)
	})
}

// pair is two days that are named together: all from one to the other, or one of them.
func (r *resolver) pair(m *match, first, last Day, c Calendar) (value, bool) {
	v := value{first: first, last: last, form: interval, calendar: c}
	if m.has(slotOr) {
		v.form = oneOf
	}
	return v, first < last && (!m.has(slotAnd) || last == first+1)
}

func (r *resolver) weekday(m *match) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		return aDay(r.weekdayDay(m, Weekday(m.slot(slotWeekday))), Jalali), true
	})
}

func (r *resolver) weekdays(m *match) (value, bool) {
	gap := (m.slot(slotWeekday2) - m.slot(slotWeekday) + daysPerWeek) % daysPerWeek
	if gap == 0 || m.has(slotAnd) && gap > 1 {
		return value{}, false
	}
	return r.relative(Jalali, func() (value, bool) {
		first := r.weekdayDay(m, Weekday(m.slot(slotWeekday)))
		return r.pair(m, first, first+Day(gap), Jalali)
	})
}

// weekdayDay finds the day that a weekday names: in a week that is named, the last or the next where that is said, else
// the side of today that the verb tells. Today's own weekday is today. A day that stood beside its date is that day again, unless the verb is of the
// past and the day is to come, by more than the day by which a dispatch may be stamped too early.
func (r *resolver) weekdayDay(m *match, w Weekday) Day {
	if shift, ok := m.get(slotWeekShift); ok {
		return r.weekStart(shift) + Day(w)
	}
	ahead := Day((int(w-r.today.Weekday()) + daysPerWeek) % daysPerWeek)
	if shift, ok := m.get(slotAgo); ok {
		if shift < 0 {
			return r.today + ahead - daysPerWeek
		}
		if ahead == 0 {
			ahead = daysPerWeek
		}
		return r.today + ahead
	}
	told := r.weekdayDirection(m, w)
	if named := r.named[w]; named != 0 && (told != backward || named <= r.today+1) {
		return named
	}
	if ahead == 0 || told > either {
		return r.today + ahead
	}
	return r.today + ahead - daysPerWeek
}

// weekStart is the Saturday of this week, or of one before or after it.
func (r *resolver) weekStart(shift int) Day {
	return r.today - Day(r.today.Weekday()) + Day(daysPerWeek*shift)
}

func (r *resolver) week(m *match) (value, bool) {
	return r.relative(Jalali, func() (value, bool) {
		first := r.weekStart(m.slot(slotWeekShift))
		return eitherOf(first, first+daysPerWeek-1, Jalali), true
	})
}

// weekend is a Saturday and a Sunday: news of diplomacy speak of the weekends of states that rest on these days.
func (r *resolver) weekend(m *match) (value, bool) {
	return r.relative(Gregorian, func() (value, bool) {
		first := r.today - Day(r.today.Weekday()) + Day(daysPerWeek*m.slot(slotWeekShift))
		switch {
		case !m.has(slotWeekShift) && r.direction(m) == backward:
		case r.today.Weekday() > Sunday:
			first += daysPerWeek
		}
		return value{first: first, last: first + 1, form: interval, calendar: Gregorian}, true
	})
}

// The values that units have in the lexicon.
const (
	unitDay = 1 + iota
	unitWeek
	unitMonth
	unitYear
)

// unit is a match's unit; «سال‌و‌نیم» is one word that also says the half.
func (m *match) unit() int {
	if half, ok := m.get(slotHalf); ok && !m.has(slotUnit) {
		return half
	}
	return m.slot(slotUnit)
}

// ago is one moment told by its distance, as exact as the unit is.
func (r *resolver) ago(m *match) (value, bool) {
	unit, count := m.unit(), m.slot(slotCount)*m.slot(slotAgo)
	if unit < unitDay || unit > unitYear {
		return value{}, false
	}
	return r.relative(Jalali, func() (v value, ok bool) {
		switch {
		case unit == unitDay:
			v, ok = aDay(r.today+Day(count), Jalali), true
		case unit == unitWeek:
			first := r.weekStart(count)
			v, ok = eitherOf(first, first+daysPerWeek-1, Jalali), true
		case unit == unitYear && !m.has(slotHalf):
			year, _, _ := r.today.Date(Gregorian)
			v, ok = aYear(Gregorian, year+count)
		default:
			year, month, _ := r.today.addMonths(Gregorian, r.months(m)).Date(Gregorian)
			v, ok = aMonth(Gregorian, year, month)
		}
		v.about = m.has(slotAbout)
		return v, ok
	})
}

// later is a moment to come; «ten years from now» is no date but a manner of speaking.
func (r *resolver) later(m *match) (value, bool) {
	if m.unit() == unitYear && m.slot(slotCount) > 1 {
		return value{}, false
	}
	return r.ago(m)
}

// months is a distance in months; half a month counts for none.
func (r *resolver) months(m *match) int {
	const perYear = 12
	months := m.slot(slotCount)
	if m.unit() == unitYear {
		months *= perYear
		if m.has(slotHalf) {
			months += perYear / 2
		}
	}
	return months * m.slot(slotAgo)
}

// window is the stretch from or to today: «دو ماه گذشته». One of several years is a duration and no date.
func (r *resolver) window(m *match) (value, bool) {
	unit := m.unit()
	if unit < unitDay || unit > unitYear || unit == unitYear && m.slot(slotCount) > 1 {
		return value{}, false
	}
	return r.relative(Jalali, func() (value, bool) {
		far := r.today + Day(m.slot(slotCount)*m.slot(slotAgo))
		switch unit {
		case unitWeek:
			far = r.today + Day(daysPerWeek*m.slot(slotCount)*m.slot(slotAgo))
		case unitMonth, unitYear:
			far = r.today.addMonths(Gregorian, r.months(m))
		}
		return value{first: min(far, r.today), last: max(far, r.today), form: interval, calendar: Jalali}, true
	})
}

// none is what looks like an expression of time.
func (r *resolver) none(*match) (value, bool) { return value{}, true }

// valueless is an expression that has no value in a record.
func (r *resolver) valueless(*match) (value, bool) { return value{unknown: true}, true }
