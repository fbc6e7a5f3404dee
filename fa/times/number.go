package times

import (
	"sync"

	"safir/fa"
)

// Number is what number words or digits say: ۳, سه, سوم, سومین.
type Number struct {
	fa.Range
	Value   int
	Ordinal bool
}

// Numbers reads numbers up to 999,999 in words, and of up to four digits. It is read-only and safe for concurrent use.
type Numbers struct {
	words numberWords
	first *fa.Sieve // what a number may begin with
}

// LoadNumbers reads the number words that are built in, once.
var LoadNumbers = sync.OnceValues(func() (Numbers, error) {
	words, err := loadNumbers()
	return Numbers{words, words.sieve(0)}, err
})

// At is the number that starts at token i of a document.
func (n Numbers) At(d *fa.Doc, i int) (Number, bool) {
	if !n.first.May(d.Hash(i)) && !mayCount(d, i) {
		return Number{}, false
	}
	v, end, ok := n.words.at(d, i)
	return Number{fa.Range{Start: i, End: end}, v.value, v.ordinal}, ok
}

// Word is the number that one word says, given by its key.
func (n Numbers) Word(key string) (Number, bool) {
	v, ok := n.words.word(key)
	return Number{Value: v.value, Ordinal: v.ordinal}, ok
}
