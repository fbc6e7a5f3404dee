package fa

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
		if d.Tokens[i].Line {
			cut(i)
		}
		if endsSentence(d, i) {
			end := i + 1
			for end < len(d.Tokens) && !d.Tokens[end].Line && closes(d.Key(end)) {
				end++
			}
			cut(end)
		}
	}
	cut(len(d.Tokens))
	return out
}

func endsSentence(d *Doc, i int) bool {
	switch d.Key(i) {
	case "؟", "?", "!":
		return !closesNext(d, i)
	case ".", "۔":
		return !insideNumberOrInitial(d, i)
	}
	return false
}

// closesNext tells whether another closing mark of the same sentence follows («؟!»).
func closesNext(d *Doc, i int) bool {
	switch d.Key(i + 1) {
	case "!", "؟", "?", ".":
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

func closes(key string) bool {
	switch key {
	case "»", ")", "]", "”", "’":
		return true
	}
	return false
}
