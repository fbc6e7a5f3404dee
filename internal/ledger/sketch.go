package ledger

import (
	"encoding/binary"
	"unicode"

	"safir/fa"
)

// A sketch is a short stand-in for a text: of two texts about as many parts of their sketches agree as they share of all their
// runs of letters. It is a MinHash (A. Broder, On the resemblance and containment of documents, 1997) made in one pass, by
// one permutation (P. Li, A. Owen, C.-H. Zhang, One permutation hashing, 2012), its empty bins filled from the next
// (A. Shrivastava, P. Li, Densifying one permutation hashing via rotation, 2014).
//
// The runs are of folded letters without what parts words: outlets differ in spaces and half-spaces, not in what they copy.
const (
	bins     = 32
	run      = 12                 // letters: three words or so
	shortest = 60                 // letters; of a shorter text too little is left when a word is exchanged
	base     = 0x9E3779B97F4A7C15 // of the rolling hash; any odd number with bits all over
)

// Sketch makes the sketch of a text, empty for one too short to be known by one.
func Sketch(text string) []byte {
	letters := lettersOf(text)
	if len(letters) < shortest {
		return nil
	}
	var least [bins]uint64
	var filled [bins]bool
	var hash, leading uint64 = 0, 1
	for range run {
		leading *= base
	}
	for i, r := range letters {
		hash = hash*base + uint64(r)
		if i >= run {
			hash -= leading * uint64(letters[i-run])
		}
		if i < run-1 {
			continue
		}
		h := mix(hash)
		if bin := h % bins; !filled[bin] || h < least[bin] {
			least[bin], filled[bin] = h, true
		}
	}
	out := make([]byte, 0, 2*bins)
	for bin := range bins {
		from := bin
		for !filled[from%bins] {
			from++
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(mix(least[from%bins]+uint64(from-bin))))
	}
	return out
}

// lettersOf are the folded letters and digits of a text.
func lettersOf(text string) []rune {
	out := make([]rune, 0, len(text)/2)
	for _, r := range fa.Key(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// mix spreads the bits of a number (the finalizer of SplitMix64: G. Steele, D. Lea, C. Flood, 2014).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}

// resemblance is how many parts of two sketches agree.
func resemblance(a, b []byte) (n int) {
	for i := 0; i+1 < len(a) && i+1 < len(b); i += 2 {
		if a[i] == b[i] && a[i+1] == b[i+1] {
			n++
		}
	}
	return n
}
