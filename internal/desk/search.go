package desk

import (
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
	hits, err := d.Store.Search(r.Context(), words, hitsAtMost+1)
	if err != nil {
		return nil, err
	}
	if p.More = len(hits) > hitsAtMost; p.More {
		hits = hits[:hitsAtMost]
	}
	looked := ledger.LookedFor(ledger.Terms(words))
	for i := range hits {
		source := ledger.SourceOf(&hits[i])
		source.Title = titleOf(&hits[i])
		p.Hits = append(p.Hits, hit{source, snippet(&hits[i], looked)})
	}
	return p, d.named(r, p)
}

// named adds who is called so.
func (d *Desk) named(r *request, p *searchPage) error {
	side, err := d.asker.Named(p.Query)
	if err != nil {
		return err
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

// snippet is the part of a dispatch's text in which most of the words are found, with these marked. The part is looked for in the text as
// it arrived, since to repair thirty long texts for thirty lines would take long.
func snippet(d *safir.Dispatch, words *ledger.Looked) (out []show.Piece) {
	whole := fa.NewDoc(d.Body)
	if len(whole.Tokens) == 0 {
		return nil
	}
	from := bestWindow(words.In(whole))
	to := min(from+snippetWords, len(whole.Tokens))
	part := fa.NewDoc(fa.Repair(whole.Text[whole.Tokens[from].Start:whole.Tokens[to-1].End]).Repaired)
	if from > 0 {
		out = append(out, show.Piece{Text: "… "})
	}
	marked := words.In(part)
	at := 0
	for i, token := range part.Tokens {
		if marked[i] {
			out = append(out, show.Piece{Text: part.Text[at:token.Start]}, show.Piece{Text: part.Text[token.Start:token.End], Marked: true})
			at = token.End
		}
	}
	out = append(out, show.Piece{Text: part.Text[at:]})
	if to < len(whole.Tokens) {
		out = append(out, show.Piece{Text: " …"})
	}
	return out
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
