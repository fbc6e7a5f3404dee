package export

import (
	"fmt"
	"strings"
	"time"

	"safir"
	"safir/fa/times"
)

// Jalali says an EDTF value in the Jalali calendar, in the same notation: 2022-03-23 is 1401-01-03. What covers exactly a
// Jalali month or year is named by it: [2021-08-23..2021-09-22] is 1400-06. A Gregorian month or year, which begins and ends
// inside Jalali ones, becomes the interval of its days. What is not understood gives "".
func Jalali(edtf string) string {
	bare := strings.TrimRight(edtf, "~?%")
	mark := edtf[len(bare):]
	if set, ok := strings.CutPrefix(bare, "["); ok {
		first, last, ok := strings.Cut(strings.TrimSuffix(set, "]"), "..")
		if !ok {
			return jalaliList(set)
		}
		return stretch(first, last, "[", "..", "]") + mark
	}
	if first, last, ok := strings.Cut(bare, "/"); ok {
		return stretch(first, last, "", "/", "") + mark
	}
	if first, last, ok := bounds(bare); ok {
		return name(first, last, "", "/", "") + mark
	}
	return ""
}

// jalaliList says a set whose members are listed one by one.
func jalaliList(set string) string {
	members := strings.Split(strings.TrimSuffix(set, "]"), ",")
	for i, m := range members {
		if members[i] = Jalali(strings.TrimSpace(m)); members[i] == "" {
			return ""
		}
	}
	return "[" + strings.Join(members, ",") + "]"
}

// stretch says what lies from one EDTF value to another, either of which may be open ("" or "..").
func stretch(first, last, before, between, after string) string {
	from, _, fromKnown := bounds(strings.TrimRight(first, "~?%"))
	_, to, toKnown := bounds(strings.TrimRight(last, "~?%"))
	switch {
	case fromKnown && toKnown:
		return name(from, to, before, between, after)
	case fromKnown:
		return before + date(from) + between + last + after
	case toKnown:
		return before + first + between + date(to) + after
	}
	return ""
}

// name is the shortest Jalali name of the days from first to last.
func name(first, last times.Day, before, between, after string) string {
	if first == last {
		return date(first)
	}
	year, month, day := first.Date(times.Jalali)
	nextYear, nextMonth, nextDay := (last + 1).Date(times.Jalali)
	if day == 1 && nextDay == 1 {
		switch {
		case nextYear*12+nextMonth == year*12+month+1:
			return fmt.Sprintf("%04d-%02d", year, month)
		case month == 1 && nextMonth == 1 && nextYear == year+1:
			return fmt.Sprintf("%04d", year)
		}
	}
	return before + date(first) + between + date(last) + after
}

func date(d times.Day) string {
	year, month, day := d.Date(times.Jalali)
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// bounds are the first and the last day of a Gregorian day, month or year.
func bounds(edtf string) (first, last times.Day, ok bool) {
	from, to, ok := safir.Days(edtf)
	if !ok || from.IsZero() || to.IsZero() || strings.Contains(edtf, "..") || strings.Contains(edtf, ",") {
		return 0, 0, false
	}
	first, ok = times.ParseDay(from.Format(time.DateOnly))
	last, _ = times.ParseDay(to.Format(time.DateOnly))
	return first, last, ok
}
