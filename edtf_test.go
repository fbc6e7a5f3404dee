package safir_test

import (
	"testing"
	"time"

	"safir"
)

func TestDaysThatAnEDTFValueMayMean(t *testing.T) {
	day := func(d time.Time) string {
		if d.IsZero() {
			return ".."
		}
		return d.Format(time.DateOnly)
	}
	for edtf, want := range map[string]string{
		"2022-03-23":               "2022-03-23 2022-03-23",
		"2024-02":                  "2024-02-01 2024-02-29",
		"2022~":                    "2022-01-01 2022-12-31",
		"[2021-08-23..2021-09-22]": "2021-08-23 2021-09-22",
		"[2022-03-23,2022-03-25]":  "2022-03-23 2022-03-25",
		"2022-03-23/2022-03-25":    "2022-03-23 2022-03-25",
		"2022-03-23/..":            "2022-03-23 ..",
		"../2022-03":               ".. 2022-03-31",
	} {
		first, last, ok := safir.Days(edtf)
		if got := day(first) + " " + day(last); !ok || got != want {
			t.Errorf("%s is %s, want %s", edtf, got, want)
		}
	}
	for _, edtf := range []string{"", "soon", "2022-13", "1401-01-32"} {
		if _, _, ok := safir.Days(edtf); ok {
			t.Errorf("%q should mean no day", edtf)
		}
	}
}
