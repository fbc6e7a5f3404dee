package times

import (
	"fmt"
	"time"

	"github.com/hablullah/go-hijri"
	"github.com/jalaali/go-jalaali"
)

// Calendar is one of the three calendars that Persian news use side by side.
type Calendar string

// The calendars.
const (
	Jalali    Calendar = "jalali"
	Gregorian Calendar = "gregorian"
	Hijri     Calendar = "hijri"
)

// calendars is how many there are.
const calendars = 3

// index numbers the calendars.
func (c Calendar) index() int {
	switch c {
	case Jalali:
		return 0
	case Gregorian:
		return 1
	}
	return 2
}

// Day is a day, counted from 1970-01-01. Days of all calendars are the same days, so arithmetic needs no calendar.
type Day int

// Weekday counts from Saturday, with which the Iranian week begins.
type Weekday int

// The days of the week.
const (
	Saturday Weekday = iota
	Sunday
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
)

const secondsPerDay = 24 * 60 * 60

// DayOf is the day of a date, false where the calendar has no such date.
func DayOf(c Calendar, year, month, day int) (Day, bool) {
	if month < 1 || month > 12 || day < 1 || day > monthLength(c, year, month) {
		return 0, false
	}
	switch c {
	case Jalali:
		y, m, d, err := jalaali.ToGregorian(year, jalaali.Month(month), day)
		return gregorian(y, int(m), d), err == nil
	case Hijri:
		return hijriDay(year, month, day), true
	}
	return gregorian(year, month, day), true
}

func gregorian(year, month, day int) Day {
	return Day(floorDiv(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix(), secondsPerDay))
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// monthLength is the number of days of a month, 0 where the calendar does not know the year.
func monthLength(c Calendar, year, month int) int {
	switch c {
	case Jalali:
		if days, err := jalaali.MonthLength(year, month); err == nil {
			return days
		}
		return 0
	case Hijri:
		if year < 1 || year > 9999 {
			return 0
		}
		return longestHijriMonth
	}
	if year < 1 || year > 9999 {
		return 0
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Hijri months begin when somebody has seen the moon, so no rule gives their days for certain. From 1356 on the calendar of
// Umm al-Qura is known; against the official Iranian one of 1416 to 1447 it begins a month on the same day in 30 cases of
// 100, a day early in 67 and two days early in 3, so that one day is added. Outside these years the arithmetic calendar
// stands in. Values made from it are marked as approximate.
const (
	longestHijriMonth  = 30
	firstUmmAlQura     = 1356
	lastUmmAlQura      = 1500
	iranAfterUmmAlQura = 1
)

func hijriDay(year, month, day int) Day {
	if year < firstUmmAlQura || year >= lastUmmAlQura {
		t := hijri.HijriDate{Day: int64(day), Month: int64(month), Year: int64(year)}.ToGregorian()
		return gregorian(t.Year(), int(t.Month()), t.Day())
	}
	t := hijri.UmmAlQuraDate{Day: 1, Month: int64(month), Year: int64(year)}.ToGregorian()
	return gregorian(t.Year(), int(t.Month()), t.Day()) + Day(day-1+iranAfterUmmAlQura)
}

// Date is the day's year, month and day in a calendar.
func (d Day) Date(c Calendar) (year, month, day int) {
	switch c {
	case Jalali:
		y, m, dd, err := jalaali.ToJalaali(d.Time().Date())
		if err != nil {
			return 0, 0, 0
		}
		return y, int(m), dd
	case Hijri:
		return d.hijri()
	}
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

// hijri finds the date whose day this is by walking back from a month that surely begins later.
func (d Day) hijri() (year, month, day int) {
	const daysPerYear, epoch = 354.367, -492148 // 1 Muharram 1 is 622-07-16 (Julian), 492148 days before 1970
	months := int(float64(d-epoch)/daysPerYear*12) + 2
	for ; months > 0; months-- {
		if first := hijriDay(months/12+1, months%12+1, 1); first <= d {
			return months/12 + 1, months%12 + 1, int(d-first) + 1
		}
	}
	return 1, 1, 1
}

// Time is the day's first moment in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Weekday is the day of the week.
func (d Day) Weekday() Weekday {
	const epochWeekday = 5 // 1970-01-01 was a Thursday
	return Weekday(((int(d)+epochWeekday)%7 + 7) % 7)
}

// String is the day in ISO 8601.
func (d Day) String() string {
	y, m, dd := d.Time().Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), dd)
}

// ParseDay reads the day of an ISO 8601 day or instant as it is written: the day at the place whose clock was used.
// False where there is none.
func ParseDay(iso string) (Day, bool) {
	const layout = "2006-01-02"
	if len(iso) < len(layout) {
		return 0, false
	}
	t, err := time.Parse(layout, iso[:len(layout)])
	if err != nil {
		return 0, false
	}
	y, m, d := t.Date()
	return gregorian(y, int(m), d), true
}

// addMonths moves a day by months of a calendar; where the month is too short its last day is taken.
func (d Day) addMonths(c Calendar, months int) Day {
	year, month, day := d.Date(c)
	month += months
	year, month = year+floorInt(month-1, 12), (month-1)%12
	if month < 0 {
		month += 12
	}
	month++
	if last := monthLength(c, year, month); day > last {
		day = last
	}
	out, ok := DayOf(c, year, month, day)
	if !ok {
		return d
	}
	return out
}

func floorInt(a, b int) int { return int(floorDiv(int64(a), int64(b))) }

// monthDays are the first and the last day of a month.
func monthDays(c Calendar, year, month int) (first, last Day, ok bool) {
	first, ok = DayOf(c, year, month, 1)
	if !ok {
		return 0, 0, false
	}
	if month == 12 {
		year, month = year+1, 0
	}
	next, ok := DayOf(c, year, month+1, 1)
	return first, next - 1, ok
}

// yearDays are the first and the last day of a year.
func yearDays(c Calendar, year int) (first, last Day, ok bool) {
	first, ok = DayOf(c, year, 1, 1)
	next, ok2 := DayOf(c, year+1, 1, 1)
	return first, next - 1, ok && ok2
}
