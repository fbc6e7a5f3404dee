package desk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/internal/ledger"
	"safir/internal/show"
)

// hitsAtMost is how many dispatches a search lists, the best.
const hitsAtMost = 30

// searchPage is what the page Search shows.
type searchPage struct {
	Query  string
	Hits   []hit
	More   bool // there may be more
	People []ledger.Person
	State  string // code
	Org    string
}

// hit is a dispatch that was found.
type hit struct {
	ledger.Source

	Snippet []show.Piece
}

func (p *searchPage) title(t *tongue) string {
	if p.Query == "" {
		return t.T("search")
	}
	return p.Query + " · " + t.T("search")
}

func (d *Desk) search(r *request) (any, error) {
	p := &searchPage{Query: r.value("q")}
	words := ledger.Words(fa.Repair(p.Query).Repaired)
	if words == "" {
		return p, nil
	}
	found, err := d.Store.Search(r.Context(), words, hitsAtMost+1)
	if err != nil {
		return nil, err
	}
	if p.More = len(found) > hitsAtMost; p.More {
		found = found[:hitsAtMost]
	}
	for i := range found {
		source := ledger.SourceOf(&found[i])
		source.Title = titleOf(&found[i])
		p.Hits = append(p.Hits, hit{source, snippet(&found[i], strings.Fields(words))})
	}
	return p, d.named(r, p)
}

// named adds who is called so.
func (d *Desk) named(r *request, p *searchPage) error {
	side, err := d.asker.Side(p.Query)
	if err != nil {
		return newForm(r).refuse("q", "no-name", err)
	}
	p.State, p.Org = side.State, side.Org
	if len(side.People) > 0 {
		const most = 6
		p.People, err = collect(d.Store.People(r.Context(), ledger.PersonFilter{IDs: side.People, Limit: most}))
	}
	return err
}

// How many words a snippet has, and how many of them stand before the first that was found.
const (
	snippetWords  = 45
	snippetBefore = 10
)

// snippet is the part of a dispatch's text in which most of the words are found, with these marked.
func snippet(d *safir.Dispatch, words []string) (out []show.Piece) {
	doc := fa.NewDoc(fa.Repair(d.Body).Repaired)
	marked := make([]bool, len(doc.Tokens))
	for i := range doc.Tokens {
		marked[i] = finds(words, doc.Key(i))
	}
	from := bestWindow(marked)
	to := min(from+snippetWords, len(doc.Tokens))
	if from > 0 {
		out = append(out, show.Piece{Text: "… "})
	}
	for i := from; i < to; {
		end := i + 1
		for end < to && marked[end] == marked[i] {
			end++
		}
		stop := len(doc.Text)
		if end < len(doc.Tokens) {
			stop = doc.Tokens[end].Start
		}
		piece := doc.Text[doc.Tokens[i].Start:stop]
		text := strings.Join(strings.Fields(piece), " ")
		space := ""
		if text != strings.TrimRight(piece, " \n\t\r\u00a0") || strings.TrimRight(piece, " \n\t\r\u00a0") != piece {
			space = " "
		}
		out = append(out, show.Piece{Text: text, Marked: marked[i]})
		if space != "" && end < to {
			out = append(out, show.Piece{Text: space})
		}
		i = end
	}
	if to < len(doc.Tokens) {
		out = append(out, show.Piece{Text: " …"})
	}
	return out
}

// finds tells whether a word of a text is one of those that are looked for, as the ledger finds them: a long one finds longer ones too.
func finds(words []string, key string) bool {
	const long = 4
	return slices.ContainsFunc(words, func(w string) bool {
		return key == w || utf8.RuneCountInString(w) >= long && strings.HasPrefix(key, w)
	})
}

// bestWindow is the word from which a snippet shows most that is marked.
func bestWindow(marked []bool) int {
	best, most := 0, 0
	for i := range marked {
		if !marked[i] {
			continue
		}
		n := 0
		for k := i; k < min(i+snippetWords-snippetBefore, len(marked)); k++ {
			if marked[k] {
				n++
			}
		}
		if n > most {
			best, most = max(0, i-snippetBefore), n
		}
	}
	return best
}
