package show

import (
	"strings"

	"safir/internal/labels"
)

// Label is what something is called, in English and in Persian.
type Label = labels.Label

// label is the label of a word of a group.
func label(group, word string) Label { return labels.Of(group, word) }

const persianZero, persianPercent = '۰', "٪"

// persianDigits writes a text's digits in Persian.
func persianDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + persianZero
		}
		return r
	}, s)
}
