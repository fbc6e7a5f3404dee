package tag

import (
	"strings"
	"sync"

	"safir/fa"
)

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
