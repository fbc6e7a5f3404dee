package api

import (
	"cmp"
	"context"

	"safir"
	"safir/fa"
	"safir/internal/ask"
	"safir/internal/ledger"
)

// DispatchQuestion chooses dispatches.
type DispatchQuestion struct {
	Since  string `query:"since" doc:"First day of publication: a day, month or year in either calendar."`
	Until  string `query:"until" doc:"Last day of publication."`
	Agency string `query:"agency" doc:"Id of the outlet." example:"irna"`
	Who    string `query:"who" doc:"One who takes part in an event that it reports."`
	With   string `query:"with" doc:"Another who takes part in the same event."`
	Type   string `query:"type" doc:"Types of events that it reports, parted by commas."`
	Place  string `query:"place" doc:"Where an event that it reports took place."`
	SureFilter
}

type dispatchesQuestion struct {
	Seen
	DispatchQuestion
	Part
}

// Brief is a dispatch without its text.
type Brief struct {
	ID        string  `json:"id"`
	Agency    *string `json:"agency"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
	Title     *string `json:"title"`
}

func sourceOf(d *safir.Dispatch) Brief {
	return Brief{d.ID, known(d.Agency), known(d.Published), known(d.URL), known(d.Title)}
}

func (s *service) dispatches(ctx context.Context, q *dispatchesQuestion) (out list[Brief], err error) {
	events, err := s.filter(ctx, &EventQuestion{Who: q.Who, With: q.With, Type: q.Type, Since: q.Since, Until: q.Until, Place: q.Place, SureFilter: q.SureFilter})
	if err != nil {
		return out, err
	}
	f := ledger.DispatchFilter{Since: events.Since, Until: events.Until, Agency: q.Agency}
	if cmp.Or(q.Who, q.With, q.Type, q.Place) != "" {
		events.Since, events.Until = "", ""
		f.Of = &events
	}
	if f.Page, err = q.page(q.DispatchQuestion); err != nil {
		return out, err
	}
	return rest(ctx, &q.Part, q.DispatchQuestion, s.store.Dispatches(ctx, f), func(d *safir.Dispatch) string { return d.ID },
		func(d *safir.Dispatch) (Brief, error) { return sourceOf(d), nil }, s.hasDispatch)
}

func (s *service) hasDispatch(ctx context.Context, id string) error {
	_, err := s.store.Dispatch(ctx, id)
	return err
}

// dispatch is a dispatch as it arrived, with its record.
type dispatch struct {
	Dispatch safir.Dispatch    `json:"dispatch" doc:"As it arrived."`
	CopyOf   *string           `json:"copy_of" doc:"The dispatch of which this one is a copy."`
	Events   map[string]string `json:"events" doc:"Ids of the ledger's events, by the ids that its events have in its record."`
	Record   safir.Record      `json:"record" doc:"What it says, each fact with the characters that say it."`
}

func (s *service) dispatch(ctx context.Context, q *idQuestion) (out dispatch, err error) {
	if out.Dispatch, err = s.store.Dispatch(ctx, q.ID); err != nil {
		return out, err
	}
	if out.Record, err = s.store.Record(ctx, q.ID); err != nil {
		return out, err
	}
	out.Record.Body, out.Record.Repaired = out.Dispatch.Body, fa.Repair(out.Dispatch.Body).Repaired
	original, err := s.store.CopyOf(ctx, q.ID)
	if err != nil {
		return out, err
	}
	out.CopyOf, out.Events = known(original), map[string]string{}
	for e, err := range s.store.Events(ctx, ledger.Filter{Dispatch: q.ID}) {
		if err != nil {
			return out, err
		}
		for _, r := range e.Reports {
			if r.Dispatch == q.ID {
				out.Events[r.Event.ID] = e.ID
			}
		}
	}
	return out, nil
}

type searchQuestion struct {
	Seen

	Q     string `query:"q" required:"true" minLength:"1" maxLength:"500" doc:"Words that must all occur, in any spelling."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"20" doc:"How many dispatches at most."`
}

// found is a dispatch in which words were found.
type found struct {
	Brief

	Snippet ask.Snippet `json:"snippet"`
}

// finds are what a search finds.
type finds struct {
	Dispatches []found  `json:"dispatches" nullable:"false" doc:"Those in which all words occur, the best first."`
	People     []person `json:"people" nullable:"false" doc:"Who may be meant by the words, those most named first."`
}

type person struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Country    *string `json:"country"`
	Dispatches int     `json:"dispatches" doc:"That name them."`
}

// mostPeople is how many people a search offers.
const mostPeople = 5

func (s *service) search(ctx context.Context, q *searchQuestion) (out finds, err error) {
	words := ledger.Words(fa.Repair(q.Q).Repaired)
	out = finds{[]found{}, []person{}}
	hits, err := s.store.Search(ctx, words, q.Limit)
	if err != nil {
		return out, err
	}
	for i := range hits {
		out.Dispatches = append(out.Dispatches, found{sourceOf(&hits[i]), ask.SnippetOf(hits[i].Body, words)})
	}
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	side, err := asker.Side(ctx, "q", q.Q)
	if err != nil || len(side.People) == 0 { // not everything that is looked for is somebody's name
		return out, nil
	}
	for p, err := range s.store.People(ctx, ledger.PersonFilter{Side: ledger.Side{People: side.People}, Limit: mostPeople}) {
		if err != nil {
			return out, err
		}
		out.People = append(out.People, person{p.ID, p.Name, known(p.Country), p.Mentions})
	}
	return out, nil
}
