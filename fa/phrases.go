package fa

// Phrases finds listed phrases in a document. A phrase is compared by the keys of its words run together, so that one entry
// finds a word whether its parts are joined, parted by half-spaces or parted by spaces: the entry گفت‌و‌گو finds گفتوگو,
// گفت‌وگو and گفت و گو. Entries mark with a half-space where a word may come apart.
type Phrases[T any] struct {
	list   phraseList
	values []T // of the list's entries
}

// Match is a phrase found at tokens [Start, End).
type Match[T any] struct {
	Range
	Suffix string // the key of what the last token has beyond the phrase ("های"), "" where nothing
	Value  T
}

// NewPhrases makes an empty list; suffixes are keys that may follow the last word of any phrase within the same token.
func NewPhrases[T any](suffixes ...string) *Phrases[T] {
	return &Phrases[T]{list: newPhraseList(suffixes)}
}

// Add lists a phrase with what it stands for. The same phrase may stand for several things.
func (p *Phrases[T]) Add(phrase string, value T) {
	if p.list.add(phrase) {
		p.values = append(p.values, value)
	}
}

// At finds every listed phrase that starts at token i, shortest first. No phrase crosses a line break.
func (p *Phrases[T]) At(d *Doc, i int) []Match[T] {
	var out []Match[T]
	for _, e := range p.list.ends(nil, d, i) {
		out = append(out, Match[T]{e.Range, e.suffix, p.values[e.entry]})
	}
	return out
}

// Longest is the longest phrase that starts at token i; of several of one length, that without a suffix, then the first listed.
func (p *Phrases[T]) Longest(d *Doc, i int) (m Match[T], found bool) {
	if !p.list.mayStart(d, i) {
		return m, false
	}
	e, found := p.list.longest(d, i)
	if found {
		m = Match[T]{e.Range, e.suffix, p.values[e.entry]}
	}
	return m, found
}

// All finds the phrases of a document from left to right, the longest at each place, none overlapping another.
func (p *Phrases[T]) All(d *Doc) []Match[T] {
	var out []Match[T]
	for i := 0; i < len(d.Tokens); {
		if !p.list.mayStart(d, i) {
			i++
			continue
		}
		e, ok := p.list.longest(d, i)
		if !ok {
			i++
			continue
		}
		out = append(out, Match[T]{e.Range, e.suffix, p.values[e.entry]})
		i = e.End
	}
	return out
}
