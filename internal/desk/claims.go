package desk

import (
	"safir/internal/ledger"
)

// claimsPage is what the page Claims shows.
type claimsPage struct {
	*form

	Form     *form
	Kinds    []string
	Verdicts []string
	List     []ledger.Claimed
	Next     string
}

func (p *claimsPage) status() int { return p.form.status() }

func (d *Desk) claims(r *request) (any, error) {
	f := newForm(r)
	p := &claimsPage{form: f, Form: f, Kinds: ledger.ClaimKinds, Verdicts: ledger.Verdicts}
	var filter ledger.ClaimFilter
	var err error
	if filter.Who, err = d.side(r, f, "who"); err != nil {
		return nil, err
	}
	filter.Kinds = codes(r, f, "kind", ledger.ClaimKinds)
	filter.Verdicts = codes(r, f, "verdict", ledger.Verdicts)
	filter.Since, filter.Until = f.days(r)
	filter.Page = order(r, f)
	if len(f.Wrong) > 0 {
		return p, nil
	}
	if filter.After = r.value("after"); filter.After != "" {
		if found, err := collect(d.Store.Claims(r.Context(), ledger.ClaimFilter{ID: filter.After})); err != nil || len(found) == 0 {
			return nil, bad("cursor", err)
		}
	}
	filter.Limit = onPage + 1
	if p.List, err = collect(d.Store.Claims(r.Context(), filter)); err != nil {
		return nil, err
	}
	if len(p.List) > onPage {
		p.List = p.List[:onPage]
		p.Next = p.List[onPage-1].ID
	}
	return p, nil
}
