package ledger

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"safir"
)

// judge holds the claims of all dispatches against the events of the ledger.
//
// What is counted are events of the claim's type that the claim's actor takes part in, not as a host, at the claim's place, that
// happened by the day of the dispatch, since the day that the claim names. The type is that of the event which the claim's own
// words tell of; where there is none, what is counted is not known. A claim is
//
//   - consistent, where the ledger has as many events as are counted; where nothing earlier than a first one, or later than a
//     last one, is known, and the ledger knows the time in question;
//   - contradicted, where the ledger has more, or an earlier or later one; also where it has fewer though it knows the time;
//   - unknown otherwise.
//
// The ledger knows a time when dispatches reach back to its beginning, and no stretch of it is without any. Events of one day, or of
// a day and the next, may be one that was not recognised as such, or two: a claim is contradicted by too many only if it is when such
// are counted once, and by too few only if each is counted.
func judge(ctx context.Context, s Store, people *People, events []Event, places Places) ([]Judged, error) {
	var claiming []safir.Record
	for record, err := range s.Claiming(ctx) {
		if err != nil {
			return nil, err
		}
		claiming = append(claiming, record)
	}
	return judgeAll(ctx, s, people, events, places, slices.Values(claiming))
}

// judgeAll holds the claims of some dispatches against them.
func judgeAll(ctx context.Context, s Store, people *People, events []Event, places Places, claiming iter.Seq[safir.Record]) ([]Judged, error) {
	j := &judging{people: people, events: events, places: places, of: map[string][]int{}, told: map[string]int{}}
	records := slices.Collect(claiming)
	j.index(records)
	var err error
	if j.days, err = s.Days(ctx); err != nil {
		return nil, err
	}
	var judged []Judged
	for i := range records {
		for k := range records[i].Claims {
			judged = append(judged, j.judge(&records[i], &records[i].Claims[k]))
		}
	}
	return judged, nil
}

// judging holds events by who takes part and by the reports that tell of them.
type judging struct {
	people *People
	events []Event
	places Places
	of     map[string][]int // events by person, state or body
	told   map[string]int   // events by dispatch, of those in which claims stand, and the event's id in its record
	days   []string         // ISO days of which there are dispatches, in order
}

func (j *judging) index(claiming []safir.Record) {
	claims := make(map[string]bool, len(claiming))
	for i := range claiming {
		claims[claiming[i].ID] = true
	}
	for i := range j.events {
		e := &j.events[i]
		for _, r := range e.Reports {
			if claims[r.Dispatch] {
				j.told[r.Dispatch+"\x00"+r.Event.ID] = i
			}
		}
		for _, p := range e.Participants {
			if p.Role == safir.Host || p.Role == safir.Recipient {
				continue
			}
			for _, key := range j.keys(&p.Actor, p.Person) {
				if list := j.of[key]; len(list) == 0 || list[len(list)-1] != i {
					j.of[key] = append(list, i)
				}
			}
		}
	}
}

// keys are what an actor's events are found by.
func (j *judging) keys(a *safir.Actor, person string) []string {
	if person == "" {
		if found := j.people.Of(a); found != nil {
			person = found.ID
		}
	}
	switch {
	case person != "":
		return []string{"person " + person, "state " + value(a.Country)}
	case a.Kind == safir.Org:
		return []string{"body " + value(a.Org) + " " + value(a.Country)}
	case a.Kind.Human():
		return []string{"office " + value(a.Office) + " " + value(a.Country), "state " + value(a.Country)}
	}
	return []string{"state " + value(a.Country)}
}

// stretchOfTime is what a claim speaks of: from a day, or from the beginning of time, to another.
type stretchOfTime struct{ first, last string }

