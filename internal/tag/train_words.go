package tag

import (
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"unicode"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/ud"
)

var wordOptions = options{epochs: 8, rate: 0.06, l2: 1e-4, minCount: 2, faint: 0.04, drop: 0.3, seed: 13}

// maxWordRows bounds the models' sizes.
const maxWordRows = 130_000

type treebank struct {
	style Style
	file  string
}

// treebanks are the files learned from, by style; of the informal one only what it shares with the others is used.
var treebanks = []treebank{
	{PerDT, "data/treebank/fa_perdt-ud-dev.conllu.gz"},
	{Seraji, "data/treebank/fa_seraji-ud-dev.conllu.gz"},
	{"", "data/treebank/iPerUDT_train.conllu.gz"},
}

// WordModels are the files that words are found with.
type WordModels struct {
	Traits []byte           // what words do in the news
	Styles map[Style][]byte // tagger and lemmas of each style
}

// parsed is a sentence of a treebank as a document, with its words and the tags that each may have: any where the treebank
// cuts words otherwise.
type parsed struct {
	doc     *fa.Doc
	words   []Word
	allowed []uint32
	gold    []*ud.Word // of each word, nil where the treebank cuts otherwise
	style   int        // index into treebanks
}

// parse sets a treebank's sentence as a dispatch would have it.
func parse(s *ud.Sentence, style int) parsed {
	repaired := fa.Repair(s.Text)
	p := parsed{doc: fa.NewDoc(repaired.Repaired), style: style}
	p.doc.Sentences = []fa.Range{{Start: 0, End: len(p.doc.Tokens)}}
	at := map[[2]int]*ud.Token{}
	chars := 0
	for i := range s.Tokens {
		end := chars + visible(s.Tokens[i].Form)
		at[[2]int{chars, end}] = &s.Tokens[i]
		chars = end
	}
	words := p.doc.Words()
	for i := 0; i < len(words); {
		n := 1
		for i+n < len(words) && words[i+n].Tokens == words[i].Tokens {
			n++
		}
		span := repaired.ToSource(fa.Span{Start: words[i].Start, End: words[i+n-1].End})
		start := visible(s.Text[:span.Start])
		p.add(words[i:i+n], at[[2]int{start, start + visible(s.Text[span.Start:span.End])}])
		i += n
	}
	return p
}

// add adds a token's words with their tags.
func (p *parsed) add(words []fa.SyntacticWord, gold *ud.Token) {
	for i, w := range words {
		p.words = append(p.words, Word{SyntacticWord: w})
		if gold == nil || len(gold.Words) != len(words) {
			p.allowed, p.gold = append(p.allowed, anyLabel), append(p.gold, nil)
			continue
		}
		p.allowed, p.gold = append(p.allowed, tagBit(gold.Words[i].UPOS)), append(p.gold, &gold.Words[i])
	}
}

