package fa

import "strings"

// pattern is a row of elements that tokens are held against. It is what the rules of data/apart.tsv are written in.
type pattern []element

type element struct {
	keys           map[string]bool
	kind           string // "<word>" and the like, "" where keys are given
	optional, many bool
}

// newPattern reads a pattern; only a bad kind can be wrong with it.
func newPattern(text string) (pattern, bool) {
	var p pattern
	for _, field := range strings.Fields(text) {
		e := element{}
		if len(field) > 1 {
			field, e.optional, e.many = cutMark(field)
		}
		if strings.HasPrefix(field, "<") {
			e.kind = field
			if !elementKinds(field) {
				return nil, false
			}
		} else {
			e.keys = keysOf(field)
		}
		p = append(p, e)
	}
	return p, true
}

func cutMark(field string) (rest string, optional, many bool) {
	switch last := len(field) - 1; field[last] {
	case '?':
		return field[:last], true, false
	case '*':
		return field[:last], true, true
	case '+':
		return field[:last], false, true
	}
	return field, false, false
}

func keysOf(field string) map[string]bool {
	keys := map[string]bool{}
	if strings.HasSuffix(field, "||") || field == "|" {
		keys["|"] = true
	}
	for _, word := range strings.Split(field, "|") {
		if word != "" {
			keys[Key(word)] = true
		}
	}
	return keys
}

func elementKinds(kind string) bool {
	switch kind {
	case "<any>", "<word>", "<number>", "<link>", "<symbol>", "<punct>", "<latin>":
		return true
	}
	return false
}

func (e element) fits(d *Doc, i int) bool {
	key, kind := d.Key(i), d.Tokens[i].Kind
	switch e.kind {
	case "":
		return e.keys[key]
	case "<word>":
		return kind == Word
	case "<number>":
		return kind == Number
	case "<link>":
		return kind == Link
	case "<symbol>":
		return kind == Symbol
	case "<punct>":
		return kind == Punct
	case "<latin>":
		return kind == Word && key != "" && 'a' <= key[0] && key[0] <= 'z'
	}
	return true
}

// match is the place up to limit where the pattern ends when it starts at token i, -1 where it fits nowhere. Elements take as
// much as they can. With whole set it has to end at limit.
func (p pattern) match(d *Doc, i, limit int, whole bool) int {
	if len(p) == 0 {
		if whole && i != limit {
			return -1
		}
		return i
	}
	e, far := p[0], i
	for far < limit && (e.many || far == i) && e.fits(d, far) {
		far++
	}
	least := i + 1
	if e.optional {
		least = i
	}
	for ; far >= least; far-- {
		if end := p[1:].match(d, far, limit, whole); end >= 0 {
			return end
		}
	}
	return -1
}

// covers tells whether the pattern covers tokens [start, end) wholly.
func (p pattern) covers(d *Doc, start, end int) bool { return p.match(d, start, end, true) >= 0 }

// prefix is the end of the stretch from start on that the pattern covers, start where there is none.
func (p pattern) prefix(d *Doc, start, limit int) int {
	return max(start, p.match(d, start, limit, false))
}
