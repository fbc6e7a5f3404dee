package learn

import (
	"encoding/binary"
	"math/bits"
)

// What hashing begins with and multiplies by: odd numbers with about half their bits set (fractions of the golden ratio and of π).
const (
	seed   = 0x9e3779b97f4a7c15
	factor = 0x243f6a8885a308d3
)

// hash continues a hash with a part of a name, eight bytes at a time: each multiplied with what came before, the upper half of the product
// folded onto the lower.
func hash(h uint64, part string) uint64 {
	h = fold(h, uint64(len(part)))
	for ; len(part) > 8; part = part[8:] {
		h = fold(h, load(part))
	}
	return fold(h, load(part))
}

func fold(h, word uint64) uint64 {
	high, low := bits.Mul64(h^word, factor)
	return high ^ low
}

// load is the first eight bytes as a number, or as many as there are; of five to seven bytes those in the middle twice.
func load(s string) uint64 {
	switch n := len(s); {
	case n >= 8:
		return binary.LittleEndian.Uint64([]byte(s[:8]))
	case n >= 4:
		return uint64(binary.LittleEndian.Uint32([]byte(s[:4]))) | uint64(binary.LittleEndian.Uint32([]byte(s[n-4:])))<<32
	case n > 0:
		return uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return 0
}
