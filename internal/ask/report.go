package ask

import (
	"context"
	"errors"

	"safir"
	"safir/internal/ledger"
)

// Report is one report of an event, with the words that tell of it.
type Report struct {
	Dispatch  string          `json:"dispatch" doc:"Id of the dispatch."`
	Agency    *string         `json:"agency" doc:"Id of the outlet."`
	Published *string         `json:"published" doc:"ISO 8601."`
	URL       *string         `json:"url"`
	Title     *string         `json:"title"`
	CopyOf    *string         `json:"copy_of" doc:"The dispatch of which this one is a copy; it has no voice of its own."`
	Perhaps   bool            `json:"perhaps,omitempty" doc:"It may as well be of another event: it does not say which."`
	Faint     bool            `json:"faint,omitempty" doc:"It tells of the event only faintly, and counts since others tell of it."`
	Event     string          `json:"event" doc:"Id of the event in the dispatch's record."`
	Type      safir.EventType `json:"type" doc:"What this report says."`
	Status    safir.Status    `json:"status"`
	When      *string         `json:"when" doc:"EDTF."`
	Where     *string         `json:"where"`
	Who       []Who           `json:"participants"`
	Quotes    []Quote         `json:"quotes"`
}

// Who is a participant as one report has them.
type Who struct {
	Role    safir.Role `json:"role"`
	Kind    safir.Kind `json:"kind"`
	Name    *string    `json:"name"`
	Office  *string    `json:"office"`
	Country *string    `json:"country"`
	Org     *string    `json:"org"`
}

// Quote is words of a dispatch.
type Quote struct {
	Span  safir.Span `json:"span" doc:"[start, end) in code points of the body as it arrived."`
	Words string     `json:"words" doc:"The characters of the span, untouched."`
}

// QuoteOf are the words under a span; ok is false where the text has none there.
func QuoteOf(body []rune, s safir.Span) (q Quote, ok bool) {
	start, end := max(0, s.Start), min(len(body), s.End)
	if start >= end {
		return q, false
	}
	return Quote{s, string(body[start:end])}, true
}

// Event is the event of an id, or [ledger.ErrUnknown].
func Event(ctx context.Context, store ledger.Store, id string) (ledger.Event, error) {
	if id == "" {
		return ledger.Event{}, ledger.ErrUnknown
	}
	for e, err := range store.Events(ctx, ledger.Filter{ID: id}) {
		return e, err
	}
	return ledger.Event{}, ledger.ErrUnknown
}

// Reports are the reports of an event with their words, in order of time.
func Reports(ctx context.Context, store ledger.Store, e *ledger.Event) ([]Report, error) {
	out := make([]Report, 0, len(e.Reports))
	for _, r := range e.Reports {
		d, err := store.Dispatch(ctx, r.Dispatch)
		if err != nil && !errors.Is(err, ledger.ErrUnknown) {
			return nil, err
		}
		report := Report{
			Dispatch: r.Dispatch, Agency: known(r.Agency), Published: known(r.Published), URL: known(r.URL), Title: known(d.Title), CopyOf: known(r.CopyOf), Perhaps: e.MayBeOther(r), Faint: r.Faint,
			Event: r.Event.ID, Type: r.Event.Type, Status: r.Event.Status, When: r.Event.When, Where: r.Event.Where, Who: []Who{}, Quotes: []Quote{},
		}
		for _, p := range r.Parts {
			a := p.Actor
			report.Who = append(report.Who, Who{p.Role, a.Kind, a.Name, a.Office, a.Country, a.Org})
		}
		body := []rune(d.Body)
		for _, s := range r.Event.Evidence {
			if q, ok := QuoteOf(body, s); ok {
				report.Quotes = append(report.Quotes, q)
			}
		}
		out = append(out, report)
	}
	return out, nil
}

// known is null for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// List collects a page of a list that was asked for with one entry more; more tells whether it goes on.
func List[T any](entries func(yield func(T, error) bool), limit int) (out []T, more bool, err error) {
	out = []T{}
	for entry, err := range entries {
		if err != nil {
			return nil, false, err
		}
		if len(out) == limit {
			return out, true, nil
		}
		out = append(out, entry)
	}
	return out, false, nil
}
