package api

import "context"

// status is how much the ledger holds.
type status struct {
	Dispatches int   `json:"dispatches"`
	Reports    int   `json:"reports" doc:"Of events, by dispatches."`
	Events     int   `json:"events"`
	Revision   int64 `json:"revision" doc:"Grows whenever dispatches or corrections come."`
	Merged     bool  `json:"merged" doc:"Whether the events are those of all reports that are kept."`
}

func (s *service) status(ctx context.Context, _ *struct{}) (out status, err error) {
	c, err := s.store.Counts(ctx)
	if err != nil {
		return out, err
	}
	out = status{Dispatches: c.Dispatches, Reports: c.Reports, Events: c.Events}
	if out.Revision, err = s.store.Revision(ctx); err != nil {
		return out, err
	}
	out.Merged, err = s.store.Merged(ctx)
	return out, err
}

// outlet is what came from an outlet.
type outlet struct {
	ID         *string `json:"id" doc:"null for what names none."`
	Name       *string `json:"name"`
	State      *string `json:"state" doc:"Code of the state that it belongs to."`
	Dispatches int     `json:"dispatches"`
	Reports    int     `json:"reports" doc:"Of events."`
	First      *string `json:"first" doc:"Of publication, ISO 8601."`
	Last       *string `json:"last"`
}

// failing is an address of the web that failed when it was asked last.
type failing struct {
	URL      string  `json:"url"`
	Failure  string  `json:"failure"`
	Failures int     `json:"failures" doc:"One after another."`
	Lasting  bool    `json:"lasting" doc:"It is not asked again."`
	Tried    *string `json:"tried"`
	Fetched  *string `json:"fetched" doc:"When it last gave something."`
}

type sources struct {
	Outlets []outlet      `json:"outlets" nullable:"false"`
	Watched []watchedLine `json:"watched" nullable:"false" doc:"Asked on schedules by safir watch."`
	Failing []failing     `json:"failing" nullable:"false" doc:"The latest first."`
}

// mostFailing is how many failing addresses are told.
const mostFailing = 100

// sources hangs on what was asked of the web too, of which no revision tells: so it is not tagged.
func (s *service) sources(ctx context.Context, _ *struct{}) (out sources, err error) {
	out = sources{[]outlet{}, []watchedLine{}, []failing{}}
	outlets, err := s.store.Outlets(ctx)
	if err != nil {
		return out, err
	}
	for _, o := range outlets {
		line := outlet{ID: known(o.Agency), Dispatches: o.Dispatches, Reports: o.Reports, First: known(o.First), Last: known(o.Last)}
		if of := s.world.Outlet(o.Agency); of != nil {
			line.Name, line.State = known(of.Name), known(of.State)
		}
		out.Outlets = append(out.Outlets, line)
	}
	if out.Watched, err = s.watched(ctx); err != nil {
		return out, err
	}
	addresses, err := s.store.Failing(ctx, mostFailing)
	for _, a := range addresses {
		out.Failing = append(out.Failing, failing{a.URL, a.Failure, a.Failures, a.Lasting, known(a.Tried), known(a.Fetched)})
	}
	return out, err
}
