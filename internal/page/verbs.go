package page

import (
	"safir/fa"
	"safir/internal/verb"
)

// verbs are the verbs of a document, found once for all stages that ask for them.
type verbs struct {
	of   *fa.Doc // nil as long as nobody has asked
	list []verb.Verb
	by   []int
}

// Verbs lists the verbs of the text in order; by[i] is the index into it of the verb that token i belongs to, or -1. Both are shared: whoever
// asks must not write to them.
func (p *Page) Verbs(t *verb.Table) (list []verb.Verb, by []int) {
	if p.verbs.of != p.Doc {
		p.verbs.list, p.verbs.by = t.All(p.Doc)
		p.verbs.of = p.Doc
	}
	return p.verbs.list, p.verbs.by
}
