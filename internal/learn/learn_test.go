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
		if want, got := m.Probabilities(f, nil), back[1].Probabilities(f, nil); !slices.Equal(got, want) {
			t.Fatalf("facts %v: probabilities %v before, %v after", f.Names, want, got)
		}
	}
}

func TestRoundingTheWeightsHardlyChangesWhatWasLearned(t *testing.T) {
	w := &wide{labels: []string{"no", "yes"}, width: 2, facts: newFacts([]uint32{3, 5, 9}), rows: []float32{1, -2, 0.001, 0, 0.5, 0.25}, bias: []float32{0, 0}}
	m := w.model()
	if len(m.facts.hashes) != 2 {
		t.Errorf("%d facts are kept, want the two that say something", len(m.facts.hashes))
	}
	scores := make([]float64, 2)
	m.AddScores(&Features{Hashes: []uint32{3, 5, 9, 77}}, scores)
	if math.Abs(scores[0]-1.5) > 2.0/steps || math.Abs(scores[1]+1.75) > 2.0/steps {
		t.Errorf("the scores are %v, want about 1.5 and -1.75", scores)
	}
}

func TestManyFactsAtOnceAddUp(t *testing.T) {
	w := &wide{labels: []string{"a", "b", "c"}, width: 3, facts: newFacts([]uint32{7}), rows: []float32{1, -1, 0.5}, bias: make([]float32, 3)}
	scores := make([]float64, 3)
	w.model().AddScores(&Features{Hashes: slices.Repeat([]uint32{7}, 5000)}, scores)
	for l, want := range []float64{5000, -5000, 2500} {
		if math.Abs(scores[l]-want) > 50 {
			t.Errorf("label %d has %v, want about %v", l, scores[l], want)
		}
	}
}

func TestNamesThatDifferInALetterOrAPartAreDifferentFacts(t *testing.T) {
	seen := map[uint32]string{}
	clashes := 0
	check := func(parts ...string) {
		f := &Features{Named: true}
		f.Add(parts...)
		if other, ok := seen[f.Hashes[0]]; ok && other != f.Names[0] {
			clashes++
		}
		seen[f.Hashes[0]] = f.Names[0]
	}
	letters := []rune("ابپتسعگمنوهی")
	for n := 1; n <= 12; n++ {
		word := slices.Repeat([]rune{letters[0]}, n)
		for at := range word {
			for _, r := range letters[1:] {
				word[at] = r
				check("prev", string(word))
				check("prev", string(word[:at]), string(word[at:]))
				word[at] = letters[0]
			}
		}
	}
	if clashes > 0 {
		t.Errorf("%d of %d names clash, want none", clashes, len(seen))
	}
}

func TestWordsStatedTogetherAreTheFactsOfEachByItself(t *testing.T) {
	each, together := Features{Named: true}, Features{Named: true}
	for _, word := range []string{"evil", "threat"} {
		each.AddWith("visit", "sense", "before", word)
	}
	together.AddEachWith([]string{"evil", "threat"}, "visit", "sense", "before")
	if !slices.Equal(each.Hashes, together.Hashes) || !slices.Equal(each.Names, together.Names) {
		t.Errorf("together %q, each by itself %q", together.Names, each.Names)
	}
}

func TestTheLikeliestOfSeveralHasTheHighestScore(t *testing.T) {
	best, p := Likeliest([]float64{0, 3, 1})
	if best != 1 || p < 0.8 || p > 1 {
		t.Errorf("likeliest is %d with %.2f, want 1 with more than 0.8", best, p)
	}
	if best, _ := Likeliest(nil); best != -1 {
		t.Errorf("likeliest of none is %d, want -1", best)
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

func TestFactsThatNumbersNameAreToldApart(t *testing.T) {
	var f Features
	f.AddNumbers(1, 2, 3)
	f.AddNumbers(1, 3, 2)
	f.AddNumbers(2, 2, 3)
	f.AddNumbers(1, 2)
	seen := map[uint32]bool{}
	for _, h := range f.Hashes {
		seen[h] = true
	}
	if len(seen) != 4 {
		t.Errorf("four facts have %d hashes", len(seen))
	}
	f.Reset()
	if f.AddNumbers(1, 2, 3); !seen[f.Hashes[0]] {
		t.Error("the same fact has another hash when it is stated again")
	}
}
