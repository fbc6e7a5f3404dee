package desk

import (
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"safir"
	"safir/internal/ledger"
	"safir/internal/show"
)

// readPage is what the page Read shows.
type readPage struct {
	*form

	Form    *form
	Outlets []string // ids of those that are known
	Explain bool
	Layers  template.HTML
	Article template.HTML // "" before a text was pasted
	CanKeep bool
	By      string
}

func (p *readPage) status() int { return p.form.status() }

// read shows the record of a text that is pasted. Nothing of it is kept.
func (d *Desk) read(r *request) (any, error) {
	f := newForm(r)
	p := &readPage{form: f, Form: f, Outlets: d.World.OutletIDs(), Explain: r.value("explain") != ""}
	if r.Method != http.MethodPost {
		return p, nil
	}
	dispatch, err := d.pasted(r, f)
	if err != nil || len(f.Wrong) > 0 {
		return p, err
	}
	dispatch.ID = "pasted"
	record, reasons := d.Read(dispatch)
	o := show.Options{Language: r.Code, Explain: p.Explain, Reasons: map[string][]show.Reason{record.ID: reasons}}
	p.Layers, p.Article, err = article(&record, o)
	p.CanKeep, p.By = d.Keep != nil && r.visitor.Editor, editorName(r)
	return p, err
}

// pasted is the dispatch that a form holds.
func (d *Desk) pasted(r *request, f *form) (safir.Dispatch, error) {
	dispatch := safir.Dispatch{Title: r.value("title"), Body: r.query.Get("text"), Agency: r.value("agency")}
	switch {
	case len(dispatch.Body) > MaxText:
		return dispatch, &problem{Status: http.StatusRequestEntityTooLarge, What: "too-long"}
	case strings.TrimSpace(dispatch.Body) == "":
		f.Wrong["text"] = &wrong{What: "no-text"}
	case !utf8.ValidString(dispatch.Body):
		f.Wrong["text"] = &wrong{What: "no-unicode"}
	}
	if dispatch.Agency != "" && d.World.Outlet(dispatch.Agency) == nil {
		f.Wrong["agency"] = &wrong{What: "no-choice", Text: dispatch.Agency}
	}
	if day := r.value("published"); day != "" {
		first, last, err := ledger.Days(day)
		if err != nil || first != last {
			f.Wrong["published"] = &wrong{What: "no-one-day", Text: day}
		}
		dispatch.Published = first
	}
	return dispatch, nil
}

// keepPasted takes a text that was pasted and read into the ledger, where its dispatch can be seen at once; what follows for events is
// derived as for every dispatch that comes.
func (d *Desk) keepPasted(r *request) (string, error) {
	if d.Keep == nil {
		return "", missing("page")
	}
	f := newForm(r)
	dispatch, err := d.pasted(r, f)
	if err != nil {
		return "", err
	}
	if len(f.Wrong) > 0 {
		return "", bad("form", nil)
	}
	id, err := d.Keep(r.Context(), dispatch)
	if errors.Is(err, ledger.ErrReadOnly) {
		return "", &problem{Status: http.StatusForbidden, What: "read-only"}
	}
	if err != nil {
		return "", err
	}
	return "/" + r.Code + "/dispatch/" + url.PathEscape(id), nil
}
