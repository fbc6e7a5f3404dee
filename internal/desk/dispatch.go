package desk

import (
	"errors"
	"html/template"

	"safir"
	"safir/internal/ledger"
	"safir/internal/show"
)

// dispatchPage is what the page Dispatch shows.
type dispatchPage struct {
	Dispatch safir.Dispatch
	CopyOf   string
	Layers   template.HTML
	Article  template.HTML
	Events   []ledger.Event // that it reports
}

func (p *dispatchPage) title(t *tongue) string {
	if p.Dispatch.Title == "" {
		return t.T("untitled")
	}
	return p.Dispatch.Title
}

func (d *Desk) dispatch(r *request) (any, error) {
	ctx, id := r.Context(), r.PathValue("id")
	p := &dispatchPage{}
	var err error
	p.Dispatch, err = d.Store.Dispatch(ctx, id)
	if errors.Is(err, ledger.ErrUnknown) {
		return nil, missing("dispatch")
	}
	if err != nil {
		return nil, err
	}
	record, err := d.Store.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	if p.Layers, p.Article, err = article(&record, show.Options{Language: r.Code}); err != nil {
		return nil, err
	}
	if p.CopyOf, err = d.Store.CopyOf(ctx, id); err != nil {
		return nil, err
	}
	p.Events, err = collect(d.Store.Events(ctx, ledger.Filter{Dispatch: id}))
	return p, err
}

// article is a record with the boxes for its marks.
func article(record *safir.Record, o show.Options) (layers, body template.HTML, err error) {
	if layers, err = show.Layers(o); err != nil {
		return "", "", err
	}
	body, err = show.Article(record, o)
	return layers, body, err
}
