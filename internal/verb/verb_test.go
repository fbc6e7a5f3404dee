package verb

import (
	"testing"

	"safir/fa"
)

func TestAVerbTellsItsTenseHoweverItsPartsAreWritten(t *testing.T) {
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text     string
		form     Form
		negative bool
		tokens   int
	}{
		{"رفت", Past, false, 1},
		{"می\u200cرود", Present, false, 1},
		{"میرود", Present, false, 1},
		{"می رود", Present, false, 2},
		{"نمی\u200cکند", Present, true, 1},
		{"خواهد کرد", Future, false, 2},
		{"نخواهند داشت", Future, true, 2},
		{"سفر", 0, false, 0},
		{"رفته است", Perfect, false, 2},
		{"رفته\u200cاند", Perfect, false, 1},
		{"شده بود", Pluperfect, false, 2},
		{"گفته شد", Past, false, 2},
		{"بگیرد", Subjunctive, false, 1},
		{"نیست", Copula, true, 1},
		{"بازخواهد گشت", Future, false, 2},
		{"بازنخواهند گشت", Future, true, 2},
		{"برخواهد گشت", Future, false, 2},
		{"بازگردد", Subjunctive, false, 1},
		{"بازمی\u200cگردند", Present, false, 1},
		{"برنگشت", Past, true, 1},
		{"داشتند", Past, false, 1},
		{"بیاید", Subjunctive, false, 1},
		{"باید", 0, false, 0},
		{"نیفزود", Past, true, 1},
	} {
		v, ok := table.At(fa.NewDoc(c.text), 0)
		if ok != (c.form != 0) || v.Form != c.form || v.Negative != c.negative || v.End != c.tokens {
			t.Errorf("%s: got form %d negative %t over %d tokens, want %d %t %d", c.text, v.Form, v.Negative, v.End, c.form, c.negative, c.tokens)
		}
	}
}

func TestAParticipleEndsAClauseThatGoesOn(t *testing.T) {
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Form{
		"هیئت به تهران بازگشته و قرار است فردا برود": Perfect,
		"هیئت بازگشته به تهران فردا می\u200cرود":     Participle,
		"بازگشته و رفته": Participle,
	} {
		verbs, _ := table.All(fa.NewDoc(text))
		if len(verbs) == 0 || verbs[0].Stem != "بازگشت" || verbs[0].Form != want {
			t.Errorf("%s: verbs %v, want the first to be %v", text, verbs, want)
		}
	}
}
