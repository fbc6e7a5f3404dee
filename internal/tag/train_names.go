package tag

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/know"
)

// Report tells what was learned and how well.
type Report struct {
	Model    []byte
	Survey   []byte
	Measured []string
}

// anyLabel allows all labels of a token.
const anyLabel = 1<<maxLabels - 1

// lesson is a document with the labels that each token may have, as bits.
type lesson struct {
	doc     *fa.Doc
	allowed []uint32
}

// tagged is a tagged sentence as a document, with the word that each token stands in.
type tagged struct {
	*fa.Doc
	words []int
}

// document sets a tagged sentence as a dispatch would have it.
func (s Sentence) document() tagged {
	var text strings.Builder
	ends := make([]int, len(s.Words))
	for i, w := range s.Words {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(w)
		ends[i] = text.Len()
	}
	repaired := fa.Repair(text.String())
	d := tagged{Doc: fa.NewDoc(repaired.Repaired)}
	d.Sentences = []fa.Range{{Start: 0, End: len(d.Tokens)}}
	d.words = make([]int, len(d.Tokens))
	word := 0
	for i, t := range d.Tokens {
		start := repaired.ToSource(fa.Span{Start: t.Start, End: t.End}).Start
		for word < len(ends)-1 && start >= ends[word] {
			word++
		}
		d.words[i] = word
	}
	return d
}

// lesson turns the sentence's tags into labels; tags that the model does not know count as outside, or where they stand in open as
// unknown.
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

// namesOptions are what cross-validation found best.
var namesOptions = options{epochs: 16, rate: 0.05, l2: 1e-4, minCount: 2, faint: 0.05, seed: 11}

// maxNameRows bounds the model's size.
const maxNameRows = 190_000

// course is what names are learned with.
type course struct {
	world   *know.World
	lexicon lexicon
	files   [2][]byte // lexicon and survey
}

// examples turns lessons into examples, with what a survey says.
func (c *course) examples(lessons []lesson, seen lexicon) []example {
	var r room
	var out []example
	for _, l := range lessons {
		r.read(l.doc, c.lexicon, c.world)
		r.look(seen)
		for _, sentence := range l.doc.Sentences {
			all := r.facts[sentence.Start:sentence.End]
			e := example{allowed: l.allowed[sentence.Start:sentence.End]}
			for i := range all {
				e.features = append(e.features, slices.Clone(nameFeatures(all, i, nil)))
			}
			out = append(out, e)
		}
	}
	return out
}

func (c *course) learn(examples []example) ([]byte, error) {
	t := newTrainer(len(nameLabels), mayFollow, examples, namesOptions)
	t.learn(examples)
	return t.pack(maxNameRows), nil
}

// first is a finder that learned without a survey.
func (c *course) first(lessons []lesson) (*Names, error) {
	m, err := c.learn(c.examples(lessons, lexicon{}))
	if err != nil {
		return nil, err
	}
	return openNames(c.world, c.files[0], make([]byte, 16*slotSize), m)
}

// survey tags the news with a model learned from some lessons without a survey.
func (c *course) survey(lessons []lesson, news []*fa.Doc) (lexicon, []byte, error) {
	cache := fmt.Sprintf("/tmp/tagcache/%s-%d-%d", os.Getenv("CACHE"), len(lessons), lessons[0].doc.Tokens[0].End*7+lessons[5].doc.Tokens[0].End)
	if file, err := os.ReadFile(cache); err == nil {
		seen, err := openLexicon(file)
		return seen, file, err
	}
	if len(news) == 0 {
		news, _ = readNews("/work/shared")
	}
	names, err := c.first(lessons)
	if err != nil {
		return lexicon{}, nil, err
	}
	s := survey{words: map[uint32]*[len2]int32{}}
	for _, d := range news {
		s.add(names, d)
	}
	file := s.pack(2, 2)
	os.WriteFile(cache, file, 0o644)
	seen, err := openLexicon(file)
	return seen, file, err
}

// TrainNames learns the names of people, places and organisations. It learns twice: a first model surveys the news, and what
// each word is there becomes a fact for the second. For the lessons themselves the survey is made by a model that
// learned from the other half of them, or it would look more certain than it is.
func TrainNames(shared string, lexiconFile []byte, log io.Writer) (Report, error) {
	lex, err := openLexicon(lexiconFile)
	if err != nil {
		return Report{}, err
	}
	c := course{lexicon: lex, files: [2][]byte{lexiconFile}}
	if c.world, err = know.Load(); err != nil {
		return Report{}, err
	}
	lessons, err := c.lessons(shared)
	if err != nil {
		return Report{}, err
	}
	var news []*fa.Doc
	var halves [2][]lesson
	for i, l := range lessons {
		halves[i/400%2] = append(halves[i/400%2], l)
	}
	var examples []example
	for k := range halves {
		seen, _, err := c.survey(halves[1-k], news)
		if err != nil {
			return Report{}, err
		}
		examples = append(examples, c.examples(halves[k], seen)...)
	}
	seen, seenFile, err := c.survey(lessons, news)
	if err != nil {
		return Report{}, err
	}
	fmt.Fprintf(log, "names: %d sentences, a survey of %d KB\n", len(examples), len(seenFile)>>10)
	more, err := c.goldLessons(shared, lessons)
	if err != nil {
		return Report{}, err
	}
	examples = append(examples, c.examples(more, seen)...)
	m, err := c.learn(examples)
	if err != nil {
		return Report{}, err
	}
	names, err := openNames(c.world, lexiconFile, seenFile, m)
	if err != nil {
		return Report{}, err
	}
	report := Report{Model: m, Survey: seenFile}
	report.Measured, err = names.measure(shared)
	return report, err
}

