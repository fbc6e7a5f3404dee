package tag

import (
	"encoding/binary"
	"fmt"
	"slices"

	"safir/internal/learn"
)

// sightingsTable says of words, and of pairs of words, as what a first model tagged them in the news. It is a hash table with open addressing
// of four bytes a slot: 22 bits by which a word is told from others and ten of its levels, which are never all zero. One in a
// million words that are not in it is taken for one that is.
type sightingsTable struct {
	slots []byte
	mask  uint32
}

const (
	sightingSize = 4
	levelBits    = 10
)

func openSightings(zip []byte) (sightingsTable, error) {
	file, err := learn.Unpack(zip)
	if err != nil {
		return sightingsTable{}, err
	}
	n := len(file) / sightingSize
	if n == 0 || n&(n-1) != 0 || len(file)%sightingSize != 0 {
		return sightingsTable{}, fmt.Errorf("sightings: %d bytes are no table", len(file))
	}
	return sightingsTable{file, uint32(n - 1)}, nil
}

// sightingAt is where a word's slot may be, and the bits that tell it from others there.
func sightingAt(word uint32) (slot, check uint32) {
	return word * 0x9e3779b1 >> 7, word * 0x85ebca6b &^ (1<<levelBits - 1)
}

// value is a word's levels, 0 where it is unknown.
func (t sightingsTable) value(word uint32) uint32 {
	if len(t.slots) == 0 {
		return 0
	}
	for at, check := sightingAt(word); ; at++ {
		v := binary.LittleEndian.Uint32(t.slots[(at&t.mask)*sightingSize:][:sightingSize])
		if v == 0 {
			return 0
		}
		if v&^(1<<levelBits-1) == check {
			return v & (1<<levelBits - 1)
		}
	}
}

// packSightings writes the table of words with their levels, in an order of its own.
func packSightings(levels map[uint32]uint32) []byte {
	words := make([]uint32, 0, len(levels))
	for w := range levels {
		words = append(words, w)
	}
	slices.Sort(words)
	n := uint32(16)
	for int(n)*3 < len(words)*4 {
		n *= 2
	}
	file := make([]byte, n*sightingSize)
	for _, w := range words {
		at, check := sightingAt(w)
		for ; ; at++ {
			slot := file[at&(n-1)*sightingSize:][:sightingSize]
			if binary.LittleEndian.Uint32(slot) == 0 {
				binary.LittleEndian.PutUint32(slot, check|levels[w])
				break
			}
		}
	}
	return learn.Pack(file)
}
