package ledger

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/latin.tsv
var latinTable string

// spellings are the Latin spellings of each Persian letter; "" where it may be left out.
var spellings = sync.OnceValues(func() (map[rune][]string, error) { return readSpellings(latinTable) })

func readSpellings(table string) (map[rune][]string, error) {
	out := map[rune][]string{}
	header := true
	number := 0
	for line := range strings.Lines(table) {
		number++
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if header {
			header = false
			continue
		}
		letter, list, ok := strings.Cut(line, "\t")
		r, size := utf8.DecodeRuneInString(letter)
		if !ok || size == 0 || size != len(letter) || strings.TrimSpace(list) == "" {
			return nil, fmt.Errorf("latin.tsv:%d: want a letter and its spellings", number)
		}
		if out[r] != nil {
			return nil, fmt.Errorf("latin.tsv:%d: %s is listed before", number, letter)
		}
		for spelling := range strings.FieldsSeq(list) {
			out[r] = append(out[r], strings.Trim(spelling, "-"))
		}
	}
	return out, nil
}

// strokes is how many letters must be put in, left out or exchanged so that a word in Latin letters (small ones) spells a folded
// Persian word. Short vowels, which Persian does not write, and doubled letters are free.
func strokes(latin, persian string, table map[rune][]string) int {
	const far = 1 << 20
	row := make([]int, len(latin)+1)
	for i := range row {
		row[i] = far
	}
	row[0] = 0
	skip := func(row []int) {
		for i := range len(latin) {
			cost := 1
			if strings.IndexByte("aeiou", latin[i]) >= 0 || i > 0 && latin[i] == latin[i-1] {
				cost = 0
			}
			row[i+1] = min(row[i+1], row[i]+cost)
		}
	}
	skip(row)
	for _, r := range persian {
		next := make([]int, len(row))
		for i := range next {
			next[i] = row[i] + 1 // left out
		}
		for i := range row {
			if i < len(latin) {
				next[i+1] = min(next[i+1], row[i]+1) // exchanged
			}
			for _, s := range table[r] {
				if strings.HasPrefix(latin[i:], s) {
					next[i+len(s)] = min(next[i+len(s)], row[i])
				}
			}
		}
		skip(next)
		row = next
	}
	return row[len(latin)]
}
