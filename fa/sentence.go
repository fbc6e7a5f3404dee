package fa

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// longestSentence is the number of tokens at which a sentence without an end is cut. The longest of the treebanks have
// 120; what later stages ask of a sentence grows with the square of its length, and a text without full stops, such as a
// table that lost its lines, would keep them busy for hours.
const longestSentence = 400

// sentences cuts the tokens into sentences: at line breaks, at full stops, question and exclamation marks. A closing quote
// or bracket after the mark still belongs to the sentence that it closes.
func sentences(d *Doc) []Range {
	var out []Range
	start := 0
	cut := func(i int) {
		if i > start {
			out = append(out, Range{start, i})
			start = i
		}
	}
	for i := range d.Tokens {
		if d.Tokens[i].Line || i-start >= longestSentence {
			cut(i)
		}
		if datelineAt(d, i) {
			cut(i)
		}
		if i == start {
			if end := datelineEnd(d, i); end > i {
				cut(end)
			}
		}
		if endsSentence(d, i) && !numbersItem(d, start, i) {
			end := i + 1
			for end < len(d.Tokens) && !d.Tokens[end].Line && (closesHere(d, start, end) || end > i+1 && stopsHere(d, end)) {
				end++ // «پرسید: کجا؟».
			}
			if !goesOn(d, start, i, end) && !answered(d, start, end) {
				cut(end)
			}
		}
	}
	cut(len(d.Tokens))
	return out
}

// numbersItem tells whether all that stands from start to the full stop at token i is a number, as before an item of a list («۲. …»).
func numbersItem(d *Doc, start, i int) bool {
	return i == start+1 && d.Tokens[start].Kind == Number && d.Key(i) == "." && !d.Tokens[i].Space
}

// stopsHere tells whether token i is a mark that ends a sentence and stands at what comes before it.
func stopsHere(d *Doc, i int) bool {
	switch d.Key(i) {
	case ".", "۔":
		return true
	case "!", "؟", "?", "…":
		return !d.Tokens[i].Space
	}
	return false
}

// goesOn tells whether the sentence from start on is not over though the mark at token i says so, because the mark belongs to a quotation or to
// brackets in the middle of it, which are closed before token end: «با پیشنهاد «بازی کنیم؟» مخالفت کرد».
func goesOn(d *Doc, start, i, end int) bool {
	if end == i+1 || end >= len(d.Tokens) || d.Tokens[end].Line || !closes(d.Key(end-1)) {
		return false
	}
	open := openedAt(d, start, end-1)
	if open <= start {
		return false
	}
	switch d.Key(end) {
	case "،", "؛", "که", "را", "و", "یا", "ولی", "تا", "نیز", "هم":
		return true
	}
	return !isStop(d.Key(i)) && d.Key(open-1) != ":"
}

// answered tells whether a question that ends before token end stands within a sentence that tells who was asked and what was said to it: «وزیر در
// پاسخ به این پرسش که چه شد؟ گفت …». A comma behind the mark says so by itself.
func answered(d *Doc, start, end int) bool {
	if end >= len(d.Tokens) || d.Tokens[end].Line || isStop(d.Key(end-1)) {
		return false
	}
	if d.Key(end) == "،" {
		return true
	}
	if !reports(d.Key(end)) {
		return false
	}
	for k := end - 1; k >= start; k-- {
		switch d.Key(k) {
		case "سوال", "سوالی", "پرسش", "پرسشی", "پاسخ", "اینکه":
			return true
		}
	}
	return false
}

// reports tells whether a word is or begins a verb of saying.
func reports(key string) bool {
	switch key {
	case "گفت", "گفتند", "اظهار", "پاسخ", "جواب", "تصریح", "افزود", "توضیح", "خاطرنشان", "بیان", "عنوان", "تاکید", "یاداور", "ابراز":
		return true
	}
	return false
}

// openedAt is where the quotation or bracket opens that token i closes, -1 where that is not after start.
func openedAt(d *Doc, start, i int) int {
	mark := map[string]string{"»": "«", ")": "(", "]": "[", "”": "“", "’": "‘"}[d.Key(i)]
	for k := i - 1; k >= start; k-- {
		if d.Key(k) == mark {
			return k
		}
	}
	return -1
}

// longestDateline is the number of tokens that a dateline has, its marks counted; longestTown that of the name of its town.
const (
	longestDateline = 14
	longestTown     = 3
)

