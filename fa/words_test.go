package fa

import (
	"strings"
	"testing"
)

func TestPronounsAndCopulasAreWordsOfTheirOwn(t *testing.T) {
	for text, want := range map[string]string{
		"پدرم خانه‌اش را به دوستانشان داد.": "پدر|م|خانه‌|اش|را|به|دوستان|شان|داد|.",
		"او مرا دید و خودش رفت.":            "او|م|را|دید|و|خود|ش|رفت|.",
		"کفش‌هایش و قصیده‌هایمان":           "کفش‌های|ش|و|قصیده‌های|مان",
		"سال‌هاست که چنین کرده‌ایم.":        "سال‌ها|ست|که|چنین|کرده‌ایم|.",
		"این کار شماست و آن اوست.":          "این|کار|شما|ست|و|آن|او|ست|.",
		"در نهایت": "در|نهایت",
		"دانش و آرامش سازمان شهرستان": "دانش|و|آرامش|سازمان|شهرستان",
		"رفتم و گفتند":                "رفتم|و|گفتند",
	} {
		if got := showWords(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestFiguresAreOneWord(t *testing.T) {
	for text, want := range map[string]string{
		"بهای ۳.۵ درصد در ۱۴۰۳/۲/۱۲": "بهای|۳.۵|درصد|در|۱۴۰۳/۲/۱۲",
		"رشد ۵٪ بود.":                "رشد|۵٪|بود|.",
		"۳ - ۲":                      "۳|-|۲",
		"بیماری COVID-19 و F-16":     "بیماری|COVID-19|و|F-16",
		"جنگنده MP3 - 7b":            "جنگنده|MP3|-|7b",
	} {
		if got := showWords(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func showWords(text string) string {
	d := NewDoc(text)
	var words []string
	for _, w := range d.Words() {
		words = append(words, d.Text[w.Start:w.End])
	}
	return strings.Join(words, "|")
}

func TestADatelineIsASentence(t *testing.T) {
	for text, want := range map[string]int{
		"تهران - خبرگزاری صبح: وزیر به دمشق رفت.":           2,
		"وزیر گفت: تهران - مشهد شلوغ است.":                  1,
		"او نوشت… و رفت.":                                   1,
		"او به خانه می‌رود… دوستش می‌ماند.":                 2,
		"ایرنا: وزیر به دمشق رفت.":                          2,
		"دمشق، ایرنا: وزیر وارد شد.":                        2,
		"به گزارش ایرنا: وزیر وارد شد.":                     1,
		"او پرسید: «وزیر کجاست؟». سپس رفت.":                 2,
		"دمشق- ایرنا: وزیر وارد شد.":                        2,
		"دمشق-ایرنا: وزیر وارد شد.":                         2,
		"تهران - خبرگزاری جمهوری اسلامی (ایرنا): او رفت.":   2,
		"تهران - ۵ خرداد: او رفت.":                          2,
		"سفر تهران - دمشق او که دیروز آغاز شد: پایان یافت.": 1,
	} {
		if got := len(NewDoc(text).Sentences); got != want {
			t.Errorf("%s: %d sentences, want %d", text, got, want)
		}
	}
}

func TestASentenceGoesOnAfterAQuotationInIt(t *testing.T) {
	for text, want := range map[string]int{
		"با پیشنهاد «بازی کنیم؟» مخالفت کرد.":      1,
		"او (که امروز آمد!) در نشست بود.":          1,
		"گفت: «می‌آیید؟» و رفت.":                   1,
		"گفت: «نمی‌آیم.» وزیر دیگر پاسخی نداد.":    2,
		"می‌گویید «نرفتم.» یا می‌گویید «رفتم.»؟!":  1,
		"پرسید: «این یعنی چه؟»! سپس رفت.":          2,
		"او گفت \"نمی‌آیم.\" سپس رفت.":             2,
		"وزیر) که آمده بود.( سپس رفت.":             2,
		"او آمد. ) ایرنا ( دوستش رفت.":             2,
		"(او آمد. ) دوستش (دیروز) رفت.":            2,
		"کشورهایی چون عراق ... در نشست بودند.":     1,
		"او رفت... دوستش ماند.":                    2,
		"چرا رفت؟… دوستش ماند.":                    2,
		"تیم ایران در گروه ب. تیم عراق در گروه د.": 2,
		"نوشته ا. ب. احمدی است.":                   1,
		"او رفت.۵ نفر ماندند.":                     2,
		"رشد ۳.۵ درصد بود.":                        1,
	} {
		d := NewDoc(text)
		if got := len(d.Sentences); got != want {
			var all []string
			for _, s := range d.Sentences {
				span := d.Span(s)
				all = append(all, d.Text[span.Start:span.End])
			}
			t.Errorf("%s: %d sentences, want %d: %s", text, got, want, strings.Join(all, " ⏎ "))
		}
	}
}
