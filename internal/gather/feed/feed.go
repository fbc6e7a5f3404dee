// Package feed answers what a feed offers: the entries of RSS, Atom and JSON Feed, each with the address of its page and as much of its
// text as it brings along. It also knows the feeds of the large outlets, by name.
//
// Feeds are read whole, with a limit that the caller sets. What an XML reader could be harmed by is refused before it is read:
// entities that a feed declares of its own, of which a few lines can stand for gigabytes, and elements nested without end.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// Feed is what a feed offers.
type Feed struct {
	Title, URL string
	Entries    []Entry
}

// Entry is one of a feed.
type Entry struct {
	Title     string
	URL       string
	Published string    // as the feed gives it
	Instant   time.Time // when published, zero where the feed's date cannot be read
	Modified  time.Time
	Content   string // HTML of the whole text, where the feed says that it is the whole
	Summary   string // HTML of what the feed says instead or besides
}

// Parse reads a feed in UTF-8.
func Parse(data []byte) (f Feed, err error) {
	defer func() {
		if failure := recover(); failure != nil { // what feeds hold has no end, and the library is not ours
			err = fmt.Errorf("the feed cannot be taken apart: %v", failure)
		}
	}()
	data = bytes.TrimSpace(data)
	if !bytes.HasPrefix(data, []byte("{")) {
		if err := check(data); err != nil {
			return Feed{}, err
		}
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return Feed{}, errNone
	case err != nil:
		return Feed{}, fmt.Errorf("broken feed: %w", err)
	case parsed.FeedType == "json" && !strings.Contains(parsed.FeedVersion, "1"):
		return Feed{}, errNone
	}
	f = Feed{Title: parsed.Title, URL: parsed.Link}
	for _, item := range parsed.Items {
		f.Entries = append(f.Entries, entry(item))
	}
	return f, nil
}

var errNone = errors.New("no feed: neither RSS nor Atom nor JSON Feed")

func entry(item *gofeed.Item) Entry {
	e := Entry{Title: strings.TrimSpace(item.Title), URL: strings.TrimSpace(item.Link), Published: item.Published, Content: item.Content, Summary: item.Description}
	if e.URL == "" && strings.HasPrefix(item.GUID, "http") {
		e.URL = item.GUID
	}
	if item.PublishedParsed != nil {
		e.Instant = *item.PublishedParsed
	}
	if e.Published == "" && item.DublinCoreExt != nil && len(item.DublinCoreExt.Date) > 0 {
		e.Published = item.DublinCoreExt.Date[0]
	}
	if item.UpdatedParsed != nil {
		e.Modified = *item.UpdatedParsed
	}
	if e.Published == "" && e.Instant.IsZero() {
		e.Published, e.Instant = item.Updated, e.Modified
	}
	return e
}

// deepest is how deep the elements of a feed may be nested; XHTML within Atom within RSS has some twenty.
const deepest = 200

// check looks a feed through for what must not reach the parser.
func check(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth := 0
	for {
		token, err := d.RawToken()
		if err != nil {
			return nil //nolint:nilerr // its end, or broken XML, which the parser may read all the same
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return fmt.Errorf("the feed nests more than %d elements, it is not read", deepest)
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return errors.New("the feed declares XML entities of its own, it is not read")
			}
		}
	}
}
