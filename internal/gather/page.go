package gather

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"safir"
	"safir/internal/gather/article"
	"safir/internal/gather/markup"
	"safir/internal/gather/telegram"
)

// page takes a page of HTML that was found at an address, "" where that is not known: an article, the posts of a channel, or, where an address
// leads to the front page of an outlet, the feed that it names.
func (t *taker) page(data []byte, address, media string, p Place) bool {
	root, goOn := t.parse(data, media, p)
	if root == nil {
		return goOn
	}
	if telegram.IsPage(data) {
		return t.posts(root, p)
	}
	if feed := feedOf(root, address); feed != "" && t.Web != nil && !t.among {
		return t.address(feed)
	}
	d, err := t.article(root, address)
	switch {
	case errors.Is(err, article.ErrNone):
		return t.unfit(p, "%s", err)
	case err != nil:
		return t.refuse(p, "%s", err)
	}
	return t.give(d, p)
}

// parse is a page as a tree; nil where it was refused.
func (t *taker) parse(data []byte, media string, p Place) (root *html.Node, goOn bool) {
	if len(data) > MaxPage {
		return nil, t.refuse(p, "more than %s, too long for a page", size(MaxPage))
	}
	text, err := t.marked(data, media)
	if err != nil {
		return nil, t.refuse(p, "%s", err)
	}
	if root, err = markup.Parse(text); err != nil {
		return nil, t.refuse(p, "%s", err)
	}
	return root, true
}

// article is a page's article as a dispatch.
func (t *taker) article(root *html.Node, address string) (safir.Dispatch, error) {
	a, err := article.Read(root, address, t.world)
	if err != nil {
		return safir.Dispatch{}, err
	}
	return safir.Dispatch{
		ID: idOf(a.URL), Agency: a.Outlet, Published: a.Published, Modified: later(a.Modified, a.Published), URL: a.URL, Title: a.Title, Body: a.Body,
	}, nil
}

// later is when a dispatch was changed, "" where that was no later than its publication.
func later(modified, published string) string {
	if modified > published {
		return modified
	}
	return ""
}

// idOf is the id of what stands at an address: the same page, however its address is written and wherever it was found, is the same
// dispatch, and its later text replaces the earlier one. "" for no address.
func idOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	for _, prefix := range []string{"www.", "m.", "amp."} {
		host = strings.TrimPrefix(host, prefix)
	}
	query := u.Query()
	for key := range query {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" || key == "at_medium" || key == "at_campaign" {
			query.Del(key)
		}
	}
	h := sha256.Sum256([]byte(host + strings.TrimRight(u.EscapedPath(), "/") + "?" + query.Encode()))
	return hex.EncodeToString(h[:8])
}

// feedOf is the feed that the front page of a site names, "" where the page is none or names none.
func feedOf(root *html.Node, address string) string {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" || len(strings.Trim(at.Path, "/")) > len("fa") || at.RawQuery != "" {
		return ""
	}
	link := markup.First(root, func(n *html.Node) bool {
		kind := markup.Attr(n, "type")
		return n.DataAtom == atom.Link && markup.Is(n, "rel", "alternate") && (kind == "application/rss+xml" || kind == "application/atom+xml" || kind == "application/feed+json")
	})
	if link == nil {
		return ""
	}
	feed, err := at.Parse(markup.Attr(link, "href"))
	if err != nil || !IsAddress(feed.String()) || feed.String() == address {
		return ""
	}
	return feed.String()
}
