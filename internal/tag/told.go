package tag

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"safir/fa"
	"safir/internal/table"
)

// The treebanks that may be learned from are small: of the words of other texts one in eight does not occur in them. What such words are
// in the news stands in data/parts.tsv, written down word by word; what the word list says of them is too generous to decide by.

//go:embed data/parts.tsv
var partsTSV string

// A word's told parts of speech are the commonest, numbered from 1, and above it the second one, 0 where there is none.
const (
	toldShift = 2 * uint32(traits) // of the told parts in a value of the traits
	partBits  = 4
	firstPart = 1<<partBits - 1
)

// toldParts reads the text of data/parts.tsv by the hashes of words.
func toldParts(text string) (map[uint32]uint32, error) {
	out := map[uint32]uint32{}
	err := table.Each("parts.tsv", text, []string{"word", "parts"}, func(_ int, fields []string) error {
		parts := uint32(0)
		for k, name := range strings.Fields(fields[1]) {
			part := slices.Index(uposNames, name)
			if part < 0 || part >= int(Punct) || k > 1 {
				return fmt.Errorf("want one or two parts of speech, got %q", fields[1])
			}
			parts |= uint32(part+1) << (partBits * k)
		}
		out[wordHash(fa.Key(fields[0]))] = parts
		return nil
	})
	return out, err
}

// habitsOf takes a value of the traits apart.
func habitsOf(l lexicon, word uint32) (does, told uint32) {
	v := l.value(word)
	return v & (1<<toldShift - 1), v >> toldShift
}
