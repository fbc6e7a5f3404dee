// Package fa reads Persian text: letters, repair, sentences, words, numbers, dates. It knows the language and nothing of
// diplomacy.
//
// Two decisions run through it. Repair never loses the source: [Text] maps every span of the repaired text back to the
// text as it arrived, and the two kinds of span are different types, so that the compiler catches a mix-up. And a word is
// compared by its key ([Key]): letters folded, half-space and vowel marks gone. Whoever looks words up by key finds
// گفت‌وگو, گفتوگو and گفت وگو alike, whether or not repair mended them.
package fa

// Span is a half-open stretch [Start, End) of repaired text in UTF-8 bytes.
type Span struct{ Start, End int }

// SourceSpan is a half-open stretch [Start, End) of the text as it arrived, in UTF-8 bytes.
type SourceSpan struct{ Start, End int }

// Range is a half-open stretch [Start, End) of tokens.
type Range struct{ Start, End int }

// Contains tells whether token i lies in the range.
func (r Range) Contains(i int) bool { return r.Start <= i && i < r.End }

// Holds tells whether another range lies in the range.
func (r Range) Holds(o Range) bool { return r.Start <= o.Start && o.End <= r.End }

// Doc is repaired text cut into sentences and tokens. Tokens and sentences hold positions, never copies of text.
type Doc struct {
	Text      string
	Tokens    []Token
	Sentences []Range // in order, covering every token

	keys   string  // the keys of all tokens, end to end
	keyEnd []int32 // token i's key is keys[keyEnd[i-1]:keyEnd[i]]

	beginnings []beginning // of each token
	hashes     []uint32    // of each token's key
}

// NewDoc cuts repaired text into sentences and tokens.
func NewDoc(text string) *Doc {
	d := &Doc{Text: text, Tokens: tokenize(text)}
	d.index()
	d.Sentences = sentences(d)
	return d
}

func (d *Doc) index() {
	buf := make([]byte, 0, len(d.Text))
	d.keyEnd = make([]int32, len(d.Tokens))
	for i, t := range d.Tokens {
		buf = appendKey(buf, d.Text[t.Start:t.End])
		d.keyEnd[i] = int32(len(buf))
	}
	d.keys = string(buf)
	d.beginnings, d.hashes = make([]beginning, len(d.Tokens)), make([]uint32, len(d.Tokens))
	for i := range d.Tokens {
		d.beginnings[i], d.hashes[i] = d.beginning(i), KeyHash(d.Key(i))
	}
}

// Surface is token i as it stands in the text.
func (d *Doc) Surface(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Key is token i's key, "" outside the document, so that looking at a neighbour needs no check.
func (d *Doc) Key(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	start := int32(0)
	if i > 0 {
		start = d.keyEnd[i-1]
	}
	return d.keys[start:d.keyEnd[i]]
}

// Hash is the [KeyHash] of token i's key, also outside the document.
func (d *Doc) Hash(i int) uint32 {
	if i < 0 || i >= len(d.hashes) {
		return KeyHash("")
	}
	return d.hashes[i]
}

// Span is the stretch of text that a range of tokens covers.
func (d *Doc) Span(r Range) Span {
	if r.Start >= r.End {
		return Span{}
	}
	return Span{d.Tokens[r.Start].Start, d.Tokens[r.End-1].End}
}

// Slice is the text of a range of tokens.
func (d *Doc) Slice(r Range) string {
	s := d.Span(r)
	return d.Text[s.Start:s.End]
}

// SentenceOf is the index of the sentence that token i stands in.
func (d *Doc) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sentences[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
