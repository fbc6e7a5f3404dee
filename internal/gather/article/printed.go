package article

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"safir/fa"
	"safir/fa/times"
	"safir/internal/gather/markup"
	"safir/internal/table"
)

// How much a printed date can be trusted to be that of publication.
const (
	useless  = iota
	nearby   // it stands below the title, before anything else that has a date
	dated    // its element says that it holds a date
	labelled // «تاریخ انتشار» stands before it
)

// longestDate is how many characters a line may have that is taken for a date and its label, not for a sentence with one.
const longestDate = 90

// printed is the date of publication that a page shows to people, "" where it shows none.
func printed(page *html.Node, zone *time.Location) (string, error) {
	p, err := loadPrinted()
	if err != nil {
		return "", err
	}
	best, trust, belowTitle := "", useless, false
	for n := range page.Descendants() {
		switch {
		case n.DataAtom == atom.H1 && !inFurniture(n):
			belowTitle = true
		case n.Type != html.TextNode || !strings.ContainsAny(n.Data, "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"):
		default:
			holder := line(n)
			sure := p.trust(holder, belowTitle)
			if sure <= trust {
				continue
			}
			if iso := p.date(markup.Text(holder), zone); iso != "" {
				best, trust = iso, sure
			}
		}
	}
	return best, nil
}

// line is the widest element around a text that still is no longer than a date with its label.
func line(n *html.Node) *html.Node {
	for n.Parent != nil && n.Parent.Type == html.ElementNode && n.Parent.DataAtom != atom.Body &&
		len([]rune(markup.Text(n.Parent))) <= longestDate {
		n = n.Parent
	}
	return n
}

// printing is what is needed to read dates that are printed in pages.
type printing struct {
	finder    *times.Finder
	published []string // labels
	other     []string // labels of dates that are none of publication
}

//go:embed data/labels.tsv
var labels string

var loadPrinted = sync.OnceValues(func() (*printing, error) {
	finder, err := times.Load()
	if err != nil {
		return nil, fmt.Errorf("article: %w", err)
	}
	p := &printing{finder: finder}
	err = table.Each("labels.tsv", labels, []string{"date", "fa"}, func(_ int, f []string) error {
		switch f[0] {
		case "published":
			p.published = append(p.published, f[1])
		case "other":
			p.other = append(p.other, f[1])
		default:
			return fmt.Errorf("%q is no sort of date: published, other", f[0])
		}
		return nil
	})
	return p, err
})

// trust tells how far the date in an element can be trusted.
func (p *printing) trust(n *html.Node, belowTitle bool) int {
	text := markup.Text(n)
	has := func(label string) bool { return strings.Contains(text, label) }
	switch {
	case len([]rune(text)) > longestDate || inFurniture(n):
		return useless
	case slices.ContainsFunc(p.published, has):
		return labelled
	case slices.ContainsFunc(p.other, has):
		return useless
	case saysDate(n):
		return dated
	case belowTitle:
		return nearby
	}
	return useless
}

// saysDate tells whether an element or one around it or in it says that it holds a date of publication.
func saysDate(n *html.Node) bool {
	says := func(n *html.Node) bool {
		if n.DataAtom == atom.Time {
			return true
		}
		name := strings.ToLower(markup.Attr(n, "class") + " " + markup.Attr(n, "id"))
		return strings.Contains(name, "publish") || strings.Contains(name, "pubdate") || strings.Contains(name, "news-date") ||
			strings.Contains(name, "news_date") || strings.Contains(name, "item-date") || strings.Contains(name, "article-date")
	}
	return says(n) || n.Parent != nil && says(n.Parent) || markup.First(n, says) != nil
}

var clock = regexp.MustCompile(`(?:^|[^\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:$|[^\d:])`)

// date is the day, with the hour where one stands beside it, that a line names.
func (p *printing) date(text string, zone *time.Location) string {
	d := fa.NewDoc(fa.Repair(text).Repaired)
	for _, e := range p.finder.Find(d, times.Setting{}) {
		day, err := time.Parse(time.DateOnly, e.EDTF)
		if err != nil || day.Year() < earliest {
			continue
		}
		iso := day.Format(time.DateOnly)
		hour := clock.FindStringSubmatch(latin(text))
		if hour == nil || zone == nil {
			return iso
		}
		return Instant(fmt.Sprintf("%s %s:%s:%s", iso, ("0" + hour[1])[len(hour[1])-1:], hour[2], first(hour[3], "00")), zone)
	}
	return ""
}
