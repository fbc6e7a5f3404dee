package fa

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenKind tells what a token is made of.
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // letters, with half-spaces inside
	Number                  // digits of one script
	Punct                   // one punctuation mark
	Symbol                  // emoji, arrows, currency and the like
	Link                    // a web address, an @handle
)

// Token is a word, a number or a mark: bytes [Start, End) of the repaired text.
type Token struct {
	Start, End int
	Kind       TokenKind
	Space      bool // white space stands before it
	Line       bool // a line break stands before it
}

// runeSort tells what a rune is to a token.
type runeSort uint8

const (
	sortSymbol runeSort = iota
	sortLetter
	sortMark // of a vowel: inside words only
	sortDigit
	sortPunct
	sortSpace
	sortInvisible
	sortJoiner // half-space and joiner: inside words, elsewhere nothing
)

// runes holds what is asked about every letter of a text, for the letters of one and two bytes.
var runes = func() (table [0x800]struct {
	fold int16
	sort runeSort
},
) {
	for r := range rune(len(table)) {
		table[r].fold, table[r].sort = int16(foldRune(r)), sortRune(r)
	}
	return table
}()

func sortRune(r rune) runeSort {
	switch {
	case unicode.IsSpace(r):
		return sortSpace
	case r == ZWNJ, r == zwj:
		return sortJoiner
	case isInvisible(r):
		return sortInvisible
	case unicode.IsDigit(r):
		return sortDigit
	case unicode.IsLetter(r), r == 'ـ':
		return sortLetter
	case unicode.Is(unicode.Mn, r):
		return sortMark
	case unicode.IsPunct(r):
		return sortPunct
	}
	return sortSymbol
}

// sortAt is the sort and the length of the rune at byte i.
func sortAt(text string, i int) (runeSort, int) {
	b := text[i]
	if b < utf8.RuneSelf {
		return runes[b].sort, 1
	}
	if i+1 < len(text) && isPair(b, text[i+1]) {
		return runes[rune(b&0x1f)<<6|rune(text[i+1]&0x3f)].sort, 2
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return sortRune(r), size
}

// tokenize cuts text into tokens; white space and invisible characters between them belong to none.
func tokenize(text string) []Token {
	tokens := make([]Token, 0, len(text)/8+1)
	space, line := false, false
	for i := 0; i < len(text); {
		sort, size := sortAt(text, i)
		if sort >= sortSpace {
			space = space || sort == sortSpace
			line = line || text[i] == '\n'
			i += size
			continue
		}
		kind, end := scan(text, i, sort, size)
		tokens = append(tokens, Token{i, end, kind, space, line})
		space, line = false, false
		i = end
	}
	return tokens
}

func isInvisible(r rune) bool {
	return r == ZWNJ || r == '\ufeff' || r == '\ufe0f' || r >= 0x200b && unicode.Is(unicode.Cf, r)
}

// scan finds the kind and the end of the token that starts at i with a rune of the sort and size given.
func scan(text string, i int, sort runeSort, size int) (TokenKind, int) {
	switch {
	case sort == sortDigit:
		return Number, digitsEnd(text, i+size)
	case size == 1 && (text[i] == '@' || startsLink(text[i:])):
		if end := linkEnd(text, i+1); end > i+1 {
			return Link, end
		}
		return Punct, i + size
	case sort == sortLetter:
		return Word, wordEnd(text, i)
	case sort == sortPunct:
		return Punct, i + size
	}
	return Symbol, i + size
}

func startsLink(s string) bool {
	switch s[0] {
	case 'h':
		if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			return true
		}
	case 'w':
		if strings.HasPrefix(s, "www.") {
			return true
		}
	}
	return startsHost(s)
}

// startsHost tells whether s starts with the name of a host and a path behind it («sobh.ir/fa/12»).
func startsHost(s string) bool {
	i := 0
	for i < len(s) && (isASCIILetter(s[i]) || '0' <= s[i] && s[i] <= '9' || s[i] == '-' || s[i] == '.') {
		i++
	}
	if i == len(s) || s[i] != '/' || !isASCIILetter(s[0]) {
		return false
	}
	dot := strings.LastIndexByte(s[:i], '.')
	return dot > 0 && i-dot > 2 && isASCIILetter(s[i-1])
}

func isASCIILetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// linkEnd is the end of the run of characters that addresses are made of.
func linkEnd(text string, i int) int {
	for i < len(text) && isLinkByte(text[i]) {
		i++
	}
	return i
}

func isLinkByte(b byte) bool {
	return b < utf8.RuneSelf && b > ' ' && b != '"' && b != '<' && b != '>' && b != '(' && b != ')'
}

func digitsEnd(text string, i int) int {
	for i < len(text) {
		sort, size := sortAt(text, i)
		if sort != sortDigit {
			break
		}
		i += size
	}
	return i
}

// wordEnd is the end of the run of letters, marks and inner half-spaces that starts at i.
func wordEnd(text string, i int) int {
	end := i
	for i < len(text) {
		sort, size := sortAt(text, i)
		switch sort {
		case sortLetter, sortMark:
			i += size
			end = i
		case sortJoiner:
			i += size
		default:
			return end
		}
	}
	return end
}
