package ask

import (
	"safir"
	"safir/fa"
	"safir/internal/ledger"
)

// Snippet is a piece of a text with the words that were looked for.
type Snippet struct {
	Text  string       `json:"text" doc:"A piece of the text, as it arrived."`
	Marks []safir.Span `json:"marks" doc:"Where the words stand in it, [start, end) in code points."`
	At    int          `json:"at" doc:"Where it begins in the body, in code points."`
}

// How many characters of a snippet come before the first word that was found, and how long it is.
const (
	before  = 60
	longest = 220
)

// SnippetOf is the piece of a text around the first of some words, as [ledger.Words] gives them; the beginning where none is found.
func SnippetOf(text, words string) Snippet {
	doc := fa.NewDoc(text)
	looked := ledger.LookedFor(ledger.Terms(words)).In(doc)
	points := fa.NewCodePoints(text)
	var found []safir.Span
	for i, token := range doc.Tokens {
		if looked[i] {
			found = append(found, safir.Span{Start: points.At(text, token.Start), End: points.At(text, token.End)})
		}
	}
	runes := []rune(text)
	start := 0
	if len(found) > 0 {
		start = wordStart(runes, max(0, found[0].Start-before))
	}
	end := wordEnd(runes, min(len(runes), start+longest))
	out := Snippet{Text: string(runes[start:end]), Marks: []safir.Span{}, At: start}
	for _, f := range found {
		if f.Start >= start && f.End <= end {
			out.Marks = append(out.Marks, safir.Span{Start: f.Start - start, End: f.End - start})
		}
	}
	return out
}

func wordStart(text []rune, at int) int {
	for at > 0 && !isSpace(text[at-1]) {
		at--
	}
	return at
}

func wordEnd(text []rune, at int) int {
	for at < len(text) && !isSpace(text[at]) {
		at++
	}
	return at
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }
