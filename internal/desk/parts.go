package desk

import "safir/internal/ledger"

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
