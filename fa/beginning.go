package fa

// Most tokens start no phrase of any list, and a dozen lists are asked about each. So a document notes once how its text begins at each token, and a
// list how its phrases begin.

// beginning is how the text goes on from a token: the first three letters of it and of those behind it.
type beginning struct {
	sort   beginningSort
	first  uint8  // the first letter, see start; the first byte where it is no Arabic letter
	second uint8  // the second letter
	three  uint32 // three letters as one number, see three
}

type beginningSort uint8

const (
	anyBeginning beginningSort = iota // the token has no key
	noLetter                          // no Arabic letter
	oneLetter                         // one before something else, or before the end
	twoLetters
	threeLetters // three or more
)

// beginning finds how the text goes on from token i. A phrase may come apart into tokens anywhere.
func (d *Doc) beginning(i int) beginning {
	rest := d.Key(i)
	if rest == "" {
		return beginning{}
	}
	first := start(rest)
	if first < 0 {
		return beginning{sort: noLetter, first: rest[0]}
	}
	if rest = rest[letterSize:]; rest == "" {
		i++
		rest = d.Key(i)
	}
	second := start(rest)
	if second < 0 {
		return beginning{sort: oneLetter, first: uint8(first)}
	}
	if rest = rest[letterSize:]; rest == "" {
		rest = d.Key(i + 1)
	}
	third := start(rest)
	if third < 0 {
		return beginning{sort: twoLetters, first: uint8(first), second: uint8(second)}
	}
	return beginning{sort: threeLetters, first: uint8(first), second: uint8(second), three: three(first, second, third)}
}

// afterThree is where the text stands that goes on behind the three letters with which it begins at token i, and false where a line ends
// between them.
func (d *Doc) afterThree(i int) (token int, rest string, ok bool) {
	left := 3 * letterSize
	for rest = d.Key(i); len(rest) < left; rest = d.Key(i) {
		left -= len(rest)
		if i++; d.Tokens[i].Line {
			return i, "", false
		}
	}
	return i, rest[left:], true
}

// three makes one number of three letters.
func three(first, second, third int) uint32 { return uint32(first<<16 | second<<8 | third) }

// openings are the first three letters of phrases, each a bit of a table that is small enough to stay at hand; now and then three letters share
// a bit with others.
type openings struct {
	threes [1 << (openingBits - 6)]uint64
	any    [4]uint64 // letters that may open a phrase whatever follows
}

const openingBits = 15

// place is the word and the bit of three letters.
func (o *openings) place(three uint32) (word, bit uint32) {
	h := three * 0x9e3779b1 >> (32 - openingBits)
	return h >> 6, h & 63
}

func (o *openings) add(three uint32) {
	word, bit := o.place(three)
	o.threes[word] |= 1 << bit
}

func (o *openings) addAny(first int) { o.any[first>>6] |= 1 << (first & 63) }

func (o *openings) has(b *beginning) bool {
	word, bit := o.place(b.three)
	return (o.threes[word]>>bit|o.any[b.first>>6]>>(b.first&63))&1 > 0
}