// datelineEnd is where the dateline ends that starts a sentence at token i («تهران - صبح:»، «ایرنا:»), i where there is none: a few words,
// a dash with spaces around it, a few words, a colon; or the name of an agency and a colon.
func datelineEnd(d *Doc, i int) int {
	if end := agencyEnd(d, i); end > i {
		return end
	}
	dash, tight := -1, false
	for k := i; k < min(len(d.Tokens), i+longestDateline); k++ {
		t := d.Tokens[k]
		switch key := d.Key(k); {
		case t.Line && k > i, key == "که":
			return i
		case isDash(key) && k > i+longestTown && datelineAt(d, k-1): // a headline stands before it
			return i
		case t.Kind == Word, t.Kind == Number, key == "،", isDash(key) && dash >= 0 && k > dash+1:
		case (key == "(" || key == ")") && dash >= 0 && k > dash+1: // تهران - خبرگزاری جمهوری اسلامی (ایرنا):
		case isDash(key) && dash < 0 && k > i:
			dash, tight = k, !t.Space && k+1 < len(d.Tokens) && !d.Tokens[k+1].Space
		case key == ":" && dash >= 0 && k > dash+1 && (!tight || agencyEnd(d, dash+1) > dash+1):
			return k + 1
		default:
			return i
		}
	}
	return i
}

// datelineAt tells whether a dateline of a town and an agency starts at token i: where a text has lost its lines, it follows the headline
// without any mark («نشست وزیران آب در باکو باکو - ایرنا: …»).
func datelineAt(d *Doc, i int) bool {
	if i+2 >= len(d.Tokens) || d.Tokens[i].Kind != Word || d.Tokens[i+1].Kind == Word || !isDash(d.Key(i+1)) {
		return false
	}
	m, ok := agencies().Longest(d, i+2)
	return ok && d.Key(m.End) == ":"
}

// agencyEnd is where a dateline ends that is the name of an agency and a colon, with no more than the name of a town before it
// («پکن، ایرنا:»); i where there is none.
func agencyEnd(d *Doc, i int) int {
	for k := i; k <= i+longestTown && k < len(d.Tokens) && (k == i || !d.Tokens[k].Line); k++ {
		if m, ok := agencies().Longest(d, k); ok {
			if d.Key(m.End) == ":" {
				return m.End + 1
			}
			return i
		}
		if key := d.Key(k); key == "به" || key == "از" || d.Tokens[k].Kind != Word && key != "،" {
			return i
		}
	}
	return i
}

// agencies are the names that make a dateline by themselves.
var agencies = sync.OnceValue(mustLoad(func() (*Phrases[bool], error) {
	rows, err := readRows("agencies.tsv", 1)
	if err != nil {
		return nil, err
	}
	p := NewPhrases[bool]()
	for _, r := range rows {
		p.Add(r.fields[0], true)
	}
	return p, nil
}))

func isDash(key string) bool {
	switch key {
	case "-", "–", "—", "ـ":
		return true
	}
	return false
}

func endsSentence(d *Doc, i int) bool {
	switch d.Key(i) {
	case "؟", "?", "!":
		return !closesNext(d, i)
	case "…":
		return !closesNext(d, i) && d.Key(i+1) != "و" && i > 0 && (isFinite(d.Surface(i-1)) || stopsHere(d, i-1))
	case ".", "۔":
		if i > 0 && d.Key(i-1) == "." && !d.Tokens[i].Space {
			return endsAtDots(d, i)
		}
		return !insideNumberOrInitial(d, i)
	}
	return false
}

// endsAtDots tells whether a sentence ends at a row of dots whose last one is token i: as at «…», only after a verb or another mark.
func endsAtDots(d *Doc, i int) bool {
	if i+1 < len(d.Tokens) && (d.Key(i+1) == "." && !d.Tokens[i+1].Space || d.Key(i+1) == "و") || closesNext(d, i) {
		return false
	}
	for i > 0 && d.Key(i) == "." {
		i--
	}
	return isFinite(d.Surface(i)) || stopsHere(d, i)
}

// isFinite tells whether a word looks like a finite verb, with which a Persian sentence ends: a stem with a personal ending.
func isFinite(word string) bool {
	list := knownWords().list
	if list == "" {
		return false
	}
	key := letterKey(word)
	for _, prefix := range finitePrefixes {
		rest, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		for _, personal := range personalEndings {
			if stem, ok := strings.CutSuffix(rest, personal); ok && list.sorts(hashBytes(hashStart, []byte(stem)))&isVerbStem != 0 {
				return true
			}
		}
	}
	return key == isKeyed
}

