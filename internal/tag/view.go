package tag

import (
	"unicode/utf8"

	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
)

// view is a document with what the lists say of each word.
type view struct {
	*fa.Doc
	listed []uint8 // bits of the lists below, per token
	f      learn.Features
}

// Bits of what the lists say of a word.
const (
	inPerson uint8 = 1 << iota
	inState
	inPlace
	inBody
	inOffice
	endsOffice
	inHonorific
)

func newView(w *know.World, d *fa.Doc) *view {
	v := &view{Doc: d, listed: make([]uint8, len(d.Tokens))}
	mark(v, w.People, inPerson)
	mark(v, w.States, inState)
	mark(v, w.Places, inPlace)
	mark(v, w.Bodies, inBody)
	mark(v, w.Offices, inOffice)
	mark(v, w.Honorifics, inHonorific)
	for i := range v.listed {
		if v.listed[i]&inOffice != 0 && (i+1 == len(v.listed) || v.listed[i+1]&inOffice == 0) {
			v.listed[i] |= endsOffice
		}
	}
	return v
}

func mark[T any](v *view, list *fa.Phrases[T], bit uint8) {
	for _, m := range list.All(v.Doc) {
		for i := m.Start; i < m.End; i++ {
			v.listed[i] |= bit
		}
	}
}

func (v *view) key(sentence fa.Range, i int) string {
	if i < sentence.Start {
		return "<s>"
	}
	if i >= sentence.End {
		return "</s>"
	}
	return v.Key(i)
}

func (v *view) bits(sentence fa.Range, i int) string {
	if !sentence.Contains(i) {
		return "-"
	}
	return bitNames[v.listed[i]&0x7f]
}

// bitNames spells each set of bits, so that stating it costs nothing.
var bitNames = func() (names [128]string) {
	for i := range names {
		names[i] = string(rune('0'+i/10)) + string(rune('0'+i%10))
	}
	return names
}()

// describe states what may tell a word's label.
func (v *view) describe(sentence fa.Range, i, previous int) *learn.Features {
	f := &v.f
	f.Reset()
	key, before, after := v.Key(i), v.key(sentence, i-1), v.key(sentence, i+1)
	tag := labels[previous]
	f.Add("w", key)
	f.Add("w-1", before)
	f.Add("w+1", after)
	f.Add("w-2", v.key(sentence, i-2))
	f.Add("w+2", v.key(sentence, i+2))
	f.Add("w-1,w", before, key)
	f.Add("w,w+1", key, after)
	f.Add("t", tag)
	f.Add("t,w", tag, key)
	f.Add("t,w-1", tag, before)
	f.Add("t,w+1", tag, after)
	for n := 1; n <= 4; n++ {
		f.Add("p", first(key, n))
		f.Add("s", last(key, n))
	}
	f.Add("s,t", last(key, 2), tag)
	f.Add("s+1", last(after, 3))
	f.Add("s-1", last(before, 3))
	f.Add("l", v.bits(sentence, i))
	f.Add("l,t", v.bits(sentence, i), tag)
	f.Add("l-1", v.bits(sentence, i-1))
	f.Add("l+1", v.bits(sentence, i+1))
	f.Add("l-1,t", v.bits(sentence, i-1), tag)
	f.Add("l-1,l", v.bits(sentence, i-1), v.bits(sentence, i))
	f.Add("l-1,l,t", v.bits(sentence, i-1), v.bits(sentence, i), tag)
	f.Add("n", learn.Bucket(utf8.RuneCountInString(key)))
	return f
}

// first and last are the first and the last n letters of a key.
func first(key string, n int) string {
	for i := range key {
		if n == 0 {
			return key[:i]
		}
		n--
	}
	return key
}

func last(key string, n int) string {
	i := len(key)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(key[:i])
		i -= size
	}
	return key[i:]
}
