package desk

import (
	"cmp"
	"strings"

	"safir/internal/labels"
	"safir/internal/ledger"
)

// fieldView is a field of a form.
type fieldView struct {
	Form               *form
	Field, Label, Hint string
}

// field is a field that is called by its name.
func (t *tongue) field(f *form, name, hint string) (fieldView, error) {
	text, err := t.word(hint)
	return fieldView{f, name, name, text}, err
}

// slotValue is a value with the slot that it fills.
type slotValue struct {
	Slot   string
	Choice choice
}

func pairOf(slot string, c choice) slotValue { return slotValue{slot, c} }

// sourceOf is the dispatch of a report.
func sourceOf(r reportView) ledger.Source {
	return ledger.Source{Dispatch: r.Dispatch, Agency: r.Agency, Published: r.Published, URL: r.URL, Title: r.Title}
}

// called is a person as pages name them.
func (t *tongue) called(p any) actorView {
	var who *ledger.Person
	switch v := p.(type) {
	case ledger.Person:
		who = &v
	case *ledger.Person:
		who = v
	}
	a := aPerson(who)
	return t.view(&a, who.ID)
}

// officeOf names an office with its state or body.
func (t *tongue) officeOf(v any) string {
	var o ledger.Tenure
	switch tenure := v.(type) {
	case ledger.Tenure:
		o = tenure
	case *ledger.Tenure:
		o = *tenure
	}
	out := t.of("office", o.Office)
	switch {
	case o.Country != "":
		out += t.say(labels.Label{EN: ", ", FA: "، "}) + t.state(o.Country)
	case o.Org != "":
		out += t.say(labels.Label{EN: ", " + o.Org, FA: "، " + cmp.Or(t.world.BodyFA(o.Org), o.Org)})
	}
	return out
}

// saidView is a statement on a page.
type saidView struct {
	ledger.Said

	Fact   string // its anchor in the dispatch
	Around bool   // its words are shown in their context
}

func (t *tongue) saidView(s ledger.Said) saidView {
	_, n, _ := strings.Cut(s.ID[len(s.Source.Dispatch):], "/s")
	return saidView{Said: s, Fact: "r1-s" + n}
}

// saidAround is a statement with its words in their context.
func (t *tongue) saidAround(s ledger.Said) saidView {
	v := t.saidView(s)
	v.Around = true
	v.After = strings.TrimLeft(v.After, " .،؛:!؟»\"") // the mark at the end of what was said is not its context
	return v
}

// signatureView is the part of a form that says who corrects, and why.
type signatureView struct {
	Known string // who signed in, "" for nobody
	By    string // who corrected last
	ID    string // of the form
}

func signature(known, by, id string) signatureView { return signatureView{known, by, id} }

// heatView is a table by months whose numbers lead to events.
type heatView struct {
	Heat      heat
	Who, With string
}

func heatWith(h heat, who, with string) heatView { return heatView{h, who, with} }
