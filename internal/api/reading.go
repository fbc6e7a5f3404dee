package api

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"safir"
	"safir/internal/ask"
	"safir/internal/gather"
	"safir/read"
)

// MaxText is how many bytes a text to be read may have.
const MaxText = 1 << 20

// text is a dispatch to be read.
type text struct {
	Body      string `json:"body" doc:"The text, as it arrived."`
	Title     string `json:"title,omitempty"`
	Agency    string `json:"agency,omitempty" doc:"Outlet, by id or name."`
	Published string `json:"published,omitempty" doc:"Day or instant of publication (ISO 8601), from which «yesterday» is counted."`
	URL       string `json:"url,omitempty"`
	ID        string `json:"id,omitempty" doc:"Id for the record; without it one is made of the text."`
}

type readQuestion struct {
	ContentType string `header:"Content-Type" doc:"text/plain for a text alone."`
	Explain     bool   `query:"explain" doc:"Tell for each fact the stage, the rule or model that found it, and the words."`
	Agency      string `query:"agency" doc:"Outlet of a text in text/plain."`
	Published   string `query:"published" doc:"Day or instant of publication of a text in text/plain."`

	RawBody []byte
}

// reading is a record, with reasons where they are asked for.
type reading struct {
	safir.Record

	Reasons []read.Reason `json:"reasons,omitempty"`
}

func readOperation(schemas huma.Registry) huma.Operation {
	body := schemas.Schema(typeOf[text](), true, "Text")
	return huma.Operation{
		Method: http.MethodPost, Path: "/read", OperationID: "read", Tags: []string{"reading"}, Summary: "Read a text",
		Description:  "Gives the record of a text or a dispatch, as safir read does. Nothing is kept.",
		MaxBodyBytes: MaxText + 1, BodyReadTimeout: 30 * time.Second, SkipValidateBody: true,
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/json": {Schema: body}, "text/plain": {Schema: &huma.Schema{Type: huma.TypeString}},
		}},
		Errors: []int{400, 401, 408, 413, 415, 422, 429, 500},
	}
}

func (s *service) read(ctx context.Context, q *readQuestion) (*reply[reading], error) {
	d, err := q.dispatch()
	if err != nil {
		return nil, s.refuse(ctx, err)
	}
	if d.Agency != "" {
		if _, ok := s.reader.Agency(d.Agency); !ok {
			why := fmt.Sprintf("unknown outlet %q", d.Agency)
			if near := s.reader.NearAgencies(d.Agency); len(near) > 0 {
				why += "; did you mean " + strings.Join(near, ", ") + "?"
			}
			return nil, s.refuse(ctx, ask.Wrong("agency", "%s", why))
		}
	}
	out := &reply[reading]{CacheControl: "no-store"}
	if q.Explain {
		explained := s.reader.Explain(d)
		out.Body = reading{explained.Record, explained.Reasons}
	} else {
		out.Body.Record = s.reader.Read(d)
	}
	return out, nil
}

// dispatch is what is to be read.
func (q *readQuestion) dispatch() (d safir.Dispatch, err error) {
	kind := "application/json"
	if q.ContentType != "" {
		if kind, _, err = mime.ParseMediaType(q.ContentType); err != nil {
			return d, huma.Error415UnsupportedMediaType("the Content-Type can't be read")
		}
	}
	switch {
	case !utf8.Valid(q.RawBody):
		return d, ask.Wrong("body", "the text is not in UTF-8")
	case kind == "text/plain":
		d = safir.Dispatch{Body: string(q.RawBody), Agency: q.Agency, Published: q.Published}
	case kind == "application/json":
		var t text
		if err := json.Unmarshal(q.RawBody, &t); err != nil {
			return d, ask.Wrong("body", "this is no JSON of a dispatch: %w", err)
		}
		d = safir.Dispatch{ID: t.ID, Agency: t.Agency, Published: t.Published, URL: t.URL, Title: t.Title, Body: t.Body}
	default:
		return d, huma.Error415UnsupportedMediaType("want application/json or text/plain")
	}
	return d, Check(d)
}

// Check refuses what can't be read as a dispatch.
func Check(d safir.Dispatch) error {
	if strings.TrimSpace(d.Body) == "" {
		return ask.Wrong("body", "there is no text")
	}
	if d.Published != "" {
		if err := gather.CheckDay(d.Published); err != nil {
			return &ask.Error{Parameter: "published", Err: err}
		}
	}
	return nil
}
