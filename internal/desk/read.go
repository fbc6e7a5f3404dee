package desk

import (
	"html/template"
	"net/http"
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
}

func (p *readPage) status() int { return p.form.status() }

// read shows the record of a text that is pasted. Nothing of it is kept.
func (d *Desk) read(r *request) (any, error) {
	f := newForm(r)
	p := &readPage{form: f, Form: f, Outlets: d.World.OutletIDs(), Explain: r.value("explain") != ""}
	if r.Method != http.MethodPost {
		return p, nil
	}
	dispatch := safir.Dispatch{ID: "pasted", Title: r.value("title"), Body: r.query.Get("text"), Agency: r.value("agency")}
	switch {
	case len(dispatch.Body) > MaxText:
		return nil, &problem{Status: http.StatusRequestEntityTooLarge, What: "too-long"}
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
	if len(f.Wrong) > 0 {
		return p, nil
	}
	record, reasons := d.Read(dispatch)
	o := show.Options{Language: r.Code, Explain: p.Explain, Reasons: map[string][]show.Reason{record.ID: reasons}}
	var err error
	p.Layers, p.Article, err = article(&record, o)
	return p, err
}