// measure scores a finder on the shared data.
func (n *Names) measure(shared string) ([]string, error) {
	var out []string
	for _, name := range []string{"peyma-dev", "peyma-test"} {
		sentences, err := ReadTagged(filepath.Join(shared, "data/ner", name+".txt.gz"))
		if err != nil {
			return nil, err
		}
		out = append(out, name+": "+n.Score(sentences).String())
		if env("SHOW", 0) > 0 && name == "peyma-dev" {
			ShowErrors(n, sentences)
		}
	}
	for _, name := range []string{"train", "dev"} {
		gold, err := readGold(filepath.Join(shared, "gold"), name, n.world)
		if err != nil {
			return nil, err
		}
		if name == "train" && env("FOLD", 0) > 0 {
			var held []goldDispatch
			for _, d := range gold {
				if d.ID[len(d.ID)-1]%4 == 1 {
					held = append(held, d)
				}
			}
			out = append(out, fmt.Sprintf("%d held: ", len(held))+n.ScoreGold(held, env("SHOW", 0) > 1).String())
		}
		out = append(out, "gold/"+name+": "+n.ScoreGold(gold, env("SHOW", 0) > 1 && name == "train").String())
	}
	return out, nil
}

func (c *course) lessons(shared string) ([]lesson, error) {
	train, err := ReadTagged(filepath.Join(shared, "data/ner/peyma-train.txt.gz"))
	if err != nil {
		return nil, err
	}
	var out []lesson
	for _, s := range train {
		out = append(out, s.lesson())
	}
	return out, nil
}

func (c *course) goldLessons(shared string, lessons []lesson) ([]lesson, error) {
	var out []lesson
	if env("GOLD", 1) > 0 {
		gold, err := readGold(filepath.Join(shared, "gold"), "train", c.world)
		if err != nil {
			return nil, err
		}
		first, err := c.first(lessons)
		if err != nil {
			return nil, err
		}
		for _, d := range gold {
			if env("FOLD", 0) == 0 || len(d.ID) > 0 && d.ID[len(d.ID)-1]%4 != 1 {
				out = append(out, d.lesson(first))
			}
		}
	}
	if env("TWEETS", 0) > 0 {
		tweets, err := ReadTagged(filepath.Join(shared, "data/ner/parstwiner-train.txt.gz"))
		if err != nil {
			return nil, err
		}
		for _, s := range tweets {
			out = append(out, s.lesson("POG", "EVE"))
		}
	}
	return out, nil
}

// readNews cuts the unlabelled news into words.
func readNews(shared string) ([]*fa.Doc, error) {
	var out []*fa.Doc
	for _, name := range []string{"stream", "diplomatic"} {
		err := ReadBodies(filepath.Join(shared, "data/news", name+".jsonl.gz"), func(text string) {
			out = append(out, fa.NewDoc(fa.Repair(text).Repaired))
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// NameScore counts names by class: right, in gold, found.
type NameScore map[Class][3]int

func (s NameScore) String() string {
	var out strings.Builder
	var all [3]int
	for _, class := range []Class{Person, Place, Organisation} {
		c := s[class]
		fmt.Fprintf(&out, "%s %s  ", class, rates(c))
		for k := range all {
			all[k] += c[k]
		}
	}
	return out.String() + "all " + rates(all)
}

// F1 is the harmonic mean of precision and recall over all classes.
func (s NameScore) F1() float64 {
	var right, both int
	for _, c := range s {
		right, both = right+c[0], both+c[1]+c[2]
	}
	return 2 * float64(right) / float64(max(1, both))
}

func rates(c [3]int) string {
	p, r := float64(c[0])/float64(max(1, c[2])), float64(c[0])/float64(max(1, c[1]))
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f", 100*p, 100*r, 200*float64(c[0])/float64(max(1, c[1]+c[2])))
}

// Score counts the names that are found in tagged sentences with exactly the words that gold gives them.
func (n *Names) Score(sentences []Sentence) NameScore {
	out := NameScore{}
	for _, s := range sentences {
		d := s.document()
		want := map[Name]bool{}
		for _, name := range s.names() {
			want[name] = true
			c := out[name.Class]
			c[1]++
			out[name.Class] = c
		}
		for _, name := range n.Find(d.Doc) {
			name.Range = fa.Range{Start: d.words[name.Start], End: d.words[name.End-1] + 1}
			name.Score = 0
			c := out[name.Class]
			c[2]++
			if want[name] {
				c[0]++
			}
			out[name.Class] = c
		}
	}
	return out
}

// names lists the names that the tags give, as ranges of words.
func (s Sentence) names() []Name {
	var out []Name
	for i, tag := range s.Tags {
		label := max(0, slices.Index(nameLabels, tag))
		if label == 0 {
			continue
		}
		if last := len(out) - 1; !begins(label) && last >= 0 && out[last].End == i && out[last].Class == classOf(label) {
			out[last].End = i + 1
			continue
		}
		out = append(out, Name{fa.Range{Start: i, End: i + 1}, classOf(label), 0})
	}
	return out
}
