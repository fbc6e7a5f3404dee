package tag

import (
	"reflect"
	"strings"
	"testing"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/shared"
)

func loadNames(t testing.TB) *Names {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := LoadNames(world)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// dispatch is written for these tests, with half-spaces marked by ¬.
const dispatch = `حمیدرضا کاشانی¬نژاد، وزیر راه، روز دوشنبه با همتای ازبکستانی خود در تاشکند دیدار کرد.
آقای مرتضوی¬پور گفت که سازمان ملل متحد از این گفت¬وگو حمایت می¬کند.
سفیر ایران در سوریه با فیصل المقداد ملاقات کرد.`

func repaired(text string) *fa.Doc {
	return fa.NewDoc(fa.Repair(text).Repaired)
}

func found(names *Names, d *fa.Doc) []string {
	var out []string
	for _, n := range names.Find(d) {
		out = append(out, string(n.Class)+" "+fa.Key(strings.ReplaceAll(d.Slice(n.Range), " ", "")))
	}
	return out
}

func TestNamesAreFoundWhetherHalfSpacesWereKeptLostOrBecameSpaces(t *testing.T) {
	names := loadNames(t)
	want := found(names, repaired(strings.ReplaceAll(dispatch, "¬", "\u200c")))
	if len(want) < 5 {
		t.Errorf("only %q found", want)
	}
	for _, gap := range []string{"", " "} {
		if got := found(names, repaired(strings.ReplaceAll(dispatch, "¬", gap))); !reflect.DeepEqual(got, want) {
			t.Errorf("with %q for half-spaces: got %q, want %q", gap, got, want)
		}
	}
	arabic := strings.NewReplacer("ی", "ي", "ک", "ك", "¬", "\u200c").Replace(dispatch)
	if got := found(names, repaired(arabic)); !reflect.DeepEqual(got, want) {
		t.Errorf("with Arabic letters: got %q, want %q", got, want)
	}
}

func TestASentencesNamesDoNotDependOnItsNeighbours(t *testing.T) {
	names := loadNames(t)
	var alone []string
	for _, line := range strings.Split(dispatch, "\n") {
		alone = append(alone, found(names, repaired(line))...)
	}
	if together := found(names, repaired(dispatch)); !reflect.DeepEqual(alone, together) {
		t.Errorf("one by one %q, together %q", alone, together)
	}
}

func TestANameOfWordsThatRepairJoinsCountsAsAllOfThem(t *testing.T) {
	s := Sentence{Words: strings.Fields("در کتاب ها نوشت"), Tags: []string{"O", "B-LOC", "I-LOC", "O"}}
	d := s.document()
	for i := range d.Tokens {
		if d.Surface(i) == "کتاب\u200cها" {
			if d.words[i] != 1 || d.last[i] != 2 {
				t.Errorf("words %d to %d, want 1 to 2", d.words[i], d.last[i])
			}
			return
		}
	}
	t.Error("repair did not join the words")
}

func TestEmptyDocumentsHaveNoNames(t *testing.T) {
	names := loadNames(t)
	for _, text := range []string{"", " ", "\n\n", "؟"} {
		if got := found(names, repaired(text)); got != nil {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestNamesOfSplitsThatWereNeverLearnedFrom measures exact spans on raw text. NSURL's outlets have no part in the lessons.
func TestNamesOfSplitsThatWereNeverLearnedFrom(t *testing.T) {
	names := loadNames(t)
	for _, c := range []struct {
		file  string
		least float64
	}{{"peyma-test", 0.853}, {"nsurl600k", 0.785}, {"parstwiner-test", 0.665}} {
		sentences, err := ReadTagged(shared.Path(t, "data/ner/"+c.file+".txt.gz"))
		if err != nil {
			t.Fatal(err)
		}
		score := names.Score(sentences)
		t.Logf("%s: %v", c.file, score)
		if f1 := score.F1(); f1 < c.least {
			t.Errorf("%s: F1 %.3f, want %.2f", c.file, f1, c.least)
		}
	}
}

// TestNamesOfGoldActors measures the people and states that records name as actors. A dispatch names more places than its actors:
// of places only the recall says something.
func TestNamesOfGoldActors(t *testing.T) {
	names := loadNames(t)
	gold, err := readGold(shared.Path(t, "gold"), "dev", names.world)
	if err != nil {
		t.Fatal(err)
	}
	score := names.scoreGold(gold)
	t.Log("dev: ", score)
	if f1 := score.Of(Person).F1(); f1 < 0.95 {
		t.Errorf("people: F1 %.3f, want 0.95", f1)
	}
	if right := score[Place]; right[0]*100 < right[1]*90 {
		t.Errorf("states: %d of %d found, want 90 of 100", right[0], right[1])
	}
}

func BenchmarkNames(b *testing.B) {
	names := loadNames(b)
	d := repaired(strings.Repeat(strings.ReplaceAll(dispatch, "¬", "\u200c")+"\n", 5))
	b.ReportAllocs()
	words := 0
	for b.Loop() {
		names.Find(d)
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
