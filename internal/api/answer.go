package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"safir/internal/ask"
	"safir/internal/ledger"
)

// Seen is what a client has seen before.
type Seen struct {
	IfNoneMatch string `header:"If-None-Match" doc:"Entity tags that the client has; one that still holds is answered by 304."`
}

func (s *Seen) tags() string { return s.IfNoneMatch }

// Part is which part of a list is asked for.
type Part struct {
	Order  string `query:"order" enum:"newest,oldest" default:"newest" doc:"Which come first."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"1000" doc:"Where the list goes on: next of the part before, all other parameters as they were."`
}

// list is a part of a list.
type list[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"Cursor of the part that follows; absent at the end."`
}

// reply is what is sent.
type reply[T any] struct {
	ETag         string `header:"ETag" doc:"Of the revision of the ledger; none while it is being merged."`
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// get declares an operation that asks and changes nothing. What hangs on the ledger alone is tagged by its revision.
func get[Q, A any](s *service, api huma.API, path, id, tag, summary, description string, do func(context.Context, *Q) (A, error)) {
	op := huma.Operation{
		Method: http.MethodGet, Path: path, OperationID: id, Tags: []string{tag}, Summary: summary, Description: description,
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError,
			http.StatusServiceUnavailable,
		},
	}
	if strings.Contains(path, "{") {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	huma.Register(api, op, func(ctx context.Context, q *Q) (*reply[A], error) {
		out := &reply[A]{CacheControl: "private, no-cache"}
		if client, ok := any(q).(interface{ tags() string }); ok {
			tag, err := s.tag(ctx)
			if err != nil {
				return nil, s.refuse(ctx, err)
			}
			if tag != "" && matches(client.tags(), tag) {
				return nil, huma.ErrorWithHeaders(huma.Status304NotModified(), http.Header{"Etag": {tag}, "Cache-Control": {out.CacheControl}})
			}
			out.ETag = tag
		}
		var err error
		if out.Body, err = do(ctx, q); err != nil {
			return nil, s.refuse(ctx, err)
		}
		return out, nil
	})
	if responses := api.OpenAPI().Paths[path]; responses != nil && takesTag[Q]() {
		responses.Get.Responses["304"] = &huma.Response{Description: "Not Modified: what the client has still holds."}
	}
}

func takesTag[Q any]() bool {
	_, ok := any(new(Q)).(interface{ tags() string })
	return ok
}

// tag is the entity tag of all that the ledger says now, "" while it is being merged: then the same revision says other things soon. The
// revision is looked up first, so that a tag is never newer than what is sent with it.
func (s *service) tag(ctx context.Context) (string, error) {
	revision, err := s.store.Revision(ctx)
	if err != nil {
		return "", err
	}
	merged, err := s.store.Merged(ctx)
	if err != nil {
		return "", err
	}
	if !merged {
		s.catchUp(ctx)
		return "", nil
	}
	return `W/"` + strconv.FormatInt(revision, 36) + "-" + s.build + `"`, nil
}

// catchUp derives what came since events were, in the background and once at a time; meanwhile the ledger answers as it was.
func (s *service) catchUp(ctx context.Context) {
	if !s.catching.TryLock() {
		return
	}
	go func() {
		defer s.catching.Unlock()
		if err := s.Refresh(context.WithoutCancel(ctx)); err != nil {
			s.Log.Error("events could not be derived", "error", err)
		}
	}()
}

// matches compares weakly, as If-None-Match wants it.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		if c := strings.TrimSpace(candidate); c == "*" || strings.TrimPrefix(c, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// refuse turns an error into what a client is told. What is not the client's doing goes to the log, not to the client.
func (s *service) refuse(ctx context.Context, err error) error {
	var wrong *ask.Error
	var status huma.StatusError
	switch {
	case errors.As(err, &status):
		return err
	case errors.As(err, &wrong):
		return huma.Error400BadRequest(wrong.Error())
	case errors.Is(err, ledger.ErrUnknown):
		return huma.Error404NotFound("the ledger has no such entry")
	case errors.Is(err, ledger.ErrConflict):
		return huma.Error409Conflict("the event has changed since; nothing was kept: look at it again and decide anew")
	case errors.Is(err, ledger.ErrCorrection):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, ledger.ErrReadOnly):
		return huma.Error403Forbidden(ledger.ErrReadOnly.Error())
	case errors.Is(err, ledger.ErrBusy):
		return later(ledger.ErrBusy.Error())
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(ctx.Err(), context.DeadlineExceeded): // also where a database lets nothing through
		s.Log.Error("a question took too long", "error", err)
		return later("the question took too long; try again in a moment, or ask for less")
	case errors.Is(err, ledger.ErrUnreachable):
		s.Log.Error("a question has no database", "error", err)
		return later(ledger.ErrUnreachable.Error() + "; try again in a moment")
	case ctx.Err() != nil:
		return huma.NewError(499, "the client went away")
	}
	s.Log.Error("a question could not be answered", "error", err)
	return huma.Error500InternalServerError("the question could not be answered; the server's log tells why")
}

// later refuses what may be asked again soon.
func later(why string) error {
	return huma.ErrorWithHeaders(huma.Error503ServiceUnavailable(why), http.Header{"Retry-After": {"5"}})
}

// page asks for a part of a list that is named by its question.
func (p *Part) page(question any) (ledger.Page, error) {
	return ask.Page(p.Cursor, []any{question, p.Order}, p.Limit, p.Order != "oldest")
}

// rest makes a part of a list of what came, and the cursor of what follows the last entry. there tells whether an entry exists: a list
// that ends at once may go on from what is gone.
func rest[E, L any](ctx context.Context, p *Part, question any, entries func(func(E, error) bool), id func(*E) string, line func(*E) (L, error),
	there func(context.Context, string) error,
) (out list[L], err error) {
	found, more, err := ask.List(entries, p.Limit)
	if err != nil {
		if p.Cursor != "" && errors.Is(err, ledger.ErrUnknown) {
			return out, ask.Gone()
		}
		return out, err
	}
	out.Items = make([]L, len(found))
	for i := range found {
		if out.Items[i], err = line(&found[i]); err != nil {
			return out, err
		}
	}
	if more {
		out.Next, err = ask.Cursor(id(&found[len(found)-1]), []any{question, p.Order})
		return out, err
	}
	if len(found) == 0 && p.Cursor != "" {
		after, err := ask.After(p.Cursor, []any{question, p.Order})
		if err != nil {
			return out, err
		}
		if err := there(ctx, after); errors.Is(err, ledger.ErrUnknown) {
			return out, ask.Gone()
		} else if err != nil {
			return out, err
		}
	}
	return out, nil
}
