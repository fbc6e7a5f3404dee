package fa

import (
	"strings"
	"unicode/utf8"
)

// mender mends letters, digits, invisible characters and missing spaces in one pass from left to right.
type mender struct {
	builder
	*letters
	last class // of the letter written last
	run  int   // letters of Arabic script written since the last that was none, or a half-space
	// again tells that something was taken away, so that its neighbours have to be looked at once more.
	again bool
}

// maxPasses bounds the passes over one text; two are enough for all but entities that were encoded again and again.
const maxPasses = 8

// mend runs passes until nothing changes.
func mend(source string) Text {
	text := Text{Source: source, Repaired: source}
	for range maxPasses {
		text = text.then(decodeEntities(text.Repaired))
		m := mender{builder: builder{src: text.Repaired}, letters: knownLetters()}
		m.pass()
		text = text.then(m.text())
		if !m.again {
			break
		}
	}
	return text
}

func (m *mender) pass() {
	for i := 0; i < len(m.src); {
		if m.last == letter { // most letters follow another, and there is nothing to do
			from := i
			for i+1 < len(m.src) && isPair(m.src[i], m.src[i+1]) && m.class[pairRune(m.src, i)] == letter {
				i += 2
			}
			m.run += (i - from) / 2
			if i == len(m.src) {
				break
			}
		}
		r, c, size := m.look(m.src, i)
		switch c {
		case letter, exchange, compose:
			size = m.letter(i, r, c, size)
		case digit, asciiNum, arabicNum:
			size = m.number(i)
		case oddSpace:
			m.replace(i, i+size, " ", bySpace)
			m.wrote(other)
		case invisible:
			size = m.invisible(i)
		case tatweel:
			size = m.tatweel(i, size)
		case opening:
			m.gap(i, m.last.isWordly() && m.run > 1)
			m.wrote(c)
		case stop:
			initial := r == '.' && m.run == 1
			m.wrote(c)
			m.afterStop(i+size, initial)
		default:
			m.wrote(c)
		}
		i += size
	}
}

func (m *mender) wrote(c class) {
	m.last = c
	if c.isWordly() {
		m.run++
	} else {
		m.run = 0
	}
}

// letter writes the letter at i, or what Persian writes for it.
func (m *mender) letter(i int, r rune, c class, size int) int {
	if m.last.isNumeric() {
		m.gap(i, m.startsWord(i))
	}
	if c != letter {
		size = m.exchange(i, r, c, size)
	}
	m.wrote(letter)
	return size
}

func (m *mender) exchange(i int, r rune, c class, size int) int {
	if one, end := m.composed(i, r, size); one != "" {
		m.replace(i, end, one, byLetter)
		return end - i
	}
	if c == compose {
		return size
	}
	to := m.to[r]
	if len(to) == 2 && size == 2 {
		m.swap(i, to)
		return size
	}
	m.replace(i, i+size, to, byLetter)
	m.again = m.again || len(to) > 2
	return size
}

// composed is the one letter that stands for the letter at i and the mark behind it, "" where there is none.
func (m *mender) composed(i int, r rune, size int) (one string, end int) {
	mark, _, markSize := m.look(m.src, i+size)
	if mark < '\u0653' || '\u0655' < mark {
		return "", 0
	}
	before := ""
	if to := m.to[r]; to != "" {
		base, baseSize := utf8.DecodeLastRuneInString(to)
		before, r = to[:len(to)-baseSize], base
	}
	if one = m.pair[[2]rune{r, mark}]; one == "" {
		return "", 0
	}
	return before + one, i + size + markSize
}

// startsWord tells whether a word starts at i rather than the ending of an ordinal («۵م»، «۵امین»).
func (m *mender) startsWord(i int) bool {
	end, n := i, 0
	for {
		_, c, size := m.look(m.src, end)
		if !c.isWordly() {
			break
		}
		end, n = end+size, n+1
	}
	return n > 2 && !m.tails[m.src[i:end]]
}

// number writes the digits from i on; ASCII digits among Persian ones become Persian.
func (m *mender) number(i int) int {
	m.gap(i, m.last.isWordly() && m.run > 1)
	end, persian, western := i, false, false
	for {
		_, c, size := m.look(m.src, end)
		if !c.isNumeric() {
			break
		}
		persian, western = persian || c != asciiNum, western || c == asciiNum
		end += size
	}
	for at := i; at < end; {
		r, c, size := m.look(m.src, at)
		switch {
		case c == arabicNum:
			m.swap(at, m.to[r])
		case c == asciiNum && persian && western:
			m.replace(at, at+size, string(r-'0'+'۰'), byDigit)
		}
		at += size
	}
	m.wrote(digit)
	return end - i
}

// gap puts in a space before i where one is missing.
func (m *mender) gap(i int, missing bool) {
	if missing {
		m.replace(i, i, " ", byGap)
	}
}

// afterStop puts in the space that is missing after a mark («کرد.خرازی»). A full stop after a single letter may belong to an
// abbreviation, and a comma or colon may stand in a number or an address, so that Persian letters have to follow.
func (m *mender) afterStop(end int, initial bool) {
	_, next, size := m.look(m.src, end)
	if initial || !next.isWordly() {
		return
	}
	if _, second, _ := m.look(m.src, end+size); second.isWordly() {
		m.replace(end, end, " ", byGap)
		m.wrote(other)
	}
}

// invisible deals with the invisible characters from i on: between letters one half-space stays where they mean one, elsewhere
// they say nothing. Between ASCII letters nothing is touched, so that no address or code changes.
func (m *mender) invisible(i int) int {
	end, half, joiner := i, false, false
	for {
		r, c, size := m.look(m.src, end)
		if c != invisible {
			break
		}
		half = half || meansHalfSpace(r)
		joiner = joiner || r == zwj
		end += size
	}
	_, next, _ := m.look(m.src, end)
	n := end - i
	inner := (m.last.isWordly() || m.last.isNumeric()) && (next.isWordly() || next.isNumeric())
	switch {
	case !inner && strings.Contains(m.src[i:end], "\u00ac"), // a visible sign of its own
		m.last == invalid || next == invalid || isASCII(m.last) && isASCII(next):
		m.wrote(other)
	case inner && half:
		if m.src[i:end] != halfSpace {
			m.replace(i, end, halfSpace, byHalfSpace)
		}
		m.last, m.run = invisible, 0
	case joiner && !inner:
		m.wrote(other)
	default:
		why := byInvisible
		if half {
			why = byHalfSpace
		}
		m.replace(i, end, "", why)
		m.again = true
	}
	return n
}

func isASCII(c class) bool { return c == ascii || c == asciiNum || c == ampersand }

// meansHalfSpace tells whether an invisible character between two letters stands for a half-space: the half-space itself,
// the optional hyphen and the not sign that old word processors used, and a mark of direction or a space of no width, with
// which programs without the half-space part words.
func meansHalfSpace(r rune) bool {
	switch r {
	case ZWNJ, '\u00ac', '\u00ad', '\u200b', '\u200e', '\u200f':
		return true
	}
	return false
}

// tatweel drops the stroke that only stretches a word; as a dash between words it stays.
func (m *mender) tatweel(i, size int) int {
	end := i + size
	for strings.HasPrefix(m.src[end:], "ـ") {
		end += size
	}
	if m.last.isWordly() {
		m.replace(i, end, "", byLetter)
		m.again = true
	} else {
		m.wrote(other)
	}
	return end - i
}
