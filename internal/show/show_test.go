package show

import (
	"strings"
	"testing"
)

func TestAValueInTimeIsToldInBothCalendars(t *testing.T) {
	for _, c := range []struct{ edtf, gregorian, jalali, persian string }{
		{"2023-12-03", "Sun 3 Dec 2023", "12 Azar 1402", "یکشنبه ۱۲ آذر ۱۴۰۲"},
		{"2022-03-21", "Mon 21 Mar 2022", "1 Farvardin 1401", "دوشنبه ۱ فروردین ۱۴۰۱"},
		{"2022-03", "Mar 2022", "10 Esfand 1400 – 11 Farvardin 1401", "۱۰ اسفند ۱۴۰۰ – ۱۱ فروردین ۱۴۰۱"},
		{"2022-03~", "about Mar 2022", "about 10 Esfand 1400 – 11 Farvardin 1401", "حدود ۱۰ اسفند ۱۴۰۰ – ۱۱ فروردین ۱۴۰۱"},
		{"2021", "2021", "12 Dey 1399 – 10 Dey 1400", "۱۲ دی ۱۳۹۹ – ۱۰ دی ۱۴۰۰"},
		{"[2021-08-23..2021-09-22]", "a day in 23 Aug – 22 Sep 2021", "a day in Shahrivar 1400", "روزی در شهریور ۱۴۰۰"},
		{"[2021-03-21..2022-03-20]", "a day in 21 Mar 2021 – 20 Mar 2022", "a day in 1400", "روزی در سال ۱۴۰۰"},
		{"2022-03-23/2022-03-25", "23–25 Mar 2022", "3–5 Farvardin 1401", "۳–۵ فروردین ۱۴۰۱"},
		{"2022-03-23/..", "from Wed 23 Mar 2022 on", "from 3 Farvardin 1401 on", "از چهارشنبه ۳ فروردین ۱۴۰۱ به بعد"},
		{"../2022-03-23", "until Wed 23 Mar 2022", "until 3 Farvardin 1401", "تا چهارشنبه ۳ فروردین ۱۴۰۱"},
		{"2022-99-99", "2022-99-99", "", ""},
		{"soon", "soon", "", ""},
	} {
		got := readWhen(&c.edtf)
		if got.Gregorian != c.gregorian || got.Jalali != c.jalali || got.JalaliFA != c.persian {
			t.Errorf("%s is %q, %q, %q, want %q, %q, %q", c.edtf, got.Gregorian, got.Jalali, got.JalaliFA, c.gregorian, c.jalali, c.persian)
		}
	}
	if readWhen(nil).Known() {
		t.Error("no value is known")
	}
}

func TestTerminalsThatReorderAreKnown(t *testing.T) {
	for _, c := range []struct {
		env  string
		want bool
	}{
		{"VTE_VERSION=7600", true},
		{"VTE_VERSION=5202", false},
		{"KONSOLE_VERSION=230400", true},
		{"TERM_PROGRAM=Apple_Terminal", true},
		{"TERM_PROGRAM=vscode", false},
		{"TERM=mlterm-256color", true},
		{"TERM=xterm-256color", false},
		{"TERM=linux", false},
	} {
		name, value, _ := strings.Cut(c.env, "=")
		got := Reorders(func(asked string) string {
			if asked == name {
				return value
			}
			return ""
		})
		if got != c.want {
			t.Errorf("%s: %t, want %t", c.env, got, c.want)
		}
	}
}

func TestPersianIsPutInItsVisualOrder(t *testing.T) {
	for _, c := range []struct{ logical, want string }{
		{"سلام", "ﻡﻼﺳ"},                    // letters joined, لا one cell
		{"می\u200cرود", "ﺩﻭﺭﯽﻣ"},           // the half-space parts letters and is gone
		{"۱۲ آذر", "ﺭﺫﺁ ۱۲"},               // numbers keep their order
		{"(تهران)", "(ﻥﺍﺮﻬﺗ)"},             // brackets are mirrored
		{"سفیر IAEA آمد", "ﺪﻣﺁ IAEA ﺮﯿﻔﺳ"}, // Latin words keep theirs
		{"مُهر", "ﺮﻬ" + "ﻣ\u064f"},         // marks stay on their letters
	} {
		got, _ := screen{}.write(line{words: persianWords(c.logical, look{}), rtl: true})
		if got != c.want {
			t.Errorf("%q is written %q, want %q", c.logical, got, c.want)
		}
	}
}

func TestHalfSpacesAndMarksHaveNoWidth(t *testing.T) {
	for text, want := range map[string]int{"می\u200cرود": 5, "مُحَمَّد": 4, "سلام": 4, "🇮🇷": 2, "": 0} {
		if got := widthOf(cellsOf(text, look{})); got != want {
			t.Errorf("%q has the width %d, want %d", text, got, want)
		}
	}
}

func TestAWordWiderThanALineIsCut(t *testing.T) {
	lines := wrap(persianWords("https://example.org/a/very/long/address کوتاه", look{}), 10, 0, false)
	for _, l := range lines {
		if _, n := (screen{}).write(l); n > 10 {
			t.Errorf("a line has %d columns, want 10 at most", n)
		}
	}
}
