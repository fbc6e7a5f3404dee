package desk

import (
	"cmp"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// peoplePage is what the page People shows.
type peoplePage struct {
	*form

	Form    *form
	Offices []string
	List    []ledger.Person
	Next    string
}

func (p *peoplePage) status() int { return p.form.status() }

func (d *Desk) people(r *request) (any, error) {
	f := newForm(r)
	p := &peoplePage{form: f, Form: f, Offices: safir.Offices}
	filter, err := d.personFilter(r, f)
	if err != nil {
		return nil, err
	}
	if len(f.Wrong) > 0 {
		return p, nil
	}
	if filter.After = r.value("after"); filter.After != "" {
		if _, err := d.Store.Person(r.Context(), filter.After); err != nil {
			return nil, bad("cursor", nil)
		}
	}
	filter.Limit = onPage + 1
	if p.List, err = collect(d.Store.People(r.Context(), filter)); err != nil {
		return nil, err
	}
	if len(p.List) > onPage {
		p.List = p.List[:onPage]
		p.Next = p.List[onPage-1].ID
	}
	return p, nil
}

// personFilter reads the form of people.
func (d *Desk) personFilter(r *request, f *form) (out ledger.PersonFilter, err error) {
	if out.Side, err = d.side(r, f, "who"); err != nil {
		return out, err
	}
	if out.IDs = out.Side.People; out.Side.State == "" && len(out.IDs) > 0 {
		out.Side = ledger.Side{}
	}
	if out.Side.Org != "" {
		f.Wrong["who"] = &wrong{What: "no-person", Text: r.value("who")}
	}
	if office := codes(r, f, "office", safir.Offices); len(office) > 0 {
		out.Office = office[0]
	}
	if of := r.value("of"); of != "" {
		side, err := d.side(r, f, "of")
		if err != nil {
			return out, err
		}
		if out.Country = side.State; out.Country == "" && f.Wrong["of"] == nil {
			f.Wrong["of"] = &wrong{What: "no-state", Text: of}
		}
	}
	if on := r.value("on"); on != "" {
		out.On, _, err = ledger.Days(on)
		_ = f.refuse("on", "no-day", err)
	}
	return out, nil
}

// latestOffice is the office that somebody was seen in last, nil where in none.
func latestOffice(p ledger.Person) *ledger.Tenure {
	if len(p.Tenures) == 0 {
		return nil
	}
	t := slices.MaxFunc(p.Tenures, func(a, b ledger.Tenure) int {
		return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.Count, b.Count))
	})
	return &t
}

// contacts is how many events a person takes part in.
func contacts(p ledger.Person) (n int) {
	for _, c := range p.Contacts {
		n += c
	}
	return n
}
