package tag

import (
	"encoding/binary"
	"fmt"

	"safir/internal/learn"
)

// lexicon says of a word, by the hash of its key, in which classes of words it is and which parts of speech it can be. It is
// an open hash table of pairs (hash, value), used as it stands in the file once that is unpacked.
type lexicon struct {
	slots []byte
	mask  uint32
}

const slotSize = 8

// A value's bits: class, group, tags.
const (
	classBits = 10
	groupBits = 7
	tagsBits  = 8
)

func openLexicon(zip []byte) (lexicon, error) {
	file, err := learn.Unpack(zip)
	if err != nil {
		return lexicon{}, err
	}
	n := len(file) / slotSize
	if n == 0 || n&(n-1) != 0 || len(file)%slotSize != 0 {
		return lexicon{}, fmt.Errorf("lexicon: %d bytes are no table", len(file))
	}
	return lexicon{file, uint32(n - 1)}, nil
}

// find gives the word's class, group and tags, zero where unknown.
func (l lexicon) find(word uint32) (class, group, tags uint32) {
	v := l.value(word)
	return v & (1<<classBits - 1), v >> classBits & (1<<groupBits - 1), v >> (classBits + groupBits)
}

func (l lexicon) value(word uint32) uint32 {
	if len(l.slots) == 0 {
		return 0
	}
	for at := word * 0x9e3779b1 >> 7; ; at++ {
		slot := l.slots[(at&l.mask)*slotSize:][:slotSize]
		switch binary.LittleEndian.Uint32(slot) {
		case word:
			return binary.LittleEndian.Uint32(slot[4:])
		case 0:
			return 0
		}
	}
}

// entry is a word of a lexicon being made.
type entry struct {
	word               uint32
	class, group, tags uint32
}

// packLexicon writes a table that find can use. Entries come in a fixed order, so that the same ones make the same file.
func packLexicon(entries []entry) []byte {
	n := uint32(16)
	for int(n)*3 < len(entries)*4 {
		n *= 2
	}
	file := make([]byte, n*slotSize)
	for _, e := range entries {
		at := e.word * 0x9e3779b1 >> 7
		for ; ; at++ {
			slot := file[at&(n-1)*slotSize:][:slotSize]
			if had := binary.LittleEndian.Uint32(slot); had == 0 || had == e.word {
				binary.LittleEndian.PutUint32(slot, e.word)
				binary.LittleEndian.PutUint32(slot[4:], e.class|e.group<<classBits|e.tags<<(classBits+groupBits))
				break
			}
		}
	}
	return learn.Pack(file)
}
