package announce

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/gather/web"
	"safir/internal/know"
	"safir/internal/ledger"
)

// Options are what an announcer is made of. What is zero has a sensible value.
type Options struct {
	Store   ledger.Store
	World   *know.World
	Web     *web.Client     // posts to webhooks
	Backoff []time.Duration // how long a target rests after each failure; after the last it is given up; [DefaultBackoff]
	Metrics prometheus.Registerer
	Log     *slog.Logger
}

// Announcer finds what is new, and tells it.
type Announcer struct {
	Options

	meter  *meter
	feeds  map[string]bool   // questions whose feeds were written by this process
	wrong  map[string]string // questions that cannot be answered, and why, as it was logged
	atFile locks
}

// New makes an announcer.
func New(o Options) *Announcer {
	if o.Backoff == nil {
		o.Backoff = DefaultBackoff
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Announcer{Options: o, meter: newMeter(o.Metrics), feeds: map[string]bool{}, wrong: map[string]string{}}
}

// Filter is what a question asks for, of events that are sure enough to be listed.
func Filter(ctx context.Context, asker *ask.Asker, q *ledger.Question) (ledger.Filter, error) {
	f, err := asker.Events(ctx, ask.Events{Who: q.Who, With: q.With, Type: q.Type, Status: q.Status, Since: q.Since, Until: q.Until, Place: q.Place, Agency: q.Outlet, Sure: ledger.Sure})
	if err == nil && q.Visitor != "" {
		f.Visitor, err = asker.State(ctx, "visitor", q.Visitor)
	}
	f.Offices = q.Offices
	return f, err
}

// Check looks at all questions whose answers may have changed, keeps what is to be announced, and tells how many announcements that are. One
// question that makes no sense any more does not keep others from being answered.
func (a *Announcer) Check(ctx context.Context) (news int, err error) {
	questions, err := a.Store.Questions(ctx)
	if err != nil {
		return 0, fmt.Errorf("announce: %w", err)
	}
	asker, err := ask.NewAsker(ctx, a.Store, a.World)
	if err != nil {
		return 0, fmt.Errorf("announce: %w", err)
	}
	var failures []error
	for i := range questions {
		q := &questions[i]
		n, err := a.check(ctx, asker, q)
		news += n
		if err == nil && (n > 0 || !a.feeds[q.Name]) {
			err = a.writeFeeds(ctx, q)
		}
		var senseless *ask.Error
		switch {
		case errors.Is(err, ledger.ErrOutdone): // the other program announces it
		case errors.As(err, &senseless):
			a.warn(q.Name, senseless.Error())
		case err != nil:
			failures = append(failures, fmt.Errorf("question %s: %w", q.Name, err))
		default:
			delete(a.wrong, q.Name)
		}
	}
	a.meter.announced(news)
	return news, errors.Join(failures...)
}

// warn tells once that a question cannot be answered: the ledger may have been made anew, and not know a name yet.
func (a *Announcer) warn(question, why string) {
	if a.wrong[question] != why {
		a.wrong[question] = why
		a.Log.Warn("a question can't be answered now", "question", question, "why", why)
	}
}

// check looks at one question.
func (a *Announcer) check(ctx context.Context, asker *ask.Asker, q *ledger.Question) (int, error) {
	derived, err := a.Store.Derived(ctx)
	if err != nil || derived == q.Derived {
		return 0, err
	}
	events, err := a.events(ctx, asker, q)
	if err != nil {
		return 0, err
	}
	answers, err := a.Store.Answers(ctx, q.Name)
	if err != nil {
		return 0, err
	}
	c := &comparison{Announcer: a, q: q, now: time.Now(), events: events, answers: answers}
	if err := c.compare(ctx); err != nil {
		return 0, err
	}
	if again, err := a.Store.Derived(ctx); err != nil || again != derived {
		return 0, err // events were derived meanwhile: the next time will see them whole
	}
	q.Derived = derived
	if err := a.Store.Announce(ctx, *q, c.changed, c.news); err != nil {
		return 0, err
	}
	for i := range c.news {
		n := &c.news[i]
		a.Log.Info("announced", "question", q.Name, "kind", n.Kind, "event", n.Event, "announcement", n.ID, "dispatches", c.dispatches[n.ID])
	}
	return len(c.news), nil
}

func (a *Announcer) events(ctx context.Context, asker *ask.Asker, q *ledger.Question) (out []ledger.Event, err error) {
	f, err := Filter(ctx, asker, q)
	if err != nil {
		return nil, err
	}
	for e, err := range a.Store.Events(ctx, f) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// Known are the answers that a question has now, as if they had been announced: for one that is saved, so that it tells what is new from then on.
// q.Derived is set to the revision of the events that they are of.
func (a *Announcer) Known(ctx context.Context, q *ledger.Question) (known []ledger.Answer, err error) {
	asker, err := ask.NewAsker(ctx, a.Store, a.World)
	if err != nil {
		return nil, err
	}
	if q.Derived, err = a.Store.Derived(ctx); err != nil {
		return nil, err
	}
	events, err := a.events(ctx, asker, q)
	if err != nil {
		return nil, err
	}
	for i := range events {
		answer, err := answerOf(events[i].ID, &events[i])
		if err != nil {
			return nil, err
		}
		known = append(known, answer)
	}
	return known, nil
}

// comparison compares the events that answer a question with what was announced.
type comparison struct {
	*Announcer

	q       *ledger.Question
	now     time.Time
	events  []ledger.Event
	answers []ledger.Answer

	changed    []ledger.Answer
	news       []ledger.Announcement
	dispatches map[string][]string
}

func (c *comparison) compare(ctx context.Context) error {
	c.dispatches = map[string][]string{}
	of, shared := c.match()
	taken := map[int]bool{}
	for e := range c.events {
		at, known := of[e]
		if !known {
			if err := c.tellNew(&c.events[e]); err != nil {
				return err
			}
			continue
		}
		taken[at] = true
		if err := c.tellChange(&c.answers[at], &c.events[e]); err != nil {
			return err
		}
	}
	for at := range c.answers {
		if taken[at] || c.answers[at].Gone {
			continue
		}
		var into *ledger.Event
		if e, ok := shared[at]; ok {
			into = &c.events[e]
		}
		if err := c.tellEnd(ctx, &c.answers[at], into); err != nil {
			return err
		}
	}
	return nil
}

// match finds for events the answers that they are, by the reports that both have: of several the one with the most. shared has for each answer
// the event that has the most of its reports.
func (c *comparison) match() (of map[int]int, shared map[int]int) {
	byReport := map[string][]int{}
	for at := range c.answers {
		for _, r := range c.answers[at].Reports {
			byReport[r] = append(byReport[r], at)
		}
	}
	type pair struct{ event, answer, reports int }
	var pairs []pair
	for e := range c.events {
		counts := map[int]int{}
		for _, r := range reportsOf(&c.events[e]) {
			for _, at := range byReport[r] {
				counts[at]++
			}
		}
		for at, n := range counts {
			pairs = append(pairs, pair{e, at, n})
		}
	}
	same := func(p pair) int { // what was withdrawn comes last, the event of the same id first
		switch {
		case c.answers[p.answer].Gone:
			return 2
		case c.answers[p.answer].Event == c.events[p.event].ID:
			return 0
		}
		return 1
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.reports, a.reports), cmp.Compare(same(a), same(b)), cmp.Compare(a.event, b.event), cmp.Compare(a.answer, b.answer))
	})
	of, shared = map[int]int{}, map[int]int{}
	taken := map[int]bool{}
	for _, p := range pairs {
		if _, ok := shared[p.answer]; !ok {
			shared[p.answer] = p.event
		}
		if _, ok := of[p.event]; !ok && !taken[p.answer] {
			of[p.event], taken[p.answer] = p.answer, true
		}
	}
	return of, shared
}

