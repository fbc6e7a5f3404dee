package times_test

import (
	"testing"

	"safir/fa/times"
)

func TestAWeekdayThatStoodBesideItsDateIsThatDayAgain(t *testing.T) {
	f := finder(t)
	for text, want := range map[string]string{
		"وزیر بامداد شنبه، پنجم اردیبهشت، رسید. فرستادگان روز شنبه راهی شدند.":  "2026-04-25 ; 2026-04-25",
		"وزیر بامداد شنبه، پنجم اردیبهشت، رسید. او شنبه گذشته نیز آنجا بود.":    "2026-04-25 ; 2026-04-18",
		"وزیر شنبه، پنجم اردیبهشت، رسید. او یکشنبه بازگشت.":                     "2026-04-25 ; 2026-04-19",
		"نشست شنبه، ۱۵ فروردین، برگزار شد و روز شنبه هیئتی دیگر به تهران رسید.": "2026-04-04 ; 2026-04-18",
	} {
		if got := values(f, text, times.Setting{Published: "2026-04-24"}); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}
