package times

import "fmt"

// value is a place in time.
type value struct {
	first, last Day
	unit        string // how EDTF writes it where it is one unit: a day, a month or a year of the Gregorian calendar
	form        form
	about       bool
	calendar    Calendar
	unknown     bool // relative, and the day that it is told from is unknown
}

// form tells how the days from first to last are meant.
type form uint8

const (
	whole    form = iota // the unit as such
	oneOf                // some day or days among them
	interval             // all of them
	openEnd              // from first on
)

func aDay(d Day, c Calendar) value {
	return value{first: d, last: d, unit: d.String(), calendar: c}
}

// aMonth is a month: EDTF knows those of the Gregorian calendar; of others it is some day in the month.
func aMonth(c Calendar, year, month int) (value, bool) {
	first, last, ok := monthDays(c, year, month)
	v := value{first: first, last: last, form: oneOf, calendar: c}
	if c == Gregorian {
		v.form, v.unit = whole, fmt.Sprintf("%04d-%02d", year, month)
	}
	return v, ok
}

func aYear(c Calendar, year int) (value, bool) {
	first, last, ok := yearDays(c, year)
	v := value{first: first, last: last, form: oneOf, calendar: c}
	if c == Gregorian {
		v.form, v.unit = whole, fmt.Sprintf("%04d", year)
	}
	return v, ok
}

// between are all days from one value to another.
func between(a, b value) value {
	return value{first: a.first, last: b.last, unit: a.start() + "/" + b.end(), form: interval, calendar: a.calendar, about: a.about || b.about}
}

// eitherOf is some day from the first to the last.
func eitherOf(first, last Day, c Calendar) value {
	return value{first: first, last: last, form: oneOf, calendar: c}
}

// start and end are the value's bounds as an interval names them.
func (v value) start() string {
	if v.form == whole {
		return v.unit
	}
	return v.first.String()
}

func (v value) end() string {
	if v.form == whole {
		return v.unit
	}
	return v.last.String()
}

// EDTF has four digits for a year: no day before 0001-01-01 or after 9999-12-31 can be written.
const firstWritten, lastWritten = Day(-719162), Day(2932896)

// edtf writes the value, "" where it is unknown.
func (v value) edtf() string {
	if v.unknown || v.first < firstWritten || v.last > lastWritten {
		return ""
	}
	var s string
	switch v.form {
	case oneOf:
		s = "[" + v.first.String() + ".." + v.last.String() + "]"
	case openEnd:
		s = v.start0() + "/.."
	case interval:
		s = v.unit
		if s == "" {
			s = v.first.String() + "/" + v.last.String()
		}
	default:
		s = v.unit
	}
	if v.about && v.form == whole {
		s += "~"
	}
	return s
}

// start0 is the bound of an interval that is open: the unit that it was before, or its first day.
func (v value) start0() string {
	if v.unit != "" {
		return v.unit
	}
	return v.first.String()
}
