package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"safir"
	"safir/internal/ledger"
)

// editorCookie keeps the name under which somebody corrects, where nobody has to sign in.
const editorCookie = "editor"

// editorName is who corrects: who signed in, or the name given last.
func editorName(r *request) string {
	if r.visitor.Name != "" {
		return r.visitor.Name
	}
	if c, err := r.Cookie(editorCookie); err == nil {
		if name, err := url.QueryUnescape(c.Value); err == nil {
			return name
		}
	}
	return ""
}

// edit puts slots of an event right.
func (d *Desk) edit(r *request) (string, error) {
	e, seen, err := d.asSeen(r)
	if err != nil {
		return "", err
	}
	changes, err := d.changes(r, &e)
	if err != nil {
		return "", err
	}
	c, err := ledger.Edit(&e, changes)
	return d.keepCorrection(r, c, err, seen)
}

// join merges an event with others.
func (d *Desk) join(r *request) (string, error) {
	e, seen, err := d.asSeen(r)
	if err != nil {
		return "", err
	}
	events, all := []ledger.Event{e}, []ledger.Seen{seen}
	for _, id := range strings.FieldsFunc(r.value("others"), func(c rune) bool { return strings.ContainsRune(" ,،\n\t", c) }) {
		id = id[strings.LastIndexByte(id, '/')+1:] // an address may be pasted
		id, _, _ = strings.Cut(id, "?")
		other, err := d.oneEvent(r, id)
		if err != nil {
			return "", bad("no-other", errors.New(id))
		}
		events, all = append(events, other), append(all, ledger.SeenOf(&other))
	}
	c, err := ledger.Join(events)
	return d.keepCorrection(r, c, err, all...)
}

// split takes reports out of an event.
func (d *Desk) split(r *request) (string, error) {
	e, seen, err := d.asSeen(r)
	if err != nil {
		return "", err
	}
	c, err := ledger.Split(&e, r.query["dispatch"], r.value("apart") != "")
	return d.keepCorrection(r, c, err, seen)
}

// undo takes a correction back.
func (d *Desk) undo(r *request) (string, error) {
	number, err := strconv.Atoi(r.value("number"))
	if err != nil {
		return "", bad("form", nil)
	}
	if _, err := d.keepCorrection(r, ledger.Undo(number), nil); err != nil {
		return "", err
	}
	return "/" + r.Code + "/log", nil
}

// asSeen is the event that a form is about, and as which version its editor saw it.
func (d *Desk) asSeen(r *request) (ledger.Event, ledger.Seen, error) {
	e, err := d.oneEvent(r, r.PathValue("id"))
	if err != nil {
		return e, ledger.Seen{}, err
	}
	seen := ledger.Seen{Event: e.ID, Version: r.value("version")}
	if seen != ledger.SeenOf(&e) { // what is chosen on the page by its place may be another by now
		return e, seen, d.conflict(r)
	}
	return e, seen, nil
}

// conflict says that the event has changed, with what was typed, so that nothing of it is lost.
func (d *Desk) conflict(r *request) error {
	p := &problem{Status: http.StatusConflict, What: "conflict"}
	for _, field := range []string{"type", "status", "when", "where", "add", "others", "dispatch", "reason"} {
		if typed := strings.Join(r.query[field], "، "); strings.TrimSpace(typed) != "" {
			p.Typed = append(p.Typed, [2]string{field, typed})
		}
	}
	if id := r.PathValue("id"); id != "" {
		p.Event = id
	}
	return p
}

// changes are what the form of an event wants otherwise than it is.
func (d *Desk) changes(r *request, e *ledger.Event) ([]ledger.Change, error) {
	typed := ledger.Typed{When: r.value("when"), Where: r.value("where")}
	if t := safir.EventType(r.value("type")); t != e.Type {
		typed.Type = t
	}
	if st := safir.Status(r.value("status")); st != e.Status {
		typed.Status = st
	}
	for _, v := range r.query["remove"] {
		at, err := strconv.Atoi(v)
		if err != nil || at < 0 || at >= len(e.Participants) {
			return nil, bad("form", nil)
		}
		typed.Gone = append(typed.Gone, e.Participants[at])
	}
	if v := r.value("add"); v != "" {
		typed.Add = []string{v}
	}
	return d.asker.Changes(e, &typed, func(_ string, err error) error { return bad("correction", err) })
}

// keepCorrection keeps a correction and leads to the event as it is then.
func (d *Desk) keepCorrection(r *request, c ledger.Correction, err error, seen ...ledger.Seen) (string, error) {
	by := r.visitor.Name
	if by == "" {
		by = r.value("by")
	}
	if err == nil {
		c, err = c.Signed(by, r.value("reason"), d.Now().UTC().Format(time.RFC3339))
	}
	if err != nil {
		return "", bad("correction", err)
	}
	number, err := d.Store.Correct(r.Context(), c, seen...)
	switch {
	case errors.Is(err, ledger.ErrConflict):
		return "", d.conflict(r)
	case errors.Is(err, ledger.ErrCorrection):
		return "", bad("correction", err)
	case errors.Is(err, ledger.ErrReadOnly):
		return "", &problem{Status: http.StatusForbidden, What: "read-only"}
	case err != nil:
		return "", err
	}
	if r.visitor.Name == "" {
		keep(r.w, editorCookie, url.QueryEscape(by))
	}
	ctx := context.WithoutCancel(r.Context()) // the correction is kept: what is shown must follow it
	if err := d.merge(ctx); err != nil {
		return "", err
	}
	for e, err := range d.Store.Events(ctx, ledger.Filter{Correction: number, Page: ledger.Page{Limit: 1}}) {
		if err != nil {
			return "", err
		}
		return "/" + r.Code + "/event/" + url.PathEscape(e.ID), nil
	}
	return "/" + r.Code + "/log", nil
}
