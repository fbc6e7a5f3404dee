package gather

import (
	"io"
	"time"

	"golang.org/x/net/html"

	"safir"
	"safir/internal/gather/article"
	"safir/internal/gather/telegram"
)

// posts takes the posts of a page of a channel.
func (t *taker) posts(root *html.Node, p Place) bool {
	posts := telegram.Page(root)
	if len(posts) == 0 {
		return t.unfit(p, "no posts with text in this page of Telegram")
	}
	own := *t
	own.among = true
	for _, post := range posts {
		if !own.give(t.post(&post), Place{File: p.File + ", " + post.URL}) {
			return false
		}
	}
	return true
}

// export takes an export of Telegram's desktop client.
func (t *taker) export(name string, in io.Reader) bool {
	own := *t
	own.among = true
	goOn := true
	telegram.Export(in, func(post telegram.Post, err error) bool {
		switch {
		case err != nil:
			goOn = own.refuse(Place{File: name}, "%s", err)
		default:
			goOn = own.give(t.post(&post), Place{File: name + ", " + post.URL})
		}
		return goOn
	})
	return goOn
}

// post is a post as a dispatch.
func (t *taker) post(post *telegram.Post) safir.Dispatch {
	outlet := t.world.OutletAt(post.URL)
	if outlet == nil {
		outlet = t.outletNamed(post.Channel)
	}
	d := safir.Dispatch{ID: idOf(post.URL), URL: post.URL, Body: post.Text}
	if outlet != nil {
		d.Agency = outlet.ID
	}
	at := func(instant time.Time) string {
		if instant.IsZero() {
			return ""
		}
		return article.Instant(instant.Format(time.RFC3339), article.Zone(outlet))
	}
	if d.Published = at(post.Time); d.Published == "" {
		d.Published = post.Clock
	}
	d.Modified = later(at(post.Modified), d.Published)
	return d
}
