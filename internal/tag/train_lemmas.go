package tag

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"safir/fa"
)

// sortedKeys are a map's keys in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// readStems reads pairs of stems, past#present.
func readStems(path string) ([][2]string, error) {
	var out [][2]string
	err := eachLine(path, func(line string) error {
		past, present, ok := strings.Cut(line, "#")
		present, _, _ = strings.Cut(present, " ")
		if ok && past != "" && present != "" {
			out = append(out, [2]string{past, present})
		}
		return nil
	})
	return out, err
}

// lemmaLesson is a form with its tag and lemma, and how often a treebank has it.
type lemmaLesson struct {
	form, key string
	upos      UPOS
	lemma     string
	count     int
	own       bool // of the style that is learned
}

// noWeights is a table of zeros.
func noWeights() []byte {
	out := make([]byte, 1<<lemmaBits)
	for i := range out {
		out[i] = 128
	}
	return out
}

// Steps of learning lemmas.
const (
	leastChange = 3 // how many forms a change has to be seen in
	lemmaEpochs = 8
	lemmaRate   = 0.2
)

// learnLemmas learns the lemmas of a style. The other treebanks count where the style's own has nothing.
func (c *wordCourse) learnLemmas(style Style) (*lemmatizer, error) {
	lex, err := openLexicon(c.lexiconFile)
	if err != nil {
		return nil, err
	}
	lessons := c.lemmaLessons(style)
	l := &lemmatizer{lexicon: lex, stems: orderStems(c.stems, lessons), listed: map[string]string{}, weights: noWeights()}
	l.verbs = newConjugation(l.stems)
	l.changes = changesOf(lessons)
	l.sortEndings()
	l.learn(lessons)
	for _, lesson := range lessons {
		if l.derive(lesson.form, lesson.key, lesson.upos) != lesson.lemma {
			l.listed[lesson.key+string(rune(lesson.upos))] = lesson.lemma
		}
	}
	return l, nil
}

// lemmaLessons lists each form and tag once with its commonest lemma, in a fixed order.
func (c *wordCourse) lemmaLessons(style Style) []lemmaLesson {
	type formTag struct {
		key  string
		upos UPOS
	}
	all := map[formTag]map[string]*lemmaLesson{}
	for _, p := range c.sentences {
		own := treebanks[p.style].style == style
		for i, gold := range p.gold {
			if gold == nil || p.doc.Tokens[p.words[i].Tokens.Start].Kind != fa.Word {
				continue
			}
			upos := slices.Index(uposNames, gold.UPOS)
			lemma, _, _ := strings.Cut(gold.Lemma, "#")
			if upos < 0 || lemma == "_" || lemma == "" {
				continue
			}
			k := formTag{fa.Key(gold.Form), UPOS(upos)}
			if all[k] == nil {
				all[k] = map[string]*lemmaLesson{}
			}
			if all[k][lemma] == nil {
				all[k][lemma] = &lemmaLesson{form: gold.Form, key: k.key, upos: k.upos, lemma: lemma}
			}
			all[k][lemma].add(own)
		}
	}
	var out []lemmaLesson
	for _, lemmas := range all {
		best := slices.MaxFunc(slices.Collect(maps.Values(lemmas)), func(a, b *lemmaLesson) int {
			return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(b.lemma, a.lemma))
		})
		out = append(out, *best)
	}
	slices.SortFunc(out, func(a, b lemmaLesson) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.upos, b.upos))
	})
	return out
}

// add counts the lesson once more; once in the style's own treebank outweighs the others.
func (l *lemmaLesson) add(own bool) {
	const ownWeight = 1000
	if own {
		l.count += ownWeight
		l.own = true
	}
	l.count++
}

// orderStems puts the verbs that the lessons have most often first.
func orderStems(stems [][2]string, lessons []lemmaLesson) [][2]string {
	counts := map[string]int{}
	for _, l := range lessons {
		if l.upos == Verb || l.upos == Auxiliary {
			counts[l.lemma] += l.count
		}
	}
	out := slices.Clone(stems)
	slices.SortStableFunc(out, func(a, b [2]string) int { return cmp.Compare(counts[b[0]], counts[a[0]]) })
	return out
}

// changeOf is the change that makes a lemma of a form: what follows the letters that both begin with.
func changeOf(form, lemma string) change {
	form = plain(form)
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	for n > 0 && (n < len(form) && !utf8.RuneStart(form[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
		n--
	}
	return change{form[n:], lemma[n:]}
}

// changesOf lists the changes that several forms show, none first.
func changesOf(lessons []lemmaLesson) []change {
	counts := map[change]int{}
	for _, l := range lessons {
		if c := changeOf(l.form, l.lemma); l.upos != Verb && l.upos != Auxiliary && c.from != "" && len(c.from) <= 20 {
			counts[c]++
		}
	}
	var out []change
	for c, n := range counts {
		if n >= leastChange {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b change) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return append([]change{{}}, out...)
}

// learn fits the weights by gradient on the likelihood of each lesson's change among those that its form could have.
func (l *lemmatizer) learn(lessons []lemmaLesson) {
	weights, squares := make([]float64, len(l.weights)), make([]float64, len(l.weights))
	random := rand.New(rand.NewPCG(14, 14))
	order := random.Perm(len(lessons))
	for range lemmaEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			l.step(&lessons[k], weights, squares)
		}
	}
	const unit = 16 // weights come in sixteenths
	for i, w := range weights {
		l.weights[i] = byte(128 + min(max(math.Round(w*unit), -127), 127))
	}
}

func (l *lemmatizer) step(lesson *lemmaLesson, weights, squares []float64) {
	switch lesson.upos {
	case Punct, Numeral, Adposition, Conjunction, Subordinator, Other, Verb, Auxiliary:
		return
	}
	var s lemmaScorer
	s.read(l.lexicon, plain(lesson.form), lesson.key, lesson.upos)
	right := changeOf(lesson.form, lesson.lemma)
	var features [][]uint32
	var scores []float64
	at, sum := -1, 0.0
	for n, c := range l.changes {
		if !s.fits(c) {
			continue
		}
		if c == right {
			at = len(features)
		}
		features = append(features, slices.Clone(s.features(uint32(n), s.base(l.keys[n]))))
		score := 0.0
		for _, f := range features[len(features)-1] {
			score += weights[f]
		}
		scores = append(scores, math.Exp(score))
		sum += math.Exp(score)
	}
	if at < 0 || len(features) < 2 {
		return
	}
	for k, fs := range features {
		g := -scores[k] / sum
		if k == at {
			g++
		}
		for _, f := range fs {
			squares[f] += g * g
			weights[f] += lemmaRate * (g - 1e-4*weights[f]) / math.Sqrt(squares[f]+1e-2)
		}
	}
}
