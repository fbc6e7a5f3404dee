package desk

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"time"

	"safir"
	"safir/internal/ledger"
)

// How much the first page shows.
const (
	latestDays   = 7
	eventsNow    = 200
	plannedNow   = 12
	busiestNow   = 10
	monthOfDays  = 30
	visitPause   = 30 * time.Minute // after which a visit is another one
	visitsCookie = "visit"
)

// nowPage is what the page Now shows.
type nowPage struct {
	Counts   ledger.Counts
	Last     string // day of the latest dispatch, "" in an empty ledger
	Days     []dayOfEvents
	Types    []typeCount
	Planned  []ledger.Outline
	States   []ledger.StateCount
	Most     int // events of the busiest state
	New      int // events that are new since the last visit
	Newer    int64
	LastTime string // when the last visit was, RFC 3339, "" for the first
	fresh    map[string]bool
}

// dayOfEvents is the events of a day.
type dayOfEvents struct {
	Day    string // ISO, "" where it is not known
	Types  []typeCount
	Events []ledger.Outline
}

// typeCount counts the events of a type.
type typeCount struct {
	Type   safir.EventType
	Events int
	Share  int // in hundredths of the most frequent type
}

// Fresh tells whether an event is new since the last visit.
func (p *nowPage) Fresh(id string) bool { return p.fresh[id] }

func (d *Desk) now(r *request) (any, error) {
	ctx := r.Context()
	p := &nowPage{fresh: map[string]bool{}}
	var err error
	if p.Counts, err = d.counts(ctx); err != nil {
		return nil, err
	}
	days, err := d.days(ctx)
	if err != nil {
		return nil, err
	}
	if len(days) == 0 {
		return p, d.undatedNow(ctx, p)
	}
	p.Last = days[len(days)-1]
	if err := d.newSince(ctx, r.visit, p); err != nil {
		return nil, err
	}
	latest, err := collect(d.Store.Outlines(ctx, ledger.Filter{Until: p.Last, Sure: ledger.Sure, Page: ledger.Page{Newest: true, Limit: eventsNow}}))
	if err != nil {
		return nil, err
	}
	p.Days = byDay(latest)
	return p, d.beside(ctx, p)
}

// undatedNow shows a ledger of which no day is known.
func (d *Desk) undatedNow(ctx context.Context, p *nowPage) error {
	all, err := collect(d.Store.Outlines(ctx, ledger.Filter{Sure: ledger.Sure, Page: ledger.Page{Newest: true, Limit: eventsNow}}))
	p.Days = byDay(all)
	return err
}

// beside adds what stands beside the days: counts of a month, what is planned, who is busiest.
func (d *Desk) beside(ctx context.Context, p *nowPage) (err error) {
	month := ledger.Filter{Since: daysBefore(p.Last, monthOfDays-1), Until: p.Last, Sure: ledger.Sure}
	counts, err := d.eventCounts(ctx, month)
	if err != nil {
		return err
	}
	p.Types = typeCounts(counts)
	if p.States, err = d.states(ctx, month); err != nil {
		return err
	}
	p.States = p.States[:min(len(p.States), busiestNow)]
	if len(p.States) > 0 {
		p.Most = p.States[0].Events
	}
	p.Planned, err = collect(d.Store.Outlines(ctx, ledger.Filter{
		Since: daysBefore(p.Last, -1), Statuses: []safir.Status{safir.Planned, safir.Proposed}, Sure: ledger.Sure, Page: ledger.Page{Limit: plannedNow * 3},
	}))
	p.Planned = slices.DeleteFunc(p.Planned, func(e ledger.Outline) bool { return dayOfEvent(&e) <= p.Last })
	p.Planned = p.Planned[:min(len(p.Planned), plannedNow)]
	return err
}

// visit is what the browser keeps of visits: which dispatch was the last one at the visit before this, and when that was.
type visit struct{ base, at int64 }

// sinceVisit tells since when things are new to who asks, and has the browser keep this visit.
func (d *Desk) sinceVisit(r *request) string {
	arrived, err := d.Store.Arrivals(r.Context())
	if err != nil {
		return "" // the page will tell of it
	}
	var last visit
	now := d.Now().Unix()
	if c, err := r.Cookie(visitsCookie); err == nil {
		if n, err := fmt.Sscanf(c.Value, "%d-%d-%d-%d", &r.visit.base, &r.visit.at, &last.base, &last.at); err != nil || n != 4 || last.base > arrived {
			r.visit, last = visit{}, visit{}
		}
	}
	if now-last.at > int64(visitPause/time.Second) {
		r.visit = last
	}
	http.SetCookie(r.w, visitCookie(fmt.Sprintf("%d-%d-%d-%d", r.visit.base, r.visit.at, arrived, now)))
	return fmt.Sprint(r.visit)
}

// newSince tells what came since the last visit.
func (d *Desk) newSince(ctx context.Context, since visit, p *nowPage) error {
	if since.base == 0 {
		return nil
	}
	p.Newer, p.LastTime = since.base, time.Unix(since.at, 0).Format("2006-01-02T15:04")
	counts, err := d.Store.CountEvents(ctx, ledger.Filter{Newer: since.base, Sure: ledger.Sure})
	if err != nil {
		return err
	}
	for _, c := range counts {
		p.New += c.Events
	}
	if p.New == 0 {
		return nil
	}
	for e, err := range d.Store.Outlines(ctx, ledger.Filter{Newer: since.base, Sure: ledger.Sure, Page: ledger.Page{Newest: true, Limit: eventsNow}}) {
		if err != nil {
			return err
		}
		p.fresh[e.ID] = true
	}
	return nil
}

func visitCookie(value string) *http.Cookie {
	const year = 365 * 24 * 60 * 60
	return &http.Cookie{Name: visitsCookie, Value: value, Path: "/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode} //nolint:gosec // on loopback there is no TLS
}

// byDay parts events, which come the latest first, by their days, the latest of these.
func byDay(events []ledger.Outline) (days []dayOfEvents) {
	for _, e := range events {
		day := dayOfEvent(&e)
		at := slices.IndexFunc(days, func(d dayOfEvents) bool { return d.Day == day })
		if at < 0 {
			at = len(days)
			days = append(days, dayOfEvents{Day: day})
		}
		days[at].Events = append(days[at].Events, e)
	}
	slices.SortStableFunc(days, func(a, b dayOfEvents) int { return cmp.Compare(b.Day, a.Day) })
	days = days[:min(len(days), latestDays)]
	for i := range days {
		counts := make([]ledger.EventCount, len(days[i].Events))
		for k, e := range days[i].Events {
			counts[k] = ledger.EventCount{Type: e.Type, Events: 1}
		}
		days[i].Types = typeCounts(counts)
	}
	return days
}

// typeCounts sums counts by type, the most frequent first.
func typeCounts(counts []ledger.EventCount) (out []typeCount) {
	for _, kind := range safir.EventTypes {
		n := 0
		for _, c := range counts {
			if c.Type == kind {
				n += c.Events
			}
		}
		if n > 0 {
			out = append(out, typeCount{Type: kind, Events: n})
		}
	}
	slices.SortStableFunc(out, func(a, b typeCount) int { return cmp.Compare(b.Events, a.Events) })
	for i := range out {
		out[i].Share = out[i].Events * 100 / out[0].Events
	}
	return out
}

// collect gives all of a list.
func collect[T any](list iter.Seq2[T, error]) (out []T, err error) {
	for entry, err := range list {
		if err != nil {
			return nil, err
		}
		out = append(out, entry)
	}
	return out, nil
}
