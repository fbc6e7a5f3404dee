package page

import (
	"safir/fa"
	"safir/internal/sense"
)

// senses are what the words of a document mean, looked up once for all stages that ask for them.
type senses struct {
	of   *fa.Doc // nil as long as nobody has asked
	list [][]string
}

// Senses lists for each token what kinds of things it means. What it gives is shared: whoever asks must not write to it.
func (p *Page) Senses(l *sense.Lexicon) [][]string {
	if p.senses.of != p.Doc {
		p.senses.list = make([][]string, len(p.Tokens))
		for t := range p.Tokens {
			if p.Tokens[t].Kind == fa.Word {
				p.senses.list[t] = l.Of(p.Key(t))
			}
		}
		p.senses.of = p.Doc
	}
	return p.senses.list
}
