package show

import (
	"strings"
	"testing"

	"safir"
)

func TestAQuotationMarksItsWordsAndLeavesOutWhatIsFar(t *testing.T) {
	const body = "سرآغاز دراز خبر که دور است. علی به دمشق رفت و سپس به بغداد رفت. پایان دراز خبر که دور است."
	at := func(words string) safir.Span {
		start := len([]rune(body[:strings.Index(body, words)]))
		return safir.Span{Start: start, End: start + len([]rune(words))}
	}
	for _, c := range []struct {
		what   string
		spans  []safir.Span
		around int
		want   string
	}{
		{"nothing", nil, 10, ""},
		{"one", []safir.Span{at("علی به دمشق رفت")}, 4, "… است. [علی به دمشق رفت] و سپس …"},
		{"two", []safir.Span{at("علی"), at("بغداد")}, 3, "… است. [علی] به … به [بغداد] رفت. …"},
		{"all around", []safir.Span{at("سرآغاز")}, 500, "[سرآغاز]" + strings.TrimPrefix(body, "سرآغاز")},
		{"outside", []safir.Span{{Start: 500, End: 600}}, 7, "سرآغاز دراز …"},
	} {
		var got strings.Builder
		for _, p := range Quote(body, c.spans, c.around) {
			if p.Marked {
				got.WriteString("[" + p.Text + "]")
			} else {
				got.WriteString(p.Text)
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: got %s, want %s", c.what, got.String(), c.want)
		}
	}
}

func TestAnArticleSpeaksOneLanguage(t *testing.T) {
	for _, rec := range handMade(t) {
		for language, other := range map[string]string{"fa": `class="en"`, "en": `class="fa"`} {
			got, err := Article(rec, Options{Language: language})
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(got), other) {
				t.Errorf("%s in %s: it holds %s", rec.ID, language, other)
			}
			if n := strings.Count(string(got), `class="card `); n != len(sheetOf(t, rec).facts) {
				t.Errorf("%s in %s: it shows %d facts", rec.ID, language, n)
			}
		}
	}
}
