package learn

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
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

// together draws descriptions in which label 1 is right where exactly one of two facts holds: neither says anything alone.
func together(n int) ([]Example, []*Features) {
	rng := rand.New(rand.NewPCG(3, 4))
	var examples []Example
	var all []*Features
	for range n {
		a, b := rng.IntN(2) == 1, rng.IntN(2) == 1
		f := &Features{}
		f.Add("a", strconv.FormatBool(a))
		f.Add("b", strconv.FormatBool(b))
		f.Add("noise", strconv.Itoa(rng.IntN(20)))
		label := 0
		if a != b {
			label = 1
		}
		examples, all = append(examples, Example{Features: f.Copy(), Label: label}), append(all, f)
	}
	return examples, all
}

func TestHiddenUnitsLearnWhatFactsSayOnlyTogether(t *testing.T) {
	examples, all := together(2000)
	labels := []string{"no", "yes"}
	net := TrainNetOn(labels, examples[:1500], NetOptions{Dropout: 0.1})
	if got := accuracy(net, examples[1500:], all[1500:]); got < 0.95 {
		t.Errorf("with hidden units %.2f of unseen cases are right, want at least 0.95", got)
	}
	plain := TrainSmooth(labels, examples[:1500], ChoiceOptions{})
	if got := accuracy(plain, examples[1500:], all[1500:]); got > 0.7 {
		t.Errorf("a linear decision has %.2f of them right: the cases do not ask for facts together", got)
	}
}

func TestFactsAddedUpBeforeCountLikeThoseOfTheCase(t *testing.T) {
	examples, all := together(400)
	m := TrainNetOn([]string{"no", "yes"}, examples, NetOptions{})
	f := all[0]
	whole := m.Probability(f, 1)
	rest := &Features{Hashes: f.Hashes[1:]}
	if got := m.ProbabilitiesFrom(m.Sum(f.Hashes[:1]), rest, nil)[1]; math.Abs(got-whole) > 1e-6 {
		t.Errorf("with a fact added up before the probability is %v, want %v as with all facts at once", got, whole)
	}
}

func TestANetChoosesAmongOptionsByWhatIsSaidOfEach(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	choice := func() Choice {
		c := Choice{Right: rng.IntN(4)}
		for o := range 4 {
			f := &Features{}
			f.AddIf(o == c.Right, "near")
			f.Add("noise", strconv.Itoa(rng.IntN(20)))
			c.Options = append(c.Options, f.Copy())
		}
		return c
	}
	var lessons []Choice
	for range 500 {
		lessons = append(lessons, choice())
	}
	_, m := TrainNet(nil, lessons, NetOptions{Dropout: 0.1})
	for range 100 {
		c, best := choice(), 0
		for o := range c.Options {
			if m.Score(&Features{Hashes: c.Options[o]}) > m.Score(&Features{Hashes: c.Options[best]}) {
				best = o
			}
		}
		if best != c.Right {
			t.Fatalf("option %d was chosen, want %d", best, c.Right)
		}
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
		want := m.Probabilities(f, nil)
		before, sure := m.Best(f)
		after, _ := back[1].Best(f)
		if tie := sure-want[slices.Index(m.Labels, after)] < 0.01; after != before && !tie {
			t.Fatalf("facts %v: %s before, %s after", f.Names, before, after)
		}
		for l, got := range back[1].Probabilities(f, nil) {
			if math.Abs(got-want[l]) > 0.05 {
				t.Fatalf("facts %v: %s has probability %.2f before, %.2f after", f.Names, m.Labels[l], want[l], got)
			}
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
