package fa

import (
	"unicode"
	"unicode/utf8"
)

// Invisible characters that matter in Persian.
const (
	ZWNJ = '\u200c' // half-space: joins parts of a word without joining their letters
	zwj  = '\u200d'
)

// Key folds a word to the form by which it is compared: Arabic letters as Persian ones, آ أ إ as ا, ؤ as و, ئ as ی, ة ۀ as ه,
// digits as ASCII, Latin letters small; vowel marks, tatweel, half-spaces and other invisible characters gone.
func Key(word string) string { return string(appendKey(make([]byte, 0, len(word)), word)) }

func appendKey(buf []byte, word string) []byte {
	for i := 0; i < len(word); {
		b := word[i]
		switch {
		case b < utf8.RuneSelf:
			if 'A' <= b && b <= 'Z' {
				b += 'a' - 'A'
			}
			buf = append(buf, b)
			i++
		case i+1 < len(word) && isPair(b, word[i+1]):
			buf = appendFolded(buf, rune(runes[rune(b&0x1f)<<6|rune(word[i+1]&0x3f)].fold))
			i += 2
		default:
			r, size := utf8.DecodeRuneInString(word[i:])
			buf = appendFolded(buf, foldRune(r))
			i += size
		}
	}
	return buf
}

func appendFolded(buf []byte, r rune) []byte {
	switch {
	case r < 0:
		return buf
	case r < utf8.RuneSelf:
		return append(buf, byte(r))
	}
	return utf8.AppendRune(buf, r)
}

// foldRune is the folded letter, or -1 where nothing of it stays.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case '۰' <= r && r <= '۹':
		return r - '۰' + '0'
	case '٠' <= r && r <= '٩':
		return r - '٠' + '0'
	}
	switch r {
	case 'ي', 'ى', 'ئ', 'ې':
		return 'ی'
	case 'ك', 'ڪ':
		return 'ک'
	case 'آ', 'أ', 'إ', 'ٱ':
		return 'ا'
	case 'ؤ':
		return 'و'
	case 'ة', 'ۀ', 'ە', 'ہ', 'ۂ', 'ھ':
		return 'ه'
	case 'ـ', 'ء', ZWNJ, zwj, '\u2060', '\ufeff', '\u00ad':
		return -1
	}
	if 'ا' <= r && r <= 'ي' || r == 'پ' || r == 'چ' || r == 'ژ' || r == 'ک' || r == 'گ' || r == 'ی' { // most, by far
		return r
	}
	if unicode.In(r, unicode.Mn, unicode.Cf) {
		return -1
	}
	if r < 0x250 {
		return unicode.ToLower(r)
	}
	return r
}
