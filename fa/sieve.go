package fa

import "math/bits"

// Sieve tells of most keys that are in no place of a table that they are not, by one bit each: few of a text's words are verbs, numbers or names of months,
// and every word is asked.
type Sieve struct {
	bits  []uint64
	shift int
}

// NewSieve makes a sieve for a number of keys.
func NewSieve(keys int) *Sieve {
	const apart = 8 // bits for each key: of eight that are not there one is taken for one that may be
	size := max(6, bits.Len(uint(apart*keys)))
	return &Sieve{make([]uint64, 1<<(size-6)), 32 - size}
}

// Add puts a key in.
func (s *Sieve) Add(key string) {
	at := KeyHash(key) >> s.shift
	s.bits[at>>6] |= 1 << (at & 63)
}

// May is false where no key of a hash was put in.
func (s *Sieve) May(hash uint32) bool {
	at := hash >> s.shift
	return s.bits[at>>6]>>(at&63)&1 > 0
}

// KeyHash is the hash by which a sieve knows a key; of tokens [Doc.Hash] has it.
func KeyHash(key string) uint32 {
	h := uint64(len(key))
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 0x100000001b3
	}
	return uint32(h * 0x9e3779b97f4a7c15 >> 32)
}
