package tag

import "sync"

// Words knows which words are used alike in news: classes that were learned from text without labels. They let what is learned
// of one word hold for others of its class.
type Words struct{ lexicon lexicon }

// LoadWords opens the embedded classes: the same for all who ask.
var LoadWords = sync.OnceValues(func() (*Words, error) {
	l, err := openLexicon(lexiconFile)
	return &Words{l}, err
})

// Classes are the numbers of a word's class, of 1024, and of its wider group, of 128; 0 where the word is unknown. The word is
// given by its key.
func (w *Words) Classes(key string) (class, group int) {
	c, g, _ := w.lexicon.find(wordHash(key))
	return int(c), int(g)
}
