package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
	"safir/internal/web"
)

// QuestionLine is a saved question. Where its announcements go is set on the server's own machine (safir questions add), for it may be a command.
type QuestionLine struct {
	AskedQuestion

	By      string `json:"by" doc:"Who saved it."`
	Created string `json:"created"`
	Targets int    `json:"targets" doc:"How many files, webhooks and commands get its announcements."`
}

// AskedQuestion is what a question asks for, as it was typed.
type AskedQuestion struct {
	Name    string `json:"name" maxLength:"60" pattern:"^[a-z0-9_][a-z0-9_-]*$" doc:"Small Latin letters, digits, - and _."`
	Who     string `json:"who,omitempty" doc:"One who takes part."`
	With    string `json:"with,omitempty" doc:"Another who takes part."`
	Type    string `json:"type,omitempty" doc:"Types of events, parted by commas."`
	Status  string `json:"status,omitempty" doc:"Statuses, parted by commas."`
	Since   string `json:"since,omitempty" doc:"First day, in either calendar."`
	Until   string `json:"until,omitempty" doc:"Last day."`
	Place   string `json:"place,omitempty" doc:"City or state."`
	Outlet  string `json:"outlet,omitempty" doc:"Id of an outlet that reports it."`
	Visitor string `json:"visitor,omitempty" doc:"State that a visitor is of."`
}

func questionLineOf(q *ledger.Question) QuestionLine {
	return QuestionLine{AskedQuestion{q.Name, q.Who, q.With, q.Type, q.Status, q.Since, q.Until, q.Place, q.Outlet, q.Visitor}, q.By, q.Created, len(q.Targets)}
}

func (s *service) questions(ctx context.Context, _ *struct{}) (out list[QuestionLine], err error) {
	out.Items = []QuestionLine{}
	all, err := s.store.Questions(ctx)
	for i := range all {
		out.Items = append(out.Items, questionLineOf(&all[i]))
	}
	return out, err
}

// OneQuestion names a question.
type OneQuestion struct {
	Name  string `path:"name" maxLength:"60" doc:"Name of the question."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many announcements at most, the latest."`
}

// toldQuestion is a question with what was announced of it.
type toldQuestion struct {
	QuestionLine

	Announcements []export.AnnouncementLine `json:"announcements" nullable:"false" doc:"The latest first, as webhooks get them."`
}

func (s *service) question(ctx context.Context, asked *OneQuestion) (out toldQuestion, err error) {
	q, err := s.saved(ctx, asked.Name)
	if err != nil {
		return out, err
	}
	out = toldQuestion{questionLineOf(q), []export.AnnouncementLine{}}
	all, err := s.store.Announcements(ctx, q.Name, asked.Limit)
	for i := range all {
		var line export.AnnouncementLine
		if err := json.Unmarshal([]byte(all[i].Body), &line); err != nil {
			return out, fmt.Errorf("announcement %s: %w", all[i].ID, err)
		}
		out.Announcements = append(out.Announcements, line)
	}
	return out, err
}

func (s *service) saved(ctx context.Context, name string) (*ledger.Question, error) {
	all, err := s.store.Questions(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Name == name {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("question %s: %w", name, ledger.ErrUnknown)
}

func saveOperation() huma.Operation {
	return huma.Operation{
		Method: http.MethodPost, Path: "/questions", OperationID: "save-question", Tags: []string{"questions"}, Summary: "Save a question",
		Description:   "Editors alone. What is new among its answers is announced from then on: by safir watch, or safir questions deliver.",
		DefaultStatus: http.StatusCreated, MaxBodyBytes: 16 << 10,
		Security: []map[string][]string{{}, {"bearer": {}}, {"basic": {}}},
		Errors:   []int{400, 401, 403, 409, 422, 429, 500, 503},
	}
}

type saveQuestion struct{ Body AskedQuestion }

func (s *service) saveQuestion(ctx context.Context, asked *saveQuestion) (*reply[QuestionLine], error) {
	user, ok := web.UserOf(ctx)
	if !ok || !user.MayCorrect() {
		return nil, huma.Error403Forbidden("only editors may save questions")
	}
	if s.Save == nil {
		return nil, huma.Error403Forbidden("questions are not saved here")
	}
	b := &asked.Body
	q := ledger.Question{
		Name: b.Name, Who: b.Who, With: b.With, Type: b.Type, Status: b.Status, Since: b.Since, Until: b.Until, Place: b.Place, Outlet: b.Outlet, Visitor: b.Visitor,
		By: user.Name, Created: ledger.Stamp(s.Now()),
	}
	if err := ledger.CheckQuestionName(q.Name); err != nil {
		return nil, s.refuse(ctx, &ask.Error{Parameter: "name", Err: err})
	}
	switch err := s.Save(ctx, q); {
	case errors.Is(err, ledger.ErrExists):
		return nil, huma.Error409Conflict("there is a question of that name already; remove it first, or take another name")
	case err != nil:
		return nil, s.refuse(ctx, err)
	}
	return &reply[QuestionLine]{CacheControl: "no-store", Body: questionLineOf(&q)}, nil
}

func removeOperation() huma.Operation {
	return huma.Operation{
		Method: http.MethodDelete, Path: "/questions/{name}", OperationID: "remove-question", Tags: []string{"questions"}, Summary: "Remove a question",
		Description: "Editors alone. What it announced goes with it, and what still waits to be delivered.", DefaultStatus: http.StatusNoContent,
		Security: []map[string][]string{{}, {"bearer": {}}, {"basic": {}}},
		Errors:   []int{401, 403, 404, 429, 500, 503},
	}
}

// NamedQuestion names a question.
type NamedQuestion struct {
	Name string `path:"name" maxLength:"60" doc:"Name of the question."`
}

func (s *service) removeQuestion(ctx context.Context, asked *NamedQuestion) (*struct{}, error) {
	if user, ok := web.UserOf(ctx); !ok || !user.MayCorrect() {
		return nil, huma.Error403Forbidden("only editors may remove questions")
	}
	if err := s.store.RemoveQuestion(ctx, asked.Name); err != nil {
		return nil, s.refuse(ctx, err)
	}
	return nil, nil //nolint:nilnil // nothing is answered
}

// watchedLine is a source that is watched, with how it fares.
type watchedLine struct {
	URL      string  `json:"url"`
	Name     *string `json:"name" doc:"As safir feeds lists it."`
	State    string  `json:"state" enum:"new,well,failing"`
	Answered *string `json:"answered" doc:"When it answered last, with or without anything new."`
	Changed  *string `json:"changed" doc:"When it last brought something new."`
	Due      *string `json:"due" doc:"When it is asked next."`
	Every    float64 `json:"every_seconds" doc:"How long it is left alone after an answer."`
	Lag      float64 `json:"lag_seconds" doc:"From the publication of a dispatch until it was kept, of late; 0 where not known."`
	Brought  int64   `json:"brought" doc:"Dispatches."`
	Failure  *string `json:"failure"`
	Failures int     `json:"failures" doc:"One after another."`
}

func (s *service) watched(ctx context.Context) ([]watchedLine, error) {
	all, err := s.store.Watched(ctx)
	out := make([]watchedLine, len(all))
	for i := range all {
		w := &all[i]
		out[i] = watchedLine{
			w.URL, known(w.Name), w.State(), known(w.Answered), known(w.Changed), known(w.Due), w.Every.Seconds(), w.Lag.Seconds(), w.Brought, known(w.Failure), w.Failures,
		}
	}
	return out, err
}
