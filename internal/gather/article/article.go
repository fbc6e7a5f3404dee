// Package article answers what a page of an outlet reports: title, text, when it was published, by whom, at which address.
//
// A page says these things several times, in ways that were made for other readers: for search engines (JSON-LD, microdata), for
// networks (Open Graph), for people (what is printed). What is meant for machines is asked first, what is printed last, and a date
// that may be that of the day on which the page was looked at is no date of publication. The text is that of the element that says
// it is the article's body; where none does, what readability makes of the page.
package article

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"safir/internal/gather/markup"
	"safir/internal/know"
)

// Article is what a page reports.
type Article struct {
	Title, Body string
	Published   string // ISO 8601, "" where the page does not tell
	Modified    string // the same, of the last change
	URL         string // the address that the page calls its own, else the one it was found at
	Outlet      string // id, "" where unknown
}

// ErrNone says that a page is no article.
var ErrNone = errors.New("no article in this page")

// Read reads a page that was found at an address, "" where it is not known.
func Read(page *html.Node, address string, world *know.World) (a Article, err error) {
	defer func() {
		if failure := recover(); failure != nil { // what pages hold has no end, and the library is not ours
			err = fmt.Errorf("the page cannot be taken apart: %v", failure)
		}
	}()
	m := readMeta(page)
	a.URL = m.address(address)
	outlet := world.OutletAt(a.URL)
	if outlet == nil {
		outlet = Named(world, m.site)
	}
	if outlet != nil {
		a.Outlet = outlet.ID
	}
	a.Title = m.title(page)
	zone := Zone(outlet)
	a.Published, a.Modified = m.instant(zone, m.published), m.instant(zone, m.modified)
	if a.Published == "" {
		if a.Published, err = printed(page, zone); err != nil {
			return a, err
		}
	}
	a.Body = body(page, a.URL, a.Title)
	if a.Body == "" {
		return a, ErrNone
	}
	return a, nil
}

// leastMarked is how many characters the element must have that says it is the article's body; galleries and videos have fewer.
const leastMarked = 40

// body is the article's text, its lead first, without the title.
func body(page *html.Node, address, title string) string {
	marked := markup.First(page, func(n *html.Node) bool { return markup.Is(n, "itemprop", "articleBody") && n.DataAtom != atom.Meta })
	text := ""
	if marked != nil {
		text = markup.Text(marked)
	}
	if len(text) < leastMarked {
		marked, text = nil, extracted(page, address)
	}
	if line, rest, _ := strings.Cut(text, "\n"); strings.Join(strings.Fields(line), " ") == title {
		text = rest
	}
	if text == "" {
		return ""
	}
	if lead := leadOf(page, marked); lead != "" && !strings.Contains(text, lead) {
		text = lead + "\n" + text
	}
	return text
}

// extracted is the text that readability finds.
func extracted(page *html.Node, address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		at = nil
	}
	parser := readability.NewParser()
	parser.CharThresholds = 200 // flashes of agencies are shorter than what it was made for
	found, err := parser.ParseDocument(page, at)
	if err != nil || found.Node == nil {
		return ""
	}
	return markup.TextBut(found.Node, func(n *html.Node) bool { return n.DataAtom == atom.Time }) // its date, which is told apart
}

// leadClasses are how outlets mark the paragraph that they set between the title and the text.
var leadClasses = []string{"lead", "introtext", "summary", "item-summary", "news-lead", "subtitle-lead", "article-lead"}

// leadOf is the paragraph between the title and the text, where it is marked; what is marked so elsewhere belongs to other news.
func leadOf(page, body *html.Node) string {
	below := false
	for n := range markup.All(page) {
		if n == body {
			return ""
		}
		if below = below || n.DataAtom == atom.H1; !below {
			continue
		}
		if n.DataAtom == atom.Meta || n.DataAtom == atom.Body || inFurniture(n) {
			continue
		}
		isLead := func(class string) bool { return markup.Is(n, "class", class) }
		if slices.ContainsFunc(leadClasses, isLead) || markup.Is(n, "itemprop", "description") {
			return markup.Text(n)
		}
	}
	return ""
}

// inFurniture tells whether an element stands in what surrounds every page of a site.
func inFurniture(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside:
			return true
		case atom.Header:
			if n.Parent != nil && n.Parent.DataAtom == atom.Body {
				return true
			}
		}
		for _, word := range []string{"related", "sidebar", "footer", "topbar", "most-viewed", "tags"} {
			if markup.Is(n, "class", word) || markup.Is(n, "id", word) {
				return true
			}
		}
	}
	return false
}
