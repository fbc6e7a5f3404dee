package tag

import (
	"os"
	"path/filepath"
	"testing"

	"safir/fa"
	"safir/internal/know"
)

func sharedDir(t testing.TB) string {
	dir := os.Getenv("SAFIR_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	return dir
}

func TestNamesAreFoundWhetherOrNotHalfSpacesWereKept(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := LoadNames(world)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"حمیدرضا کاشانی‌نژاد وزیر راه با همتای خود دیدار کرد.",
		"حمیدرضا کاشانینژاد وزیر راه با همتای خود دیدار کرد.",
	} {
		found := names.Find(fa.NewDoc(text))
		if len(found) == 0 || found[0].Class != Person || found[0].Start != 0 || found[0].End != 2 {
			t.Errorf("%s: got %v, want the person in the first two words", text, found)
		}
	}
}

func TestNamesOnThePeymaTestSplit(t *testing.T) {
	sentences, err := ReadPeyma(filepath.Join(sharedDir(t), "data/ner/peyma-test.txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := LoadNames(world)
	if err != nil {
		t.Fatal(err)
	}
	right, gold, found := names.Score(sentences)
	f1 := 2 * float64(right) / float64(gold+found)
	t.Logf("exact spans: %d right of %d in gold and %d found, F1 %.3f", right, gold, found, f1)
	if f1 < 0.70 {
		t.Errorf("F1 %.3f is below 0.70", f1)
	}
}