var (
	finitePrefixes  = letterKeys("", "می", "نمی", "ن", "ب")
	personalEndings = letterKeys("", "م", "ی", "د", "یم", "ید", "ند", "ه")
	isKeyed         = letterKey("است")
)

// closesNext tells whether another closing mark of the same sentence follows («؟!»).
func closesNext(d *Doc, i int) bool {
	switch d.Key(i + 1) {
	case "!", "؟", "?", ".", "…":
		return true
	}
	return false
}

// insideNumberOrInitial tells whether a full stop belongs to a number (۳.۵), a row of dots, an address, or an initial (ا. ب. احمدی).
func insideNumberOrInitial(d *Doc, i int) bool {
	if i+1 >= len(d.Tokens) {
		return false
	}
	next := d.Tokens[i+1]
	if i > 0 && !next.Space && !next.Line && isLatin(d.Surface(i-1)) && isLatin(d.Surface(i+1)) {
		return true // name.com
	}
	if !next.Space && (next.Kind == Number && !endsPlainWord(d, i) || d.Key(i+1) == ".") {
		return true
	}
	if i == 0 || d.Tokens[i].Space {
		return false
	}
	if endsInitials(d, i) {
		return isInitial(d, i+1) || isLatin(d.Surface(i+1))
	}
	return d.Tokens[i-1].Kind == Word && len(d.Key(i-1)) <= 2 && (i < 2 || d.Tokens[i-1].Space && !namedByLetter(d.Key(i-2)))
}

// endsInitials tells whether a row of letters with dots behind them ends at the dot that is token i («ج.ا.»).
func endsInitials(d *Doc, i int) bool {
	return i >= 3 && isInitial(d, i-1) && !d.Tokens[i-1].Space && isInitial(d, i-3) && d.Key(i-2) == "."
}

// isInitial tells whether token i is a single letter.
func isInitial(d *Doc, i int) bool {
	return d.Tokens[i].Kind == Word && utf8.RuneCountInString(d.Key(i)) == 1
}

// isLatin tells whether a word begins and ends with a Latin letter.
func isLatin(word string) bool {
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	return letter(word[0]) && letter(word[len(word)-1])
}

// endsPlainWord tells whether a Persian word of several letters stands before token i, of which no figure is a part.
func endsPlainWord(d *Doc, i int) bool {
	const several = 4 // bytes
	return i > 0 && d.Tokens[i-1].Kind == Word && len(d.Key(i-1)) >= several && d.Key(i - 1)[0] >= utf8.RuneSelf
}

// namedByLetter tells whether a word is of those that letters tell apart (گروه ب، ویتامین د), so that the letter is no initial.
func namedByLetter(key string) bool {
	switch key {
	case "گروه", "نوع", "ویتامین", "بند", "تیم", "کلاس", "سری", "درجه", "رده", "قسمت", "هپاتیت", "مورد", "سطح", "بخش", "طبقه":
		return true
	}
	return false
}

// closesHere tells whether token i closes what was opened since start: also a quote that looks alike on both sides, and a bracket the
// wrong way round, as texts have them that were turned from right to left («) ایسنا (»).
func closesHere(d *Doc, start, i int) bool {
	key := d.Key(i)
	if closes(key) {
		return !opensReversed(d, start, i)
	}
	if d.Tokens[i].Space && (key != "\"" || i+1 < len(d.Tokens) && !d.Tokens[i+1].Line) {
		return false
	}
	switch key {
	case "\"":
		return count(d, start, i, "\"")%2 == 1
	case "(":
		return count(d, start, i, ")") > count(d, start, i, "(")
	}
	return false
}

// opensReversed tells whether a closing bracket at token i, behind a full stop, opens: a space is before it, no bracket is open, and the
// next one is the other way round too («… دارد. ) ایسنا (»).
func opensReversed(d *Doc, start, i int) bool {
	if d.Key(i) != ")" || !d.Tokens[i].Space || count(d, start, i, "(") > count(d, start, i, ")") {
		return false
	}
	for k := i + 1; k < len(d.Tokens) && !d.Tokens[k].Line; k++ {
		switch d.Key(k) {
		case "(":
			return k > i+1
		case ")":
			return false
		}
	}
	return false
}

// count is how many of the tokens from start to end are a mark.
func count(d *Doc, start, end int, mark string) int {
	n := 0
	for k := start; k < end; k++ {
		if d.Key(k) == mark {
			n++
		}
	}
	return n
}

func isStop(key string) bool { return key == "." || key == "۔" }

func closes(key string) bool {
	switch key {
	case "»", ")", "]", "”", "’":
		return true
	}
	return false
}
