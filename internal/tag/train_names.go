package tag

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
)

// What served best on the development split of PEYMA and on the outlets of NSURL, which have no part in the lessons.
var (
	firstNamesOptions = options{epochs: 16, rate: 0.05, l2: 1e-4, minCount: 2, faint: 0.05, seed: 11}
	namesOptions      = options{epochs: 20, rate: 0.05, l2: 1e-4, minCount: 2, faint: 0.05, drop: 0.2, seed: 11}
)

// maxNameRows bounds the model's size.
const maxNameRows = 190_000

// NameModels are the two files that names are found with.
type NameModels struct {
	Names  []byte // weights
	Survey []byte // what the words of the news were tagged as by a first model
}

// nameCourse is what names are learned with.
type nameCourse struct {
	world       *know.World
	lexicon     lexicon
	lexiconFile []byte
	shared      string
}

// TrainNames learns the names of people, places and organisations from PEYMA's training split and from the people in the
// gold records for training. It learns twice: a first model surveys the news, and what each word is there becomes a fact for the
// second. For the lessons themselves the survey is made by a model that learned from the other half of them, or it would
// look more certain than it is.
func TrainNames(shared string, lexiconFile []byte, log io.Writer) (NameModels, error) {
	models, err := trainNames(shared, lexiconFile, log)
	if err != nil {
		return NameModels{}, fmt.Errorf("tag.TrainNames: %w", err)
	}
	return models, nil
}

func trainNames(shared string, lexiconFile []byte, log io.Writer) (NameModels, error) {
	c := nameCourse{lexiconFile: lexiconFile, shared: shared}
	var err error
	if c.lexicon, err = openLexicon(lexiconFile); err != nil {
		return NameModels{}, err
	}
	if c.world, err = know.Load(); err != nil {
		return NameModels{}, err
	}
	lessons, err := c.lessons()
	if err != nil {
		return NameModels{}, err
	}
	halves := inHalves(lessons)
	firsts, err := inParallel(3, func(k int) (*Names, error) {
		return c.first([][]lesson{halves[0], halves[1], lessons}[k])
	})
	if err != nil {
		return NameModels{}, err
	}
	fmt.Fprintf(log, "names: first models learned from %d sentences\n", len(lessons))
	surveys, err := surveyNews(shared, firsts)
	if err != nil {
		return NameModels{}, err
	}
	fmt.Fprintf(log, "names: news surveyed, %d KB\n", len(surveys[2])>>10)
	return c.second(halves, firsts[2], surveys)
}

// second learns the model that is kept. The surveys are by models that learned from the first half of the lessons, from the
// second, and from all.
func (c *nameCourse) second(halves [2][]lesson, first *Names, surveys [][]byte) (NameModels, error) {
	examples, err := c.secondExamples(halves, first, surveys)
	if err != nil {
		return NameModels{}, err
	}
	return NameModels{Names: c.learn(examples, namesOptions), Survey: surveys[2]}, nil
}

func (c *nameCourse) secondExamples(halves [2][]lesson, first *Names, surveys [][]byte) ([]example, error) {
	gold, err := c.goldLessons(first)
	if err != nil {
		return nil, err
	}
	tweets, err := c.tweetLessons()
	if err != nil {
		return nil, err
	}
	var examples []example
	for k, part := range [][]lesson{halves[1], halves[0], gold, tweets} {
		seen, err := openSightings(surveys[min(k, 2)])
		if err != nil {
			return nil, err
		}
		style := uint8(0)
		if k == 3 {
			style = tweetStyle
		}
		examples = append(examples, c.examples(part, seen, style)...)
	}
	return examples, nil
}

// inHalves deals lessons into two halves, by stretches long enough to hold whole articles.
func inHalves(lessons []lesson) (halves [2][]lesson) {
	const stretch = 400
	for i, l := range lessons {
		k := i / stretch % 2
		halves[k] = append(halves[k], l)
	}
	return halves
}

// lesson is a document with the labels that each token may have, as bits.
type lesson struct {
	doc     *fa.Doc
	allowed []uint32
}

// anyLabel allows all labels of a token.
const anyLabel = 1<<maxLabels - 1

// lesson turns the sentence's tags into labels; tags that the model does not know count as outside, or where they stand in open
// as unknown.
func (s Sentence) lesson(open ...string) lesson {
	d := s.document()
	out := lesson{d.Doc, make([]uint32, len(d.Tokens))}
	for i, word := range d.words {
		label := max(0, slices.Index(nameLabels, s.Tags[word]))
		if begins(label) && i > 0 && d.words[i-1] == word {
			label++
		}
		if label != 0 && !begins(label) && (i == 0 || out.allowed[i-1]&(1<<label|1<<(label-1)) == 0) {
			label-- // a further word of a name that has no first one
		}
		out.allowed[i] = 1 << label
		if _, class, ok := strings.Cut(s.Tags[word], "-"); ok && slices.Contains(open, class) {
			out.allowed[i] = anyLabel
		}
	}
	return out
}

// tweetStyle is the style of tweets, whose names are set apart by other conventions than those of news.
const tweetStyle = 1

// tweetLessons are ParsTwiNER's tweets. Whether its political groups and events are organisations is not said.
func (c *nameCourse) tweetLessons() ([]lesson, error) {
	tweets, err := ReadTagged(filepath.Join(c.shared, "data/ner/parstwiner-train.txt.gz"))
	if err != nil {
		return nil, err
	}
	out := make([]lesson, 0, len(tweets))
	for _, s := range tweets {
		out = append(out, s.lesson("POG", "EVE"))
	}
	return out, nil
}

func (c *nameCourse) lessons() ([]lesson, error) {
	train, err := ReadTagged(filepath.Join(c.shared, "data/ner/peyma-train.txt.gz"))
	if err != nil {
		return nil, err
	}
	out := make([]lesson, 0, len(train))
	for _, s := range train {
		out = append(out, s.lesson())
	}
	return out, nil
}

// goldLessons are the dispatches of the gold records for training.
func (c *nameCourse) goldLessons(first *Names) ([]lesson, error) {
	gold, err := readGold(filepath.Join(c.shared, "gold"), "train", c.world)
	if err != nil {
		return nil, err
	}
	out := make([]lesson, 0, len(gold))
	for _, d := range gold {
		out = append(out, d.lesson(first))
	}
	return out, nil
}

// examples turns lessons into examples, with what a survey says.
func (c *nameCourse) examples(lessons []lesson, seen sightingsTable, style uint8) []example {
	var r room
	var out []example
	for _, l := range lessons {
		r.read(l.doc, c.lexicon, c.world)
		r.look(seen)
		for _, sentence := range l.doc.Sentences {
			all := r.facts[sentence.Start:sentence.End]
			e := example{allowed: l.allowed[sentence.Start:sentence.End], style: style}
			for i := range all {
				e.features = append(e.features, nameFeatures(all, i, nil))
			}
			out = append(out, e)
		}
	}
	return out
}

func (c *nameCourse) learn(examples []example, opt options) []byte {
	t := newTrainer(len(nameLabels), mayFollow, examples, opt)
	t.learn(examples)
	return learn.Pack(t.inStyle(0).pack(maxNameRows))
}

// first is a finder that learned without a survey.
func (c *nameCourse) first(lessons []lesson) (*Names, error) {
	return openNames(c.world, c.lexiconFile, packSightings(nil), c.learn(c.examples(lessons, sightingsTable{}, 0), firstNamesOptions))
}
