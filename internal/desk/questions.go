package desk

import (
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"safir"
	"safir/internal/export"
	"safir/internal/ledger"
)

// questionsPage is what the page of saved questions shows.
type questionsPage struct {
	Questions []savedQuestion
	CanSave   bool
}

// savedQuestion is a question with what came of it.
type savedQuestion struct {
	ledger.Question

	Asks      []asked
	Fields    []string // of the page of events that shows its answers, for href
	Feeds     bool     // its feeds are served beside the pages
	Targets   []savedTarget
	Announced []toldLine // the latest
}

// asked is a field of a question.
type asked struct{ Word, Text string }

// savedTarget is where announcements go, and how many got there.
type savedTarget struct {
	Kind, To string

	ledger.Outbox
}

// toldLine is an announcement.
type toldLine struct {
	Kind, At, Event, Headline string
	Changed                   []string
}

// toldShown is how many announcements of a question are listed.
const toldShown = 5

// questionFields are the fields of the form of events that a question keeps. What is new since a visit is no question.
var questionFields = []string{"who", "with", "type", "status", "level", "office", "since", "until", "place", "outlet", "visitor"}

func (d *Desk) questions(r *request) (any, error) {
	ctx := r.Context()
	all, err := d.Store.Questions(ctx)
	if err != nil {
		return nil, err
	}
	outboxes, err := d.Store.Outboxes(ctx)
	if err != nil {
		return nil, err
	}
	p := &questionsPage{CanSave: d.Save != nil}
	for i := range all {
		q := savedQuestion{Question: all[i], Feeds: d.QuestionFeeds != ""}
		q.Asks, q.Fields = r.asks(&all[i])
		for _, t := range all[i].Targets {
			q.Targets = append(q.Targets, savedTargetOf(all[i].Name, t, outboxes))
		}
		announced, err := d.Store.Announcements(ctx, all[i].Name, toldShown)
		if err != nil {
			return nil, err
		}
		for k := range announced {
			q.Announced = append(q.Announced, r.told(&announced[k]))
		}
		p.Questions = append(p.Questions, q)
	}
	return p, nil
}

// answers is the address of the page of events that shows the answers to a question.
func (t *tongue) answers(fields []string) (template.URL, error) {
	return t.href(append([]string{"events", "?"}, fields...)...)
}

// asks says what a question asks for, and with which fields the page of events shows its answers.
func (t *tongue) asks(q *ledger.Question) (out []asked, fields []string) {
	named := func(group, list string) string {
		var words []string
		for word := range strings.SplitSeq(list, ",") {
			words = append(words, t.of(group, strings.TrimSpace(word)))
		}
		return strings.Join(words, t.T("comma"))
	}
	levels, offices := levelsWithin(q.Offices), ""
	if len(levels) == 0 {
		offices = strings.Join(q.Offices, ",")
	}
	for _, f := range []struct{ word, value, text string }{
		{"who", q.Who, q.Who},
		{"with", q.With, q.With},
		{"type", q.Type, named("type", q.Type)},
		{"status", q.Status, named("status", q.Status)},
		{"level", strings.Join(levels, ","), t.levels(levels)},
		{"office", offices, named("office", offices)},
		{"since", q.Since, q.Since},
		{"until", q.Until, q.Until},
		{"place", q.Place, q.Place},
		{"outlet", q.Outlet, t.outlet(q.Outlet)},
		{"visitor", q.Visitor, q.Visitor},
	} {
		if f.value != "" {
			out, fields = append(out, asked{f.word, f.text}), append(fields, f.word, f.value)
		}
	}
	return out, fields
}

func (t *tongue) levels(names []string) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = t.T("level-" + n)
	}
	return strings.Join(words, t.T("comma"))
}

// levelsWithin are the levels all of whose offices are among some.
func levelsWithin(offices []string) (out []string) {
	if len(offices) == 0 {
		return nil
	}
	for _, level := range levelNames() {
		of := officesOf([]string{level})
		if len(of) > 0 && !slices.ContainsFunc(of, func(o string) bool { return !slices.Contains(offices, o) }) {
			out = append(out, level)
		}
	}
	return out
}

func savedTargetOf(question string, t ledger.Target, outboxes []ledger.Outbox) savedTarget {
	out := savedTarget{Kind: t.Kind, To: t.To}
	if u, err := url.Parse(t.To); t.Kind == ledger.Webhook && err == nil {
		out.To = u.Scheme + "://" + u.Host + "/…" // the rest may be what opens it
	}
	for _, o := range outboxes {
		if o.Question == question && o.Target == t.Key() {
			out.Outbox = o
		}
	}
	return out
}

// told shows an announcement in the language of the page.
func (t *tongue) told(a *ledger.Announcement) toldLine {
	out := toldLine{Kind: strings.TrimPrefix(a.Kind, "event."), At: a.At, Event: a.Event, Headline: a.Event}
	var line export.AnnouncementLine
	if err := json.Unmarshal([]byte(a.Body), &line); err != nil {
		return out
	}
	out.Changed = line.Data.Changed
	if out.Headline = line.Data.Headline.EN; t.Code == "fa" {
		out.Headline = line.Data.Headline.FA
	}
	if line.Data.Event == nil {
		out.Event = ""
	}
	return out
}

// saveQuestion saves what the form of events asks for.
func (d *Desk) saveQuestion(r *request) (string, error) {
	if d.Save == nil {
		return "", missing("page")
	}
	f, filter, err := d.eventFilter(r)
	if err != nil {
		return "", err
	}
	if len(f.Wrong) > 0 {
		return "", bad("filter", nil)
	}
	q := ledger.Question{
		Name: r.value("name"), Who: r.value("who"), With: r.value("with"), Type: joined(filter.Types), Status: joined(filter.Statuses), Since: r.value("since"),
		Until: r.value("until"), Place: r.value("place"), Outlet: r.value("outlet"), Visitor: r.value("visitor"), Offices: filter.Offices,
		By: r.visitor.Name, Created: ledger.Stamp(d.Now()),
	}
	if err := ledger.CheckQuestionName(q.Name); err != nil {
		return "", bad("question-name", nil)
	}
	err = d.Save(r.Context(), q)
	switch {
	case errors.Is(err, ledger.ErrExists):
		return "", &problem{Status: http.StatusConflict, What: "question-exists"}
	case errors.Is(err, ledger.ErrReadOnly):
		return "", &problem{Status: http.StatusForbidden, What: "read-only"}
	case err != nil:
		return "", err
	}
	return "/" + r.Code + "/questions", nil
}

func joined[T safir.EventType | safir.Status](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, ",")
}

// removeQuestion removes a question.
func (d *Desk) removeQuestion(r *request) (string, error) {
	err := d.Store.RemoveQuestion(r.Context(), r.value("name"))
	if errors.Is(err, ledger.ErrUnknown) {
		return "", missing("question")
	}
	return "/" + r.Code + "/questions", err
}

// lasts says how long something is, in its largest unit.
func (t *tongue) lasts(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return t.T("n-seconds", max(1, int(d/time.Second)))
	case d < 2*time.Hour:
		return t.T("n-minutes", int(d/time.Minute))
	case d < 48*time.Hour:
		return t.T("n-hours", int(d/time.Hour))
	}
	return t.T("n-days", int(d/(24*time.Hour)))
}
