package desk

import (
	"safir"
	"safir/internal/ledger"
)

// statementsPage is what the page Statements shows.
type statementsPage struct {
	*form

	Form *form
	Acts []safir.Act
	List []ledger.Said
	Next string
}

func (p *statementsPage) status() int { return p.form.status() }

func (d *Desk) statements(r *request) (any, error) {
	f, filter, err := d.statementFilter(r)
	if err != nil {
		return nil, err
	}
	p := &statementsPage{form: f, Form: f, Acts: safir.Acts}
	filter.Page = order(r, f)
	if len(f.Wrong) > 0 {
		return p, nil
	}
	if filter.After = r.value("after"); filter.After != "" {
		if found, err := collect(d.Store.Statements(r.Context(), ledger.StatementFilter{ID: filter.After})); err != nil || len(found) == 0 {
			return nil, bad("cursor", err)
		}
	}
	filter.Limit = onPage + 1
	if p.List, err = collect(d.Store.Statements(r.Context(), filter)); err != nil {
		return nil, err
	}
	if len(p.List) > onPage {
		p.List = p.List[:onPage]
		p.Next = p.List[onPage-1].ID
	}
	return p, nil
}

// statementFilter reads the form of statements.
func (d *Desk) statementFilter(r *request) (f *form, out ledger.StatementFilter, err error) {
	f = newForm(r)
	for field, side := range map[string]*ledger.Side{"by": &out.By, "about": &out.About, "to": &out.To} {
		if *side, err = d.side(r, f, field); err != nil {
			return nil, out, err
		}
	}
	out.Acts = codes(r, f, "act", safir.Acts)
	out.Since, out.Until = f.days(r)
	out.Sure = f.sure(r, 0)
	return f, out, nil
}
