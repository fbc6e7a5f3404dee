package fa

import (
	"slices"
	"strings"
	"testing"
)

// TestSentences cuts texts in which | stands where a sentence ends and the next begins.
func TestSentences(t *testing.T) {
	for _, want := range []string{
		"وزیر در پاسخ به این پرسش که چه شد؟ گفت: هنوز روشن نیست.| او به تهران بازگشت.",
		"سفیر درباره اینکه آیا گفت‌وگوها ادامه دارد؟ اظهار کرد: بله.",
		"سخنگو درباره علت تأخیر و این‌که نشست کی برگزار می‌شود؟، گفت: به‌زودی.",
		"پرسیدم: کجا بودی؟| گفت: در راه بودم.",
		"آیا توافق نزدیک است؟| وزیر گفت: بله.",
		"متن بیانیه در example.com آمده است.| او آن را خواند.",
		"سه شرط دارد:\n|۱. آتش‌بس برقرار شود.\n|۲. اسیران آزاد شوند.",
		"بانک مرکزی ج.ا.ا دستور داد.| وزیر رفت.",
		"او گفت: \"جنگ تمام شد. \"\n|وزیر رفت.",
		"نشست وزیران آب در باکو |باکو - ایرنا: |وزیران درباره رود ارس گفت‌وگو کردند.",
		"بندر عباس - ایرنا: |کشتی پهلو گرفت.",
		"وزیر گفت به ایرنا - خبرگزاری رسمی - خبر داده است.",
	} {
		d := NewDoc(strings.ReplaceAll(want, "|", ""))
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Text[d.Tokens[s.Start].Start:d.Tokens[s.End-1].End])
		}
		wanted := strings.Split(want, "|")
		for i := range wanted {
			wanted[i] = strings.TrimSpace(wanted[i])
		}
		if !slices.Equal(got, wanted) {
			t.Errorf("got %q, want %q", got, wanted)
		}
	}
}
