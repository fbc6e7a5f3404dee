package fa

import "unicode/utf8"

// Repair mends a text as it arrived: Arabic letters become the Persian ones. The source is kept, and every span of the repaired text can
// be mapped back to it.
func Repair(source string) Text {
	b := builder{src: source}
	for i, r := range source {
		if to := repairRune(r); to != r {
			b.replace(i, i+utf8.RuneLen(r), string(to), "letter")
		}
	}
	return b.text()
}

func repairRune(r rune) rune {
	switch {
	case r == 'ي' || r == 'ى':
		return 'ی'
	case r == 'ك':
		return 'ک'
	case '٠' <= r && r <= '٩':
		return r - '٠' + '۰'
	}
	return r
}