func reportsOf(e *ledger.Event) []string {
	out := make([]string, len(e.Reports))
	for i, r := range e.Reports {
		out[i] = r.Dispatch + "/" + r.Event.ID
	}
	return out
}

// answerOf is an event as an answer.
func answerOf(id string, e *ledger.Event) (ledger.Answer, error) {
	told, err := json.Marshal(export.SlotsLineOf(e))
	return ledger.Answer{ID: id, Event: e.ID, Print: digest(string(told)), Told: string(told), Reports: reportsOf(e)}, err
}

func (c *comparison) tellNew(e *ledger.Event) error {
	id := e.ID
	for n := 2; slices.ContainsFunc(c.answers, func(a ledger.Answer) bool { return a.ID == id }); n++ { // parts of one event that was split
		id = e.ID + "-" + strconv.Itoa(n)
	}
	answer, err := answerOf(id, e)
	if err != nil {
		return err
	}
	return c.tell(&answer, ledger.NewAnswer, e, export.AnnouncementData{})
}

// tellChange tells what of an event is not as it was announced.
func (c *comparison) tellChange(had *ledger.Answer, e *ledger.Event) error {
	answer, err := answerOf(had.ID, e)
	if err != nil {
		return err
	}
	if answer.Version = had.Version; answer.Print == had.Print && !had.Gone {
		return c.follow(had, answer)
	}
	var was export.SlotsLine
	if err := json.Unmarshal([]byte(had.Told), &was); err != nil {
		return fmt.Errorf("answer %s: %w", had.ID, err)
	}
	now := export.SlotsLineOf(e)
	data := export.AnnouncementData{Changed: was.Changed(&now), Was: &was}
	switch {
	case had.Gone:
		data.Reason = "again"
	case len(data.Changed) == 0: // other spellings
		answer.Print, answer.Told = had.Print, had.Told
		return c.follow(had, answer)
	}
	return c.tell(&answer, ledger.CorrectedAnswer, e, data)
}

