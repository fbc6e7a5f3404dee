package tag

import (
	"strings"

	"safir/fa"
	"safir/internal/ud"
)

// UD reads a text and sets its words as a treebank would, with the forms that they had when the text arrived. What stands
// between two tokens and is no white space goes with the first of them.
func (w *Tagger) UD(text fa.Text, names *Names) []ud.Sentence {
	d := fa.NewDoc(text.Repaired)
	s := setter{text: text, doc: d, words: w.Tag(d, names)}
	out := make([]ud.Sentence, 0, len(d.Sentences))
	for _, r := range d.Sentences {
		out = append(out, s.sentence(r))
	}
	return out
}

// setter sets words one after the other.
type setter struct {
	text  fa.Text
	doc   *fa.Doc
	words []Word
}

func (s *setter) sentence(r fa.Range) ud.Sentence {
	start := s.start(r.Start)
	out := ud.Sentence{Text: strings.Join(strings.Fields(s.text.Source[start:s.start(r.End)]), " ")}
	for len(s.words) > 0 && s.words[0].Tokens.Start < r.End {
		out.Tokens = append(out.Tokens, s.token())
	}
	return out
}

// start is where token i starts in the source; the first and what follows the last take in all that is left.
func (s *setter) start(i int) int {
	switch {
	case i == 0:
		return 0
	case i >= len(s.doc.Tokens):
		return len(s.text.Source)
	}
	t := s.doc.Tokens[i]
	return s.text.ToSource(fa.Span{Start: t.Start, End: t.End}).Start
}

// token sets the next word, with the one that is tied to it.
func (s *setter) token() ud.Token {
	tokens := s.words[0].Tokens
	source := s.text.Source[s.start(tokens.Start):s.start(tokens.End)]
	form := strings.TrimSpace(source)
	out := ud.Token{Form: form, Glued: strings.TrimRight(source, " \t\r\n\u00a0") == source}
	for len(s.words) > 0 && s.words[0].Tokens == tokens {
		word := s.words[0]
		s.words = s.words[1:]
		out.Words = append(out.Words, ud.Word{Form: s.doc.Text[word.Start:word.End], Lemma: word.Lemma, UPOS: word.UPOS.String()})
	}
	if len(out.Words) == 1 {
		out.Words[0].Form = form
	}
	return out
}
