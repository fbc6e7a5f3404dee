package times

import (
	"strconv"
	"strings"

	"safir/fa"
)

// class is a set of word classes, one bit for each.
type class uint64

// reading is one thing that a word can be.
type reading struct {
	class class
	value int
}

// word is an entry of the lexicon.
type word struct {
	classes  class
	readings []reading
}

// lexicon knows the words of time expressions: a map from the first token's key to the entries that begin with it.
type lexicon struct {
	classes map[string]class // by name
	single  map[string]*word
	longer  map[string][]phrase // entries of several tokens, longest first
	numbers numberWords
}

// phrase is an entry of several tokens.
type phrase struct {
	rest []string // keys of the tokens after the first
	*word
}

// Classes of numbers: they are found by value, not listed.
const (
	classNumber  class = 1 << iota // any number without an ordinal's ending
	classOrdinal                   // پنجم، سی‌ام
	classDay                       // 1 to 31
	classSureDay                   // the same in digits or as an ordinal, so that it is no mere count
	classYear                      // a year of four digits, or the same in words
	classBare                      // a year of our time in four digits: a year even without the word for it
	classShort                     // a year of two digits
	classDecade                    // 10, 20 … 90, 1360, 1990
	classDigits                    // written in digits
	firstListed
)

var numberClasses = map[string]class{
	"NUMBER": classNumber, "ORDINAL": classOrdinal, "DAY": classDay, "SUREDAY": classSureDay, "YEAR": classYear,
	"BAREYEAR": classBare, "SHORTYEAR": classShort, "DECADE": classDecade, "DIGITS": classDigits,
}

func loadLexicon() (*lexicon, error) {
	numbers, err := loadNumbers()
	if err != nil {
		return nil, err
	}
	l := &lexicon{classes: map[string]class{}, single: map[string]*word{}, longer: map[string][]phrase{}, numbers: numbers}
	for name, c := range numberClasses {
		l.classes[name] = c
	}
	rows, err := readRows("words.tsv", 3)
	if err != nil {
		return nil, err
	}
	next := firstListed
	for _, r := range rows {
		value, err := strconv.Atoi(r.fields[1])
		if err != nil {
			return nil, r.errorf("%q is no number", r.fields[1])
		}
		name := r.fields[0]
		if l.classes[name] == 0 {
			if next == 0 {
				return nil, r.errorf("class %s: more classes than a set holds", name)
			}
			l.classes[name], next = next, next<<1
		}
		l.add(r.fields[2], reading{l.classes[name], value})
	}
	return l, nil
}

// add lists a word in every way in which it may come apart or run together.
func (l *lexicon) add(text string, r reading) {
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == fa.ZWNJ })
	for i := range parts {
		parts[i] = fa.Key(parts[i])
	}
	for joins := range 1 << (len(parts) - 1) {
		tokens := []string{parts[0]}
		for i, part := range parts[1:] {
			if joins>>i&1 == 1 {
				tokens[len(tokens)-1] += part
			} else {
				tokens = append(tokens, part)
			}
		}
		l.addTokens(tokens, r)
	}
}

func (l *lexicon) addTokens(tokens []string, r reading) {
	first, rest := tokens[0], tokens[1:]
	if len(rest) == 0 {
		if l.single[first] == nil {
			l.single[first] = &word{}
		}
		l.single[first].add(r)
		return
	}
	list := l.longer[first]
	at := 0
	for ; at < len(list) && len(list[at].rest) >= len(rest); at++ {
		if strings.Join(list[at].rest, " ") == strings.Join(rest, " ") {
			list[at].add(r)
			return
		}
	}
	w := &word{}
	w.add(r)
	list = append(list[:at:at], append([]phrase{{rest, w}}, list[at:]...)...)
	l.longer[first] = list
}

func (w *word) add(r reading) {
	for _, known := range w.readings {
		if known == r {
			return
		}
	}
	w.classes |= r.class
	w.readings = append(w.readings, r)
}

// value is what a word means as a member of a class.
func (w *word) value(c class) (int, bool) {
	for _, r := range w.readings {
		if r.class&c != 0 {
			return r.value, true
		}
	}
	return 0, false
}

// lexeme is a word or a number found at token i of a document; its end is 0 where nothing was found.
type lexeme struct {
	end     int
	classes class
	word    *word  // nil for a number
	number  number // where word is nil
}

// at is the longest word or number that starts at token i.
func (l *lexicon) at(d *fa.Doc, i int) lexeme {
	key := d.Key(i)
	for _, p := range l.longer[key] {
		if l.follows(d, i+1, p.rest) {
			return lexeme{end: i + 1 + len(p.rest), classes: p.classes, word: p.word}
		}
	}
	var out lexeme
	if w := l.single[key]; w != nil {
		out = lexeme{end: i + 1, classes: w.classes, word: w}
	}
	if n, end, ok := l.numbers.at(d, i); ok && (end > out.end || out.word == nil) {
		out = lexeme{end: end, classes: n.classes(d.Tokens[i].Kind == fa.Number, d.Key(i)), number: n}
	} else if ok {
		out.classes |= n.classes(false, "")
		out.number = n
	}
	return out
}

func (l *lexicon) follows(d *fa.Doc, i int, keys []string) bool {
	for k, key := range keys {
		if !near(d, i+k) || d.Key(i+k) != key {
			return false
		}
	}
	return true
}

const (
	firstYear, lastYear         = 1000, 2200 // years of four digits that news speak of, of all calendars
	firstJalali, lastJalali     = 1300, 1450 // years that are Jalali where nothing else tells
	firstBareWest, lastBareWest = 1940, 2060 // years that need no word beside them
	firstBareHere, lastBareHere = 1340, 1430
	oldestShort                 = 40 // ۴۰ … ۹۹ without the century are 1340 to 1399; below it, 1400 to 1439
)

func (n number) classes(inDigits bool, key string) class {
	var c class
	v := n.value
	if n.ordinal {
		c = classOrdinal
	} else {
		c = classNumber
	}
	if inDigits {
		c |= classDigits
	}
	if v >= 1 && v <= 31 {
		c |= classDay
		if inDigits || n.ordinal {
			c |= classSureDay
		}
	}
	if n.ordinal {
		return c
	}
	if v >= firstYear && v <= lastYear {
		c |= classYear
		if inDigits && (v >= firstBareWest && v <= lastBareWest || v >= firstBareHere && v <= lastBareHere) {
			c |= classBare
		}
	}
	if v < 100 && (!inDigits || len(key) == 2) {
		c |= classShort
	}
	if v%10 == 0 && (v >= 10 && v <= 90 || v >= firstJalali && v <= lastYear) {
		c |= classDecade
	}
	return c
}

// value is the lexeme's value as a member of a class.
func (x *lexeme) value(c class) int {
	if c < firstListed || x.word == nil {
		return x.number.value
	}
	v, _ := x.word.value(c)
	return v
}
