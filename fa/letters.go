package fa

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// class tells what mending has to do with a letter.
type class uint8

const (
	other     class = iota
	letter          // of Arabic script, marks included; nothing to do
	digit           // Persian
	ascii           // a letter, digit or mark of ASCII that is not named below
	exchange        // stands for another letter
	compose         // may be one letter with the mark after it
	asciiNum        // 0–9
	arabicNum       // ٠–٩
	stop            // a mark after which a space may be missing
	opening         // a mark before which a space may be missing
	oddSpace        // a space of another kind
	invisible       // says nothing or stands for a half-space
	tatweel
	ampersand
	invalid
)

// letters is what mending knows of letters.
type letters struct {
	class [0x800]class
	key   [0x800]byte        // of letters of Arabic script, the byte by which the half-space model knows them, 0 for marks
	to    map[rune]string    // letter → what Persian writes for it
	pair  map[[2]rune]string // letter and mark → one letter
	tails map[string]bool    // what may stand right behind a number
}

var knownLetters = sync.OnceValue(mustLoad(loadLetters))

func loadLetters() (*letters, error) {
	l := &letters{to: map[rune]string{}, pair: map[[2]rune]string{}, tails: map[string]bool{}}
	l.classify()
	rows, err := readRows("letters.tsv", 2)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := l.add(r); err != nil {
			return nil, err
		}
	}
	rows, err = readRows("gaps.tsv", 1)
	for _, r := range rows {
		l.tails[r.fields[0]] = true
	}
	for r := range rune(len(l.key)) {
		l.key[r], _ = keyByte(r)
	}
	return l, err
}

func (l *letters) add(r row) error {
	from, to := []rune(r.fields[0]), r.fields[1]
	switch {
	case len(from) == 1 && to != "":
		l.to[from[0]] = to
		if from[0] < 0x800 {
			if len(to) != 2 {
				return r.errorf("%q: a letter of two bytes can only be exchanged for another of two", r.fields[0])
			}
			l.class[from[0]] = exchange
			if unicode.IsDigit(from[0]) {
				l.class[from[0]] = arabicNum
			}
		}
	case len(from) == 2 && from[0] < 0x800:
		l.pair[[2]rune(from)] = to
		l.class[from[0]] = compose
	default:
		return r.errorf("%q: want one letter, or a letter and a mark", r.fields[0])
	}
	return nil
}

func (l *letters) classify() {
	for r := range rune(0x800) {
		switch {
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r), '\u064b' <= r && r <= '\u0655', r == '\u0670':
			l.class[r] = letter
		case '۰' <= r && r <= '۹':
			l.class[r] = digit
		case '0' <= r && r <= '9':
			l.class[r] = asciiNum
		case r < 0x80 && r > ' ':
			l.class[r] = ascii
		}
	}
	for r, c := range map[rune]class{
		'.': stop, '،': stop, '؛': stop, '؟': stop, '!': stop, ':': stop, ')': stop, ']': stop, '»': stop, ',': stop, ';': stop,
		'(': opening, '[': opening, '«': opening, '\u00a0': oddSpace, 'ـ': tatweel, '&': ampersand,
		'\u00ac': invisible, '\u00ad': invisible, '\u061c': invisible,
	} {
		l.class[r] = c
	}
}

// look gives the letter at byte i of s, its class and its length.
func (l *letters) look(s string, i int) (r rune, c class, size int) {
	if i >= len(s) {
		return 0, other, 0
	}
	if b := s[i]; b < utf8.RuneSelf {
		return rune(b), l.class[b], 1
	}
	if i+1 < len(s) && isPair(s[i], s[i+1]) {
		r = pairRune(s, i)
		return r, l.class[r], 2
	}
	r, size = utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && size == 1 {
		return r, invalid, 1
	}
	return r, l.of(r), size
}

// pairRune is the rune of the two bytes at i.
func pairRune(s string, i int) rune { return rune(s[i]&0x1f)<<6 | rune(s[i+1]&0x3f) }

func (l *letters) of(r rune) class {
	switch {
	case r < 0x800:
		return l.class[r]
	case 0x2000 <= r && r <= 0x206f:
		return ofPunctuation(r)
	case r == '\ufeff':
		return invisible
	case r == '\u3000':
		return oddSpace
	case 0xfb50 <= r && r <= 0xfefc && l.to[r] != "":
		return exchange
	}
	return other
}

// ofPunctuation is the class of a rune of the block of general punctuation.
func ofPunctuation(r rune) class {
	switch {
	case r <= 0x200a, r == 0x202f, r == 0x205f:
		return oddSpace
	case r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x2064, 0x2066 <= r && r <= 0x2069:
		return invisible
	}
	return other
}

// isWordly tells whether a class is of letters of Arabic script.
func (c class) isWordly() bool { return c == letter || c == exchange || c == compose }

// isNumeric tells whether a class is of digits.
func (c class) isNumeric() bool { return c == digit || c == asciiNum || c == arabicNum }