// visible is the number of characters that are no white space.
func visible(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// wordCourse is what words are learned with.
type wordCourse struct {
	names       *Names
	lexiconFile []byte
	seenFile    []byte
	stems       [][2]string
	sentences   []parsed
	lectures    []parsed // sentences of the news, which a teacher tags
	vectors     map[uint32][]float32
}

func newWordCourse(shared string, lexiconFile, seenFile, namesFile []byte) (*wordCourse, error) {
	c := &wordCourse{lexiconFile: lexiconFile, seenFile: seenFile}
	world, err := know.Load()
	if err != nil {
		return nil, err
	}
	if c.names, err = openNames(world, lexiconFile, seenFile, namesFile); err != nil {
		return nil, err
	}
	if c.stems, err = readStems(filepath.Join(shared, "data/words/hazm-verbs.tsv")); err != nil {
		return nil, err
	}
	for k, bank := range treebanks {
		sentences, err := ud.Read(filepath.Join(shared, bank.file))
		if err != nil {
			return nil, err
		}
		for i := range sentences {
			c.sentences = append(c.sentences, parse(&sentences[i], k))
		}
	}
	return c, nil
}

// readNews reads what a teacher needs of the unlabelled news.
func (c *wordCourse) readNews(shared string) (err error) {
	if c.lectures, err = newsLectures(shared); err != nil {
		return err
	}
	c.vectors, err = newsVectors(shared)
	return err
}

// TrainWords learns to tag words and to find their lemmas, from the treebanks' development splits and from what words do in the
// unlabelled news. The names that the given models find are facts too.
func TrainWords(shared string, lexiconFile, seenFile, namesFile []byte, log io.Writer) (WordModels, error) {
	c, err := newWordCourse(shared, lexiconFile, seenFile, namesFile)
	if err != nil {
		return WordModels{}, fmt.Errorf("tag.TrainWords: %w", err)
	}
	if err := c.readNews(shared); err != nil {
		return WordModels{}, fmt.Errorf("tag.TrainWords: %w", err)
	}
	h, err := countHabits(shared)
	if err != nil {
		return WordModels{}, fmt.Errorf("tag.TrainWords: %w", err)
	}
	told, err := toldParts(partsTSV)
	if err != nil {
		return WordModels{}, fmt.Errorf("tag.TrainWords: %w", err)
	}
	fmt.Fprintf(log, "words: %d sentences, the habits of %d words, %d with their parts of speech\n", len(c.sentences), len(h.words), len(told))
	models, err := c.learn(h.pack(told))
	if err != nil {
		return WordModels{}, fmt.Errorf("tag.TrainWords: %w", err)
	}
	return models, nil
}

// base is a tagger that has learned nothing but the stems of verbs.
func (c *wordCourse) base(style Style) *Tagger {
	w := newTagger(style)
	w.lemmas = &lemmatizer{stems: c.stems, verbs: newConjugation(c.stems), listed: map[string]string{}, weights: noWeights()}
	return w
}

// styleNumber is a style's number in examples.
func styleNumber(style Style) uint8 {
	for k, s := range Styles {
		if s == style {
			return uint8(k) + 1
		}
	}
	return uint8(len(Styles)) + 1
}

// learn learns the models of all styles.
func (c *wordCourse) learn(traits []byte) (WordModels, error) {
	out := WordModels{Traits: traits, Styles: map[Style][]byte{}}
	base := c.base(PerDT)
	if err := base.openTables(c.lexiconFile, c.seenFile, traits); err != nil {
		return out, err
	}
	t := learnTaught(c.tagExamples(base, c.sentences), c.tagExamples(base, c.lectures), c.vectors)
	for _, style := range Styles {
		lemmas, err := c.learnLemmas(style)
		if err != nil {
			return out, err
		}
		tags := t.inStyle(styleNumber(style)).pack(maxWordRows)
		file := binary.LittleEndian.AppendUint32(nil, uint32(len(tags)))
		out.Styles[style] = learn.Pack(slices.Concat(file, tags, lemmas.pack()))
	}
	return out, nil
}

// tagExamples are the words of sentences with their parts of speech.
func (c *wordCourse) tagExamples(base *Tagger, sentences []parsed) []example {
	var out []example
	var r wordRoom
	for i := range sentences {
		p := &sentences[i]
		r.nameAll(c.names.find(p.doc, &r.room), len(p.doc.Tokens))
		r.words = grow(r.words, len(p.words))
		e := example{style: styleNumber(treebanks[p.style].style)}
		for k := range p.words {
			base.read(p.doc, p.words, k, &r)
		}
		for k := range p.words {
			e.words = append(e.words, r.words[k].word)
			if r.words[k].mark {
				e.allowed = append(e.allowed, 1<<Other)
				e.features = append(e.features, nil)
				continue
			}
			e.allowed = append(e.allowed, p.allowed[k])
			e.features = append(e.features, wordFeatures(r.words, k, nil))
		}
		out = append(out, e)
	}
	return out
}

// tagBit is a tag as a set, all tags where it is none of the chain's.
func tagBit(upos string) uint32 {
	for l, name := range wordLabels {
		if name == upos {
			return 1 << l
		}
	}
	return anyLabel
}
