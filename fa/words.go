package fa

import (
	"bytes"
	_ "embed"
	"slices"
	"sync"
	"unicode/utf8"
)

// SyntacticWord is a word as the treebanks of Universal Dependencies count them: a token, a part of one (پدرم is پدر and م), or
// several that are written as one (۳.۵).
type SyntacticWord struct {
	Start, End int   // bytes of the document's text
	Tokens     Range // the tokens it touches
	Part       uint8 // 0 where it starts the token or tokens, 1 for what is tied on behind
	Tied       bool  // it is one of two parts of a token
}

// Words cuts a document into syntactic words, in order: enclitic pronouns and copulas are words of their own, and
// numbers are whole.
func (d *Doc) Words() []SyntacticWord {
	out := make([]SyntacticWord, 0, len(d.Tokens)+len(d.Tokens)/16)
	c := enclitics{halfSpaces: knownHalfSpaces(), wordKnowledge: knownWords()}
	for i := 0; i < len(d.Tokens); {
		t := d.Tokens[i]
		if end := d.figureEnd(i); end > i+1 {
			out = append(out, SyntacticWord{Start: t.Start, End: d.Tokens[end-1].End, Tokens: Range{i, end}})
			i = end
			continue
		}
		if end := d.latinEnd(i); end > i+1 {
			out = append(out, SyntacticWord{Start: t.Start, End: d.Tokens[end-1].End, Tokens: Range{i, end}})
			i = end
			continue
		}
		r := Range{i, i + 1}
		if at := c.split(d, i); at > 0 {
			out = append(out,
				SyntacticWord{Start: t.Start, End: t.Start + at, Tokens: r, Tied: true},
				SyntacticWord{Start: t.Start + at, End: t.End, Tokens: r, Part: 1, Tied: true})
		} else {
			out = append(out, SyntacticWord{Start: t.Start, End: t.End, Tokens: r})
		}
		i++
	}
	return out
}

// figureEnd is where the number ends that starts at token i: figures with stops or strokes between them and nothing else
// (۳.۵، ۱۴۰۳/۲/۱۲), and a sign of percent behind them; i+1 where there is none.
func (d *Doc) figureEnd(i int) int {
	end := i + 1
	if d.Tokens[i].Kind != Number {
		return end
	}
	tight := func(k int) bool { return k < len(d.Tokens) && !d.Tokens[k].Space }
	for tight(end) && tight(end+1) && d.Tokens[end+1].Kind == Number && joinsFigures(d.Key(end)) {
		end += 2
	}
	if tight(end) && (d.Key(end) == "%" || d.Key(end) == "٪") {
		end++
	}
	return end
}

// latinEnd is where the Latin word ends that starts at token i, with the figures and hyphens in it (COVID-19، F-16، MP3); i+1 where it is
// that token alone.
func (d *Doc) latinEnd(i int) int {
	latin, end := false, i
	for k := i; k < len(d.Tokens) && (k == i || !d.Tokens[k].Space && !d.Tokens[k].Line); k++ {
		t := d.Tokens[k]
		letters := t.Kind == Word && isASCIILetter(d.Text[t.Start])
		if letters || t.Kind == Number && d.Text[t.Start] < utf8.RuneSelf {
			latin, end = latin || letters, k+1
		} else if d.Text[t.Start] != '-' || k == i {
			break
		}
	}
	if !latin {
		return i + 1
	}
	return end
}

func joinsFigures(mark string) bool {
	switch mark {
	case ".", "/", "٫", "٬":
		return true
	}
	return false
}

//go:embed data/words.model
var wordsModel string

// wordKnowledge is what tells enclitics from endings that belong to the word.
type wordKnowledge struct {
	weights weights
	list    wordList
}

var knownWords = sync.OnceValue(func() wordKnowledge { return readWordKnowledge(wordsModel) })

const (
	wordsBits  = 18
	wordsScale = largestWeight / 127.0
)

// readWordKnowledge reads a model file: the weights, then the dictionary.
func readWordKnowledge(data string) wordKnowledge {
	if len(data) <= 1<<wordsBits {
		return wordKnowledge{}
	}
	return wordKnowledge{weights{data[:1<<wordsBits], wordsScale}, wordList(data[1<<wordsBits:])}
}

// ending is what may be tied to the end of a word.
type ending struct {
	key     string // as the model knows letters
	pronoun bool
	group   uint32 // endings of one length and sort
}

// endings are the enclitic pronouns, the forms of the copula, and را of مرا.
var endings = func() (out []ending) {
	for _, e := range []string{"م", "ت", "ش", "مان", "تان", "شان", "ام", "ات", "اش", "یم", "یت", "یش", "یمان", "یتان", "یشان"} {
		out = append(out, ending{letterKey(e), true, uint32(len(e) / 2)})
	}
	for _, e := range []string{"ست", "ند", "اند", "ید", "یند", "را", "ین", "ی"} {
		out = append(out, ending{letterKey(e), false, 8 + uint32(len(e)/2)})
	}
	return out
}()

