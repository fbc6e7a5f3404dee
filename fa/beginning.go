package fa

// Most tokens start no phrase of any list, and a dozen lists are asked about each. So a document notes once how its text begins at each token, and a
// list how its phrases begin.

// beginning is how the text goes on from a token: the first three letters of it and of the one behind it.
type beginning struct {
	sort  beginningSort
	first uint8  // the first letter, see start; the first byte where it is no Arabic letter
	place uint16 // of three letters, see placeOf; of fewer, the second one and 256, 0 where there is none
}

type beginningSort uint8

const (
	anyBeginning beginningSort = iota // the token has no key
	noLetter                          // no Arabic letter
	fewLetters                        // one or two before something else, or before the end
	threeLetters                      // three or more
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
		return beginning{sort: fewLetters, first: uint8(first)}
	}
	if rest = rest[letterSize:]; rest == "" {
		rest = d.Key(i + 1)
	}
	if third := start(rest); third >= 0 {
		return beginning{sort: threeLetters, first: uint8(first), place: placeOf(first, second, third)}
	}
	return beginning{sort: fewLetters, first: uint8(first), place: 1<<8 | uint16(second)}
}

const openingBits = 15

// placeOf is the bit of three letters in a table of openings.
func placeOf(first, second, third int) uint16 {
	return uint16(uint32(first<<16|second<<8|third) * 0x9e3779b1 >> (32 - openingBits))
}

// openings are the first three letters of phrases, each a bit of a table that is small enough to stay at hand; now and then three letters share
// a bit with others.
type openings struct {
	threes [1 << (openingBits - 6)]uint64
	any    [4]uint64 // letters that may open a phrase whatever follows
}

func (o *openings) add(place uint16) { o.threes[place>>6] |= 1 << (place & 63) }

func (o *openings) addAny(first int) { o.any[first>>6] |= 1 << (first & 63) }

func (o *openings) has(b *beginning) bool {
	return (o.threes[b.place>>6]>>(b.place&63)|o.any[b.first>>6]>>(b.first&63))&1 > 0
}
