package desk

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"math"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"safir/internal/know"
	"safir/internal/labels"
	"safir/internal/ledger"
	"safir/internal/table"
)

//go:embed words.tsv
var wordsTSV string

//go:embed templates/*.gohtml
var templateFiles embed.FS

// tongue is a language of the pages, with the templates that speak it.
type tongue struct {
	Code, Dir string
	Other     string // code of the other language
	world     *know.World
	words     map[string]string
	reasons   []reason
	templates map[string]*template.Template
}

// newTongues makes both languages.
func newTongues(world *know.World, static func(name string) string) (map[string]*tongue, error) {
	words, err := loadWords()
	if err != nil {
		return nil, err
	}
	reasons, err := loadReasons()
	if err != nil {
		return nil, err
	}
	out := map[string]*tongue{}
	for _, t := range []*tongue{{Code: "fa", Dir: "rtl", Other: "en"}, {Code: "en", Dir: "ltr", Other: "fa"}} {
		t.world, t.reasons, t.words = world, reasons, map[string]string{}
		for word, l := range words {
			t.words[word] = t.say(l)
		}
		if t.templates, err = t.parse(static); err != nil {
			return nil, err
		}
		out[t.Code] = t
	}
	return out, nil
}

var loadWords = sync.OnceValues(func() (map[string]labels.Label, error) {
	list := map[string]labels.Label{}
	err := table.Each("words.tsv", wordsTSV, []string{"word", "en", "fa"}, func(_ int, f []string) error {
		if _, twice := list[f[0]]; twice {
			return fmt.Errorf("%s is given twice", f[0])
		}
		list[f[0]] = labels.Label{EN: f[1], FA: f[2]}
		return nil
	})
	return list, err
})

// parse compiles the templates: one for each page, over the layout and the parts that pages share.
func (t *tongue) parse(static func(string) string) (map[string]*template.Template, error) {
	shared, err := template.New("layout").Funcs(t.functions(static)).ParseFS(templateFiles, "templates/layout.gohtml", "templates/parts.gohtml")
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templateFiles, "templates/*.gohtml")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".gohtml")
		if name == "layout" || name == "parts" {
			continue
		}
		own, err := shared.Clone()
		if err == nil {
			out[name], err = own.ParseFS(templateFiles, file)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// functions are what templates may call.
func (t *tongue) functions(static func(string) string) template.FuncMap {
	return template.FuncMap{
		"lang": func() string { return t.Code }, "dir": func() string { return t.Dir }, "other": func() string { return t.Other },
		"t": t.word, "of": t.of, "num": t.num, "hundredths": hundredths, "usual": func() float64 { return ledger.Sure }, "sures": func() []int { return []int{0, 80, 90} }, "sureSaid": func() []int { return []int{50, 70, 90} }, "static": static,
		"when": t.when, "day": t.day, "moment": t.moment, "month": t.month,
		"href": t.href, "state": t.state, "place": t.place, "outlet": t.outlet,
		"event": t.eventLine, "actor": t.actor, "web": web, "levels": levelNames, "destination": t.destination,
		"field": t.field, "pair": pairOf, "source": sourceOf, "months": t.months, "aPerson": aPerson, "latestOffice": latestOffice,
		"contacts": contacts, "called": t.called, "said": t.saidView, "saidAround": t.saidAround, "officeOf": t.officeOf, "because": t.because, "slotText": t.slotText, "signature": signature, "keepFields": func() []string { return []string{"text", "title", "published", "agency"} }, "lasts": t.lasts, "answers": t.answers, "heat": heatWith,
	}
}

// say picks the language of a label.
func (t *tongue) say(l labels.Label) string {
	if t.Code == "fa" {
		return cmp.Or(l.FA, l.EN)
	}
	return l.EN
}

// T is a word or sentence of words.tsv, with what it speaks of put in. A word that is not there stands for itself.
func (t *tongue) T(word string, args ...any) string {
	text, err := t.word(word, args...)
	if err != nil {
		return word
	}
	return text
}

func (t *tongue) word(word string, args ...any) (string, error) {
	text, ok := t.words[word]
	if !ok {
		return "", fmt.Errorf("words.tsv has no %q", word)
	}
	if len(args) == 0 {
		return text, nil
	}
	if one, ok := t.words[word+"-one"]; ok && args[0] == 1 {
		text = one
	}
	for i, a := range args {
		if n, ok := a.(int); ok {
			args[i] = t.num(n)
		}
	}
	return fmt.Sprintf(text, args...), nil
}

// of is what a word of the record is called.
func (t *tongue) of(group string, word any) string { return t.say(labels.Of(group, fmt.Sprint(word))) }

// hundredths is a confidence as a number of hundredths.
func hundredths(confidence float64) int { return int(math.Round(confidence * 100)) }

// num is a number as the language writes it.
func (t *tongue) num(n any) string {
	if p, ok := n.(*int); ok && p != nil {
		n = *p
	}
	text := fmt.Sprint(n)
	if i, ok := n.(int); ok && i >= 10000 {
		text = grouped(strconv.Itoa(i), t.say(labels.Label{EN: ",", FA: "٬"}))
	}
	return t.digits(text)
}

// grouped parts a number's digits by threes.
func grouped(digits, mark string) string {
	if len(digits) <= 3 {
		return digits
	}
	return grouped(digits[:len(digits)-3], mark) + mark + digits[len(digits)-3:]
}

// digits writes a text's digits as the language has them.
func (t *tongue) digits(text string) string {
	if t.Code != "fa" {
		return text
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + '۰'
		}
		return r
	}, text)
}

// href is the address of a page: what comes first is its path, part by part, then pairs of a field and its value after "?"; fields
// without a value are left out.
func (t *tongue) href(parts ...string) (template.URL, error) {
	var path strings.Builder
	path.WriteString("/" + t.Code)
	query := url.Values{}
	for i, p := range parts {
		if p == "?" {
			fields := parts[i+1:]
			if len(fields)%2 != 0 {
				return "", errors.New("href: a field has no value")
			}
			for pair := range slices.Chunk(fields, 2) {
				if pair[1] != "" {
					query.Add(pair[0], pair[1])
				}
			}
			break
		}
		path.WriteString("/" + url.PathEscape(p))
	}
	if path.Len() == len("/fa") {
		path.WriteString("/")
	}
	if len(query) > 0 {
		path.WriteString("?" + query.Encode())
	}
	return template.URL(path.String()), nil //nolint:gosec // its parts are escaped above
}

// inOther is an address of this language in the other one.
func (t *tongue) inOther(u *url.URL) string {
	rest, ok := strings.CutPrefix(u.RequestURI(), "/"+t.Code)
	if !ok || rest != "" && rest[0] != '/' && rest[0] != '?' {
		return "/" + t.Other + "/"
	}
	return "/" + t.Other + rest
}

// web tells whether an address can be followed.
func web(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