// letterKey is a word in the bytes by which the model knows letters.
func letterKey(s string) string {
	var out []byte
	for _, r := range s {
		if b, ok := keyByte(r); ok && r != ZWNJ && r != zwj {
			out = append(out, b)
		}
	}
	return string(out)
}

func letterKeys(words ...string) (out []string) {
	for _, w := range words {
		out = append(out, letterKey(w))
	}
	return out
}

// enclitics finds what is tied to words.
type enclitics struct {
	*halfSpaces
	wordKnowledge
	key   []byte
	at    []int // byte of the token at which each letter of key starts
	near  [3]uint32
	extra [longestSplit + 8]byte
	out   []uint32
}

// load takes up the letters of token i; false where nothing can be tied to it.
func (c *enclitics) load(d *Doc, i int) bool {
	if d.Tokens[i].Kind != Word {
		return false
	}
	c.key, c.at = c.key[:0], c.at[:0]
	s := d.Surface(i)
	for at, r := range s {
		if b, ok := keyByte(r); ok && r != ZWNJ && r != zwj {
			c.key, c.at = append(c.key, b), append(c.at, at)
		}
	}
	if len(c.key) < 2 || len(c.key) > longestSplit {
		return false
	}
	c.near = [3]uint32{neighbour(d, i-1), neighbour(d, i+1), neighbour(d, i+2)}
	return true
}

// neighbour is the hash of a word beside the one in question.
func neighbour(d *Doc, i int) uint32 {
	h := uint32(hashStart)
	key := d.Key(i)
	for k := range len(key) {
		h = hashByte(h, key[k])
	}
	return h
}

// split is the byte of the token at which what is tied to it starts, 0 where nothing is.
func (c *enclitics) split(d *Doc, i int) int {
	if c.list == "" || !c.load(d, i) {
		return 0
	}
	best, at := float32(0), 0
	s := d.Surface(i)
	for e := range endings {
		n := len(c.key) - len(endings[e].key)
		if n < 1 || string(c.key[n:]) != endings[e].key {
			continue
		}
		if c.certain(s, e, n) {
			return c.at[n]
		}
		if score := c.weights.sum(c.features(s, e, n)); score > best {
			best, at = score, c.at[n]
		}
	}
	return at
}

// certain tells whether ending e is tied to the n letters before it whatever was learned: a pronoun to a noun's plural (کتاب‌هایش), است to a plural or
// a pronoun (سال‌هاست، اوست).
func (c *enclitics) certain(s string, e, n int) bool {
	key, stem := endings[e].key, c.key[:n]
	if key == stKey && slices.Contains(beforeSt, string(stem)) {
		return true
	}
	base, shape := c.base(stem)
	if !(shape == pluralOf && key == stKey || shape == joinedPlural && slices.Contains(pluralPronouns, key)) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:c.at[len(base)]])
	return before == ZWNJ || c.sorts(base) != 0
}

var (
	stKey          = letterKey("ست")
	beforeSt       = letterKeys("او", "تو", "شما", "این", "آن", "همین", "همان", "چی", "کجا", "اینجا", "آنجا", "همینجا")
	pluralPronouns = letterKeys("م", "ش", "مان", "شان")
)

const particularWords = 8

