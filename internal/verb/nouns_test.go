package verb

import (
	"testing"

	"safir/fa"
)

func TestAFormThatIsANounTooIsAVerbOnlyWhereItEndsAClause(t *testing.T) {
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []string // the words of the verbs that are found
	}{
		{"در نشست وزیران خارجه شرکت کرد", []string{"کرد"}},
		{"با همتای خود گفت و گو کرد", []string{"کرد"}},
		{"با همتای خود گفت وگو کرد", []string{"کرد"}},
		{"او گفت و رفت", []string{"گفت", "رفت"}},
		{"مذاکرات شکست خورد", []string{"خورد"}},
		{"او سکوت را شکست و رفت", []string{"شکست", "رفت"}},
		{"به بررسی روابط پرداخت.", []string{"پرداخت"}},
		{"پرداخت غرامت آغاز شد", []string{"شد"}},
		{"به تهران بازگشت و سخن گفت", []string{"بازگشت", "گفت"}},
		{"بازگشت او به تهران آغاز شد", []string{"شد"}},
		{"او به تهران باز می‌گردد", []string{"باز می‌گردد"}},
		{"او به تهران باز می گردد", []string{"باز می گردد"}},
		{"او در را باز کرد", []string{"کرد"}},
	} {
		d := fa.NewDoc(c.text)
		verbs, _ := table.All(d)
		var got []string
		for _, v := range verbs {
			got = append(got, d.Text[d.Tokens[v.Start].Start:d.Tokens[v.End-1].End])
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: verbs %q, want %q", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: verbs %q, want %q", c.text, got, c.want)
				break
			}
		}
	}
}
