package desk

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"safir"
	"safir/internal/export"
	"safir/internal/ledger"
)

// download gives what a page lists as a file that other tools read: events.csv, statements.jsonl …
func (d *Desk) download(t *tongue) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		req := &request{Request: r, tongue: t, w: w, page: &page{}, query: r.URL.Query(), visitor: d.Visitor(r)}
		if err := d.export(req); err != nil {
			d.fail(req, err)
		}
	})
}

func (d *Desk) export(r *request) error {
	what, name, _ := strings.Cut(r.PathValue("file"), ".")
	format, err := export.Find(name, export.What(what))
	if err != nil {
		return missing("file")
	}
	contents, f, err := d.contents(r, export.What(what))
	if err != nil {
		return err
	}
	if f.status() != http.StatusOK {
		return bad("filter", nil)
	}
	h := r.w.Header()
	h.Set("Content-Type", types[name])
	h.Set("Content-Disposition", `attachment; filename="`+what+"."+name+`"`)
	h.Set("Cache-Control", "private, no-cache")
	options := &export.Options{World: d.World, BOM: true, Limit: onPage, Tag: "safir.invalid,2026", LeftOut: func(int, string) {}}
	file := &begun{Writer: r.w}
	out := bufio.NewWriterSize(file, 1<<16)
	err = format.Write(out, export.What(what), contents, options)
	if err == nil {
		err = out.Flush()
	}
	switch {
	case err == nil:
		return nil
	case !file.is: // nothing was sent yet: it can still be said what is wrong
		h.Del("Content-Disposition")
		return err
	case !errors.Is(err, context.Canceled):
		d.Log.Error("a download broke off", "file", r.PathValue("file"), "error", err)
	}
	panic(http.ErrAbortHandler) // the browser must not take a part for the whole
}

// begun is a writer that notes whether anything was written.
type begun struct {
	io.Writer
	is bool
}

// Write writes and notes it.
func (b *begun) Write(p []byte) (int, error) {
	b.is = true
	return b.Writer.Write(p)
}

var types = map[string]string{
	"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8", "parquet": "application/vnd.apache.parquet",
	"plover": "text/plain; charset=utf-8", "ftm": "application/jsonl; charset=utf-8", "gexf": "application/gexf+xml", "graphml": "application/xml",
	"ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml; charset=utf-8",
}

// contents are what passes the filters of the page that lists it.
func (d *Desk) contents(r *request, what export.What) (c *export.Contents, f *form, err error) {
	ctx := r.Context()
	c = &export.Contents{Dispatch: func(id string) (safir.Dispatch, error) { return d.Store.Dispatch(ctx, id) }}
	switch what {
	case export.WhatStatements:
		var filter ledger.StatementFilter
		f, filter, err = d.statementFilter(r)
		c.Statements = d.Store.Statements(ctx, filter)
	case export.WhatPeople:
		var filter ledger.PersonFilter
		f = newForm(r)
		filter, err = d.personFilter(r, f)
		c.People = d.Store.People(ctx, filter)
	default:
		var filter ledger.Filter
		f, filter, err = d.eventFilter(r)
		c.Events = d.Store.Events(ctx, withoutPage(filter))
		c.Dispatches = d.Store.Dispatches(ctx, ledger.DispatchFilter{Since: filter.Since, Until: filter.Until})
	}
	return c, f, err
}
