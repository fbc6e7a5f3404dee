package fa

import (
	"html"
	"strings"
	"unicode/utf8"
)

// longestEntity is the length in bytes up to which an entity is looked for.
const longestEntity = 12

// decodeEntities decodes the HTML entities of a text, those that were encoded twice (&amp;zwnj;) included, and line breaks that are written out.
func decodeEntities(source string) Text {
	text := Text{Source: source, Repaired: source}
	for _, written := range writtenBreaks {
		b := builder{src: text.Repaired}
		b.lineBreaks(written)
		if len(b.edits) > 0 {
			text = text.then(b.text())
		}
	}
	for range maxPasses {
		b := builder{src: text.Repaired}
		b.entities()
		if len(b.edits) == 0 {
			break
		}
		text = text.then(b.text())
	}
	return text
}

// writtenBreaks are what collections of news write for a line break, so that a text fits on one line.
var writtenBreaks = []string{"[n]", `\n`}

func (b *builder) lineBreaks(written string) {
	for i := 0; ; i += len(written) {
		next := strings.Index(b.src[i:], written)
		if next < 0 {
			return
		}
		i += next
		if end := i + len(written); end == len(b.src) || !isEntityByte(b.src[end]) {
			b.replace(i, end, "\n", byEntity)
		}
	}
}

func (b *builder) entities() {
	for i := 0; ; {
		next := strings.IndexByte(b.src[i:], '&')
		if next < 0 {
			return
		}
		i += next
		decoded, size := entity(b.src[i:])
		if decoded != "" {
			b.replace(i, i+size, decoded, byEntity)
		}
		i += size
	}
}

// entity decodes the entity at the start of s; "" where none stands there. Letters and digits of ASCII are never written as
// entities by people, and decoding them could make new entities, so they stay.
func entity(s string) (decoded string, size int) {
	end := 1
	for end < len(s) && end < longestEntity && isEntityByte(s[end]) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	decoded = html.UnescapeString(s[:end])
	r, n := utf8.DecodeRuneInString(decoded)
	if decoded == s[:end] || n != len(decoded) || r == utf8.RuneError || isEntityByte(decoded[0]) || r < ' ' && r != '\n' && r != '\t' {
		return "", 1
	}
	return decoded, end
}

func isEntityByte(b byte) bool {
	return b == '#' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
