package actors

import (
	"slices"
	"strings"

	"safir/fa"
)

// article is what Arabic names part with a space (سعود الفیصل), where half-spaces tie it in compounds alone (بین‌المللی); but حبیب‌الله
// and سیف‌اللهی are one word.
var article = strings.NewReplacer("\u200cالله", "\u200cالله", "\u200cال", " ال")

// nameAt is the name at a range, spelled as it arrived.
func (r *reading) nameAt(at fa.Range) string {
	name := r.Slice(at)
	if !strings.Contains(name, "\u200cال") {
		return spelled(name, name)
	}
	s := r.Source.ToSource(r.Span(at))
	return spelled(name, r.Source.Source[s.Start:s.End])
}

// spelled is a name with one space between words. Where repair tied an Arabic article to a name (سعود الفیصل) it is parted again; what
// arrived as one word (حسام‌الدین) stays one.
func spelled(name, arrived string) string {
	if strings.Contains(arrived, " ال") {
		name = article.Replace(name)
	}
	return strings.Join(strings.Fields(name), " ")
}

// nameKeys is a name made ready to be compared.
type nameKeys struct {
	words  []string
	joined string
}

func keysOf(name string) nameKeys {
	words := nameWords(name)
	return nameKeys{words, strings.Join(words, "")}
}

// same tells whether two names are of one person: the words of one are among the other's.
func (n nameKeys) same(o nameKeys) bool {
	if len(n.words) > len(o.words) {
		n, o = o, n
	}
	if len(n.words) == 0 {
		return false
	}
	for _, w := range n.words {
		if !slices.Contains(o.words, w) {
			return len(n.joined) >= longName && strings.Contains(o.joined, n.joined)
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
func (r *reading) samePerson(i int, m *raw, name nameKeys) bool {
	a := &r.Actors[i]
	if a.Name == "" {
		return false
	}
	if known := r.lore[i].known; known != "" && m.known.Name != "" && !m.known.Shared {
		return known == m.known.Name
	}
	return r.lore[i].name.same(name)
}
