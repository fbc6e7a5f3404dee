package learn

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"
)

// cases draws descriptions in which fact "a" speaks for label 1, "b" for label 2 and noise for none.
func cases(n int) ([]Example, []*Features) {
	rng := rand.New(rand.NewPCG(1, 2))
	var examples []Example
	var all []*Features
	for range n {
		f, label := &Features{Named: true}, rng.IntN(3)
		f.AddIf(label == 1 || rng.IntN(20) == 0, "a")
		f.AddIf(label == 2 || rng.IntN(20) == 0, "b")
		f.Add("noise", strconv.Itoa(rng.IntN(50)))
		examples = append(examples, Example{Features: f.Copy(), Label: label})
		all = append(all, f)
	}
	return examples, all
}

func accuracy(m *Model, examples []Example, all []*Features) float64 {
	right := 0
	for i, f := range all {
		if label, _ := m.Best(f); label == m.Labels[examples[i].Label] {
			right++
		}
	}
	return float64(right) / float64(len(all))
}

func TestAModelLearnsWhichFactsSpeakForALabel(t *testing.T) {
	examples, all := cases(1000)
	m := TrainNetOn([]string{"none", "one", "two"}, examples[:700], NetOptions{})
	if got := accuracy(m, examples[700:], all[700:]); got < 0.9 {
		t.Errorf("accuracy on unseen cases is %.2f, want at least 0.9", got)
	}
	f := &Features{Named: true}
	f.Add("a")
	f.Add("noise", "7")
	if why := m.Explain(f, 1, 1); len(why) != 1 || why[0].Fact != "a" {
		t.Errorf("the strongest reason for label one is %v, want fact a", why)
	}
}

func TestTheSameExamplesGiveTheSameModelFile(t *testing.T) {
	examples, _ := cases(300)
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Write(w, TrainNetOn([]string{"none", "one", "two"}, examples, NetOptions{})); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two trainings on the same examples gave different files")
	}
}

func TestAStoredModelDecidesAsBefore(t *testing.T) {
	examples, all := cases(500)
	m := TrainNetOn([]string{"none", "one", "two"}, examples, NetOptions{})
	var file bytes.Buffer
	if err := Write(&file, m, m); err != nil {
		t.Fatal(err)
	}
	back, err := Read(file.Bytes())
	if err != nil || len(back) != 2 {
		t.Fatalf("reading back: %d models, %v", len(back), err)
	}
	for _, f := range all {
		want, _ := m.Best(f)
		if got, _ := back[1].Best(f); got != want {
			t.Fatalf("facts %v: %s before, %s after", f.Names, want, got)
		}
	}
}

func TestADamagedFileIsAnError(t *testing.T) {
	var file bytes.Buffer
	if err := Write(&file, TrainNetOn([]string{"x", "y"}, nil, NetOptions{})); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{nil, []byte("no model"), file.Bytes()[:file.Len()/2]} {
		if _, err := Read(data); err == nil {
			t.Errorf("%d bytes of a damaged file were read without error", len(data))
		}
	}
}

func BenchmarkProbabilities(b *testing.B) {
	examples, all := cases(1000)
	m := TrainNetOn([]string{"none", "one", "two"}, examples, NetOptions{})
	room := make([]float64, 3)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		room = m.Probabilities(all[i%len(all)], room)
	}
}
