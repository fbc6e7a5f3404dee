package desk

import (
	"cmp"
	"errors"
	"html/template"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/ledger"
	"safir/internal/show"
)

// dispatchPage is what the page Dispatch shows.
type dispatchPage struct {
	Dispatch safir.Dispatch
	CopyOf   string
	Layers   template.HTML
	Article  template.HTML
	Events   []ledger.Outline // that it reports
}

func (p *dispatchPage) title(t *tongue) string {
	return cmp.Or(titleOf(&p.Dispatch), t.T("untitled"))
}

// titleWords is how many characters of a dispatch without a title stand in its place.
const titleWords = 70

// titleOf is the title of a dispatch, or how it begins where it has none.
func titleOf(d *safir.Dispatch) string {
	if d.Title != "" {
		return fa.Repair(d.Title).Repaired
	}
	runes := []rune(strings.Join(strings.Fields(d.Body), " "))
	if len(runes) <= titleWords {
		return fa.Repair(string(runes)).Repaired
	}
	begins := string(runes[:titleWords])
	if at := strings.LastIndexByte(begins, ' '); at > 0 {
		begins = begins[:at]
	}
	return fa.Repair(begins).Repaired + " …"
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
	p.Events, err = collect(d.Store.Outlines(ctx, ledger.Filter{Dispatch: id}))
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
