package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir"
	"safir/fa"
)

const (
	// longWord is how many letters a word has that also finds longer ones: Persian puts its endings after it (گفت‌وگوی، گفت‌وگوها).
	longWord = 4
	// most is how many dispatches a word may stand in for all of them to be ranked. The index weighs a word by counting all
	// dispatches that have it, which takes a second where these are a million.
	most = 2000
	// candidates is how many of those that came last are ranked where words are more common.
	candidates = 200
)

// Search finds dispatches in which all words occur, the best first; of words that very many dispatches have, the best of those that came
// last.
func (s *Store) Search(ctx context.Context, words string, limit int) ([]safir.Dispatch, error) {
	searched := slices.Compact(slices.Sorted(strings.FieldsSeq(strings.ReplaceAll(words, `"`, " ")))) // FTS would read it as its own sign
	if len(searched) == 0 || limit <= 0 {
		return nil, nil
	}
	for _, word := range searched {
		common, err := s.common(ctx, word)
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
func match(words []string, endings bool) string {
	var b strings.Builder
	for _, word := range words {
		b.WriteString(`"` + word + `"`)
		if endings && utf8.RuneCountInString(word) >= longWord {
			b.WriteByte('*')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// common tells whether more dispatches than [most] have a word. The word itself is asked for first: all that begins with it
// must be gathered before any is given.
func (s *Store) common(ctx context.Context, word string) (bool, error) {
	for _, endings := range []bool{false, true} {
		var n int
		err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?)",
			match([]string{word}, endings), most+1).Scan(&n)
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
func (s *Store) searchLast(ctx context.Context, words []string, limit int) (found []safir.Dispatch, err error) {
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
	rank(found, words)
	return found[:min(limit, len(found))], nil
}

// dispatches are those of a query from FROM on.
func (s *Store) dispatches(ctx context.Context, from string, args ...any) (found []safir.Dispatch, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT "+dispatchColumns+" FROM "+from, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		d, err := scanDispatch(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, d)
	}
	return found, rows.Err()
}

// rank puts the best first, by BM25 (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009) without the rarity of
// words: all have all of them. Of equal ones those that came last are first, as they were.
func rank(found []safir.Dispatch, words []string) {
	const k, b = 1.2, 0.75
	type ranked struct {
		safir.Dispatch

		text  string
		score float64
	}
	list, length := make([]ranked, len(found)), 0.0
	for i, d := range found {
		list[i] = ranked{Dispatch: d, text: fa.Key(d.Title + "\n" + d.Body)}
		length += float64(len(list[i].text)) / float64(len(found))
	}
	for i := range list {
		for _, word := range words {
			n := float64(occurrences(list[i].text, word))
			list[i].score += n * (k + 1) / (n + k*(1-b+b*float64(len(list[i].text))/length))
		}
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return cmp.Compare(y.score, x.score) })
	for i := range list {
		found[i] = list[i].Dispatch
	}
}

// occurrences is how often a word stands in a folded text; a long one also where more letters follow.
func occurrences(text, word string) (n int) {
	long := utf8.RuneCountInString(word) >= longWord
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return n
		}
		start := at + i
		at = start + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !inWord(before) && (long || !inWord(after)) {
			n++
		}
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
