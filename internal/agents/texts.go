package agents

import (
	"context"

	"safir"
	"safir/internal/api"
	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

// readEvent is an event of one record.
type readEvent struct {
	ID         string   `json:"id" jsonschema:"in the record"`
	Event      string   `json:"event,omitempty" jsonschema:"id of the ledger's event, for show_event"`
	Type       string   `json:"type"`
	Status     string   `json:"status"`
	When       string   `json:"when,omitempty"`
	Jalali     string   `json:"jalali,omitempty"`
	Where      string   `json:"where,omitempty"`
	Who        []string `json:"who"`
	Words      []string `json:"words"`
	Confidence float64  `json:"confidence"`
}

type readSaid struct {
	ID     string   `json:"id" jsonschema:"in the record"`
	By     []string `json:"by"`
	Act    string   `json:"act"`
	About  []string `json:"about,omitempty"`
	Words  string   `json:"words"`
	Direct bool     `json:"direct"`
}

type readClaim struct {
	Kind  string `json:"kind"`
	Who   string `json:"who,omitempty"`
	Where string `json:"where,omitempty"`
	Count int    `json:"count,omitempty"`
	Words string `json:"words"`
}

// recordOut is a record in short.
type recordOut struct {
	Actors     []string    `json:"actors" jsonschema:"people, offices, states and bodies that the text names"`
	Events     []readEvent `json:"events"`
	Statements []readSaid  `json:"statements"`
	Claims     []readClaim `json:"claims,omitempty"`
}

func recordOf(r *safir.Record, events map[string]string) recordOut {
	body := []rune(r.Body)
	actors := map[string]*safir.Actor{}
	out := recordOut{Actors: []string{}, Events: []readEvent{}, Statements: []readSaid{}}
	for i := range r.Actors {
		a := &r.Actors[i]
		actors[a.ID] = a
		text := string(a.Kind) + ": " + export.Label(a)
		if value(a.Name) != "" && value(a.Office) != "" {
			text += " (" + *a.Office + ")"
		}
		out.Actors = append(out.Actors, text)
	}
	named := func(ids []string) []string {
		out := []string{}
		for _, id := range ids {
			if a := actors[id]; a != nil {
				out = append(out, export.Label(a))
			}
		}
		return out
	}
	for _, e := range r.Events {
		line := readEvent{
			ID: e.ID, Event: events[e.ID], Type: string(e.Type), Status: string(e.Status), When: value(e.When), Jalali: export.Jalali(value(e.When)),
			Where: value(e.Where), Who: []string{}, Words: quotes(body, e.Evidence), Confidence: e.Confidence,
		}
		for _, p := range e.Participants {
			if a := actors[p.Actor]; a != nil {
				line.Who = append(line.Who, partText(&ledger.Part{Actor: *a, Role: p.Role}))
			}
		}
		out.Events = append(out.Events, line)
	}
	for _, s := range r.Statements {
		q, _ := ask.QuoteOf(body, s.Content)
		out.Statements = append(out.Statements, readSaid{s.ID, named(s.Speakers), string(s.Act), named(s.Target), q.Words, s.Direct})
	}
	for _, c := range r.Claims {
		q, _ := ask.QuoteOf(body, c.Span)
		line := readClaim{Kind: c.Kind, Where: value(c.Where), Words: q.Words}
		if c.Count != nil {
			line.Count = *c.Count
		}
		if a := actors[value(c.Actor)]; a != nil {
			line.Who = export.Label(a)
		}
		out.Claims = append(out.Claims, line)
	}
	return out
}

func quotes(body []rune, spans []safir.Span) []string {
	out := []string{}
	for _, s := range spans {
		if q, ok := ask.QuoteOf(body, s); ok {
			out = append(out, q.Words)
		}
	}
	return out
}

type dispatchOut struct {
	sourceOut

	CopyOf string    `json:"copy_of,omitempty"`
	Text   string    `json:"text" jsonschema:"as it arrived"`
	Record recordOut `json:"record"`
}

func (s *service) showDispatch(ctx context.Context, in *idIn) (out dispatchOut, err error) {
	d, err := s.store.Dispatch(ctx, in.ID)
	if err != nil {
		return out, err
	}
	r, err := s.store.Record(ctx, in.ID)
	if err != nil {
		return out, err
	}
	r.Body = d.Body
	events := map[string]string{}
	for e, err := range s.store.Events(ctx, ledger.Filter{Dispatch: in.ID}) {
		if err != nil {
			return out, err
		}
		for _, report := range e.Reports {
			if report.Dispatch == in.ID {
				events[report.Event.ID] = e.ID
			}
		}
	}
	out = dispatchOut{sourceOut: sourceOf(ledger.SourceOf(&d)), Text: d.Body, Record: recordOf(&r, events)}
	out.CopyOf, err = s.store.CopyOf(ctx, in.ID)
	return out, err
}

type readIn struct {
	Text      string `json:"text" jsonschema:"the text, in Persian"`
	Title     string `json:"title,omitempty"`
	Agency    string `json:"agency,omitempty" jsonschema:"outlet by id or name; it tells which state «our country» is"`
	Published string `json:"published,omitempty" jsonschema:"day or instant of publication, ISO 8601"`
}

func (s *service) readText(_ context.Context, in *readIn) (out recordOut, err error) {
	d := safir.Dispatch{Title: in.Title, Body: in.Text, Agency: in.Agency, Published: in.Published}
	if len(d.Body) > api.MaxText {
		return out, ask.Wrong("text", "it is longer than %d bytes", api.MaxText)
	}
	if err := api.Check(d); err != nil {
		return out, err
	}
	if d.Agency != "" {
		if _, ok := s.reader.Agency(d.Agency); !ok {
			return out, ask.Wrong("agency", "unknown outlet %q", d.Agency)
		}
	}
	r := s.reader.Read(d)
	return recordOf(&r, nil), nil
}
