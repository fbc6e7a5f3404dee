package desk

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"safir/internal/ledger"
)

// request is a page that is asked for.
type request struct {
	*http.Request
	*tongue

	w       http.ResponseWriter
	page    *page
	query   url.Values
	visitor Visitor
	visit   visit // of the page Now
}

// value is what a form says in a field, without the spaces around it.
func (r *request) value(field string) string { return strings.TrimSpace(r.query.Get(field)) }

// list is what a form says in a field that may be there several times, or hold several values parted by commas.
func (r *request) list(field string) (out []string) {
	for _, v := range r.query[field] {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// frame is what the layout shows around a page.
type frame struct {
	Title   string // "" for the page's own
	Page    string
	Pages   []page
	Here    string // address in this language
	There   string // the same page in the other language
	Look    string // "light", "dark" or "" for the system's
	Ledger  string
	Query   string // of the search box
	Visitor Visitor
	Body    any
}

// titled is a body with a title of its own.
type titled interface{ title(*tongue) string }

// answering is a body whose answer has another status than 200.
type answering interface{ status() int }

// serve answers for a page.
func (d *Desk) serve(t *tongue, p *page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, err := url.ParseQuery(r.URL.RawQuery)
		req := &request{Request: r, tongue: t, w: w, page: p, query: q, visitor: d.Visitor(r)}
		if err != nil {
			d.fail(req, bad("address", nil))
			return
		}
		if r.Method == http.MethodPost {
			if err := r.ParseForm(); err != nil {
				d.fail(req, formError(err))
				return
			}
			req.query = r.PostForm
		}
		d.keepMerged(r.Context())
		if p.variant != nil && r.Method != http.MethodPost {
			if err := d.serveKept(req, p.variant(d, req)); err != nil {
				d.fail(req, err)
			}
			return
		}
		body, err := p.show(d, req)
		if err != nil {
			d.fail(req, err)
			return
		}
		d.render(req, p.Name, body)
	})
}

// page makes a page, with the status that it is answered with.
func (d *Desk) page(r *request, template string, body any) (page bytes.Buffer, status int, err error) {
	f := frame{
		Page: r.page.Name, Pages: pages, Here: r.URL.RequestURI(), There: r.inOther(r.URL), Look: lookOf(r.Request),
		Ledger: d.Name, Query: r.query.Get("q"), Visitor: r.visitor, Body: body,
	}
	status = http.StatusOK
	if b, ok := body.(titled); ok {
		f.Title = b.title(r.tongue)
	}
	if b, ok := body.(answering); ok {
		status = b.status()
	}
	err = r.templates[template].ExecuteTemplate(&page, "layout", f)
	return page, status, err
}

// render writes a page whole, or an error in its place.
func (d *Desk) render(r *request, template string, body any) {
	page, status, err := d.page(r, template, body)
	if err != nil {
		if template == "problem" { // nothing is left to try
			d.Log.Error("a page can't be shown", "page", r.URL.Path, "error", err)
			http.Error(r.w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
			return
		}
		d.fail(r, err)
		return
	}
	send(r, page.Bytes(), status)
}

// send answers with a page.
func send(r *request, page []byte, status int) {
	pageHeaders(r)
	r.w.WriteHeader(status)
	_, _ = r.w.Write(page) // who went away needs no answer
}

// pageHeaders are those of every page.
func pageHeaders(r *request) {
	h := r.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", r.Code)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie, Accept-Encoding")
}

// problem is an error that a page tells.
type problem struct {
	Status int
	What   string      // word of words.tsv: what is wrong, and what to do
	Detail error       // more, nil where there is none
	Typed  [][2]string // what was typed into a form that could not be kept, field by field
	Event  string      // id of the event that the form was about
}

// Error says it in the log.
func (p *problem) Error() string {
	if p.Detail != nil {
		return p.What + ": " + p.Detail.Error()
	}
	return p.What
}

func (p *problem) Unwrap() error { return p.Detail }
func (p *problem) status() int   { return p.Status }

func (p *problem) title(t *tongue) string { return t.T("wrong-" + p.What) }

// missing says that there is no such thing.
func missing(what string) error {
	return &problem{Status: http.StatusNotFound, What: "no-" + what}
}

// bad says that what was asked for makes no sense.
func bad(what string, err error) error {
	return &problem{Status: http.StatusBadRequest, What: what, Detail: err}
}

// formError tells a form that is too long from one that can't be read.
func formError(err error) error {
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return err
	}
	return bad("form", nil)
}

// fail answers with an error.
func (d *Desk) fail(r *request, err error) {
	var p *problem
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &p):
	case errors.As(err, &tooLong):
		p = &problem{Status: http.StatusRequestEntityTooLarge, What: "too-long"}
	case errors.Is(err, context.Canceled):
		return
	case errors.Is(err, ledger.ErrBusy):
		p = &problem{Status: http.StatusServiceUnavailable, What: "busy"}
	case errors.Is(r.Context().Err(), context.DeadlineExceeded): // also where a database lets nothing through
		d.Log.Error("a page took too long", "page", r.URL.Path, "error", err)
		p = &problem{Status: http.StatusServiceUnavailable, What: "slow"}
	case errors.Is(err, ledger.ErrUnreachable):
		d.Log.Error("a page has no database", "page", r.URL.Path, "error", err)
		p = &problem{Status: http.StatusServiceUnavailable, What: "away"}
	default:
		d.Log.Error("a page failed", "page", r.URL.Path, "error", err)
		p = &problem{Status: http.StatusInternalServerError, What: "failure"}
	}
	if p.Status == http.StatusServiceUnavailable {
		r.w.Header().Set("Retry-After", retryAfter)
	}
	d.render(r, "problem", p)
}

// retryAfter is after how many seconds a program may ask again for what could not be answered now.
const retryAfter = "5"