func (j *judging) judge(r *safir.Record, c *safir.Claim) Judged {
	out := Judged{Dispatch: r.ID, ID: c.ID, Verdict: Undecided}
	own := j.own(r, c)
	if own < 0 {
		out.Why = "the dispatch tells of no event that says what is counted"
		return out
	}
	var actor *safir.Actor
	for i := range r.Actors {
		if r.Actors[i].ID == value(c.Actor) {
			actor = &r.Actors[i]
		}
	}
	if actor == nil {
		out.Why = "whom it is about is not told"
		return out
	}
	span, why := j.time(r, c, own, actor)
	if why != "" {
		out.Why = why
		return out
	}
	counted := j.count(c, actor, own, span)
	for _, i := range counted {
		out.Counted = append(out.Counted, j.events[i].ID)
	}
	if c.Kind == "count" {
		out.Verdict, out.Why = j.quantity(counted, number(c.Count), span)
	} else {
		out.Verdict, out.Why = j.order(c.Kind, counted, own, span)
	}
	return out
}

func number(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// own is the ledger's event that a claim speaks of, -1 where there is none: one that the claim's own words tell of, best of all
// with the claim's actor, else the nearest one in the dispatch that fits actor and place («وارد دمشق شد. این دومین سفر …»).
func (j *judging) own(r *safir.Record, c *safir.Claim) int {
	found, nearest := -1, 1<<30
	for _, e := range r.Events {
		i, ok := j.told[r.ID+"\x00"+e.ID]
		if !ok {
			continue
		}
		takes := slices.ContainsFunc(e.Participants, func(p safir.Participant) bool { return p.Actor == value(c.Actor) && p.Role != safir.Host })
		far := apartFrom(c.Span, e.Evidence)
		switch {
		case far == 0 && takes:
			return i
		case far > 0 && (!takes || !j.within(value(e.Where), value(c.Where))):
			continue
		}
		if far < nearest {
			found, nearest = i, far
		}
	}
	return found
}

// apartFrom is how many letters lie between a span and the nearest of others, 0 where they overlap.
func apartFrom(s safir.Span, others []safir.Span) int {
	nearest := 1 << 30
	for _, o := range others {
		switch {
		case s.Overlaps(o):
			return 0
		case o.End <= s.Start:
			nearest = min(nearest, s.Start-o.End+1)
		default:
			nearest = min(nearest, o.Start-s.End+1)
		}
	}
	return nearest
}

// time is the stretch of time that a claim speaks of; why says what hinders it from being known.
func (j *judging) time(r *safir.Record, c *safir.Claim, own int, actor *safir.Actor) (t stretchOfTime, why string) {
	t.last = dayOf(value(r.Source.Published))
	if first, last, ok := safir.Days(value(j.events[own].When)); ok && !(window{first, last}).vague() && (t.last == "" || c.Kind == "count" && value(c.Since) == "" || last.Format(dayForm) > t.last) {
		t.last = last.Format(dayForm) // the third visit is the third also when a later dispatch says so
	}
	if t.last == "" {
		return t, "the day of the dispatch is not known"
	}
	t.first, why = j.since(r, c, actor, t.last)
	return t, why
}

// contains tells whether a text holds the words of another.
func contains(text, words string) bool {
	return strings.Contains(strings.Join(nameWords(text), ""), strings.Join(nameWords(words), ""))
}

// count are the events that a claim counts, in order of time.
func (j *judging) count(c *safir.Claim, actor *safir.Actor, own int, t stretchOfTime) (out []int) {
	kind := counted(j.events[own].Type)
	keys := j.keys(actor, "")
	for _, i := range j.of[keys[0]] {
		e := &j.events[i]
		if counted(e.Type) != kind || i != own && !e.Status.Came() {
			continue
		}
		first, last := j.daysOf(e)
		if i != own && (first == "" || first < t.first || last > t.last) || !j.within(value(e.Where), value(c.Where)) && i != own {
			continue
		}
		out = append(out, i)
	}
	if !slices.Contains(out, own) && j.events[own].Status != safir.Denied && j.events[own].Status != safir.Cancelled {
		out = append(out, own)
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, _ := j.daysOf(&j.events[a])
		y, _ := j.daysOf(&j.events[b])
		return strings.Compare(x, y)
	})
	return out
}

