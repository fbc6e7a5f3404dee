package gather

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/url"
	"path"
	"strings"

	"safir/internal/gather/web"
)

// address takes what stands at an address that the user names.
func (t *taker) address(address string) bool {
	defer t.Progress.did()
	p := Place{File: address}
	if t.Web == nil {
		return t.refuse(p, "addresses are not read here")
	}
	visit, err := t.visit(address)
	if err != nil {
		return t.yield(Item{}, err)
	}
	known := web.Seen{ETag: visit.ETag, LastModified: visit.LastModified}
	ask := t.Web.Get
	if isArchive(address) {
		ask = t.Web.Stream
	}
	answer, err := ask(t.ctx, address, known)
	switch {
	case t.ctx.Err() != nil:
		return false
	case err != nil:
		return t.failed(p, err) && t.seen(visit.failed(err))
	case answer.Same:
		return t.pass(p, LeftOut, "not changed since it was read last") && t.seen(visit.fetched(known))
	}
	if answer.Archive != nil {
		defer func() { _ = answer.Archive.Close() }()
		t.among = true
		if !t.stream(address, &noting{answer.Archive, t}) {
			return false
		}
	} else if !t.found(&answer, p) {
		return false
	}
	if t.missed > 0 { // asked again, it may give what is missing
		return t.seen(visit.failed(errors.New("not all of it could be read")))
	}
	return t.seen(visit.fetched(answer.Seen))
}

// noting notes that a stream broke off.
type noting struct {
	io.Reader
	t *taker
}

func (n *noting) Read(b []byte) (int, error) {
	count, err := n.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		n.t.missed++
	}
	return count, err
}

// isArchive tells by its name whether an address leads to an archive, which may be of any size.
func isArchive(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch path.Ext(strings.TrimSuffix(strings.ToLower(u.Path), ".gz")) {
	case ".jsonl", ".ndjson", ".warc":
		return true
	}
	return false
}

// found takes what an address gave.
func (t *taker) found(a *web.Answer, p Place) bool {
	switch what := t.kindOf(a); what {
	case htmlPage:
		return t.page(a.Body, a.URL, a.Kind, p)
	case feedText:
		return t.feed(a.Body, a.URL, a.Kind, p)
	}
	return t.stream(p.File, bytes.NewReader(a.Body))
}

// kindOf tells what an answer holds, by its text and, where that leaves it open, by what the server says.
func (t *taker) kindOf(a *web.Answer) kind {
	k, _ := sniff(path.Base(a.URL), a.Body[:min(len(a.Body), buffer)])
	media, _, _ := mime.ParseMediaType(a.Kind)
	if k == plainText || k == unreadable {
		switch {
		case media == "text/html" || media == "application/xhtml+xml":
			return htmlPage
		case strings.HasSuffix(media, "+xml") || media == "text/xml" || media == "application/xml":
			return feedText
		}
	}
	return k
}

// entryPage fetches the page of a feed's entry. The visit is of the page; nil where it was not asked.
func (t *taker) entryPage(address string) (web.Answer, *Visit, error) {
	visit, err := t.visit(address)
	if err != nil {
		return web.Answer{}, nil, err
	}
	if until, rests := visit.rests(); rests {
		return web.Answer{}, nil, &restError{visit.rested(until), visit.Lasting}
	}
	answer, err := t.Web.Get(t.ctx, address, web.Seen{})
	if err != nil {
		visit = visit.failed(err)
		return answer, &visit, err
	}
	visit = visit.fetched(answer.Seen)
	return answer, &visit, nil
}

// restError says that an address is left alone for a while.
type restError struct {
	why     string
	lasting bool
}

func (r *restError) Error() string { return r.why }
