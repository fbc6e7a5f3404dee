package fa

import (
	"errors"
	"math/rand/v2"
	"slices"
)

// WordsLesson is a sentence of a treebank.
type WordsLesson struct {
	Text string
	// Splits are the bytes at which a word starts inside a token.
	Splits []int
	// Informal sentences follow another convention for all but pronouns, so that only those are learned from them.
	Informal bool
}

const (
	wordsEpochs = 12
	wordsDecay  = 1e-3
	wordsRounds = 8 // learned in so many random orders, of which the mean is taken
)

// TrainWords learns what is tied to words; the result is what data/words.model holds. It rests on the words that the
// half-space model knows. The same lessons give the same bytes.
func TrainWords(lessons []WordsLesson, dictionary []ListedWord) ([]byte, error) {
	if len(lessons) == 0 || len(dictionary) == 0 {
		return nil, errors.New("fa.TrainWords: no lessons or no dictionary")
	}
	list := listWords(dictionary)
	examples := wordExamples(lessons, list)
	dropRare(examples)
	mean := newLearner(wordsBits)
	for round := range wordsRounds {
		l := learnWords(examples, rand.New(rand.NewPCG(3, uint64(round))))
		for i, w := range l.weights {
			mean.weights[i] += w / wordsRounds
		}
	}
	table, _ := mean.quantize()
	return append(table, list...), nil
}

// learnWords goes over the examples in random order.
func learnWords(examples []wordExample, random *rand.Rand) *learner {
	l := newLearner(wordsBits)
	l.decay = wordsDecay
	for range wordsEpochs {
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			features := e.general
			if random.IntN(2) == 0 { // else as if the words had not been met
				features = append(features[:len(features):len(features)], e.particular...)
			}
			l.learn(features, e.want, 1)
		}
	}
	return l
}

// ListedWord is a word of a dictionary.
type ListedWord struct {
	Text                  string
	Noun, Adjective, Stem bool // what it can be; Stem is a verb's, past or present; none of them stands for any other sort
}

func listWords(dictionary []ListedWord) wordList {
	words := map[string]wordSort{}
	for _, w := range dictionary {
		s := wordSort(0)
		for sort, is := range map[wordSort]bool{isNoun: w.Noun, isAdjective: w.Adjective, isVerbStem: w.Stem} {
			if is {
				s |= sort
			}
		}
		if s == 0 {
			s = isOtherWord
		}
		words[letterKey(mend(w.Text).Repaired)] |= s
	}
	delete(words, "")
	return newWordList(words)
}

type wordExample struct {
	particular, general []uint32
	want                float64
}

const leastSeen = 3 // how often a feature is met that is learned from: the table has no room for all that occur once

// dropRare takes away what was met too seldom.
func dropRare(examples []wordExample) {
	seen := map[uint32]int{}
	for _, e := range examples {
		for _, h := range slices.Concat(e.particular, e.general) {
			seen[h]++
		}
	}
	rare := func(h uint32) bool { return seen[h] < leastSeen }
	for i := range examples {
		e := &examples[i]
		e.particular, e.general = slices.DeleteFunc(e.particular, rare), slices.DeleteFunc(e.general, rare)
	}
}

func wordExamples(lessons []WordsLesson, list wordList) (out []wordExample) {
	c := enclitics{halfSpaces: knownHalfSpaces(), wordKnowledge: wordKnowledge{list: list}}
	for _, lesson := range lessons {
		d := NewDoc(lesson.Text)
		starts := map[int]bool{}
		for _, at := range lesson.Splits {
			starts[at] = true
		}
		for i, t := range d.Tokens {
			if !c.load(d, i) {
				continue
			}
			for e := range endings {
				n := len(c.key) - len(endings[e].key)
				if n < 1 || string(c.key[n:]) != endings[e].key || lesson.Informal && !endings[e].pronoun {
					continue
				}
				example := wordExample{}
				if starts[t.Start+c.at[n]] {
					example.want = 1
				}
				features := slices.Clone(c.features(d.Surface(i), e, n))
				if lesson.Informal {
					features[len(features)-1] = feature(styleFeature, uint32(e)<<1|1)
				}
				example.particular, example.general = features[:particularWords:particularWords], features[particularWords:]
				out = append(out, example)
			}
		}
	}
	return out
}

// styleFeature is how much likelier an ending is in formal and in informal text.
const styleFeature = 30