// features are those of the ending e that leaves n letters before it.
func (c *enclitics) features(s string, e, n int) []uint32 {
	before, _ := utf8.DecodeLastRuneInString(s[:c.at[n]])
	half := uint32(0)
	if before == ZWNJ {
		half = 1
	}
	id := uint32(e)<<1 | half
	stem := c.key[:n]
	whole, known := c.lookup(c.key), c.lookup(stem)
	word, root := hashBytes(hashStart, c.key), hashBytes(hashStart, stem)
	siblings := uint32(0)
	for _, k := range []int{0, 1, 2, 3, 5} {
		siblings += min(c.with(stem, endings[k].key, ""), 1)
	}
	plural, indefinite := min(c.with(stem, pluralKey, ""), 1), min(c.with(stem, yKey, ""), 1)
	verb := min(c.with(stem, thirdKey, ""), 1) | min(c.with(c.key, "", imperfectKey), 1)<<1
	past := min(c.with(stem, participleKey, ""), 1)
	graded := min(c.with(stem, moreKey, ""), 1)
	nounish := plural | indefinite<<1 | past<<2 | graded<<3
	group := endings[e].group
	lead := uint32(min(max(int(known.free)-int(whole.free), -4), 4) + 4)
	sort := uint32(1)
	if endings[e].pronoun {
		sort = 2
	}
	base, shaped := c.base(stem)
	baseIs, shape := uint32(c.sorts(base)), uint32(shaped)
	wholeIs, stemIs := uint32(c.list.sorts(word)), uint32(c.list.sorts(root))
	if shaped == pluralOf || shaped == joinedPlural {
		stemIs = baseIs | uint32(isNoun)
	}
	last := context(c.key, n-1)
	lastTwo := last | context(c.key, n-2)<<8
	c.out = append(c.out[:0],
		// Of particular words: the first particularWords.
		feature(4, word),
		feature(5, root),
		feature(6, root^id<<24),
		feature(12, c.near[0]^id<<24),
		feature(13, c.near[1]^id<<24),
		feature(16, c.near[0]),
		feature(17, c.near[1]),
		feature(18, word^c.near[1]*31),
		// Of any.
		feature(0, id),
		feature(1, id|last<<8),
		feature(2, id|lastTwo<<8),
		feature(3, (lastTwo|context(c.key, n-3)<<16)*31+id),
		feature(7, id|uint32(whole.free)<<8|uint32(known.free)<<16),
		feature(8, id|level(whole.free)<<8|level(known.free)<<16|siblings<<20),
		feature(9, siblings|plural<<8|indefinite<<9|verb<<10|id<<16),
		feature(10, siblings|plural<<8|indefinite<<9|verb<<10|level(known.free)<<12|level(whole.free)<<16),
		feature(11, verb|id<<8|uint32(min(n, 6))<<16),
		feature(14, uint32(known.first)|uint32(known.last)<<4|id<<8),
		feature(15, context(c.key, 0)|context(c.key, 1)<<8|id<<16),
		feature(19, group|lead<<8|level(known.free)<<16),
		feature(20, group|lead<<8|siblings<<16|verb<<20),
		feature(21, group^root*31),
		feature(22, (lastTwo|context(c.key, n-3)<<16)*31+group),
		feature(23, group|nounish<<8|siblings<<16|half<<20),
		feature(24, c.near[1]^group<<24),
		feature(25, c.near[0]^group<<24),
		feature(26, id|nounish<<8|verb<<16),
		feature(27, group|uint32(known.free)<<8|uint32(whole.free)<<12|verb<<16|half<<20),
		feature(28, wholeIs|stemIs<<4|id<<8),
		feature(29, wholeIs|stemIs<<4|group<<8|lead<<16),
		feature(31, wholeIs|stemIs<<4|group<<8|siblings<<16|verb<<20|half<<24),
		feature(32, wholeIs|stemIs<<4),
		feature(33, (stemIs|wholeIs<<4|group<<8)^c.near[1]*31),
		feature(34, sort|wholeIs<<4|stemIs<<8),
		feature(35, group|shape<<8|baseIs<<12),
		feature(36, sort|shape<<4|baseIs<<8|half<<12),
		feature(37, sort|shape<<4|min(siblings, 2)<<8|nounish<<12),
		feature(38, sort|shape<<4|baseIs<<8|wholeIs<<12|half<<16),
		feature(39, id|shape<<8),
		feature(styleFeature, uint32(e)<<1),
	)
	return c.out
}

var (
	pluralKey, yKey, thirdKey, imperfectKey = letterKey("های"), letterKey("ی"), letterKey("ند"), letterKey("می")
	participleKey, moreKey                  = letterKey("ه"), letterKey("تر")
)

// base is what a word has before the plural's ending or a participle's, and which of them it has; the whole word where it has none.
func (c *enclitics) base(stem []byte) ([]byte, formShape) {
	if rest, ok := bytes.CutSuffix(stem, pluralBytes); ok && len(rest) > 1 && c.isPlural(rest) {
		return rest, pluralOf
	}
	if rest, ok := bytes.CutSuffix(stem, joinedPluralBytes); ok && len(rest) > 1 && c.isPlural(rest) {
		return rest, joinedPlural
	}
	if rest, ok := bytes.CutSuffix(stem, participleBytes); ok && len(rest) > 1 {
		if c.sorts(rest)&isVerbStem != 0 {
			return rest, participleOf
		}
		if not, ok := bytes.CutPrefix(rest, notBytes); ok && c.sorts(not)&isVerbStem != 0 {
			return not, negatedOf
		}
	}
	return stem, plainForm
}

// isPlural tells whether the ها behind a base is the plural's ending: «کتاب‌های» and not «کرده‌ای».
func (c *enclitics) isPlural(base []byte) bool {
	const letter = 2 // bytes, in the text
	n := len(base)
	if c.at[n+1]-c.at[n] != letter {
		return false
	}
	return c.at[n]-c.at[n-1] != letter || c.sorts(base)&isVerbStem == 0
}

func (c *enclitics) sorts(key []byte) wordSort { return c.list.sorts(hashBytes(hashStart, key)) }

// formShape is which ending a form has before an enclitic.
type formShape uint32

const (
	plainForm    formShape = iota
	pluralOf               // کتاب‌ها
	joinedPlural           // کتاب‌های
	participleOf           // کرده
	negatedOf              // نکرده
)

var (
	pluralBytes, joinedPluralBytes = []byte(letterKey("ها")), []byte(pluralKey)
	participleBytes, notBytes      = []byte(participleKey), []byte(letterKey("ن"))
)

// with is how often a stem is a word with something before and behind it.
func (c *enclitics) with(stem []byte, behind, before string) uint32 {
	n := copy(c.extra[:], before)
	n += copy(c.extra[n:], stem)
	n += copy(c.extra[n:], behind)
	return uint32(c.lookup(c.extra[:n]).free)
}
