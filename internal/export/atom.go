package export

import (
	"cmp"
	"encoding/xml"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"safir"
	label "safir/internal/labels"
	"safir/internal/ledger"
)

// The elements of Atom (RFC 4287).
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  atomAuthor  `xml:"author"`
		Entries []atomEntry `xml:"entry"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      atomText       `xml:"title"`
		Updated    string         `xml:"updated"`
		Published  string         `xml:"published,omitempty"`
		Authors    []atomAuthor   `xml:"author"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    *atomText      `xml:"summary"`
		Content    *atomText      `xml:"content"`
	}
	atomText struct {
		Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr,omitempty"`
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr,omitempty"`
	}
)

// newest holds the newest of what comes, as many as there may be.
type newest[T any] struct {
	limit int
	held  []dated[T] // the newest first
}

type dated[T any] struct {
	at   time.Time
	id   string
	what T
}

func (n *newest[T]) add(at time.Time, id string, what T) {
	d := dated[T]{at, id, what}
	i, _ := slices.BinarySearchFunc(n.held, d, func(a, b dated[T]) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.id, b.id)) })
	if i >= n.limit {
		return
	}
	n.held = slices.Insert(n.held, i, d)
	n.held = n.held[:min(len(n.held), n.limit)]
}

// keepNewest goes through all that comes.
func keepNewest[T any](all iter.Seq2[T, error], limit int, when func(*T) (time.Time, string)) ([]dated[T], error) {
	n := newest[T]{limit: limit}
	for v, err := range all {
		if err != nil {
			return nil, err
		}
		at, id := when(&v)
		n.add(at, id, v)
	}
	return n.held, nil
}

// eventsAtom writes a feed of the events that were reported last, the newest first.
func eventsAtom(w io.Writer, c *Contents, o *Options) error {
	held, err := keepNewest(c.Events, o.Limit, func(e *ledger.Event) (time.Time, string) {
		_, latest := reported(e)
		first, _ := span(e.When)
		return stampOf(latest, first), e.ID
	})
	if err != nil {
		return err
	}
	feed := o.feed(WhatEvents, "Safir سفیر: events")
	for _, h := range held {
		entry, err := eventEntry(&h.what, h.at, c, o)
		if err != nil {
			return err
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return writeFeed(w, feed)
}

func eventEntry(e *ledger.Event, at time.Time, c *Contents, o *Options) (atomEntry, error) {
	text, urls, err := details(e, c, o)
	if err != nil {
		return atomEntry{}, err
	}
	first, _ := reported(e)
	out := atomEntry{
		ID: o.tag(WhatEvents, e.ID), Title: atomText{Type: "text", Text: headlineOf(e, o.World).EN}, Updated: rfc3339(at),
		Summary: &atomText{"fa", "text", headlineOf(e, o.World).FA}, Content: &atomText{Type: "text", Text: text},
	}
	if !first.IsZero() {
		out.Published = rfc3339(first)
	}
	for _, agency := range e.Agencies() {
		out.Authors = append(out.Authors, atomAuthor{outletName(agency, o)})
	}
	for i, url := range urls {
		out.Links = append(out.Links, atomLink{map[bool]string{true: "alternate", false: "related"}[i == 0], url})
	}
	out.Categories = []atomCategory{category("type", string(e.Type)), category("status", string(e.Status))}
	return out, nil
}

func category(group, word string) atomCategory {
	l := label.Of(group, word)
	return atomCategory{word, capital(l.EN) + " " + l.FA}
}

// statementsAtom writes a feed of what was said last, the newest first.
func statementsAtom(w io.Writer, c *Contents, o *Options) error {
	held, err := keepNewest(c.Statements, o.Limit, func(s *ledger.Said) (time.Time, string) {
		at, _ := instant(s.Source.Published)
		return stampOf(at, s.Day), s.ID
	})
	if err != nil {
		return err
	}
	feed := o.feed(WhatStatements, "Safir سفیر: statements")
	for _, h := range held {
		feed.Entries = append(feed.Entries, statementEntry(&h.what, h.at, o))
	}
	return writeFeed(w, feed)
}

func statementEntry(s *ledger.Said, at time.Time, o *Options) atomEntry {
	speakers, targets := make([]string, len(s.Speakers)), make([]string, len(s.Targets))
	for i := range s.Speakers {
		speakers[i] = called(&s.Speakers[i], o.World).EN
	}
	for i := range s.Targets {
		targets[i] = called(&s.Targets[i], o.World).EN
	}
	title := strings.Join(speakers, ", ") + " " + label.Of("act", string(s.Act)).EN
	if len(targets) > 0 {
		title += " → " + strings.Join(targets, ", ")
	}
	out := atomEntry{
		ID: o.tag(WhatStatements, s.ID), Title: atomText{Type: "text", Text: title}, Updated: rfc3339(at),
		Content: &atomText{"fa", "text", "«" + s.Words + "»"}, Categories: []atomCategory{category("act", string(s.Act))},
	}
	if s.Source.Agency != "" {
		out.Authors = []atomAuthor{{outletName(s.Source.Agency, o)}}
	}
	if s.Source.URL != "" {
		out.Links = []atomLink{{"alternate", s.Source.URL}}
	}
	return out
}

// dispatchesAtom writes a feed of the latest dispatches, the newest first.
func dispatchesAtom(w io.Writer, c *Contents, o *Options) error {
	held, err := keepNewest(c.Dispatches, o.Limit, func(d *safir.Dispatch) (time.Time, string) {
		at, _ := instant(d.Published)
		if changed, ok := instant(d.Modified); ok && changed.After(at) {
			at = changed
		}
		return stampOf(at, ""), d.ID
	})
	if err != nil {
		return err
	}
	feed := o.feed(WhatDispatches, "Safir سفیر: dispatches")
	for _, h := range held {
		feed.Entries = append(feed.Entries, dispatchEntry(&h.what, h.at, o))
	}
	return writeFeed(w, feed)
}

func dispatchEntry(d *safir.Dispatch, at time.Time, o *Options) atomEntry {
	out := atomEntry{
		ID: o.tag(WhatDispatches, d.ID), Title: atomText{"fa", "text", headlineText(d)}, Updated: rfc3339(at), Content: &atomText{"fa", "text", d.Body},
	}
	if first, ok := instant(d.Published); ok {
		out.Published = rfc3339(first)
	}
	if d.Agency != "" {
		out.Authors = []atomAuthor{{outletName(d.Agency, o)}}
	}
	if d.URL != "" {
		out.Links = []atomLink{{"alternate", d.URL}}
	}
	return out
}

func (o *Options) feed(what What, title string) *atomFeed {
	return &atomFeed{ID: o.tag(what, ""), Title: title, Author: atomAuthor{coder}}
}

// tag is an id as RFC 4151 has it.
func (o *Options) tag(what What, id string) string {
	return strings.TrimSuffix("tag:"+o.Tag+":"+string(what)+"/"+id, "/")
}

// writeFeed writes a feed that is as new as its newest entry.
func writeFeed(w io.Writer, feed *atomFeed) error {
	feed.Updated = rfc3339(time.Unix(0, 0))
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	return writeXML(w, feed)
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }
