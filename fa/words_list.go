package fa

import "encoding/binary"

// wordSort tells what a dictionary says a word can be, one bit for each.
type wordSort uint16

const (
	isNoun wordSort = 1 << iota
	isAdjective
	isVerbStem
	isOtherWord
	anyWord = isNoun | isAdjective | isVerbStem | isOtherWord
)

// wordList is a dictionary without its words: a table with open addressing of two bytes each, twelve bits of the word's hash and
// four of its sorts. One in a few hundred unknown words is taken for a listed one, which the weights bear.
type wordList string

const sortBits = 4

func newWordList(words map[string]wordSort) wordList {
	n := 1
	for n < len(words)*3/2 {
		n *= 2
	}
	table := make([]byte, 2*n)
	for _, key := range sortedKeys(words) {
		h := hashBytes(hashStart, []byte(key))
		slot := fold(h) & uint32(n-1)
		for ; binary.LittleEndian.Uint16(table[2*slot:]) != 0; slot = (slot + 1) & uint32(n-1) {
		}
		binary.LittleEndian.PutUint16(table[2*slot:], uint16(h>>20)<<sortBits|uint16(words[key]))
	}
	return wordList(table)
}

// sorts is what the word with a hash can be, 0 where it is not listed.
func (l wordList) sorts(h uint32) wordSort {
	mask := uint32(len(l)/2 - 1)
	for slot := fold(h) & mask; ; slot = (slot + 1) & mask {
		entry := uint16(l[2*slot]) | uint16(l[2*slot+1])<<8
		if entry == 0 {
			return 0
		}
		if entry>>sortBits == uint16(h>>20) {
			return wordSort(entry) & anyWord
		}
	}
}
