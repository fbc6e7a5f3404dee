package safir

import (
	"strings"
	"time"
)

// Days gives the first and the last day that an EDTF value may mean: of a day, a month or a year; of an interval (a/b); of a
// one-of set ([a..b], [a,b]). An open end is the zero time. ok is false for "" and for what is none of these.
func Days(edtf string) (first, last time.Time, ok bool) {
	text := strings.TrimRight(edtf, "~?%")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
	from, to, found := strings.Cut(text, "/")
	if !found {
		if from, to, found = strings.Cut(text, ".."); !found {
			if from, to, found = cutLast(text, ","); !found {
				from, to = text, text
			}
		}
	}
	first, _, fromOK := stretch(strings.TrimSpace(from))
	_, last, toOK := stretch(strings.TrimSpace(to))
	return first, last, fromOK && toOK && text != ""
}

// cutLast gives the first and the last part of a list.
func cutLast(text, separator string) (first, last string, found bool) {
	parts := strings.Split(text, separator)
	return parts[0], parts[len(parts)-1], len(parts) > 1
}

// stretch is the first and the last day of a day, a month or a year; both are zero for an open end.
func stretch(text string) (first, last time.Time, ok bool) {
	text = strings.TrimRight(text, "~?%")
	if text == "" || text == ".." {
		return first, last, true
	}
	for _, f := range []struct {
		layout              string
		years, months, days int
	}{{"2006-01-02", 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if first, err := time.Parse(f.layout, text); err == nil {
			return first, first.AddDate(f.years, f.months, f.days).AddDate(0, 0, -1), true
		}
	}
	return first, last, false
}
