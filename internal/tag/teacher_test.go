package tag

import (
	"slices"
	"testing"
)

// taughtWord is a word to learn from, with its features and its label.
func taughtWord(label int, features ...uint64) example {
	return example{features: [][]uint64{features}, allowed: []uint32{1 << label}, words: []uint32{uint32(features[0])}}
}

func likeliest(p []float32) int { return slices.Index(p, slices.Max(p)) }

func TestATeacherLearnsWhatOnlyTwoFactsTogetherTell(t *testing.T) {
	const a, b, c, d = 11, 12, 21, 22
	cases := []example{
		taughtWord(int(Noun), a, c), taughtWord(int(Noun), b, d),
		taughtWord(int(Adjective), a, d), taughtWord(int(Adjective), b, c),
	}
	var lessons []example
	for range 500 {
		lessons = append(lessons, cases...)
	}
	master := learnTeacher(lessons, nil, 1)
	for _, e := range cases {
		if got := likeliest(master.teach(e)[0]); e.allowed[0] != 1<<got {
			t.Errorf("%v: %s", e.features[0], UPOS(got))
		}
	}
}

func TestATeacherSaysNothingOfMarks(t *testing.T) {
	lessons := []example{taughtWord(int(Noun), 1), taughtWord(int(Verb), 2)}
	e := example{features: [][]uint64{{1}, nil}, allowed: []uint32{anyLabel, 1 << Other}, words: []uint32{1, 2}}
	if p := learnTeacher(lessons, nil, 1).teach(e); p[0] == nil || p[1] != nil {
		t.Errorf("got %v", p)
	}
}

func TestTheChainLearnsAWordThatOnlyItsTeacherKnows(t *testing.T) {
	known, unknown := uint64(5), uint64(6)
	var lessons []example
	sure := make([]float32, len(wordLabels))
	sure[Adjective] = 1
	for range 50 {
		lessons = append(lessons, taughtWord(int(Noun), known),
			example{features: [][]uint64{{unknown}}, allowed: []uint32{anyLabel}, taught: [][]float32{sure}})
	}
	chain := newTrainer(len(wordLabels), anyMayFollow, lessons, wordOptions)
	chain.learn(lessons)
	for feature, want := range map[uint64]UPOS{known: Noun, unknown: Adjective} {
		row := int(chain.index[featureKey{feature, 0}])
		if got := likeliest(chain.weights[row*chain.labels:][:chain.labels]); UPOS(got) != want {
			t.Errorf("feature %d: %s, want %s", feature, UPOS(got), want)
		}
	}
}

func TestWordsThatAreUsedAlikeHaveVectorsThatAreAlike(t *testing.T) {
	const from, to, city, town, went, came = 0, 1, 2, 3, 4, 5
	var words []int32
	for range 20 {
		words = append(words, -1, from, city, went, -1, to, town, came, -1, from, town, went, -1, to, city, came)
	}
	v := decompose(associations(words, 6), 6)
	like := func(a, b int) (sum float32) {
		for k := range vectorSize {
			sum += v[a*vectorSize+k] * v[b*vectorSize+k]
		}
		return sum / norm(v[a*vectorSize:][:vectorSize]) / norm(v[b*vectorSize:][:vectorSize])
	}
	if like(city, town) < 0.9 || like(city, went) > 0.5 {
		t.Errorf("city and town %.2f, city and went %.2f", like(city, town), like(city, went))
	}
}
