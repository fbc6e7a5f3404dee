package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameKeys are the keys under which a person's name is looked up in a store: its words, the end of its letters, and for each word
// a skeleton that it shares with all its spellings in Latin letters.
func NameKeys(name string) []string {
	words := nameWords(name)
	var out []string
	for _, w := range words {
		out = append(out, wordKey(w), skeletonKey(skeletons(w)[0]))
	}
	if joined := strings.Join(words, ""); len(joined) >= longWord {
		out = append(out, endKey(joined))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keysOf are the keys to look under for the names that a text may mean: they have one of these.
func keysOf(text string) []string {
	words := typedWords(text)
	var out []string
	if latin(text) {
		for _, w := range words {
			for _, s := range skeletons(w) {
				out = append(out, skeletonKey(s))
			}
		}
		return out
	}
	for _, w := range words {
		out = append(out, wordKey(w))
	}
	if joined := strings.Join(words, ""); len(joined) >= longWord {
		out = append(out, endKey(joined))
	}
	return out
}

// BodyKey is the key under which a body is looked up by its canonical name.
func BodyKey(org string) string { return "b " + strings.ToLower(org) }

func wordKey(word string) string     { return "w " + word }
func endKey(joined string) string    { return "e " + joined[len(joined)-longWord:] }
func skeletonKey(bare string) string { return "s " + bare }

// typedWords are the words of a name as somebody types it, without the article in Latin letters (nameWords takes the other away).
func typedWords(text string) []string {
	return slices.DeleteFunc(nameWords(strings.ToLower(text)), func(w string) bool { return w == "al" || w == "el" })
}

func latin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

// skeletons are what remains of a word in Latin letters, or of a folded Persian one, when all is taken away by which its spellings
// differ: vowels, and letters that some spelling leaves out; letters of which one is spelled for another by some stand for one, and
// stand once where they follow each other. A word that a text spells has one of the text's skeletons; most others have not. Three
// Latin letters stand for letters that remain and for ones that do not, so that a text can have several.
func skeletons(word string) []string {
	out := []string{""}
	for _, r := range word {
		bones := bonesOf(r)
		if len(out)*len(bones) > mostSkeletons {
			bones = bones[:1]
		}
		var next []string
		for _, bone := range bones {
			for _, s := range out {
				if !strings.HasSuffix(s, bone) {
					s += bone
				}
				next = append(next, s)
			}
		}
		out = next
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const mostSkeletons = 32

// bonesOf are the letters that may stand for one in a skeleton, "" for none.
func bonesOf(r rune) []string {
	table, err := spellings()
	if err != nil {
		return []string{""}
	}
	list, ok := table[r]
	if !ok {
		return bones(r)
	}
	for _, s := range list {
		if strings.Trim(s, "aeiouhwy'") == "" {
			return []string{""}
		}
	}
	first, _ := utf8.DecodeRuneInString(list[0])
	return bones(first)[:1]
}

// bones are the letters that may stand for a Latin one: those for ج or ی, ف or و stand for something or nothing.
func bones(r rune) []string {
	switch {
	case r == 'j':
		return []string{"c", ""}
	case r == 'f' || r == 'v':
		return []string{"p", ""}
	case strings.ContainsRune("sztdckgqx", r):
		return []string{"c"}
	case strings.ContainsRune("bplmnr", r):
		return []string{string(r)}
	}
	return []string{""}
}