// counted is the type under which an event is counted: calls and meetings together, since talks may be told of as either.
func counted(t safir.EventType) safir.EventType {
	if t == safir.Call {
		return safir.Meeting
	}
	return t
}

// daysOf are the first and the last day on which an event may lie, "" for an open end.
func (j *judging) daysOf(e *Event) (first, last string) {
	p := place(*e, j.places)
	return p.First, p.Last
}

// within tells whether what happened at a place happened at another: the same, or a city of the state that is named. Who was
// in a state may have been in the city that is named, but is not known to.
func (j *judging) within(place, of string) bool {
	return of == "" || place == of || j.places.IsState(of) && j.places.StateOf(place) != "" && j.places.StateOf(place) == j.places.StateOf(of)
}

// quantity judges a count.
func (j *judging) quantity(counted []int, claimed int, t stretchOfTime) (verdict, why string) {
	least, most := j.distinct(counted), len(counted)
	switch {
	case claimed <= 0:
		return Undecided, "no number is told"
	case least > claimed:
		return Contradicted, fmt.Sprintf("the ledger has %d", least)
	case most >= claimed:
		return Consistent, fmt.Sprintf("the ledger has %d", claimed)
	}
	if why := j.blind(t); why != "" {
		return Undecided, fmt.Sprintf("the ledger has %d, but %s", most, why)
	}
	return Contradicted, fmt.Sprintf("the ledger has %d, and knows the time", most)
}

// distinct is how many of some events, in order of time, are more than a day apart from the one before.
func (j *judging) distinct(list []int) (n int) {
	reach := ""
	for _, i := range list {
		first, last := j.daysOf(&j.events[i])
		at, err := time.Parse(dayForm, first)
		if err != nil {
			continue
		}
		if reach == "" || at.AddDate(0, 0, -slack).Format(dayForm) > reach {
			n++
		}
		reach = max(reach, last)
	}
	return max(n, min(1, len(list)))
}

// order judges a first or a last one.
func (j *judging) order(kind string, counted []int, own int, t stretchOfTime) (verdict, why string) {
	first, last := j.daysOf(&j.events[own])
	for _, i := range counted {
		f, l := j.daysOf(&j.events[i])
		if i == own || f == "" || l == "" || first == "" || last == "" {
			continue
		}
		if kind == "first" && l < first {
			return Contradicted, "the ledger has one of " + f
		}
		if kind == "last" && f > last {
			return Contradicted, "the ledger has one of " + f
		}
	}
	if kind == "last" {
		t.first = first
	}
	if why := j.blind(t); why != "" {
		return Undecided, why
	}
	return Consistent, "the ledger has no " + map[string]string{"first": "earlier", "last": "later"}[kind] + " one"
}

// longestGap is the longest stretch without dispatches, in days, that leaves a ledger knowing of a time.
const longestGap = 7

// blind says why the ledger can't know all that happened in a stretch of time, "" where it can.
func (j *judging) blind(t stretchOfTime) string {
	switch {
	case t.first == "":
		return "no ledger reaches back to the beginning"
	case len(j.days) == 0 || t.first < j.days[0]:
		return "its dispatches do not reach back so far"
	}
	last, err := time.Parse(dayForm, t.first)
	if err != nil {
		return "the time is not known"
	}
	from, _ := slices.BinarySearch(j.days, t.first)
	for _, text := range append(slices.Clone(j.days[from:]), t.last) {
		text = min(text, t.last)
		at, err := time.Parse(dayForm, text)
		if err == nil && at.Sub(last) > longestGap*day {
			return "it has no dispatches between " + last.Format(dayForm) + " and " + text
		}
		last = at
		if text == t.last {
			break
		}
	}
	return ""
}
