package article

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"safir/fa"
	"safir/internal/gather/markup"
	"safir/internal/know"
)

// meta is what a page says of itself to machines.
type meta struct {
	canonical           string
	headline, ogTitle   string
	site                string
	published, modified []string // as they stand there, the most telling first
}

func readMeta(page *html.Node) meta {
	var m meta
	var inPage meta // microdata and the like, less telling than JSON-LD
	for n := range markup.All(page) {
		switch {
		case n.DataAtom == atom.Script && strings.EqualFold(markup.Attr(n, "type"), "application/ld+json"):
			m.readLinked(n)
		case n.DataAtom == atom.Meta:
			inPage.readTag(n)
		case n.DataAtom == atom.Link && markup.Is(n, "rel", "canonical"):
			inPage.canonical = first(inPage.canonical, markup.Attr(n, "href"))
		default:
			inPage.readMicrodata(n)
		}
	}
	m.canonical = first(inPage.canonical, m.canonical)
	m.headline, m.ogTitle = first(m.headline, inPage.headline), inPage.ogTitle
	m.site = first(inPage.site, m.site)
	m.published, m.modified = append(m.published, inPage.published...), append(m.modified, inPage.modified...)
	return m
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// tags are the names under which meta elements give what is wanted, as property, name or itemprop.
var publishedTags = []string{
	"article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate", "publish-date", "publish_date", "dc.date.issued",
	"dcterms.issued", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "date", "dcterms.created", "datecreated", "og:pubdate",
}

var modifiedTags = []string{"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod"}

func (m *meta) readTag(n *html.Node) {
	content := markup.Attr(n, "content")
	if content == "" {
		return
	}
	switch name := strings.ToLower(first(markup.Attr(n, "property"), markup.Attr(n, "name"), markup.Attr(n, "itemprop"))); {
	case name == "og:title":
		m.ogTitle = first(m.ogTitle, content)
	case name == "og:url":
		m.canonical = first(m.canonical, content)
	case name == "og:site_name" || name == "application-name":
		m.site = first(m.site, content)
	case contains(publishedTags, name):
		m.published = append(m.published, content)
	case contains(modifiedTags, name):
		m.modified = append(m.modified, content)
	}
}

func contains(list []string, s string) bool {
	for _, each := range list {
		if each == s {
			return true
		}
	}
	return false
}

func (m *meta) readMicrodata(n *html.Node) {
	given := first(markup.Attr(n, "datetime"), markup.Attr(n, "content"))
	switch {
	case markup.Is(n, "itemprop", "headline"):
		m.headline = first(m.headline, markup.Text(n))
	case markup.Is(n, "itemprop", "datePublished") && !inFurniture(n):
		m.published = append(m.published, first(given, markup.Text(n)))
	case markup.Is(n, "itemprop", "dateModified") && !inFurniture(n):
		m.modified = append(m.modified, first(given, markup.Text(n)))
	case n.DataAtom == atom.Time && given != "" && !inFurniture(n):
		m.published = append(m.published, given)
	}
}

// linked is what is wanted of JSON-LD; values are read only where they are of the kind that is wanted.
type linked struct {
	Type      any               `json:"@type"`
	Graph     []json.RawMessage `json:"@graph"`
	Headline  any               `json:"headline"`
	URL       any               `json:"url"`
	Published any               `json:"datePublished"`
	Modified  any               `json:"dateModified"`
	Publisher any               `json:"publisher"`
}

// readLinked reads a script of JSON-LD: an object, a list of them, or a graph. Broken ones are common and say nothing.
func (m *meta) readLinked(n *html.Node) {
	var text strings.Builder
	for child := range n.ChildNodes() {
		text.WriteString(child.Data)
	}
	// Some outlets write line breaks into strings, which JSON does not allow.
	m.readLinkedJSON(json.RawMessage(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(text.String())), 0)
}

// deepest is how deep lists and graphs may lie in one another.
const deepest = 4

func (m *meta) readLinkedJSON(data json.RawMessage, depth int) {
	var list []json.RawMessage
	var l linked
	if depth > deepest {
		return
	}
	if json.Unmarshal(data, &list) != nil {
		if json.Unmarshal(data, &l) != nil {
			return
		}
		list = l.Graph
	}
	for _, each := range list {
		m.readLinkedJSON(each, depth+1)
	}
	if !isArticle(l.Type) {
		return
	}
	m.headline = first(m.headline, html.UnescapeString(text(l.Headline)))
	m.canonical = first(m.canonical, text(l.URL))
	if publisher, ok := l.Publisher.(map[string]any); ok {
		m.site = first(m.site, text(publisher["name"]))
	}
	if s := text(l.Published); s != "" {
		m.published = append(m.published, s)
	}
	if s := text(l.Modified); s != "" {
		m.modified = append(m.modified, s)
	}
}

func text(value any) string {
	s, _ := value.(string)
	return strings.TrimSpace(s)
}

// isArticle tells whether one of an object's types is a sort of article.
func isArticle(kind any) bool {
	list, ok := kind.([]any)
	if !ok {
		list = []any{kind}
	}
	for _, each := range list {
		if s := text(each); strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || s == "Report" {
			return true
		}
	}
	return false
}

// address is the page's own address, whole, else the one that it was found at.
func (m *meta) address(found string) string {
	base, err := url.Parse(found)
	if err != nil {
		base = new(url.URL)
	}
	own, err := base.Parse(m.canonical)
	switch {
	case m.canonical == "" || err != nil || own.Host == "" || own.Scheme != "http" && own.Scheme != "https":
		return found
	case base.Path != "" && base.Path != "/" && (own.Path == "" || own.Path == "/"): // every page says it is the front page
		return found
	}
	own.Fragment = ""
	return own.String()
}

// title is the article's title without the site's name.
func (m *meta) title(page *html.Node) string {
	printed := ""
	if n := markup.First(page, func(n *html.Node) bool { return n.DataAtom == atom.Title }); n != nil && n.FirstChild != nil {
		printed = n.FirstChild.Data
	}
	title := strings.Join(strings.Fields(first(m.headline, m.ogTitle)), " ")
	if title != "" {
		return bare(title, m.site)
	}
	if n := markup.First(page, func(n *html.Node) bool { return n.DataAtom == atom.H1 && !inFurniture(n) }); n != nil {
		title = strings.Join(strings.Fields(markup.Text(n)), " ")
	}
	return first(title, bare(strings.Join(strings.Fields(printed), " "), m.site))
}

// bare is a title without the site's name at either end.
func bare(title, site string) string {
	for _, mark := range []string{" | ", " - ", " – ", " — ", " :: ", " « "} {
		if before, after, ok := strings.Cut(title, mark); ok && site != "" {
			if strings.EqualFold(strings.TrimSpace(after), site) {
				return before
			}
			if strings.EqualFold(strings.TrimSpace(before), site) {
				return after
			}
		}
	}
	return title
}

// instant is the first of what is given that can be read, an instant before a day.
func (m *meta) instant(zone *time.Location, given []string) string {
	day := ""
	for _, s := range given {
		iso := Instant(s, zone)
		if len(iso) > len(time.DateOnly) {
			return iso
		}
		day = first(day, iso)
	}
	return day
}

// Named is the outlet whose name stands in a text such as a site's or a channel's name; nil where there is none.
func Named(world *know.World, text string) *know.Outlet {
	d := fa.NewDoc(fa.Repair(text).Repaired)
	for i := range d.Tokens {
		if m, ok := world.Outlets.Longest(d, i); ok {
			return m.Value
		}
	}
	return nil
}
