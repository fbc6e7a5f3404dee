package postgres

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ledger/tables"
)

const (
	// most is how many dispatches that match are looked at, the last.
	most = 2000
	// candidates is how many of these are ranked by their texts, the best by how often they have the words.
	candidates = 200
	// mostPlace and mostWord are bounds of PostgreSQL: https://www.postgresql.org/docs/current/textsearch-limits.html. mostBytes is below
	// that of a whole text, so that there is room for its places.
	mostPlace, mostWord, mostBytes = 16383, 2046, 600_000
)

// terms are the words of a folded text as the index has them, cut as the index of the other store cuts them: at all that is neither letter
// nor digit (unicode61, https://www.sqlite.org/fts5.html#unicode61_tokenizer).
func terms(folded string) []string {
	return strings.FieldsFunc(strings.ToLower(folded), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r) && (r < 0x300 || r > 0x331)
	})
}

// vector are folded words as PostgreSQL's index takes them: each with its places. The words of a text that is too long for the index are
// left out from where it is.
func vector(folded string) string {
	places := map[string][]int{}
	size := 0
	for i, term := range terms(folded) {
		if size += len(term) + 4; size > mostBytes {
			break
		}
		if len(term) <= mostWord {
			places[term] = append(places[term], min(i+1, mostPlace))
		}
	}
	var b strings.Builder
	for term, at := range places {
		b.WriteString("'" + term + "':")
		for i, place := range at {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Itoa(place))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// match is a question for all words, "" where none can be asked for.
func match(searched []ledger.Term) string {
	var all []string
	for _, term := range searched {
		var forms []string
		for _, form := range term {
			if text := followed(form); text != "" {
				forms = append(forms, text)
			}
		}
		if len(forms) > 0 {
			all = append(all, "("+strings.Join(forms, " | ")+")")
		}
	}
	return strings.Join(all, " & ")
}

// followed is a question for words that follow each other, as the terms of a single word must too. A single word also finds longer ones.
func followed(form []string) string {
	parts := terms(strings.Join(form, " "))
	for i := range parts {
		parts[i] = "'" + parts[i] + "'"
	}
	if len(parts) > 0 && len(form) == 1 && ledger.HasEndings(form[0]) {
		parts[len(parts)-1] += ":*"
	}
	return strings.Join(parts, " <-> ")
}

// Search finds dispatches in which all words occur, the best first; where thousands have them, the best of those that came last.
func (s *Store) Search(ctx context.Context, words string, limit int) (found []safir.Dispatch, err error) {
	searched := ledger.Terms(words)
	question := match(searched)
	if question == "" || limit <= 0 {
		return nil, nil
	}
	rows, err := asked{s.pool}.Query(ctx, "SELECT "+tables.DispatchColumns+` FROM (SELECT dispatch FROM
			(SELECT dispatch, folded FROM words WHERE folded @@ CAST(? AS tsquery) ORDER BY dispatch DESC LIMIT ?) l
			ORDER BY ts_rank(folded, CAST(? AS tsquery), 1) DESC, dispatch DESC LIMIT ?) k
		JOIN dispatches ON rowid = k.dispatch ORDER BY rowid DESC`, question, max(most, limit), question, max(candidates, limit))
	if err != nil {
		return nil, wrap("Search", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		d, err := tables.ScanDispatch(rows)
		if err != nil {
			return nil, wrap("Search", err)
		}
		found = append(found, d)
	}
	if err := rows.Err(); err != nil {
		return nil, wrap("Search", err)
	}
	tables.Rank(found, searched)
	return slices.Clip(found[:min(limit, len(found))]), nil
}
