package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"safir/internal/ledger"
)

const words = "سفیر ایران در مسکو گفت که مقام‌های دو کشور در هفته‌های آینده درباره گسترش همکاری‌های اقتصادی و ترانزیتی گفت‌وگو خواهند کرد " +
	"و توافق‌نامه تازه‌ای در این زمینه آماده امضا است که راه را برای بازرگانان هموار می‌کند"

// copiesOf tells what is a copy of what among texts that are published one after the other.
func copiesOf(t testing.TB, days []string, texts ...string) map[string]string {
	t.Helper()
	found, err := ledger.FindCopies(func(yield func(ledger.Sketched, error) bool) {
		for i, text := range texts {
			if !yield(ledger.Sketched{Dispatch: fmt.Sprint(i), Published: days[i%len(days)], Sketch: ledger.Sketch(text)}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestALightlyEditedTextIsACopy(t *testing.T) {
	day := []string{"2026-05-01"}
	for what, text := range map[string]string{
		"the same":           words,
		"no half-spaces":     strings.ReplaceAll(words, "\u200c", " "),
		"Arabic letters":     strings.NewReplacer("ی", "ي", "ک", "ك").Replace(words),
		"a heading":          "♦️ به گزارش خبرگزاری\n" + words,
		"an outlet's footer": words + "\n@kanal | Link",
		"a word exchanged":   strings.Replace(words, "ترانزیتی", "بازرگانی", 1),
	} {
		if found := copiesOf(t, day, words, text); found["1"] != "0" {
			t.Errorf("%s: not known as a copy", what)
		}
	}
	for what, text := range map[string]string{
		"another text": strings.NewReplacer("سفیر ایران در مسکو", "وزیر نفت عراق", "هفته‌های آینده", "بغداد", "ترانزیتی", "نفتی", "توافق‌نامه", "یادداشت", "بازرگانان", "شرکت‌ها").Replace(words),
		"a short one":  "سفیر ایران در مسکو",
		"nothing":      "",
	} {
		if found := copiesOf(t, day, words, text); len(found) != 0 {
			t.Errorf("%s: taken for a copy", what)
		}
	}
}

func TestWhatIsTwiceTooShortToBeKnownIsNoCopy(t *testing.T) {
	if found := copiesOf(t, []string{"2026-05-01"}, "آژیر خطر", "آژیر خطر"); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestWordsThatComeAgainDaysLaterAreNoCopy(t *testing.T) {
	if found := copiesOf(t, []string{"2026-05-01", "2026-05-06"}, words, words); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestACopyOfACopyIsOneOfTheFirst(t *testing.T) {
	found := copiesOf(t, []string{"2026-05-01", "2026-05-02", "2026-05-03"}, words, words+" @a", words+" @b")
	if found["1"] != "0" || found["2"] != "0" {
		t.Errorf("got %v", found)
	}
}

// What outlets put before and after a text does not hide it. A sketch resembles by chance, so that these are given ones, not drawn.
func TestWhatSurroundsATextDoesNotHideIt(t *testing.T) {
	long := words + words[len(words)/2:]
	for _, around := range [][2]string{
		{"", "\n@khabar_now"}, {"📲 ", "\nانتهای پیام"}, {"فوری | ", ""}, {"به گزارش خبرگزاری ", " / ۱۱۴"}, {"🔹", "\n🔹 کانال ما"}, {"تهران - ", "\n#دیپلماسی"},
	} {
		if found := copiesOf(t, []string{"2026-05-01"}, long, around[0]+long+around[1]); found["1"] != "0" {
			t.Errorf("%q and %q hide it", around[0], around[1])
		}
	}
}

func BenchmarkSketch(b *testing.B) {
	text := strings.Repeat(words, 8)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		ledger.Sketch(text)
	}
}
