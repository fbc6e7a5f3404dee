package times

import (
	"strconv"
	"strings"

	"safir/fa"
)

// number is what a number word says.
type number struct {
	value   int
	ordinal bool
}

// numberWords are all number words up to 99 that are written as one word, with their ordinals, by key, and the hundreds.
type numberWords map[string]number

// Endings that make an ordinal, and the word that joins the parts of a number.
const (
	ordinalEnding    = "م"
	ordinalEndingApt = "ام"
	ordinalNoun      = "مین"
	ordinalNounApt   = "امین"
	andWord          = "و"
	thousandWord     = "هزار"
	hundredWord      = "صد"
	thousand         = 1000
	longNumber       = 12 // bytes of the shortest number that runs a thousand together with something (هزارده)
)

func loadNumbers() (numberWords, error) {
	cardinals, err := readRows("numbers.tsv", 2)
	if err != nil {
		return nil, err
	}
	n := numberWords{}
	for _, r := range cardinals {
		value, err := strconv.Atoi(r.fields[0])
		if err != nil {
			return nil, r.errorf("%q is no number", r.fields[0])
		}
		n.add(fa.Key(r.fields[1]), value)
	}
	ordinals, err := readRows("ordinals.tsv", 2)
	if err != nil {
		return nil, err
	}
	for _, r := range ordinals {
		value, err := strconv.Atoi(r.fields[0])
		if err != nil {
			return nil, r.errorf("%q is no number", r.fields[0])
		}
		n[fa.Key(r.fields[1])] = number{value, true}
	}
	n.compose()
	return n, nil
}

func (n numberWords) add(key string, value int) {
	n[key] = number{value, false}
	for _, ending := range []string{ordinalEnding, ordinalEndingApt, ordinalNoun, ordinalNounApt} {
		if _, taken := n[key+ending]; !taken {
			n[key+ending] = number{value, true}
		}
	}
}

// compose adds the numbers between the tens, run together with or without «و» (بیست‌ویکم, بیستیکم).
func (n numberWords) compose() {
	tens, units := map[string]int{}, map[string]number{}
	for key, v := range n {
		switch {
		case v.value >= 20 && v.value < 100 && !v.ordinal:
			tens[key] = v.value
		case v.value >= 1 && v.value < 10:
			units[key] = v
		}
	}
	for ten, a := range tens {
		for unit, b := range units {
			sum := number{a + b.value, b.ordinal}
			n[ten+andWord+unit] = sum
			if _, taken := n[ten+unit]; !taken {
				n[ten+unit] = sum
			}
		}
	}
}

// sieve tells of most words that they begin no number, beside those of which [mayCount] tells; it has room for further keys.
func (n numberWords) sieve(further int) *fa.Sieve {
	s := fa.NewSieve(len(n) + further)
	for key := range n {
		s.Add(key)
	}
	return s
}

// mayCount tells whether token i may be a number that is no number word: digits, or what runs words together.
func mayCount(d *fa.Doc, i int) bool {
	return d.Tokens[i].Kind == fa.Number || len(d.Key(i)) >= longNumber
}

// word is the number that one word says.
func (n numberWords) word(key string) (number, bool) {
	if v, ok := n[key]; ok {
		return v, true
	}
	if len(key) >= longNumber && (strings.Contains(key, thousandWord) || strings.Contains(key, hundredWord)) {
		return n.runTogether(key)
	}
	return number{}, false
}

// runTogether reads a long number without spaces (هزارونهصدونود, دوهزاروپنج): what stands before the thousand times the
// thousand, and the rest piece by piece.
func (n numberWords) runTogether(key string) (number, bool) {
	before, rest, found := strings.Cut(key, thousandWord)
	sum := number{value: thousand}
	switch {
	case !found:
		sum.value, rest = 0, key
	case before != "":
		times, ok := n[before]
		if !ok || times.ordinal {
			return number{}, false
		}
		sum.value *= times.value
	}
	for rest != "" {
		rest = strings.TrimPrefix(rest, andWord)
		piece, size := n.prefix(rest)
		if size == 0 || sum.ordinal {
			return number{}, false
		}
		sum = number{sum.value + piece.value, piece.ordinal}
		rest = rest[size:]
	}
	return sum, true
}

// prefix is the longest number word that a key begins with.
func (n numberWords) prefix(key string) (number, int) {
	for end := len(key); end > 0; end-- {
		if v, ok := n[key[:end]]; ok {
			return v, end
		}
	}
	return number{}, 0
}

// at reads the number that starts at token i, in digits or words, and the token after it.
func (n numberWords) at(d *fa.Doc, i int) (v number, end int, ok bool) {
	if d.Tokens[i].Kind == fa.Number {
		return digits(d, i)
	}
	if v, ok = n.word(d.Key(i)); !ok {
		return v, i, false
	}
	end = i + 1
	if next, more := n.word(d.Key(end)); more && !v.ordinal && v.value < thousand && next.value == thousand && near(d, end) {
		v, end = number{v.value * thousand, next.ordinal}, end+1
	}
	for !v.ordinal && near(d, end) {
		next, after, more := n.next(d, end)
		if !more || !fits(v.value, next.value) {
			break
		}
		v, end = number{v.value + next.value, next.ordinal}, after
	}
	if !v.ordinal && v.value < 100 && near(d, end) && d.Key(end) == ordinalEndingApt {
		v, end = number{v.value, true}, end+1
	}
	return v, end, true
}

// next is the part of a number that follows «و», which may be written together with it.
func (n numberWords) next(d *fa.Doc, i int) (number, int, bool) {
	key := d.Key(i)
	if key == andWord {
		v, ok := n.word(d.Key(i + 1))
		return v, i + 2, ok && near(d, i+1)
	}
	if rest, ok := strings.CutPrefix(key, andWord); ok {
		v, ok := n.word(rest)
		return v, i + 1, ok
	}
	return number{}, i, false
}

// fits tells whether a part may be added to what stands before it: twenty takes one to nine, a hundred up to 99.
func fits(sum, part int) bool {
	switch {
	case part == 0 || sum == 0:
		return false
	case sum%thousand == 0:
		return part < thousand
	case sum%100 == 0:
		return part < 100
	}
	return sum%10 == 0 && sum%100 >= 20 && part < 10
}

// near tells whether token i exists and stands on the line of the one before it.
func near(d *fa.Doc, i int) bool { return i < len(d.Tokens) && !d.Tokens[i].Line }

const maxDigits = 4

// digits reads a number of up to four digits and the ending of an ordinal behind it (۲۴ام).
func digits(d *fa.Doc, i int) (number, int, bool) {
	key := d.Key(i)
	if len(key) > maxDigits {
		return number{}, i, false
	}
	value, err := strconv.Atoi(key)
	if err != nil {
		return number{}, i, false
	}
	if near(d, i+1) {
		switch d.Key(i + 1) {
		case ordinalEnding, ordinalEndingApt, ordinalNoun, ordinalNounApt:
			if d.Key(i+1) != ordinalEnding || !d.Tokens[i+1].Space && value < 100 {
				return number{value, true}, i + 2, true
			}
		}
	}
	return number{value, false}, i + 1, true
}
