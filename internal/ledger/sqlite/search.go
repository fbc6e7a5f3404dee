package sqlite

import (
	"context"
	"strings"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

const (
	// most is how many dispatches a word may stand in for all of them to be ranked. The index weighs a word by counting all
	// dispatches that have it, which takes a second where these are a million.
	most = 2000
	// candidates is how many of those that came last are ranked where words are more common.
	candidates = 200
)

// Search finds dispatches in which all words occur, the best first; of words that very many dispatches have, the best of those that came
// last.
func (s *Store) Search(ctx context.Context, words string, limit int) ([]safir.Dispatch, error) {
	searched := ledger.Terms(words)
	if len(searched) == 0 || limit <= 0 {
		return nil, nil
	}
	for _, term := range searched {
		common, err := s.common(ctx, term)
		if err != nil {
			return nil, wrap("Search", err)
		}
		if common {
			found, err := s.searchLast(ctx, searched, limit)
			return found, wrap("Search", err)
		}
	}
	found, err := s.searchAll(ctx, match(searched, true), limit)
	return found, wrap("Search", err)
}

// match is a query of all words in FTS5's language; with endings, if it is one that also finds those of longer ones.
func match(terms []ledger.Term, endings bool) string {
	var all []string
	for _, term := range terms {
		var forms []string
		for _, form := range term {
			text := `"` + strings.Join(form, " ") + `"`
			if endings && len(form) == 1 && ledger.HasEndings(form[0]) {
				text += "*"
			}
			forms = append(forms, text)
		}
		all = append(all, "("+strings.Join(forms, " OR ")+")")
	}
	return strings.Join(all, " AND ")
}

// common tells whether more dispatches than [most] have a word in some form. The word itself is asked for first: all that begins with it
// must be gathered before any is given.
func (s *Store) common(ctx context.Context, term ledger.Term) (bool, error) {
	for _, endings := range []bool{false, true} {
		var n int
		err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?)",
			match([]ledger.Term{term}, endings), most+1).Scan(&n)
		if err != nil || n > most {
			return n > most, err
		}
	}
	return false, nil
}

// searchAll ranks all that match by BM25, as the index does.
func (s *Store) searchAll(ctx context.Context, query string, limit int) ([]safir.Dispatch, error) {
	return s.dispatches(ctx, `(SELECT rowid AS hit, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?) CROSS JOIN dispatches ON rowid = hit
		ORDER BY rank, id`, query, limit)
}

// searchLast ranks those among the last that match.
func (s *Store) searchLast(ctx context.Context, words []ledger.Term, limit int) (found []safir.Dispatch, err error) {
	many := max(candidates, limit)
	for _, endings := range []bool{false, true} {
		found, err = s.dispatches(ctx, `(SELECT rowid AS hit FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) CROSS JOIN dispatches ON rowid = hit
			ORDER BY hit DESC`, match(words, endings), many)
		if err != nil {
			return nil, err
		}
		if len(found) == many {
			break
		}
	}
	tables.Rank(found, words)
	return found[:min(limit, len(found))], nil
}

// dispatches are those of a query from FROM on.
func (s *Store) dispatches(ctx context.Context, from string, args ...any) (found []safir.Dispatch, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+tables.DispatchColumns+" FROM "+from, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		d, err := tables.ScanDispatch(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, rows.Err()
}
