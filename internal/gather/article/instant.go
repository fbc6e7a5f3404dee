package article

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Iran had summer time until 1401, and not every machine knows its history

	"safir/fa/times"
	"safir/internal/know"
)

// zones are where outlets keep their clocks, by the state that is home to them. Outlets that write from abroad name their zone.
var zones = sync.OnceValue(func() map[string]*time.Location {
	loaded := map[string]*time.Location{}
	for state, name := range map[string]string{"IRN": "Asia/Tehran", "AFG": "Asia/Kabul", "TJK": "Asia/Dushanbe"} {
		if zone, err := time.LoadLocation(name); err == nil {
			loaded[state] = zone
		}
	}
	return loaded
})

// Zone is the zone of an outlet's clock, nil where it is not known.
func Zone(o *know.Outlet) *time.Location {
	if o == nil {
		return nil
	}
	return zones()[o.Home]
}

// latin writes the digits of Persian and Arabic as those of Latin.
func latin(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		}
		return r
	}, s)
}

// zoned and local are the forms in which pages give instants, with and without a zone.
var (
	zoned = []string{
		time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700",
		time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700",
		"Mon Jan 02 15:04:05 MST 2006", "2006-01-02 15:04:05 MST",
	}
	local = []string{
		"2006-01-02T15:04:05.999", "2006-01-02T15:04", time.DateTime, "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/1/2 15:04",
		"2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04:05",
	}
	days = []string{time.DateOnly, "2006/01/02", "2006/1/2", "20060102", "2 Jan 2006", "January 2, 2006"}
)

// Instant is an instant or a day as a page or feed gives it, in ISO 8601: on the clock of the outlet where that is known, because
// «امروز» is a day there. Days of the Jalali calendar are told by their year. "" where it is none.
func Instant(given string, zone *time.Location) string {
	given = strings.TrimSpace(latin(given))
	if t, ok := parse(given, zoned); ok {
		if zone != nil && !jalali(t.Year()) {
			t = t.In(zone)
		}
		return written(t, time.RFC3339)
	}
	if t, ok := parse(given, local); ok {
		return clocked(t, zone)
	}
	if t, ok := parse(given, days); ok {
		return written(t, time.DateOnly)
	}
	return ""
}

func parse(given string, forms []string) (time.Time, bool) {
	for _, form := range forms {
		if t, err := time.Parse(form, given); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// jalali tells by its year whether a date is of the Jalali calendar.
func jalali(year int) bool { return year >= 1300 && year < 1500 }

// clocked is a time that a clock of the zone showed; without a zone it is left open which clock that was.
func clocked(t time.Time, zone *time.Location) string {
	const open = "2006-01-02T15:04:05"
	iso := written(t, open)
	if zone == nil || iso == "" {
		return iso
	}
	if t, err := time.ParseInLocation(open, iso, zone); err == nil {
		return t.Format(time.RFC3339)
	}
	return iso
}

// earliest is the first year of news on the web; what claims to be older is a value that was left empty.
const earliest = 1990

// written writes a time in a form of ISO 8601, its day in the Gregorian calendar.
func written(t time.Time, form string) string {
	if jalali(t.Year()) {
		day, ok := times.DayOf(times.Jalali, t.Year(), int(t.Month()), t.Day())
		if !ok {
			return ""
		}
		return day.String() + t.Format(form)[len(time.DateOnly):]
	}
	if t.Year() < earliest {
		return ""
	}
	return t.Format(form)
}
