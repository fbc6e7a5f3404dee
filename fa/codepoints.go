package fa

import "unicode/utf8"

// CodePoints turns byte positions of a text into code points.
type CodePoints struct{ marks []int32 }

const markEvery = 64 // bytes between two marks

// NewCodePoints counts a text's code points once, so that every later question is answered in constant time.
func NewCodePoints(text string) CodePoints {
	marks := make([]int32, 0, len(text)/markEvery+1)
	n := int32(0)
	for i := range len(text) {
		if i%markEvery == 0 {
			marks = append(marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return CodePoints{append(marks, n)}
}

// At is the number of code points before byte pos of the same text.
func (c CodePoints) At(text string, pos int) int {
	mark := pos / markEvery
	n := int(c.marks[mark])
	for i := mark * markEvery; i < pos; i++ {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}
