package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"safir"
	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
	"safir/internal/web"
)

type logQuestion struct{ Seen }

func (s *service) corrections(ctx context.Context, _ *logQuestion) (out list[ledger.Logged], err error) {
	out.Items, err = ledger.Log(ctx, s.store)
	if out.Items == nil {
		out.Items = []ledger.Logged{}
	}
	return out, err
}

// correction is what an editor says against what was derived.
type correction struct {
	Kind       ledger.CorrectionKind `json:"kind" doc:"merge: the events are one; split: reports are of another event; edit: slots are otherwise; undo: another correction does not count."`
	Reason     string                `json:"reason" minLength:"1" maxLength:"2000" doc:"Why; it is kept and shown."`
	Events     []seenEvent           `json:"events,omitempty" doc:"Of a merge at least two, of a split or an edit one."`
	Dispatches []string              `json:"dispatches,omitempty" doc:"Of a split: those whose reports leave the event."`
	Apart      bool                  `json:"apart,omitempty" doc:"Of a split: each of them tells of an event of its own."`
	Changes    *changes              `json:"changes,omitempty" doc:"Of an edit."`
	Undoes     int                   `json:"undoes,omitempty" doc:"Of an undo: the number of the other correction."`
}

type seenEvent struct {
	ID      string `json:"id"`
	Version string `json:"version,omitempty" doc:"As the event gave it; if it is no longer that, nothing is kept (409)."`
}

// changes are other values for slots, as safir ledger edit takes them.
type changes struct {
	Type   string   `json:"type,omitempty"`
	Status string   `json:"status,omitempty"`
	When   string   `json:"when,omitempty" doc:"Day, month or year in either calendar, FROM/TO, EDTF, or unknown."`
	Where  string   `json:"where,omitempty" doc:"City or state, in Persian or English, or unknown."`
	Add    []string `json:"add,omitempty" doc:"Who takes part, or takes part otherwise: [ROLE:]NAME[,OFFICE][,STATE]."`
	Remove []string `json:"remove,omitempty" doc:"Who takes no part: a name or a state."`
}

type correctQuestion struct{ Body correction }

// kept is what came of a correction.
type kept struct {
	Number int                `json:"number" doc:"Of the correction."`
	Events []export.EventLine `json:"events" nullable:"false" doc:"The events that bear it."`
}

func correctOperation() huma.Operation {
	return huma.Operation{
		Method: http.MethodPost, Path: "/corrections", OperationID: "correct", Tags: []string{"ledger"}, Summary: "Correct the ledger",
		Description:   "Editors alone. Every correction is kept in the log with its reason, applied again whenever events are derived, and can be undone.",
		DefaultStatus: http.StatusCreated, MaxBodyBytes: 64 << 10,
		Security: []map[string][]string{{}, {"bearer": {}}, {"basic": {}}},
		Errors:   []int{400, 401, 403, 404, 409, 422, 429, 500, 503},
	}
}

func (s *service) correct(ctx context.Context, q *correctQuestion) (*reply[kept], error) {
	user, ok := web.UserOf(ctx)
	if !ok || !user.MayCorrect() {
		return nil, huma.Error403Forbidden("only editors may correct the ledger")
	}
	out := &reply[kept]{CacheControl: "no-store"}
	var err error
	out.Body, err = s.keep(ctx, &q.Body, user.Name)
	if err != nil {
		return nil, s.refuse(ctx, err)
	}
	return out, nil
}

// keep keeps a correction and tells what the events are now.
func (s *service) keep(ctx context.Context, q *correction, by string) (out kept, err error) {
	var events []ledger.Event
	var saw []ledger.Seen
	for _, named := range q.Events {
		e, err := ask.Event(ctx, s.store, named.ID)
		if err != nil {
			return out, err
		}
		as := ledger.SeenOf(&e)
		if named.Version != "" {
			as.Version = named.Version
		}
		events, saw = append(events, e), append(saw, as)
	}
	made, err := s.make(ctx, q, events)
	if err != nil {
		return out, err
	}
	if made, err = made.Signed(by, q.Reason, s.Now().UTC().Format(time.RFC3339)); err != nil {
		return out, err
	}
	if out.Number, err = s.store.Correct(ctx, made, saw...); err != nil {
		return out, err
	}
	// It is kept: from here on the client has to learn its number, whatever becomes of the request.
	if err := s.Refresh(context.WithoutCancel(ctx)); err != nil {
		s.Log.Error("events could not be derived after a correction", "correction", out.Number, "error", err)
	}
	shown := out.Number
	if made.Kind == ledger.Undoing {
		shown = made.Undoes
	}
	out.Events = []export.EventLine{}
	for e, err := range s.store.Events(ctx, ledger.Filter{Correction: shown}) {
		if err != nil {
			s.Log.Error("events could not be listed after a correction", "correction", out.Number, "error", err)
			break
		}
		out.Events = append(out.Events, export.EventLineOf(&e))
	}
	return out, nil
}

func (s *service) make(ctx context.Context, q *correction, events []ledger.Event) (c ledger.Correction, err error) {
	if (q.Kind == ledger.Splitting || q.Kind == ledger.Editing) && len(events) != 1 {
		return c, ask.Wrong("events", "name the one event to %s", q.Kind)
	}
	switch q.Kind {
	case ledger.Joining:
		return ledger.Join(events)
	case ledger.Splitting:
		return ledger.Split(&events[0], q.Dispatches, q.Apart)
	case ledger.Undoing:
		return ledger.Undo(q.Undoes), nil
	case ledger.Editing:
	}
	if q.Changes == nil {
		return c, ask.Wrong("changes", "say what to change")
	}
	asker, err := s.asker(ctx)
	if err != nil {
		return c, err
	}
	list, err := q.Changes.list(asker, &events[0])
	if err != nil {
		return c, err
	}
	return ledger.Edit(&events[0], list)
}

// list is the changes as a correction has them.
func (c *changes) list(asker *ask.Asker, e *ledger.Event) ([]ledger.Change, error) {
	typed := ledger.Typed{
		Type: safir.EventType(c.Type), Status: safir.Status(c.Status), When: c.When, Where: c.Where, Remove: c.Remove, Add: c.Add,
	}
	return asker.Changes(e, &typed, func(field string, err error) error { return &ask.Error{Parameter: field, Err: err} })
}
