package actors

import (
	"slices"
	"strings"

	"safir/fa"
)

// sameName tells whether two names are of one person: the words of one are among the other's.
func sameName(a, b string) bool {
	left, right := nameWords(a), nameWords(b)
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	if len(left) > len(right) {
		left, right = right, left
	}
	for _, w := range left {
		if !slices.Contains(right, w) {
			joined := strings.Join(left, "")
			return len(joined) >= longName && strings.Contains(strings.Join(right, ""), joined)
		}
	}
	return true
}

// longName is the length in bytes of keys (four letters) from which names count as the same where their words are parted
// differently.
const longName = 8

// nameWords are the keys of a name's words, without titles and the article.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(name) {
		k := fa.Key(w)
		switch k {
		case "سید", "شیخ", "دکتر", "«", "»", "\"", "":
			continue
		}
		if trimmed := strings.TrimPrefix(k, "ال"); len(trimmed) > 4 && len(k) > len(trimmed) {
			k = trimmed
		}
		out = append(out, k)
	}
	return out
}

// samePerson tells whether a mention's name is an actor's, by the letters or because both are known names of one person.
func (r *reading) samePerson(i int, m *raw) bool {
	a := &r.Actors[i]
	if a.Name == "" {
		return false
	}
	if known := r.lore[i].known; known != "" && m.known.Name != "" && !m.known.Shared {
		return known == m.known.Name
	}
	return sameName(a.Name, m.name)
}
