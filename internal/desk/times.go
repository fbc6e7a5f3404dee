package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"safir"
	"safir/internal/export"
	"safir/internal/labels"
	"safir/internal/ledger"
	"safir/internal/show"
)

// moments is a value in time in both calendars, that of the language first.
type moments struct{ EDTF, First, Second string }

// when shows a value of EDTF, a text or nil.
func (t *tongue) when(edtf any) moments {
	var w show.When
	switch v := edtf.(type) {
	case *string:
		w = show.ReadWhen(v)
	case string:
		w = show.ReadWhen(&v)
	}
	if t.Code == "fa" {
		if w.JalaliFA == "" {
			return moments{w.EDTF, w.EDTF, ""}
		}
		return moments{w.EDTF, w.JalaliFA, w.GregorianFA}
	}
	return moments{w.EDTF, w.Gregorian, w.Jalali}
}

// day shows the day of an instant.
func (t *tongue) day(instant string) moments {
	return t.when(dayOf(instant))
}

// moment shows an instant: its day, and the time of day as it is written.
func (t *tongue) moment(instant string) string {
	m := t.day(instant)
	if m.First == "" {
		return instant
	}
	if len(instant) >= len("2006-01-02T15:04") {
		return m.First + t.say(labels.Label{EN: ", ", FA: "، "}) + t.digits(instant[11:16])
	}
	return m.First
}

// month shows a Jalali month ("1405-02") in both calendars.
func (t *tongue) month(month string) moments {
	first, last, err := ledger.Days(month)
	if err != nil {
		return moments{month, month, ""}
	}
	return t.when(first + "/" + last)
}

// dayOf is the day of an instant, "" where it has none.
func dayOf(instant string) string {
	if len(instant) < len(time.DateOnly) {
		return ""
	}
	return instant[:len(time.DateOnly)]
}

// dayOfEvent is the day under which an event is listed: its first, or else that of its first report; "" where neither is known.
func dayOfEvent(e *ledger.Outline) string {
	if e.When != nil {
		if first, _, ok := safir.Days(*e.When); ok && !first.IsZero() {
			return first.Format(time.DateOnly)
		}
	}
	return dayOf(e.Reported)
}

// daysBefore is the day some days before another.
func daysBefore(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, -n).Format(time.DateOnly)
}

// jalaliMonth is the Jalali month of an ISO day, as the ledger counts by it; "" where there is none.
func jalaliMonth(day string) string {
	const month = len("1405-02")
	if j := export.Jalali(day); len(j) >= month {
		return j[:month]
	}
	return ""
}

// yearAndMonth are the numbers of a Jalali month.
func yearAndMonth(month string) (year, number int) {
	y, m, _ := strings.Cut(month, "-")
	year, _ = strconv.Atoi(y)
	number, _ = strconv.Atoi(m)
	return year, number
}

func monthOf(year, number int) string { return fmt.Sprintf("%04d-%02d", year, number) }
