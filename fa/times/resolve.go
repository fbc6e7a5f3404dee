package times

import (
	"safir/internal/verb"
)

// resolver finds the values of one document's expressions, in order of the text.
type resolver struct {
	*matcher
	verbs     *verb.Table
	marks     *marks
	occasions []occasion
	famous    map[famousDate]int
	today     Day
	dated     bool     // today is known
	trying    bool     // it matters only whether there is a value, not which
	foreign   bool     // the text is of other states
	home      Calendar // of «ماه گذشته» where nothing else tells: the Gregorian one in what is told from abroad or of other states

	items     []item             // all expressions of the text, where their values are found
	coming    *[daysPerWeek]bool // which weekdays they say are to come, nil until it is asked for
	named     [daysPerWeek]Day   // the day of a weekday that stood beside a date («شنبه، پنجم اردیبهشت»), 0 where none did
	lastYear  [calendars]int     // the last year that was said, by calendar; 0 where none was
	lastMonth struct {
		calendar    Calendar
		year, month int
	}
}

// remember keeps what later expressions may refer to («همان سال», «روزهای ۲۴ تا ۲۶»).
func (r *resolver) remember(c Calendar, year, month int) {
	r.lastYear[c.index()] = year
	if month != 0 {
		r.lastMonth.calendar, r.lastMonth.year, r.lastMonth.month = c, year, month
	}
}

// nameDay keeps which day a weekday stands for, where its date is said and near today: it is the same day where the text names the weekday alone.
func (r *resolver) nameDay(w Weekday, v value) {
	if r.dated && v.first == v.last && v.first.Weekday() == w && v.distance(r.today) > -daysPerWeek && v.distance(r.today) < daysPerWeek {
		r.named[w] = v.first
	}
}

// How far from today, in days, a date without a year may lie, by direction: a bit over a year on the side that the verb
// tells, a month on the other, since verbs are no sure sign, and three months behind the present tense.
const (
	farSide, nearSide = 330, 35
	season            = 90
	halfYear          = 183
)

// inYear gives a value in the year that is said or, where none is, in that which brings it nearest to today on the side
// that the verb tells.
func (r *resolver) inYear(m *match, c Calendar, month int, give func(year int) (value, bool)) (value, bool) {
	year, said, unknown := r.yearOf(m, c)
	if unknown || !said && !r.dated {
		return value{unknown: true, calendar: c}, true
	}
	if said {
		r.remember(c, year, month)
		return give(year)
	}
	year, _, _ = r.today.Date(c)
	low, high := r.reach(m)
	best, found := value{}, false
	for _, y := range []int{year - 1, year, year + 1} {
		v, ok := give(y)
		if !ok {
			continue
		}
		v.calendar = c
		away := v.distance(r.today)
		if away < low || away > high {
			continue
		}
		if !found || m.beside >= 0 && v.first.Weekday() == Weekday(m.beside) {
			best, found = v, true
			r.remember(c, y, month)
		}
	}
	if !found {
		return give(year)
	}
	return best, true
}

// distance is how many days the value lies after a day, 0 where it holds it.
func (v value) distance(d Day) int {
	switch {
	case d < v.first:
		return int(v.first - d)
	case d > v.last:
		return int(v.last - d)
	}
	return 0
}

// reach is how many days from today a match may lie.
func (r *resolver) reach(m *match) (low, high int) {
	if shift, ok := m.get(slotAgo); ok {
		if shift < 0 {
			return -farSide - nearSide, -1
		}
		return 1, farSide + nearSide
	}
	switch r.direction(m) {
	case backward:
		return -farSide, nearSide
	case forward:
		return -nearSide, farSide
	case onward:
		return -season, farSide + nearSide - season
	}
	return -halfYear, halfYear
}
