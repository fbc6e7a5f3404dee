package fa

import (
	"fmt"
	"strings"
	"sync"
)

// apartRule is one line of data/apart.tsv.
type apartRule struct {
	id, place string
	pattern   pattern
	yes, no   string
}

var apartRules = sync.OnceValue(mustLoad(loadApart))

func loadApart() ([]apartRule, error) {
	rows, err := readRows("apart.tsv", 6)
	if err != nil {
		return nil, fmt.Errorf("loading what is set apart: %w", err)
	}
	var rules []apartRule
	for _, r := range rows {
		p, ok := newPattern(r.fields[2])
		if !ok || len(p) == 0 {
			return nil, r.errorf("pattern %q: unknown kind of token", r.fields[2])
		}
		switch r.fields[1] {
		case "line", "head", "tail", "foot":
		default:
			return nil, r.errorf("place %q: want line, head, tail or foot", r.fields[1])
		}
		rules = append(rules, apartRule{r.fields[0], r.fields[1], p, r.fields[4], r.fields[5]})
	}
	return rules, nil
}

// Apart marks the tokens that are an outlet's own furniture and no part of the dispatch: openings, signatures, desk codes,
// handles and addresses, lines of hashtags, bullets, pointers to other pages.
func Apart(d *Doc) []bool {
	apart := make([]bool, len(d.Tokens))
	rules := apartRules()
	for start := 0; start < len(d.Tokens); {
		end := d.lineEnd(start)
		setLineApart(d, rules, start, end, apart)
		start = end
	}
	setFootApart(d, rules, apart)
	for i, t := range d.Tokens {
		if t.Kind == Link || t.Kind == Symbol && isPicture(d.Text[t.Start:]) {
			apart[i] = true
		}
	}
	return apart
}

func (d *Doc) lineEnd(start int) int {
	end := start + 1
	for end < len(d.Tokens) && !d.Tokens[end].Line {
		end++
	}
	return end
}

func (d *Doc) lineStart(i int) int {
	for i > 0 && !d.Tokens[i].Line {
		i--
	}
	return i
}

// longestFurniture is the number of tokens up to which a line can be furniture as a whole.
const longestFurniture = 24

func setLineApart(d *Doc, rules []apartRule, start, end int, apart []bool) {
	if isDecoration(d, start, end) {
		mark(apart, start, end)
		return
	}
	for _, rule := range rules {
		switch rule.place {
		case "line":
			if end-start <= longestFurniture && rule.pattern.covers(d, start, end) {
				mark(apart, start, end)
				return
			}
		case "head":
			if start == 0 {
				mark(apart, start, rule.pattern.prefix(d, start, end))
			}
		case "tail":
			mark(apart, rule.tail(d, start, end), end)
		}
	}
}

// setFootApart looks at the end of the last line that is not furniture as a whole.
func setFootApart(d *Doc, rules []apartRule, apart []bool) {
	end := len(d.Tokens)
	for end > 0 && apart[end-1] {
		end--
	}
	if end == 0 || end < len(d.Tokens) && !d.Tokens[end].Line {
		return
	}
	start := d.lineStart(end - 1)
	for _, rule := range rules {
		if rule.place == "foot" {
			mark(apart, rule.tail(d, start, end), end)
		}
	}
}

func mark(apart []bool, start, end int) {
	for i := start; i < end; i++ {
		apart[i] = true
	}
}

// longestTail is the number of tokens that a signature at the end of a line may have.
const longestTail = 8

// tail is where the signature starts that ends the line, the line's end where it has none. A slash between two numbers is
// part of a fraction or a date, so that no signature starts with it.
func (r apartRule) tail(d *Doc, start, end int) int {
	for i := max(start+1, end-longestTail); i < end; i++ {
		fraction := d.Key(i) == "/" && d.Tokens[i-1].Kind == Number
		if !fraction && r.pattern.covers(d, i, end) {
			return i
		}
	}
	return end
}

// isDecoration tells whether a line has nothing but pictures, marks, addresses and hashtags.
func isDecoration(d *Doc, start, end int) bool {
	for i := start; i < end; i++ {
		switch {
		case d.Tokens[i].Kind == Word:
			if !inHashtag(d, start, i) && d.Key(i) != "link" {
				return false
			}
		case d.Tokens[i].Kind == Number && !inHashtag(d, start, i):
			return false
		}
	}
	return true
}

// inHashtag tells whether token i belongs to a hashtag: # and what is tied to it by underscores and half-spaces.
func inHashtag(d *Doc, start, i int) bool {
	for i > start && !d.Tokens[i].Space {
		if i--; d.Key(i) == "#" {
			return true
		}
	}
	return false
}

// isPicture tells whether the symbol at the start of s is an emoji, a bullet, an arrow or the like rather than a sign of
// money or arithmetic.
func isPicture(s string) bool {
	for _, r := range s {
		return 0x2190 <= r && r <= 0x21ff || 0x2300 <= r && r <= 0x2bff || r >= 0x1f000 || r == 0x3030 || r == 0x20e3
	}
	return false
}

// DeskCode is the number that the desk left behind the text ("114" of «… کرد. / 114»), "" where there is none.
func DeskCode(d *Doc) string {
	rules := apartRules()
	for end := len(d.Tokens); end > 0 && len(d.Tokens)-end < codeWithin; {
		start := d.lineStart(end - 1)
		for _, rule := range rules {
			if code := rule.code(d, start, end); code != "" {
				return code
			}
		}
		end = start
	}
	return ""
}

const (
	codeWithin  = 16 // tokens from the end within which a line with a desk's code ends
	longestCode = 8  // digits
)

// code is the number in the line's signature, where the rule is one of those that hold a desk's code.
func (r apartRule) code(d *Doc, start, end int) string {
	switch {
	case !strings.HasPrefix(r.id, "code") && !strings.HasPrefix(r.id, "end"):
		return ""
	case r.place != "line":
		start = r.tail(d, start, end)
	case end-start > longestFurniture || !r.pattern.covers(d, start, end):
		return ""
	}
	for i := start; i < end; i++ {
		if d.Tokens[i].Kind == Number && len(d.Key(i)) <= longestCode {
			return d.Key(i)
		}
	}
	return ""
}
