package tag

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"safir/fa"
	"safir/internal/learn"
)

//go:embed words-perdt.model.zst
var perdtFile []byte

//go:embed words-seraji.model.zst
var serajiFile []byte

//go:embed traits.model.zst
var traitsFile []byte

// Word is a syntactic word with what it is.
type Word struct {
	fa.SyntacticWord
	UPOS  UPOS   // part of speech
	Lemma string // dictionary form; verbs have their past stem
}

// Tagger finds the parts of speech and the lemmas of words. It is read-only and safe for concurrent use.
type Tagger struct {
	style   Style
	lexicon lexicon
	named   sightingsTable // the survey of names
	traits  lexicon        // what words do in the news
	tags    *model
	lemmas  *lemmatizer
	rooms   *sync.Pool
}

// LoadTagger makes a tagger that follows a treebank's conventions.
func LoadTagger(style Style) (*Tagger, error) {
	k := slices.Index(Styles, style)
	if k < 0 {
		return nil, fmt.Errorf("tag.LoadTagger: no style %q", style)
	}
	w := newTagger(style)
	if err := w.openTables(lexiconFile, seenFile, traitsFile); err != nil {
		return nil, fmt.Errorf("tag.LoadTagger: %w", err)
	}
	if err := w.open([][]byte{perdtFile, serajiFile}[k]); err != nil {
		return nil, fmt.Errorf("tag.LoadTagger: %w", err)
	}
	return w, nil
}

func newTagger(style Style) *Tagger {
	return &Tagger{style: style, rooms: &sync.Pool{New: func() any { return new(wordRoom) }}}
}

// openTables reads the files that all styles share.
func (w *Tagger) openTables(lexiconFile, seenFile, traitsFile []byte) (err error) {
	if w.lexicon, err = openLexicon(lexiconFile); err != nil {
		return err
	}
	if w.named, err = openSightings(seenFile); err != nil {
		return err
	}
	w.traits, err = openLexicon(traitsFile)
	return err
}

// open reads a style's file, packed: the size of the tagger's model, that model, the lemmas.
func (w *Tagger) open(zip []byte) error {
	file, err := learn.Unpack(zip)
	if err != nil {
		return err
	}
	if len(file) < 4 || uint64(len(file)-4) < uint64(binary.LittleEndian.Uint32(file)) {
		return errors.New("words: the file is cut short")
	}
	end := 4 + int(binary.LittleEndian.Uint32(file))
	if w.tags, err = openModel(file[4:end], wordLabels); err != nil {
		return err
	}
	w.lemmas, err = openLemmas(string(file[end:]), w.lexicon)
	return err
}

// wordRoom is scratch room for one document.
type wordRoom struct {
	room
	names []uint8 // which part of a name each token is
	words []wordFacts
	chain chain
}

// Tag lists the words of a document in order. The names found in it tell proper nouns.
func (w *Tagger) Tag(d *fa.Doc, names *Names) []Word {
	r := w.rooms.Get().(*wordRoom)
	defer w.rooms.Put(r)
	r.nameAll(names.find(d, &r.room), len(d.Tokens))
	words := d.Words()
	out := make([]Word, len(words))
	for i, word := range words {
		out[i].SyntacticWord = word
	}
	rest := out
	for _, sentence := range d.Sentences {
		n := 0
		for n < len(rest) && rest[n].Tokens.Start < sentence.End {
			n++
		}
		w.sentence(d, r, rest[:n])
		rest = rest[n:]
	}
	return out
}

// nameAll notes in which part of a name each token stands.
func (r *wordRoom) nameAll(names []Name, tokens int) {
	r.names = grow(r.names, tokens)
	clear(r.names)
	for _, n := range names {
		class := uint8(1)
		switch n.Class {
		case Place:
			class = 3
		case Organisation:
			class = 5
		}
		for i := n.Start; i < n.End; i++ {
			r.names[i] = class
			if i > n.Start {
				r.names[i]++
			}
		}
	}
}

// sentence tags the words of one sentence.
func (w *Tagger) sentence(d *fa.Doc, r *wordRoom, words []Word) {
	if len(words) == 0 {
		return
	}
	r.words = grow(r.words, len(words))
	for i := range words {
		w.read(d, words, i, r)
	}
	c := &r.chain
	c.emit = grow(c.emit, len(words))
	for i := range words {
		if r.words[i].mark {
			c.emit[i] = onlyOther
			continue
		}
		c.features = wordFeatures(r.words, i, c.features[:0])
		w.tags.sum(c.features, &c.emit[i])
	}
	for i, label := range c.decide(w.tags) {
		word := &words[i]
		word.UPOS = UPOS(label)
		if r.words[i].mark {
			word.UPOS = Punct
		}
		word.Lemma = w.lemmas.find(d.Text[word.Start:word.End], r.words[i].key, word.UPOS)
	}
}

// onlyOther are the scores of a mark.
var onlyOther = func() (s scores) {
	for l := range wordLabels {
		if UPOS(l) != Other {
			s[l] = forbidden
		}
	}
	return s
}()

// read fills in the facts of word i.
func (w *Tagger) read(d *fa.Doc, words []Word, i int, r *wordRoom) {
	word, f := &words[i], &r.words[i]
	first := word.Tokens.Start
	key := d.Key(first)
	if word.Tied || word.Tokens.End > first+1 {
		key = fa.Key(d.Text[word.Start:word.End])
	}
	f.read(w, key, d.Tokens[first].Kind)
	switch {
	case word.Part > 0:
		f.part = 1
	case word.Tied:
		f.part = 2
	}
	if word.Part == 0 {
		f.name, f.lean = uint32(r.names[first]), r.leans[first]
		f.listed = r.room.facts[first].listed
	}
}
