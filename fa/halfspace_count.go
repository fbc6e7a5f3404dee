package fa

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// RepairData is what the half-space model learns from.
type RepairData struct {
	// News are texts of any kind; those that use half-spaces throughout are learned from, the others left out.
	News []string
	// Sentences are written with care by one convention; each counts as much as many of the news.
	Sentences []string
	// Words are single words as a dictionary writes them.
	Words []string
	// Verbs are pairs of past and present stem.
	Verbs [][2]string
}

const (
	halfSpacesPerMille = 8.0 // of a text's letters, from which it is taken to use them throughout
	mostPerMille       = 60.0
	loudest            = 300.0 // how often a word or a pair of the news counts at most
	sentenceWeight     = 14.0
	wordWeight         = 1.0
	verbWeight         = 2.0
)

// form counts how one word, without its half-spaces, is written.
type form struct {
	total float64
	cuts  map[int]float64 // place → how often a half-space stands there
}

// share is the share of writers who put a half-space at the place.
func (f *form) share(at int) float64 { return f.cuts[at] / f.total }

// accepted are the places where enough writers put a half-space; that a writer leaves one out is commoner than that one puts in
// one that others would not.
func (f *form) accepted() []int {
	var out []int
	for at := range f.cuts {
		if f.share(at) > 0.3 {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// counts is what the news say about words and their half-spaces.
type counts struct {
	forms       map[string]*form
	first, last map[string]int // of how many words it is what stands left, or right, of a half-space
	pairs       map[string]*pairCount
}

// pairCount counts two neighbours with a half-space and with a space between.
type pairCount struct{ half, space float64 }

// weighted is a text that was cut into parts, and how much it counts.
type weighted struct {
	parts  []part
	weight float64
}

func newCounts(data RepairData) (*counts, []weighted, error) {
	c := &counts{map[string]*form{}, map[string]int{}, map[string]int{}, map[string]*pairCount{}}
	var news, careful []weighted
	for _, text := range data.News {
		if mended := mend(unbroken(text)).Repaired; usesHalfSpaces(mended) {
			news = append(news, weighted{cutParts(mended), 1})
		}
	}
	for _, text := range data.Sentences {
		careful = append(careful, weighted{cutParts(mend(text).Repaired), sentenceWeight})
	}
	rows, err := readRows("inflection.tsv", 2)
	if err != nil {
		return nil, nil, err
	}
	words := dictionary(data, rows)
	c.addTexts(news)
	c.calm()
	c.addTexts(append(careful, words...))
	c.addEnclitics(kindsOf(rows)["enclitic"])
	c.countSides()
	c.countPairs(news)
	c.calm()
	c.countPairs(append(careful, words...))
	return c, append(news, careful...), nil
}

// calm scales down what was counted often, so that those who write with care can outvote the many.
func (c *counts) calm() {
	for _, f := range c.forms {
		scale := calmed(f.total)
		f.total *= scale
		for at := range f.cuts {
			f.cuts[at] *= scale
		}
	}
	for _, p := range c.pairs {
		scale := calmed(p.half + p.space)
		p.half, p.space = p.half*scale, p.space*scale
	}
}

func calmed(total float64) float64 { return min(1, loudest/total) }

func cutParts(text string) []part {
	r := restorer{halfSpaces: emptyHalfSpaces()}
	r.scan(text)
	return r.parts
}

// unbroken writes half-spaces for the spaces that do not break a line, in a text that knows no half-space but has about as many
// of these: some archives were converted so.
func unbroken(text string) string {
	const noBreak = "\u00a0"
	if n := float64(strings.Count(text, noBreak)*1000) / float64(len(text)/2+1); strings.Contains(text, halfSpace) || n > mostPerMille {
		return text
	}
	return strings.ReplaceAll(text, noBreak, halfSpace)
}

func usesHalfSpaces(text string) bool {
	letters := len(text) / 2
	return float64(strings.Count(text, halfSpace))*1000 > halfSpacesPerMille*float64(letters)
}

func (c *counts) addTexts(texts []weighted) {
	for _, text := range texts {
		c.addText(text)
	}
}

func (c *counts) addText(text weighted) {
	for i := 0; i < len(text.parts); {
		end := i + 1
		for end < len(text.parts) && text.parts[end].before == half {
			end++
		}
		c.addWord(text.parts[i:end], text.weight)
		i = end
	}
}

// addWord counts a word that was written in the parts given.
func (c *counts) addWord(parts []part, weight float64) {
	var key []byte
	for _, p := range parts {
		key = append(key, p.key...)
	}
	if len(key) > longestSplit {
		return
	}
	f := c.forms[string(key)]
	if f == nil {
		f = &form{}
		c.forms[string(key)] = f
	}
	f.total += weight
	at := 0
	for _, p := range parts[:len(parts)-1] {
		if f.cuts == nil {
			f.cuts = map[int]float64{}
		}
		at += len(p.key)
		f.cuts[at] += weight
	}
}

// dictionary is every word of the dictionary, and every form of its verbs that needs a half-space.
func dictionary(data RepairData, inflection []row) []weighted {
	kinds := kindsOf(inflection)
	var out []weighted
	for _, word := range data.Words {
		out = append(out, weighted{cutParts(mend(word).Repaired), wordWeight})
	}
	for _, v := range data.Verbs {
		for _, form := range inflect(kinds, v[0], v[1]) {
			out = append(out, weighted{cutParts(form), verbWeight})
		}
	}
	return out
}

// kindsOf are the rows of inflection.tsv by kind.
func kindsOf(inflection []row) map[string][]string {
	kinds := map[string][]string{}
	for _, r := range inflection {
		kinds[r.fields[0]] = append(kinds[r.fields[0]], strings.ReplaceAll(r.fields[1], "¬", halfSpace))
	}
	return kinds
}

// addEnclitics counts once, beside what was counted, the forms with enclitics of words that end in a silent he: those behind which
// most writers put a half-space before the first of the enclitics. Texts have few of these forms, and the same letters end plurals in ات.
func (c *counts) addEnclitics(enclitics []string) {
	const silent = 'ه' - 0x600
	var stems []string
	for key, f := range c.forms {
		if witness := c.forms[key+letterKey(enclitics[0])]; key != "" && key[len(key)-1] == silent && f.total >= leastCount &&
			witness != nil && witness.total >= leastCount && witness.share(len(key)) > 0.5 {
			stems = append(stems, key)
		}
	}
	for _, stem := range stems {
		for _, enclitic := range enclitics[1:] {
			key := stem + letterKey(enclitic)
			if c.forms[key] == nil && len(key) <= longestSplit {
				c.forms[key] = &form{total: wordWeight, cuts: map[int]float64{len(stem): wordWeight}}
			}
		}
	}
}

// inflect gives the forms of a verb that are written with a half-space.
func inflect(kinds map[string][]string, past, present string) []string {
	if past == "" || present == "" {
		return nil
	}
	var finite, out []string
	for _, ending := range kinds["present"] {
		finite = append(finite, present+ending)
	}
	finite = append(finite, past)
	for _, ending := range kinds["past"] {
		finite = append(finite, past+ending)
	}
	for _, prefix := range kinds["imperfect"] {
		for _, f := range finite {
			out = append(out, prefix+halfSpace+f)
			for _, preverb := range kinds["preverb"] {
				if rest, ok := strings.CutPrefix(f, preverb); ok && len(rest) > 4 {
					out = append(out, preverb+prefix+halfSpace+rest)
				}
			}
		}
	}
	for _, ending := range kinds["participle"] {
		out = append(out, past+ending)
		for _, prefix := range kinds["negative"] {
			out = append(out, prefix+past+ending)
		}
	}
	return out
}

// countSides counts of how many different words each piece is the left or the right side.
func (c *counts) countSides() {
	for key, f := range c.forms {
		from := 0
		cuts := f.accepted()
		for i, at := range cuts {
			to := len(key)
			if i+1 < len(cuts) {
				to = cuts[i+1]
			}
			countSide(c.first, key[:at], key[from:at])
			countSide(c.last, key[at:], key[at:to])
			from = at
		}
	}
}

// countSide counts all that stands on a side of a half-space, and the part next to it.
func countSide(sides map[string]int, whole, part string) {
	sides[whole]++
	if part != whole {
		sides[part]++
	}
}

// lexeme is what the lexicon will know of a key, without its cuts. less is taken from the counts of sides.
func (c *counts) lexeme(key string, lessFirst, lessLast int) lexeme {
	e := lexeme{first: bucket(float64(c.first[key] - lessFirst)), last: bucket(float64(c.last[key] - lessLast))}
	if f := c.forms[key]; f != nil {
		e.free = bucket(f.total)
	}
	e.found = e != lexeme{}
	return e
}

// bucket brings a count down to powers of two.
func bucket(n float64) uint8 {
	return uint8(min(math.Round(math.Log2(1+max(n, 0))), 15))
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func (c *counts) String() string {
	return fmt.Sprintf("%d words, %d left sides, %d right sides, %d pairs", len(c.forms), len(c.first), len(c.last), len(c.pairs))
}
