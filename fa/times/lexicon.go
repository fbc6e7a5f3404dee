package times

import (
	"strconv"
	"strings"

	"safir/fa"
)

// class is a set of word classes, one bit for each.
type class [2]uint64

// classBit is the set of one class.
func classBit(i int) (c class) {
	c[i/64] = 1 << (i % 64)
	return c
}

const mostClasses = 128

func (c class) meets(o class) bool { return c[0]&o[0]|c[1]&o[1] != 0 }

func (c class) with(o class) class { return class{c[0] | o[0], c[1] | o[1]} }

func (c class) empty() bool { return c == class{} }

// counted tells whether the class is one of those of numbers, which are found by value.
func (c class) counted() bool { return c[0]&(1<<firstListed-1) == c[0] && c[1] == 0 }

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
	first   *fa.Sieve // what entries begin with, and numbers
}

// phrase is an entry of several tokens.
type phrase struct {
	rest []string // keys of the tokens after the first
	*word
}

// Classes of numbers: they are found by value, not listed.
const (
	bitNumber    = iota // any number without an ordinal's ending
	bitOrdinal          // پنجم، سی‌ام
	bitDay              // 1 to 31
	bitSureDay          // the same in digits or as an ordinal, so that it is no mere count
	bitYear             // a year of four digits, or the same in words
	bitBare             // a Gregorian year of our time in four digits: a year even without the word for it
	bitBareHere         // the same of the Jalali calendar, where a number is more often a count
	bitShort            // a year of two digits
	bitSureShort        // the same in digits, 40 to 99, so that it is no count of days or men
	bitDecade           // 10, 20 … 90, 1360, 1990
	bitDigits           // written in digits
	firstListed
)

var numberClasses = [firstListed]string{
	bitNumber: "NUMBER", bitOrdinal: "ORDINAL", bitDay: "DAY", bitSureDay: "SUREDAY", bitYear: "YEAR", bitBare: "BAREYEAR", bitBareHere: "BAREHERE",
	bitShort: "SHORTYEAR", bitSureShort: "SURESHORT", bitDecade: "DECADE", bitDigits: "DIGITS",
}

// entriesBeside is about how many entries the lexicon has beside numbers.
const entriesBeside = 1000

func loadLexicon() (*lexicon, error) {
	numbers, err := loadNumbers()
	if err != nil {
		return nil, err
	}
	l := &lexicon{classes: map[string]class{}, single: map[string]*word{}, longer: map[string][]phrase{}, numbers: numbers}
	l.first = numbers.sieve(entriesBeside)
	for bit, name := range numberClasses {
		l.classes[name] = classBit(bit)
	}
	rows, err := readRows("words.tsv", 3)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		value, err := strconv.Atoi(r.fields[1])
		if err != nil {
			return nil, r.errorf("%q is no number", r.fields[1])
		}
		name := r.fields[0]
		if len(l.classes) == mostClasses {
			return nil, r.errorf("class %s: more classes than a set holds", name)
		}
		l.add(r.fields[2], reading{l.class(name), value})
	}
	l.addMonthWords(rows)
	return l, nil
}

// addMonthWords lists the months with the word for month behind them (مهرماه): such a name is surely a month.
func (l *lexicon) addMonthWords(rows []row) {
	const nameClass, sureClass, monthWord = "MONTH", "NAMED", "ماه"
	for _, r := range rows {
		if r.fields[0] != nameClass {
			continue
		}
		value, _ := strconv.Atoi(r.fields[1])
		for _, name := range []string{nameClass, sureClass} {
			l.add(r.fields[2]+" "+monthWord, reading{l.classes[name], value})
		}
	}
}

// class is the class of a name, made where it is new.
func (l *lexicon) class(name string) class {
	c, ok := l.classes[name]
	if !ok {
		c = classBit(len(l.classes))
		l.classes[name] = c
	}
	return c
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
	l.first.Add(first)
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
	w.classes = w.classes.with(r.class)
	w.readings = append(w.readings, r)
}

// value is what a word means as a member of a class.
func (w *word) value(c class) (int, bool) {
	for _, r := range w.readings {
		if r.class.meets(c) {
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
	if !l.first.May(d.Hash(i)) && !mayCount(d, i) {
		return lexeme{}
	}
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
		out.classes = out.classes.with(n.classes(false, ""))
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
	firstBareHere, lastBareHere = 1300, 1430
	largestSmall                = 10 // above it a number in words before a month is a day: «بیست و دو مهر», but «سه تیر»
	oldestShort                 = 40 // ۴۰ … ۹۹ without the century are 1340 to 1399; below it, 1400 to 1439
)

// classes are the classes that a number belongs to; key is how it is written in digits.
func (n number) classes(inDigits bool, key string) (c class) {
	v := n.value
	add := func(bit int, belongs bool) {
		if belongs {
			c[0] |= 1 << bit
		}
	}
	isDay := v >= 1 && v <= 31
	add(bitOrdinal, n.ordinal)
	add(bitDigits, inDigits && (len(key) <= 2 || v >= thousand))
	add(bitDay, isDay)
	add(bitSureDay, isDay && (inDigits || n.ordinal || v > largestSmall))
	if n.ordinal {
		return c
	}
	isYear := v >= firstYear && v <= lastYear
	add(bitNumber, true)
	add(bitYear, isYear)
	add(bitBare, inDigits && v >= firstBareWest && v <= lastBareWest)
	add(bitBareHere, inDigits && v >= firstBareHere && v <= lastBareHere)
	add(bitShort, v < 100 && (!inDigits && v >= 30 || len(key) == 2))
	add(bitSureShort, inDigits && v >= oldestShort && v < 100)
	add(bitDecade, v%10 == 0 && (v >= 10 && v <= 90 || v >= firstJalali && v <= lastYear))
	return c
}

// value is the lexeme's value as a member of a class.
func (x *lexeme) value(c class) int {
	if c.counted() || x.word == nil {
		return x.number.value
	}
	v, _ := x.word.value(c)
	return v
}
