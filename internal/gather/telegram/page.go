package telegram

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"safir/internal/gather/markup"
)

// Page gives the posts of a page of a channel, in their order; service messages and posts without words are left out.
func Page(page *html.Node) []Post {
	channel := ""
	if n := markup.First(page, func(n *html.Node) bool {
		return markup.Is(n, "class", "tgme_channel_info_header_title") || n.DataAtom == atom.Meta && markup.Attr(n, "property") == "og:title"
	}); n != nil {
		channel = markup.Attr(n, "content")
		if channel == "" {
			channel = markup.Text(n)
		}
	}
	var posts []Post
	for n := range markup.All(page) {
		if !markup.Is(n, "class", "tgme_widget_message") || markup.Is(n, "class", "service_message") {
			continue
		}
		if p := shown(n); !Wordless(p.Text) {
			if p.Channel == "" {
				p.Channel = channel
			}
			posts = append(posts, p)
		}
	}
	return posts
}

// shown reads a post as it is shown.
func shown(post *html.Node) Post {
	var p Post
	if id := markup.Attr(post, "data-post"); id != "" {
		p.URL = "https://t.me/" + id
	}
	for n := range markup.All(post) {
		switch {
		case quoted(n, post):
		case markup.Is(n, "class", "tgme_widget_message_owner_name"):
			p.Channel = markup.Text(n)
		case markup.Is(n, "class", "tgme_widget_message_text"):
			if p.Text == "" {
				p.Text = text(n)
			}
		case n.DataAtom == atom.Time && n.Parent != nil && markup.Is(n.Parent, "class", "tgme_widget_message_date"):
			if t, err := time.Parse(time.RFC3339, markup.Attr(n, "datetime")); err == nil {
				p.Time = t
			}
			if p.URL == "" {
				p.URL, _, _ = strings.Cut(markup.Attr(n.Parent, "href"), "?")
			}
		}
	}
	return p
}

// quoted tells whether an element stands in the post that this one answers.
func quoted(n, post *html.Node) bool {
	for ; n != nil && n != post; n = n.Parent {
		if markup.Is(n, "class", "tgme_widget_message_reply") {
			return true
		}
	}
	return false
}

// text is a post's text with its empty lines, as the export has it: there is nothing else in it that parts paragraphs.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}
