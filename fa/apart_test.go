package fa

import (
	"strings"
	"testing"
)

// showApart puts ‹ › around what is set apart; ⏎ stands for a line break in the examples.
func showApart(d *Doc, apart []bool) string {
	var b strings.Builder
	at := 0
	for i, token := range d.Tokens {
		b.WriteString(d.Text[at:token.Start])
		if apart[i] && (i == 0 || !apart[i-1]) {
			b.WriteString("‹")
		}
		b.WriteString(d.Surface(i))
		if apart[i] && (i+1 == len(apart) || !apart[i+1]) {
			b.WriteString("›")
		}
		at = token.End
	}
	return strings.ReplaceAll(b.String()+d.Text[at:], "\n", "⏎")
}

func TestEachApartRuleDoesWhatItsExamplesSay(t *testing.T) {
	for _, rule := range apartRules() {
		t.Run(rule.id, func(t *testing.T) {
			plain := strings.NewReplacer("⏎", "\n", "‹", "", "›", "")
			for _, want := range []string{rule.yes, rule.no} {
				d := NewDoc(plain.Replace(want))
				if got := showApart(d, Apart(d)); got != want {
					t.Errorf("set apart %q, want %q", got, want)
				}
			}
		})
	}
}

func TestDecorationIsSetApart(t *testing.T) {
	for _, want := range []string{
		"‹🔹›او رفت.⏎‹@sobh›",
		"او رفت ‹https://sobh.ir/123›",
		"او رفت ‹sobh-khabar.com/fa/news-12›",
		"نرخ USD/EUR و R.D/x است.",
		"او رفت.⏎‹#سفر_وزیر #دمشق⏎🇮🇷✊ @sobh | Link›",
		"‹***›⏎او به #دمشق رفت.",
		"بهای آن ۵ + ۲ دلار است.",
	} {
		d := NewDoc(strings.NewReplacer("⏎", "\n", "‹", "", "›", "").Replace(want))
		if got := showApart(d, Apart(d)); got != want {
			t.Errorf("set apart %q, want %q", got, want)
		}
	}
}

func TestDeskCode(t *testing.T) {
	for text, want := range map[string]string{
		"دو طرف گفت وگو کردند. / 114":    "114",
		"دو طرف گفت‌وگو کردند./۱۱۴":      "114",
		"او رفت.\nانتهای پیام/ ۲۵۰ ص":    "250",
		"او رفت.\nکد خبر: 8123":          "8123",
		"او در ۱۴۰۰/۲/۱۲ رفت.":           "",
		"سهم ما ۳/۴ است":                 "",
		"او با ۱۱۴ نفر رفت.":             "",
		"بیست و پنج درصد رأی دادند. /12": "12",
	} {
		if got := DeskCode(NewDoc(Repair(text).Repaired)); got != want {
			t.Errorf("DeskCode(%q) = %q, want %q", text, got, want)
		}
	}
}
