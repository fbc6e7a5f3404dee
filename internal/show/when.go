package show

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"safir/fa/times"
)

// When is a value in time in both calendars.
type When struct {
	EDTF        string
	Gregorian   string // in English
	GregorianFA string // in Persian, without the weekday
	Jalali      string // in English, without the weekday; "" where EDTF is none that is known
	JalaliFA    string // in Persian
}

// Known tells whether there is a value.
func (w When) Known() bool { return w.EDTF != "" }

// ReadWhen shows a value of EDTF in both calendars; nil is unknown.
func ReadWhen(edtf *string) When { return readWhen(edtf) }

// readWhen shows a value of EDTF; nil is unknown. A value of another form than those of the record is shown as it is.
func readWhen(edtf *string) When {
	if edtf == nil || *edtf == "" {
		return When{}
	}
	s, ok := parseStretch(*edtf)
	if !ok {
		return When{EDTF: *edtf, Gregorian: *edtf, GregorianFA: *edtf}
	}
	return When{
		EDTF:        *edtf,
		Gregorian:   s.write(times.Gregorian, english),
		GregorianFA: persianDigits(s.write(times.Gregorian, persian)),
		Jalali:      s.write(times.Jalali, english),
		JalaliFA:    persianDigits(s.write(times.Jalali, persian)),
	}
}

// stretch is the days from first to last, and how they are meant.
type stretch struct {
	first, last        times.Day
	oneOf, about       bool
	openStart, openEnd bool
}

// parseStretch reads the forms of EDTF that records use: a day, a month, a year, a one-of set [a..b], intervals a/b, a/.. and
// ../b, and ~ for about.
func parseStretch(edtf string) (s stretch, ok bool) {
	from, to := edtf, edtf
	if inner, found := strings.CutPrefix(edtf, "["); found {
		inner, found = strings.CutSuffix(inner, "]")
		from, to, ok = strings.Cut(inner, "..")
		if !found || !ok {
			return s, false
		}
		s.oneOf = true
	} else if a, b, found := strings.Cut(edtf, "/"); found {
		from, to = a, b
		s.openStart, s.openEnd = from == ".." || from == "", to == ".." || to == ""
	}
	s.about = strings.ContainsAny(edtf, "~%?")
	if s.openStart {
		from = to
	}
	if s.openEnd {
		to = from
	}
	var okFrom, okTo bool
	s.first, _, okFrom = parseUnit(from)
	_, s.last, okTo = parseUnit(to)
	return s, okFrom && okTo && s.first <= s.last
}

// parseUnit gives the first and the last day of a day, a month or a year.
func parseUnit(text string) (first, last times.Day, ok bool) {
	text = strings.Trim(text, "~%?")
	var t, end time.Time
	var err error
	const day, month, year = "2006-01-02", "2006-01", "2006"
	switch len(text) {
	case len(day):
		t, err = time.Parse(day, text)
		end = t
	case len(month):
		t, err = time.Parse(month, text)
		end = t.AddDate(0, 1, -1)
	case len(year):
		t, err = time.Parse(year, text)
		end = t.AddDate(1, 0, -1)
	default:
		return 0, 0, false
	}
	if err != nil {
		return 0, 0, false
	}
	first, _ = times.ParseDay(t.Format(day))
	last, ok = times.ParseDay(end.Format(day))
	return first, last, ok
}

// language picks one of a label's two.
type language func(Label) string

func english(l Label) string { return l.EN }
func persian(l Label) string { return l.FA }

// write tells the stretch in a calendar and a language.
func (s stretch) write(c times.Calendar, in language) string {
	out := days(c, in, s.first, s.last)
	for _, wrap := range []struct {
		does bool
		word string
	}{{s.oneOf && s.first != s.last, "within"}, {s.openEnd, "from"}, {s.openStart, "until"}, {s.about, "about"}} {
		if wrap.does {
			out = fmt.Sprintf(in(label("date", wrap.word)), out)
		}
	}
	return out
}

// days tells the days from first to last as shortly as it can be done: one day, a month, a year, or a range that says month
// and year once where both ends share them.
func days(c times.Calendar, in language, first, last times.Day) string {
	y1, m1, d1 := first.Date(c)
	y2, m2, d2 := last.Date(c)
	starts, ends := d1 == 1, dayAfterStarts(c, last)
	switch {
	case first == last:
		return weekday(c, in, first) + oneDay(c, in, y1, m1, d1)
	case starts && ends && y1 == y2 && m1 == 1 && m2 == 12:
		return fmt.Sprintf(in(label("date", "year")), strconv.Itoa(y1))
	case starts && ends && y1 == y2 && m1 == m2:
		return monthName(c, in, m1) + " " + strconv.Itoa(y1)
	case y1 == y2 && m1 == m2:
		return fmt.Sprintf("%d–%s", d1, oneDay(c, in, y2, m2, d2))
	case y1 == y2:
		return fmt.Sprintf("%d %s – %s", d1, monthName(c, in, m1), oneDay(c, in, y2, m2, d2))
	}
	return oneDay(c, in, y1, m1, d1) + " – " + oneDay(c, in, y2, m2, d2)
}

// weekday stands before a day, once in each language.
func weekday(c times.Calendar, in language, d times.Day) string {
	l := label("weekday", strconv.Itoa(int(d.Weekday())))
	if name := in(l); (c == times.Gregorian) == (name == l.EN) {
		return name + " "
	}
	return ""
}

func dayAfterStarts(c times.Calendar, d times.Day) bool {
	_, _, day := (d + 1).Date(c)
	return day == 1
}

func oneDay(c times.Calendar, in language, year, month, day int) string {
	return fmt.Sprintf("%d %s %d", day, monthName(c, in, month), year)
}

func monthName(c times.Calendar, in language, month int) string {
	return in(label(string(c), strconv.Itoa(month)))
}
