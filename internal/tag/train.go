package tag

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
)

// Sentence is a tagged sentence: words as written, with labels as in "B-PER".
type Sentence struct {
	Words, Tags []string
}

// ReadPeyma reads tagged sentences from a gzipped file with one "word|TAG" a line and empty lines between sentences.
// Classes other than people, places and organisations count as outside.
func ReadPeyma(path string) ([]Sentence, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("tag.ReadPeyma: %w", err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("tag.ReadPeyma %s: %w", path, err)
	}
	return readTagged(zip)
}

func readTagged(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		word, tag, ok := strings.Cut(strings.TrimSpace(scanner.Text()), "|")
		if !ok {
			if len(s.Words) > 0 {
				out = append(out, s)
				s = Sentence{}
			}
			continue
		}
		s.Words = append(s.Words, word)
		s.Tags = append(s.Tags, strings.Replace(tag, "_", "-", 1))
	}
	if len(s.Words) > 0 {
		out = append(out, s)
	}
	return out, scanner.Err()
}

// doc is the sentence as a document, with a label for each of its tokens.
func (s Sentence) doc() (*fa.Doc, []int) {
	starts := map[int]int{}
	var text strings.Builder
	for i, w := range s.Words {
		if i > 0 {
			text.WriteByte(' ')
		}
		starts[text.Len()] = i
		text.WriteString(w)
	}
	d := fa.NewDoc(fa.Repair(text.String()).Repaired)
	if len(d.Text) != text.Len() {
		d = fa.NewDoc(text.String())
	}
	d.Sentences = []fa.Range{{Start: 0, End: len(d.Tokens)}}
	tags := make([]int, len(d.Tokens))
	word := 0
	for i, t := range d.Tokens {
		at, isStart := starts[t.Start]
		if isStart {
			word = at
		}
		tags[i] = max(outside, slices.Index(labels, s.Tags[word]))
		if !isStart && begins(tags[i]) {
			tags[i]++
		}
	}
	return d, tags
}

// Lesson is a document with a label for each token, -1 where the token teaches nothing.
type Lesson struct {
	Doc    *fa.Doc
	Labels []int
}

// TrainNames learns the names of people, places and organisations from tagged sentences and from dispatches whose people
// are known.
func TrainNames(world *know.World, sentences []Sentence, lessons []Lesson) *learn.Model {
	var examples []learn.Example
	for _, s := range sentences {
		d, tags := s.doc()
		examples = teach(world, Lesson{d, tags}, examples)
	}
	for _, l := range lessons {
		examples = teach(world, l, examples)
	}
	return learn.Train(labels, examples, learn.Options{Epochs: 8, L2: 2e-5, Rate: 0.15, MinCount: 3, Seed: 11})
}

func teach(world *know.World, l Lesson, examples []learn.Example) []learn.Example {
	v := newView(world, l.Doc)
	for _, sentence := range l.Doc.Sentences {
		previous := outside
		for i := sentence.Start; i < sentence.End; i++ {
			if l.Labels[i] >= 0 && l.Doc.Tokens[i].Kind == fa.Word {
				examples = append(examples, learn.Example{Features: v.describe(sentence, i, previous).Copy(), Label: l.Labels[i]})
			}
			previous = max(outside, l.Labels[i])
		}
	}
	return examples
}

// PersonLabels labels the tokens of a document in which the given stretches are all people's names. Other tokens that a list
// knows teach nothing: the stretches do not say what they are.
func PersonLabels(world *know.World, d *fa.Doc, people []fa.Range) []int {
	v := newView(world, d)
	out := make([]int, len(d.Tokens))
	for i := range out {
		if v.listed[i]&(inState|inPlace|inBody|inPerson) != 0 {
			out[i] = -1
		}
	}
	for _, r := range people {
		for i := r.Start; i < r.End; i++ {
			out[i] = slices.Index(labels, "I-PER")
		}
		out[r.Start] = slices.Index(labels, "B-PER")
	}
	return out
}

// Score counts the names that a model finds in tagged sentences: right, in gold, found.
func (n *Names) Score(sentences []Sentence) (right, gold, found int) {
	for _, s := range sentences {
		d, tags := s.doc()
		want := map[Name]bool{}
		for i, l := range tags {
			if begins(l) {
				end := i + 1
				for end < len(tags) && tags[end] == l+1 {
					end++
				}
				want[Name{fa.Range{Start: i, End: end}, classOf(l), 0}] = true
			}
		}
		gold += len(want)
		for _, name := range n.Find(d) {
			found++
			name.Score = 0
			if want[name] {
				right++
			}
		}
	}
	return right, gold, found
}

// WithModel makes a finder that decides by the given model.
func WithModel(world *know.World, m *learn.Model) *Names { return &Names{world, m} }
