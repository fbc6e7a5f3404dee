package sense

import (
	"slices"
	"strings"
	"testing"

	"safir/fa"
)

func TestWordsThatMeanTheLikeHaveASenseInCommon(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sense, words string
	}{
		{"evil", "جنایت تجاوز اشغالگری نقض"},
		{"blame", "محکوم انتقاد متهم"},
		{"must", "باید ضرورت لازم"},
		{"meet", "دیدار ملاقات جلسه"},
		{"doc", "تفاهم‌نامه قطعنامه"},
		{"wish", "امیدواریم امیدوارم"},
	} {
		for _, word := range strings.Fields(c.words) {
			if got := l.Of(fa.Key(word)); !slices.Contains(got, c.sense) {
				t.Errorf("%s means %v, want %s among them", word, got, c.sense)
			}
		}
	}
}

func TestFunctionWordsTellNothing(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range strings.Fields("از به که را این") {
		if got := l.Of(fa.Key(word)); slices.ContainsFunc(got, Telling) {
			t.Errorf("%s means %v, want nothing that tells", word, got)
		}
	}
}

func TestAWrongLineOfSensesIsNamed(t *testing.T) {
	const head = "word\tsenses\n"
	for text, want := range map[string]string{
		head + "جنگ\tforce\nصلح\tpeace\n": `senses.tsv:3: unknown sense "peace"`,
		head + "جنگ\tforce\nجنگ\tforce\n": "senses.tsv:3: جنگ stands here twice",
	} {
		if _, err := parse("senses.tsv", text); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
