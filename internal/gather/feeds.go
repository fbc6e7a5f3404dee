package gather

import (
	"errors"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"safir"
	"safir/internal/gather/article"
	"safir/internal/gather/feed"
	"safir/internal/gather/markup"
	"safir/internal/gather/web"
	"safir/internal/know"
)

// feed takes the entries of a feed: as they stand where they bring their whole text, else from their pages.
func (t *taker) feed(data []byte, address, media string, p Place) bool {
	if len(data) > MaxPage {
		return t.refuse(p, "more than %s, too long for a feed", size(MaxPage))
	}
	text, err := t.marked(data, media)
	if err != nil {
		return t.refuse(p, "%s", err)
	}
	f, err := feed.Parse(text)
	switch {
	case err != nil:
		return t.refuse(p, "%s", err)
	case len(f.Entries) == 0:
		return t.pass(p, LeftOut, "a feed without entries")
	}
	e := entries{taker: *t, feed: &f, outlet: t.outletOf(&f, address)}
	e.among = true
	if e.base, err = url.Parse(first(address, f.URL)); err != nil {
		e.base = new(url.URL)
	}
	t.Progress.expect(len(f.Entries))
	for i := range f.Entries {
		goOn := e.entry(&f.Entries[i], p)
		t.Progress.did()
		if !goOn {
			return false
		}
	}
	t.missed = e.missed
	return true
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// outletOf is whose feed one is: told by its address, by that of its site, by its name.
func (t *taker) outletOf(f *feed.Feed, address string) *know.Outlet {
	for _, at := range []string{address, f.URL} {
		if o := t.world.OutletAt(at); o != nil {
			return o
		}
	}
	return t.outletNamed(f.Title)
}

// entries takes the entries of one feed.
type entries struct {
	taker
	feed   *feed.Feed
	base   *url.URL
	outlet *know.Outlet
}

// From how many characters on a text is taken for the whole of an entry: what the feed calls its content, and what it calls a summary.
const (
	wholeContent = 300
	wholeSummary = 800
	leastSummary = 40 // what a summary must have to stand for a page that is not to be had
)

func (e *entries) entry(entry *feed.Entry, p Place) bool {
	d := e.dispatch(entry)
	p = Place{File: first(d.URL, p.File+", "+entry.Title)}
	content, summary := textOf(entry.Content), textOf(entry.Summary)
	d.Body = content
	if utf8.RuneCountInString(summary) > utf8.RuneCountInString(content) {
		d.Body = summary
	}
	if whole(content, wholeContent) || whole(summary, wholeSummary) || e.Web == nil || !e.Follow || d.URL == "" {
		return e.give(d, p)
	}
	if _, again := e.run.followed.LoadOrStore(d.URL, true); again {
		return e.pass(p, LeftOut, "in several feeds")
	}
	return e.follow(d, entry, p)
}

// dispatch is an entry as a dispatch, without its text.
func (e *entries) dispatch(entry *feed.Entry) safir.Dispatch {
	d := safir.Dispatch{Title: strings.Join(strings.Fields(textOf(entry.Title)), " ")}
	if at, err := e.base.Parse(entry.URL); err == nil && entry.URL != "" && at.Host != "" {
		d.URL, d.ID = at.String(), idOf(at.String())
	}
	outlet := e.outlet
	if o := e.world.OutletAt(d.URL); o != nil {
		outlet = o
	}
	if outlet != nil {
		d.Agency = outlet.ID
	}
	zone := article.Zone(outlet)
	d.Published = article.Instant(entry.Published, zone)
	if d.Published == "" && !entry.Instant.IsZero() {
		d.Published = article.Instant(entry.Instant.Format(time.RFC3339), zone)
	}
	if !entry.Modified.IsZero() && entry.Modified.After(entry.Instant) {
		d.Modified = later(article.Instant(entry.Modified.Format(time.RFC3339), zone), d.Published)
	}
	return d
}

func textOf(markedUp string) string {
	if !strings.ContainsAny(markedUp, "<&") {
		return strings.TrimSpace(markedUp)
	}
	root, err := markup.Parse([]byte(markedUp))
	if err != nil {
		return ""
	}
	return markup.Text(root)
}

// whole tells whether a text is that of an entry, not its beginning.
func whole(text string, least int) bool {
	return utf8.RuneCountInString(text) >= least && !strings.HasSuffix(text, "…") && !strings.HasSuffix(text, "...") && !strings.HasSuffix(text, "[…]")
}

// follow takes an entry from its page, unless that was read before and has not changed since.
func (e *entries) follow(d safir.Dispatch, entry *feed.Entry, p Place) bool {
	had, err := e.visit(d.URL)
	if err != nil {
		return e.yield(Item{}, err)
	}
	if fetched, err := time.Parse(time.RFC3339, had.Fetched); err == nil && !entry.Modified.After(fetched) {
		return e.pass(p, Known, "read before")
	}
	answer, visit, err := e.entryPage(d.URL)
	var rest *restError
	switch {
	case e.ctx.Err() != nil:
		return false
	case errors.As(err, &rest):
		if !rest.lasting {
			e.missed++
		}
		return e.pass(p, LeftOut, "%s", rest)
	case err != nil && visit == nil:
		return e.yield(Item{}, err)
	case err != nil && web.Lasting(err) && utf8.RuneCountInString(d.Body) >= leastSummary:
		return e.give(d, p, "its page cannot be read, what the feed says of it is taken: "+err.Error()) && e.seen(*visit)
	case err != nil:
		if !web.Lasting(err) {
			e.missed++
		}
		return e.failed(p, err) && e.seen(*visit)
	}
	return e.fromPage(d, &answer, p) && e.seen(*visit)
}

// fromPage takes an entry from its page; what the page does not tell is as the feed has it.
func (e *entries) fromPage(d safir.Dispatch, answer *web.Answer, p Place) bool {
	root, goOn := e.parse(answer.Body, answer.Kind, p)
	if root == nil {
		return goOn
	}
	found, err := e.article(root, answer.URL)
	switch {
	case errors.Is(err, article.ErrNone) && utf8.RuneCountInString(d.Body) >= leastSummary:
		return e.give(d, p, "there is no text in its page, what the feed says of it is taken")
	case err != nil:
		return e.refuse(p, "%s", err)
	}
	found.ID, found.Agency, found.Title = first(found.ID, d.ID), first(found.Agency, d.Agency), first(found.Title, d.Title)
	if len(found.Published) < len(d.Published) { // a day, where the feed knows the hour
		found.Published = d.Published
	}
	return e.give(found, p)
}
