package tag

import (
	"strings"
	"sync"

	"safir/fa"
)

// tagged is a tagged sentence as a document, with the words that each token stands in: repair joins what is one word, so a token may
// be several of them («هنگ کنگ»).
type tagged struct {
	*fa.Doc
	words []int // the first
	last  []int
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
	d.words, d.last = make([]int, len(d.Tokens)), make([]int, len(d.Tokens))
	word := 0
	reach := func(at int) int {
		for word < len(ends)-1 && at >= ends[word] {
			word++
		}
		return word
	}
	for i, t := range d.Tokens {
		source := repaired.ToSource(fa.Span{Start: t.Start, End: t.End})
		d.words[i] = reach(source.Start)
		d.last[i] = reach(source.End - 1)
	}
	return d
}

// inParallel makes n things at once.
func inParallel[T any](n int, one func(k int) (T, error)) ([]T, error) {
	out, errs := make([]T, n), make([]error, n)
	var work sync.WaitGroup
	for k := range n {
		work.Go(func() { out[k], errs[k] = one(k) })
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
