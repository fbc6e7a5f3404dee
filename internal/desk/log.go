package desk

import (
	"slices"

	"safir/internal/ledger"
)

// logPage is what the page of corrections shows.
type logPage struct {
	Log []ledger.Logged // the latest first
	By  string
}

func (d *Desk) log(r *request) (any, error) {
	all, err := ledger.Log(r.Context(), d.Store)
	if err != nil {
		return nil, err
	}
	slices.Reverse(all)
	return &logPage{all, editorName(r)}, nil
}
