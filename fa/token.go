package fa

import (
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

// tokenize cuts text into tokens; white space and invisible characters between them belong to none.
func tokenize(text string) []Token {
	tokens := make([]Token, 0, len(text)/7)
	space, line := false, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || isInvisible(r) {
			space = space || unicode.IsSpace(r)
			line = line || r == '\n'
			i += size
			continue
		}
		kind, end := scan(text, i, r, size)
		tokens = append(tokens, Token{i, end, kind, space, line})
		space, line = false, false
		i = end
	}
	return tokens
}

func isInvisible(r rune) bool {
	return r == ZWNJ || r == '\ufeff' || r == '\ufe0f' || (r >= 0x200b && unicode.Is(unicode.Cf, r))
}

// scan finds the kind and the end of the token that starts at i with rune r.
func scan(text string, i int, r rune, size int) (TokenKind, int) {
	switch {
	case unicode.IsDigit(r):
		return Number, runEnd(text, i, unicode.IsDigit)
	case r == '@' || startsLink(text[i:]):
		if end := runEnd(text, i+size, isLinkRune); end > i+size {
			return Link, end
		}
		return Punct, i + size
	case unicode.IsLetter(r) || r == 'ـ':
		return Word, wordEnd(text, i)
	case unicode.IsPunct(r):
		return Punct, i + size
	}
	return Symbol, i + size
}

func startsLink(s string) bool {
	for _, p := range []string{"http://", "https://", "www."} {
		if len(s) >= len(p) && s[:len(p)] == p {
			return true
		}
	}
	return false
}

func isLinkRune(r rune) bool {
	return r < utf8.RuneSelf && r > ' ' && r != '"' && r != '<' && r != '>' && r != '(' && r != ')'
}

func runEnd(text string, i int, in func(rune) bool) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !in(r) {
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
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.Mn, r), r == 'ـ':
			i += size
			end = i
		case r == ZWNJ, r == zwj:
			i += size
		default:
			return end
		}
	}
	return end
}
