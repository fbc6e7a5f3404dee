package eval

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"safir"
)

// fold compares names by their letters. It is the scorer's own folding, kept apart from the reader's, so that a change in
// reading never changes what counts as right.
var folder = strings.NewReplacer(
	"ي", "ی", "ى", "ی", "ك", "ک", "ۀ", "ه", "ة", "ه", "أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ی",
	"\u200c", "", "\u200d", "", "\u200e", "", "\u200f", "", "\u0640", "", "\u0654", "",
)

func fold(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= 0x64b && r <= 0x652 || strings.ContainsRune("«»\"'()[]،,.:؛", r) {
			return -1
		}
		return r
	}, folder.Replace(s)))
}

var honorifics = strings.Fields(folder.Replace(
	"سید سیده دکتر آقای خانم حضرت امام آیت الله ایت اللّه سردار سرلشکر سرتیپ حجت الاسلام شیخ مهندس"))

func nameWords(s string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ReplaceAll(fold(s), "-", " ")) {
		if slices.Contains(honorifics, w) {
			continue
		}
		if rest, ok := strings.CutPrefix(w, "ال"); ok && len([]rune(w)) > 4 {
			w = rest
		}
		out = append(out, w)
	}
	return out
}

func sameName(a, b string) bool {
	left, right := nameWords(a), nameWords(b)
	if len(left) == 0 || len(right) == 0 {
		return false
	}
	j, k := strings.Join(left, ""), strings.Join(right, "")
	return within(left, right) || within(right, left) || strings.Contains(k, j) || strings.Contains(j, k)
}

func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// plain is an English name without case and accents.
func plain(s string) string {
	return strings.TrimSpace(strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn) {
			return -1
		}
		return r
	}, norm.NFD.String(s))))
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// SameActor tells whether two actors are the same: by name where both have one, else by office and country; states and
// bodies by code and name.
func SameActor(a, b *safir.Actor) bool {
	if a == nil || b == nil {
		return false
	}
	country := text(a.Country) == text(b.Country)
	if a.Kind.Human() && b.Kind.Human() {
		if text(a.Name) != "" && text(b.Name) != "" {
			return sameName(*a.Name, *b.Name)
		}
		return text(a.Office) != "" && text(a.Office) == text(b.Office) && country
	}
	if a.Kind.Human() || b.Kind.Human() {
		return false
	}
	if text(a.Org) != "" || text(b.Org) != "" {
		x, y := plain(text(a.Org)), plain(text(b.Org))
		if x != "" && y != "" {
			return strings.Contains(x, y) || strings.Contains(y, x)
		}
		return text(a.Country) != "" && country && a.Kind == b.Kind
	}
	return text(a.Country) != "" && country
}
