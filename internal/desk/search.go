package desk

import (
	"slices"
	"strings"

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
	looked := wordsOf(ledger.Terms(words))
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
func snippet(d *safir.Dispatch, words *lookedFor) (out []show.Piece) {
	whole := fa.NewDoc(d.Body)
	if len(whole.Tokens) == 0 {
		return nil
	}
	from := bestWindow(words.in(whole))
	to := min(from+snippetWords, len(whole.Tokens))
	part := fa.NewDoc(fa.Repair(whole.Text[whole.Tokens[from].Start:whole.Tokens[to-1].End]).Repaired)
	if from > 0 {
		out = append(out, show.Piece{Text: "… "})
	}
	marked := words.in(part)
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

// lookedFor are words that are looked for, in all their forms.
type lookedFor struct {
	words   map[string]bool
	long    []string            // those that also find longer ones
	follows map[string][]string // by a word, those that may stand behind it
}

func wordsOf(terms []ledger.Term) *lookedFor {
	w := &lookedFor{words: map[string]bool{}, follows: map[string][]string{}}
	for _, term := range terms {
		for _, form := range term {
			switch {
			case len(form) == 2:
				w.follows[form[0]] = append(w.follows[form[0]], form[1])
			case ledger.HasEndings(form[0]):
				w.long = append(w.long, form[0])
			}
			if len(form) == 1 {
				w.words[form[0]] = true
			}
		}
	}
	return w
}

// in tells of each word of a text whether it is looked for, as the ledger finds them.
func (w *lookedFor) in(doc *fa.Doc) []bool {
	marked := make([]bool, len(doc.Tokens))
	for i := range doc.Tokens {
		key := doc.Key(i)
		if w.words[key] || slices.ContainsFunc(w.long, func(long string) bool { return strings.HasPrefix(key, long) }) {
			marked[i] = true
		}
		if behind := w.follows[key]; behind != nil && i+1 < len(doc.Tokens) && slices.Contains(behind, doc.Key(i+1)) {
			marked[i], marked[i+1] = true, true
		}
	}
	return marked
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
