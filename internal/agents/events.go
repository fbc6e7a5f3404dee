package agents

import (
	"context"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

type eventsIn struct {
	Who    string   `json:"who,omitempty" jsonschema:"one who takes part: a name, a person's id, a state, a body"`
	With   string   `json:"with,omitempty" jsonschema:"another who takes part in the same event; of a visit also the state that it led to"`
	Type   string   `json:"type,omitempty" jsonschema:"types parted by commas: call, meeting, visit, gathering, negotiation, message, agreement, summons, credentials"`
	Status string   `json:"status,omitempty" jsonschema:"statuses parted by commas: happened, ongoing, planned, proposed, cancelled, denied"`
	Since  string   `json:"since,omitempty" jsonschema:"first day: a day, month or year in either calendar"`
	Until  string   `json:"until,omitempty" jsonschema:"last day: a day, month or year in either calendar"`
	Place  string   `json:"place,omitempty" jsonschema:"city or state where it took place"`
	Agency string   `json:"agency,omitempty" jsonschema:"id of an outlet that reports it, such as irna"`
	Sure   *float64 `json:"sure,omitempty" jsonschema:"only events at least so likely to have been told of rightly, 0 (all) to 1; 0.65 if left out"`
	Oldest bool     `json:"oldest_first,omitempty" jsonschema:"give the oldest first instead of the latest"`
	Limit  int      `json:"limit,omitempty" jsonschema:"how many at most, 1 to 50; 20 if left out"`
	Cursor string   `json:"cursor,omitempty" jsonschema:"next of a result, to go on with the same question"`
}

// eventOut is an event in short.
type eventOut struct {
	ID       string   `json:"id" jsonschema:"for show_event"`
	When     string   `json:"when,omitempty" jsonschema:"EDTF, Gregorian"`
	Jalali   string   `json:"jalali,omitempty"`
	Type     string   `json:"type"`
	Status   string   `json:"status"`
	Where    string   `json:"where,omitempty"`
	Who      []string `json:"who" jsonschema:"role: name and state (office)"`
	Sure     float64  `json:"sure" jsonschema:"how likely it is to have been told of rightly, 0 to 1"`
	Reports  int      `json:"reports" jsonschema:"how many dispatches report it"`
	Agencies []string `json:"agencies,omitempty" jsonschema:"outlets that report it"`
	URL      string   `json:"url,omitempty" jsonschema:"of the first report that has one"`
	Disputed []string `json:"disputed,omitempty" jsonschema:"slots on which reports disagree"`
}

type eventsOut struct {
	Total  int        `json:"total" jsonschema:"how many events pass in all"`
	Events []eventOut `json:"events"`
	Next   string     `json:"next,omitempty" jsonschema:"cursor for more"`
}

func (s *service) searchEvents(ctx context.Context, in *eventsIn) (out eventsOut, err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Events(ctx, ask.Events{Who: in.Who, With: in.With, Type: in.Type, Status: in.Status, Since: in.Since, Until: in.Until, Place: in.Place, Agency: in.Agency, Sure: sure(in.Sure)})
	if err != nil {
		return out, err
	}
	question := *in
	question.Cursor, question.Limit = "", 0
	return s.eventPage(ctx, f, question, in.Cursor, bound(in.Limit, 20), !in.Oldest)
}

func (s *service) eventPage(ctx context.Context, f ledger.Filter, question any, cursor string, limit int, newest bool) (out eventsOut, err error) {
	counts, err := s.store.CountEvents(ctx, f)
	if err != nil {
		return out, err
	}
	for _, c := range counts {
		out.Total += c.Events
	}
	if f.Page, err = ask.Page(cursor, question, limit, newest); err != nil {
		return out, err
	}
	events, more, err := ask.List(s.store.Events(ctx, f), limit)
	if err != nil {
		return out, err
	}
	out.Events = eventsOf(events)
	if more {
		out.Next, err = ask.Cursor(events[len(events)-1].ID, question)
	}
	return out, err
}

// sure is the cut that is asked for, or the usual one.
func sure(asked *float64) float64 {
	if asked == nil {
		return ledger.Sure
	}
	return *asked
}

func eventsOf(events []ledger.Event) []eventOut {
	out := make([]eventOut, len(events))
	for i := range events {
		out[i] = eventOf(&events[i])
	}
	return out
}

func eventOf(e *ledger.Event) eventOut {
	reports := e.Definite()
	out := eventOut{
		ID: e.ID, When: value(e.When), Jalali: export.Jalali(value(e.When)), Type: string(e.Type), Status: string(e.Status), Where: value(e.Where),
		Who: []string{}, Sure: e.Confidence, Reports: len(reports), Agencies: e.Agencies(),
	}
	for i := range e.Participants {
		out.Who = append(out.Who, partText(&e.Participants[i]))
	}
	for _, r := range reports {
		if out.URL == "" {
			out.URL = r.URL
		}
	}
	for _, c := range e.Conflicts {
		out.Disputed = append(out.Disputed, c.Slot)
	}
	return out
}

// partText is a participant as one text: visitor: عباس عراقچی IRN (foreign-minister).
func partText(p *ledger.Part) string {
	text := string(p.Role) + ": " + export.Label(&p.Actor)
	if office := value(p.Actor.Office); office != "" && value(p.Actor.Name) != "" {
		text += " (" + office + ")"
	}
	if p.Inferred {
		text += " [named by office alone]"
	}
	return text
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

type idIn struct {
	ID string `json:"id" jsonschema:"id, as the other tools give it"`
}

type reportOut struct {
	Dispatch  string   `json:"dispatch" jsonschema:"for show_dispatch"`
	Agency    string   `json:"agency,omitempty"`
	Published string   `json:"published,omitempty"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Perhaps   bool     `json:"perhaps,omitempty" jsonschema:"it may as well be of another event: it does not say which"`
	Faint     bool     `json:"faint,omitempty" jsonschema:"it tells of the event only faintly, and counts since others tell of it"`
	CopyOf    string   `json:"copy_of,omitempty" jsonschema:"the dispatch that this one repeats: no voice of its own"`
	Status    string   `json:"status"`
	When      string   `json:"when,omitempty"`
	Where     string   `json:"where,omitempty"`
	Words     []string `json:"words" jsonschema:"the words that tell of the event, as they arrived"`
}

type disputeOut struct {
	Slot   string              `json:"slot"`
	Values map[string][]string `json:"values" jsonschema:"each value with the dispatches that give it"`
}

type correctedOut struct {
	Slot   string `json:"slot"`
	Was    string `json:"was,omitempty"`
	Reason string `json:"reason"`
}

type showEventOut struct {
	eventOut

	Disputes  []disputeOut   `json:"disputes,omitempty"`
	Corrected []correctedOut `json:"corrected,omitempty" jsonschema:"what editors put right"`
	Sources   []reportOut    `json:"sources"`
	Omitted   int            `json:"omitted,omitempty" jsonschema:"further reports that are not shown"`
}

// mostReports is how many reports of an event are shown.
const mostReports = 25

func (s *service) showEvent(ctx context.Context, in *idIn) (out showEventOut, err error) {
	e, err := ask.Event(ctx, s.store, in.ID)
	if err != nil {
		return out, err
	}
	out = showEventOut{eventOut: eventOf(&e), Sources: []reportOut{}}
	out.Disputed = nil
	for _, c := range e.Conflicts {
		d := disputeOut{c.Slot, map[string][]string{}}
		for _, v := range c.Values {
			d.Values[v.Value] = v.Dispatches
		}
		out.Disputes = append(out.Disputes, d)
	}
	for _, c := range e.Corrected {
		out.Corrected = append(out.Corrected, correctedOut{c.Slot, value(c.Was), c.Reason})
	}
	if out.Omitted = len(e.Reports) - mostReports; out.Omitted > 0 {
		e.Reports = e.Reports[:mostReports]
	} else {
		out.Omitted = 0
	}
	reports, err := ask.Reports(ctx, s.store, &e)
	for _, r := range reports {
		line := reportOut{
			Dispatch: r.Dispatch, Agency: value(r.Agency), Published: value(r.Published), URL: value(r.URL), Title: value(r.Title), CopyOf: value(r.CopyOf), Perhaps: r.Perhaps, Faint: r.Faint,
			Status: string(r.Status), When: value(r.When), Where: value(r.Where), Words: []string{},
		}
		for _, q := range r.Quotes {
			line.Words = append(line.Words, q.Words)
		}
		out.Sources = append(out.Sources, line)
	}
	return out, err
}

type betweenIn struct {
	A     string   `json:"a" jsonschema:"one side: a state, a name, a person's id, a body"`
	B     string   `json:"b" jsonschema:"the other side"`
	Type  string   `json:"type,omitempty" jsonschema:"types of events parted by commas"`
	Since string   `json:"since,omitempty" jsonschema:"first day, month or year in either calendar"`
	Until string   `json:"until,omitempty" jsonschema:"last day, month or year in either calendar"`
	Sure  *float64 `json:"sure,omitempty" jsonschema:"only events at least so likely to have been told of rightly, 0 (all) to 1; 0.65 if left out"`
	Limit int      `json:"limit,omitempty" jsonschema:"how many events at most, 1 to 50; 10 if left out"`
}

type betweenOut struct {
	Total  int            `json:"total"`
	Types  map[string]int `json:"types"`
	Months map[string]int `json:"months" jsonschema:"events by Jalali month; undated where the time is not known"`
	Events []eventOut     `json:"events" jsonschema:"the latest"`
}

func (s *service) between(ctx context.Context, in *betweenIn) (out betweenOut, err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Events(ctx, ask.Events{Type: in.Type, Since: in.Since, Until: in.Until, Sure: sure(in.Sure)})
	if err != nil {
		return out, err
	}
	for _, side := range []struct{ parameter, text string }{{"a", in.A}, {"b", in.B}} {
		found, err := asker.Side(ctx, side.parameter, side.text)
		if err != nil {
			return out, err
		}
		if found.Empty() {
			return out, ask.Wrong(side.parameter, "name a side")
		}
		f.Sides = append(f.Sides, found)
	}
	counts, err := s.store.CountEvents(ctx, f)
	if err != nil {
		return out, err
	}
	out = betweenOut{Types: map[string]int{}, Months: map[string]int{}}
	for _, c := range counts {
		month := c.Month
		if month == "" {
			month = "undated"
		}
		out.Total += c.Events
		out.Types[string(c.Type)] += c.Events
		out.Months[month] += c.Events
	}
	limit := bound(in.Limit, 10)
	f.Page = ledger.Page{Newest: true, Limit: limit}
	events, _, err := ask.List(s.store.Events(ctx, f), limit)
	out.Events = eventsOf(events)
	return out, err
}
