package learn

import "math/bits"

// What hashing begins with and multiplies by: odd numbers with about half their bits set (fractions of the golden ratio and of π).
const (
	seed   = 0x9e3779b97f4a7c15
	factor = 0x243f6a8885a308d3
)

// hash continues a hash with a part of a name, eight bytes at a time: each multiplied with what came before, the upper half of the product
// folded onto the lower. What is left counts as far as it goes: of five to seven bytes those in the middle twice.
func hash(h uint64, part string) uint64 {
	h = fold(h, uint64(len(part)))
	for ; len(part) > 8; part = part[8:] {
		h = fold(h, eight(part))
	}
	switch n := len(part); {
	case n == 8:
		return fold(h, eight(part))
	case n >= 4:
		return fold(h, four(part)|four(part[n-4:])<<32)
	case n > 0:
		return fold(h, uint64(part[0])|uint64(part[n/2])<<8|uint64(part[n-1])<<16)
	}
	return fold(h, 0)
}

func fold(h, word uint64) uint64 {
	high, low := bits.Mul64(h^word, factor)
	return high ^ low
}

// eight is the first eight bytes as a number, spelled out so that the compiler makes one load of it.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// four is the first four bytes as a number.
func four(s string) uint64 {
	_ = s[3]
	return uint64(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}
