package show

import (
	"strings"
	"unicode"

	"safir/fa"
)

// phrase is English and Persian words side by side.
type phrase struct{ words []word }

// en adds English words.
func (p *phrase) en(text string, l look) { p.add(text, l, false) }

// mixed adds words of both languages.
func (p *phrase) mixed(text string, l look) {
	for _, w := range strings.Fields(text) {
		p.add(w, l, strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }))
	}
}

// fa adds Persian words.
func (p *phrase) fa(text string, l look) { p.add(text, l, true) }

func (p *phrase) add(text string, l look, rtl bool) {
	for _, w := range strings.Fields(text) {
		if cells := cellsOf(w, l); len(cells) > 0 {
			p.words = append(p.words, word{cells, rtl})
		}
	}
}

// unit adds English words that stand on one line where it can hold them.
func (p *phrase) unit(text string) {
	if cells := cellsOf(strings.TrimSpace(text), look{}); len(cells) > 0 {
		p.words = append(p.words, word{cells: cells})
	}
}

func persianWords(text string, l look) []word {
	var p phrase
	p.fa(text, l)
	return p.words
}

func repaired(text string) string { return fa.Repair(text).Repaired }
