package fa

import (
	"strings"
	"sync"
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
		if i == start {
			if end := datelineEnd(d, i); end > i {
				cut(end)
			}
		}
		if endsSentence(d, i) {
			end := i + 1
			for end < len(d.Tokens) && !d.Tokens[end].Line && (closes(d.Key(end)) || isStop(d.Key(end)) && end > i+1) {
				end++ // «پرسید: کجا؟».
			}
			cut(end)
		}
	}
	cut(len(d.Tokens))
	return out
}

// longestDateline is the number of tokens that a dateline has, its marks counted.
const longestDateline = 14

// datelineEnd is where the dateline ends that starts a sentence at token i («تهران - صبح:»، «ایرنا:»), i where there is none: a few words,
// a dash with spaces around it, a few words, a colon; or the name of an agency and a colon.
func datelineEnd(d *Doc, i int) int {
	if end := agencyEnd(d, i); end > i {
		return end
	}
	dash := -1
	for k := i; k < min(len(d.Tokens), i+longestDateline); k++ {
		t := d.Tokens[k]
		switch key := d.Key(k); {
		case t.Line && k > i, key == "که":
			return i
		case t.Kind == Word, key == "،", isDash(key) && dash >= 0 && k > dash+1:
		case isDash(key) && dash < 0 && k > i && t.Space:
			dash = k
		case key == ":" && dash >= 0 && k > dash+1:
			return k + 1
		default:
			return i
		}
	}
	return i
}

// agencyEnd is where a dateline ends that is the name of an agency and a colon, with no more than the name of a town before it
// («پکن، ایرنا:»); i where there is none.
func agencyEnd(d *Doc, i int) int {
	const longestTown = 3
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
		return !closesNext(d, i) && d.Key(i+1) != "و" && i > 0 && isFinite(d.Surface(i-1))
	case ".", "۔":
		return !insideNumberOrInitial(d, i)
	}
	return false
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

// insideNumberOrInitial tells whether a full stop belongs to a number (۳.۵), a row of dots, or an initial (ا. ب. احمدی).
func insideNumberOrInitial(d *Doc, i int) bool {
	if i+1 >= len(d.Tokens) {
		return false
	}
	next := d.Tokens[i+1]
	if !next.Space && (next.Kind == Number || d.Key(i+1) == ".") {
		return true
	}
	if i == 0 || d.Tokens[i].Space {
		return false
	}
	return d.Tokens[i-1].Kind == Word && len(d.Key(i-1)) <= 2 && (i < 2 || d.Tokens[i-1].Space)
}

func isStop(key string) bool { return key == "." || key == "۔" }

func closes(key string) bool {
	switch key {
	case "»", ")", "]", "”", "’":
		return true
	}
	return false
}
