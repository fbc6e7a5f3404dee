package show

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"safir"
)

//go:embed page.gohtml
var pageTemplate string

//go:embed page.css page.js
var assets embed.FS

// HTML writes one page of records, which needs nothing else: no other file, no network. Each fact is linked to its words in
// the dispatch's text, and these to the fact. Links alone do it; where scripts run, all words of a fact light up together.
//
// Texts of dispatches are never read as HTML. The page allows no script and no style but its own, by their hashes.
func HTML(w io.Writer, recs []safir.Record, opt Options) error {
	css, js := asset("page.css"), asset("page.js")
	page := htmlPage{
		CSS: template.CSS(css), JS: template.JS(js), //nolint:gosec // both are embedded files of ours
		Policy: fmt.Sprintf("default-src 'none'; base-uri 'none'; form-action 'none'; style-src %s; script-src %s", hashed(css), hashed(js)),
	}
	for i := range recs {
		s, err := newSheet(&recs[i], i+1, opt)
		if err != nil {
			return err
		}
		record := s.html()
		record.Listed = len(recs) > 1
		page.Records = append(page.Records, record)
	}
	out := bufio.NewWriter(w)
	if err := compiled(opt.Language).Execute(out, page); err != nil {
		return fmt.Errorf("show.HTML: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("show.HTML: %w", err)
	}
	return nil
}

// templates are the compiled templates by language.
var templates = map[string]func() *template.Template{
	Both: sync.OnceValue(func() *template.Template { return compile(Both) }),
	"en": sync.OnceValue(func() *template.Template { return compile("en") }),
	"fa": sync.OnceValue(func() *template.Template { return compile("fa") }),
}

func compiled(language string) *template.Template {
	if of, ok := templates[language]; ok {
		return of()
	}
	return templates[Both]()
}

func compile(language string) *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"label": label, "digits": persianDigits,
		"in":  func(asked string) bool { return asked == language },
		"say": speaking(language),
		"num": func(n any) string {
			if language == "fa" {
				return persianDigits(strings.ReplaceAll(fmt.Sprint(n), "%", persianPercent))
			}
			return fmt.Sprint(n)
		},
	}).Parse(pageTemplate))
}

// speaking picks one of a label's two languages, where both are asked for English.
func speaking(asked string) language {
	if asked == "fa" {
		return persian
	}
	return english
}

func asset(name string) string {
	data, err := assets.ReadFile(name)
	if err != nil {
		panic(err) // embedded above
	}
	return string(data)
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// htmlPage is what the template shows.
type htmlPage struct {
	CSS     template.CSS
	JS      template.JS
	Policy  string
	Records []htmlRecord
}

// Many tells whether the page needs a list of contents.
func (p htmlPage) Many() bool { return len(p.Records) > 1 }

// Name is the page's title.
func (p htmlPage) Name() string {
	if p.Many() {
		return fmt.Sprintf("%d %s", len(p.Records), label("page", "records").EN)
	}
	if len(p.Records) == 1 && p.Records[0].Title != "" {
		return p.Records[0].Title
	}
	return label("page", "record").EN
}

// htmlRecord is a record on the page.
type htmlRecord struct {
	Anchor, ID, Title, Outlet, Code, URL string
	First                                string // words to know a dispatch by that has no title
	Published                            When
	Lines                                [][]htmlSegment
	Groups                               []htmlGroup
	Listed                               bool // one of several on the page
}

// Web tells whether the address can be followed.
func (r htmlRecord) Web() bool {
	return strings.HasPrefix(r.URL, "https://") || strings.HasPrefix(r.URL, "http://")
}

// htmlGroup is the facts of a layer.
type htmlGroup struct {
	Layer  string
	Anchor string
	Facts  []htmlFact
}

// htmlSegment is a stretch of the dispatch's text.
type htmlSegment struct {
	Opens []htmlOpening // marks before it
	Class string        // layers that hold here
	Facts string        // anchors of the facts that hold here, the shortest stretch first
	Link  string        // where its words lead, "" where they are no link
	ID    string        // of the link
	Label string
	Parts []htmlPart
}

// htmlOpening is a mark at the beginning of a fact's words.
type htmlOpening struct{ ID, Fact, Mark, Layer, Label string }

// htmlPart is a piece of text that is the same in both texts, or that repair changed.
type htmlPart struct {
	Text string
	Was  string
	Odd  bool // changed by repair
}

// htmlFact is a card.
type htmlFact struct {
	Anchor, Layer, Mark string
	Kind                Label
	Status              string
	StatusLabel         Label
	Sure                string
	When                When
	HasWhen             bool
	Where               *Label
	People              []htmlPerson // who takes part, who speaks to whom
	Event               *htmlPerson
	Verb                Label
	Notes               []Label // manner, office, country
	Counted             []htmlPerson
	Since               string
	Codes               string
	Words               []htmlWords
	Cue                 string
	Reasons             []htmlReason
	Occurs              []htmlPerson // facts that an actor takes part in
}

// LastSpeaker is the place of the last speaker among a statement's people, -1 where none is known.
func (f htmlFact) LastSpeaker() int {
	last := -1
	for i, p := range f.People {
		if p.Role == label("page", "speaker") {
			last = i
		}
	}
	return last
}

// htmlPerson names another fact of the record.
type htmlPerson struct {
	Anchor string
	Name   Label
	Role   Label
	Note   Label
	Joint  bool // in the same part as the one before
}

// htmlWords is a quotation with a link to where it stands.
type htmlWords struct {
	Link string
	Text string
	Nth  string // number of the stretch, in Persian, where a fact has several
}

type htmlReason struct{ Slot, Stage, Why, Sure, Words string }
