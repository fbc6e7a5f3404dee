package times_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"safir/fa"
	"safir/fa/times"
)

// edtf is the part of ISO 8601-2 that values of times keep to: days, months and years, approximate ones, one-of sets,
// intervals, open ones.
var edtf = regexp.MustCompile(strings.ReplaceAll(`^(\[?(DAY)?\.\.(DAY)?\]?|DAY|(DAY|\.\.)/(DAY|\.\.)|\[DAY\.\.DAY\])$`, "DAY", `(\d{4}(-\d{2}(-\d{2})?)?[~?%]?)`))

// FuzzTimes holds for any text: what is found lies within it, in order and apart; its values are EDTF; and the same is
// found each time.
func FuzzTimes(f *testing.F) {
	finder := finder(f)
	for _, text := range []string{
		"امروز پنجشنبه اول اردیبهشت ۱۴۰۱", "از ۵ تا ۷ خرداد", "سه‌شنبه ۳۱ فوریه ۲۰۲۳", "۱۴۰۳/۲/۱۲ و ۳۰/۱۲/۱۴۰۰", "۲۵ رمضان ۱۴۴۳",
		"هفته گذشته، اواخر ماه جاری و سه روز پیش", "دهه ۱۳۶۰ و سال‌های ۹۸ و ۹۹", "۱۰ ژوئن (۲۰ خرداد)", "بامداد ۱۳/۱۳/۱۳۱۳", "۹۹۹۹ سال پیش",
		"بیست و نهم اسفند هزار و سیصد و نود و نه", "صدمین روز سال صفر", "۰/۰/۰",
	} {
		f.Add(text, "2022-04-21")
		f.Add(text, "")
	}
	f.Add("فردا", "9999-12-31")
	f.Add("دیروز", "0000-00-00")
	f.Add("هفته آینده", "2022-04-21T23:59:59+14:00")
	f.Fuzz(func(t *testing.T, text, published string) {
		d := fa.NewDoc(fa.Repair(text).Repaired)
		setting := times.Setting{Published: published, Apart: fa.Apart(d)}
		found := finder.Find(d, setting)
		end := 0
		for _, x := range found {
			if x.Start < end || x.End <= x.Start || x.End > len(d.Tokens) {
				t.Fatalf("%+v comes after token %d of %d", x, end, len(d.Tokens))
			}
			end = x.End
			if x.EDTF != "" && !edtf.MatchString(x.EDTF) {
				t.Fatalf("%q: %q is no EDTF", d.Slice(x.Range), x.EDTF)
			}
		}
		if again := finder.Find(d, setting); !slices.Equal(found, again) {
			t.Fatalf("found %+v and then %+v", found, again)
		}
	})
}