// follow keeps by which reports and which id the event is found from now on, if that changed.
func (c *comparison) follow(had *ledger.Answer, now ledger.Answer) error {
	if had.Event != now.Event || !slices.Equal(had.Reports, now.Reports) {
		c.changed = append(c.changed, now)
	}
	return nil
}

// tellEnd tells that an event is no answer any more.
func (c *comparison) tellEnd(ctx context.Context, had *ledger.Answer, into *ledger.Event) error {
	var was export.SlotsLine
	if err := json.Unmarshal([]byte(had.Told), &was); err != nil {
		return fmt.Errorf("answer %s: %w", had.ID, err)
	}
	answer := *had
	answer.Gone = true
	data := export.AnnouncementData{Was: &was}
	if into != nil {
		data.Reason, data.Into = "merged", into.ID
		return c.tell(&answer, ledger.WithdrawnAnswer, into, data)
	}
	e, err := c.whereabouts(ctx, had)
	if err != nil {
		return err
	}
	if data.Reason = "gone"; e != nil {
		now := export.SlotsLineOf(e)
		data.Reason, data.Changed = "other", was.Changed(&now)
		answer.Event = e.ID
	}
	return c.tell(&answer, ledger.WithdrawnAnswer, e, data)
}

// whereabouts is the event that has a report of an answer now, nil where there is none.
func (c *comparison) whereabouts(ctx context.Context, had *ledger.Answer) (*ledger.Event, error) {
	filters := []ledger.Filter{{ID: had.Event}}
	for _, r := range had.Reports {
		if dispatch, _, ok := cutLast(r); ok {
			filters = append(filters, ledger.Filter{Dispatch: dispatch})
		}
	}
	for _, f := range filters {
		for e, err := range c.Store.Events(ctx, f) {
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(reportsOf(&e), func(r string) bool { return slices.Contains(had.Reports, r) }) {
				return &e, nil
			}
		}
	}
	return nil, nil //nolint:nilnil // as said above
}

func cutLast(report string) (dispatch, n string, ok bool) {
	i := strings.LastIndexByte(report, '/')
	if i < 0 {
		return report, "", false
	}
	return report[:i], report[i+1:], true
}

// tell notes an announcement.
func (c *comparison) tell(answer *ledger.Answer, kind string, e *ledger.Event, data export.AnnouncementData) error {
	answer.Version++
	id := "msg_" + digest(c.q.Name, c.q.Created, answer.ID, strconv.Itoa(answer.Version))
	data.Question = c.q.Name
	data.Tell(e, c.World)
	body, err := json.Marshal(export.AnnouncementLine{Type: kind, ID: id, Timestamp: c.now.UTC().Format(time.RFC3339), Data: data})
	if err != nil {
		return err
	}
	event := answer.Event
	if e != nil {
		event = e.ID
		for _, r := range e.Reports {
			c.dispatches[id] = append(c.dispatches[id], r.Dispatch)
		}
	}
	c.changed = append(c.changed, *answer)
	c.news = append(c.news, ledger.Announcement{ID: id, Question: c.q.Name, At: ledger.Stamp(c.now), Kind: kind, Event: event, Body: string(body)})
	return nil
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
