package times

import "testing"

func TestDaysOfAllCalendarsAreTheSameDays(t *testing.T) {
	for _, c := range []struct {
		calendar         Calendar
		year, month, day int
		iso              string
		weekday          Weekday
	}{
		{Jalali, 1400, 1, 1, "2021-03-21", Sunday},
		{Jalali, 1399, 12, 30, "2021-03-20", Saturday}, // leap
		{Jalali, 1403, 12, 30, "2025-03-20", Thursday}, // leap
		{Jalali, 1404, 12, 29, "2026-03-20", Friday},
		{Jalali, 1357, 11, 22, "1979-02-11", Sunday},
		{Gregorian, 2024, 2, 29, "2024-02-29", Thursday},
		{Gregorian, 1945, 5, 8, "1945-05-08", Tuesday},
		{Hijri, 1443, 1, 10, "2021-08-19", Thursday},
		{Hijri, 1446, 9, 1, "2025-03-02", Sunday},
	} {
		day, ok := DayOf(c.calendar, c.year, c.month, c.day)
		if !ok || day.String() != c.iso || day.Weekday() != c.weekday {
			t.Errorf("%s %d-%d-%d: %v %v, want %s, weekday %d", c.calendar, c.year, c.month, c.day, day, ok, c.iso, c.weekday)
		}
		if y, m, d := day.Date(c.calendar); y != c.year || m != c.month || d != c.day {
			t.Errorf("%s: back to %d-%d-%d, want %d-%d-%d", c.iso, y, m, d, c.year, c.month, c.day)
		}
	}
}

func TestDatesThatACalendarLacks(t *testing.T) {
	for _, c := range []struct {
		calendar         Calendar
		year, month, day int
	}{
		{Jalali, 1400, 12, 30}, {Jalali, 1403, 7, 31}, {Gregorian, 2023, 2, 29}, {Gregorian, 2024, 13, 1}, {Jalali, 1400, 0, 3},
	} {
		if day, ok := DayOf(c.calendar, c.year, c.month, c.day); ok {
			t.Errorf("%s %d-%d-%d is taken for %v", c.calendar, c.year, c.month, c.day, day)
		}
	}
}

func TestMonthsAreAddedByTheirCalendar(t *testing.T) {
	day, _ := ParseDay("2026-03-31") // 11 Farvardin 1405
	for _, c := range []struct {
		calendar Calendar
		months   int
		want     string
	}{
		{Gregorian, -1, "2026-02-28"}, {Gregorian, 9, "2026-12-31"}, {Gregorian, -15, "2024-12-31"}, {Jalali, -1, "2026-03-02"}, {Jalali, 12, "2027-03-31"},
	} {
		if got := day.addMonths(c.calendar, c.months).String(); got != c.want {
			t.Errorf("%s %+d months: %s, want %s", c.calendar, c.months, got, c.want)
		}
	}
}

func TestEveryDayComesBackFromEveryCalendar(t *testing.T) {
	for _, c := range []Calendar{Jalali, Gregorian, Hijri} {
		for day := Day(-11900); day < 25000; day++ {
			y, m, d := day.Date(c)
			if back, ok := DayOf(c, y, m, d); !ok || back != day {
				t.Fatalf("%s: %v is %d-%d-%d, which is %v", c, day, y, m, d, back)
			}
		}
	}
}
