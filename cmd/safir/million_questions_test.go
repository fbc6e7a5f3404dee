//go:build unix

package main

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"safir"
	"safir/fa"
	"safir/internal/export"
	"safir/internal/know"
	"safir/internal/ledger"
)

// questions ask a ledger what users ask, drawn from what it holds by a fixed seed.
type questions struct {
	*testing.T
	ledger.Store

	ctx    context.Context
	random *rand.Rand
	world  *know.World
	asker  *ledger.Asker

	events     []ledger.Event // some
	statements []ledger.Said
	claims     []ledger.Claimed
	names      []string // of people who take part in events, those who often do often
	states     []string
	places     []string
	common     []string // words of many dispatches
	rare       []string
}

// drawn is how many events, statements and claims questions are drawn from, and how many questions of a kind are asked.
const drawn = 200

func newQuestions(t *testing.T, store ledger.Store, world *know.World) *questions {
	q := &questions{T: t, Store: store, ctx: t.Context(), random: rand.New(rand.NewPCG(1, 0)), world: world}
	q.events, q.statements, q.claims = draw(q, q.someEvents), draw(q, q.someStatements), draw(q, q.someClaims)
	for _, e := range q.events {
		for _, p := range e.Participants {
			if p.Actor.Name != nil {
				q.names = append(q.names, *p.Actor.Name)
			}
			if p.Actor.Country != nil {
				q.states = append(q.states, *p.Actor.Country)
			}
		}
		if e.Where != nil {
			q.places = append(q.places, *e.Where)
		}
	}
	q.drawWords()
	return q
}

// draw takes what a list gives from random days on, until there is enough.
func draw[T any](q *questions, from func(day string) iter.Seq2[T, error]) (out []T) {
	days, err := q.Days(q.ctx)
	if err != nil || len(days) == 0 {
		q.Fatal("no days: ", err)
	}
	for range 20 * drawn {
		for one, err := range from(days[q.random.IntN(len(days))]) {
			if err != nil {
				q.Fatal(err)
			}
			out = append(out, one)
		}
		if len(out) >= drawn {
			break
		}
	}
	if len(out) == 0 {
		q.Fatal("nothing to ask about")
	}
	return out
}

// aDay is how many of a day are drawn.
const aDay = 3

func (q *questions) someEvents(day string) iter.Seq2[ledger.Event, error] {
	return q.Events(q.ctx, ledger.Filter{Since: day, Until: day, Page: ledger.Page{Limit: aDay}})
}

func (q *questions) someStatements(day string) iter.Seq2[ledger.Said, error] {
	return q.Statements(q.ctx, ledger.StatementFilter{Since: day, Page: ledger.Page{Limit: aDay}})
}

func (q *questions) someClaims(day string) iter.Seq2[ledger.Claimed, error] {
	return q.Claims(q.ctx, ledger.ClaimFilter{Since: day, Page: ledger.Page{Limit: aDay}})
}

// drawWords takes words of dispatches: those that most of them have, and those that one of them has.
func (q *questions) drawWords() {
	count := map[string]int{}
	for _, s := range q.statements {
		d, err := q.Dispatch(q.ctx, s.Source.Dispatch)
		if err != nil {
			q.Fatal(err)
		}
		for word := range strings.FieldsSeq(ledger.Words(fa.Repair(d.Body).Repaired)) {
			count[word]++
		}
	}
	words := make([]string, 0, len(count))
	for word := range count {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	const most = 100
	q.common = words[:min(most, len(words))]
	for _, word := range words {
		if count[word] == 1 {
			q.rare = append(q.rare, word)
		}
	}
}

// pick is a random one of some.
func pick[T any](q *questions, of []T) T { return of[q.random.IntN(len(of))] }

// side is whom a text names, as it is looked up for each question.
func (q *questions) side(text string) ledger.Side {
	side, err := q.asker.Side(text)
	if err != nil {
		q.Fatalf("%q: %v", text, err)
	}
	return side
}

// day is the day of a random event.
func (q *questions) day() time.Time {
	day, err := time.Parse(time.DateOnly, pick(q, q.statements).Day)
	if err != nil {
		return time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

// page is what a table shows: the latest hundred, and one to know whether there are more.
var page = ledger.Page{Newest: true, Limit: inTable + 1}

func after(id string, newest bool) ledger.Page {
	return ledger.Page{Newest: newest, Limit: inTable + 1, After: id}
}

// exhaust takes all that a list gives, and counts it.
func exhaust[T any](q *questions, list iter.Seq2[T, error]) (n int) {
	for _, err := range list {
		if err != nil {
			q.Fatal(err)
		}
		n++
	}
	return n
}

func (q *questions) askEvents(f ledger.Filter) int {
	if f.Page == (ledger.Page{}) {
		f.Page = page
	}
	return exhaust(q, q.Events(q.ctx, f))
}

func (q *questions) askStatements(f ledger.StatementFilter) int {
	if f.Page == (ledger.Page{}) {
		f.Page = page
	}
	return exhaust(q, q.Statements(q.ctx, f))
}

func (q *questions) askClaims(f ledger.ClaimFilter) int {
	if f.Page == (ledger.Page{}) {
		f.Page = page
	}
	return exhaust(q, q.Claims(q.ctx, f))
}

// kind is a kind of question: each asks one, and tells how many rows answer it.
type kind struct {
	name string
	ask  func() int
}

// kinds are the kinds of questions that the commands ask.
func (q *questions) kinds() []kind {
	return slices.Concat(q.kindsOfEvents(), q.kindsOfStatements(), []kind{
		{"between two states, all counted", q.askBetween},
		{"who somebody is", q.askWho},
		{"who holds an office", q.askHolder},
		{"claims of a verdict", func() int {
			return q.askClaims(ledger.ClaimFilter{Verdicts: []string{pick(q, ledger.Verdicts)}})
		}},
		{"claims about a state", func() int { return q.askClaims(ledger.ClaimFilter{Who: q.side(pick(q, q.states))}) }},
		{"claims, a late page", func() int { return q.askClaims(ledger.ClaimFilter{Page: after(pick(q, q.claims).ID, true)}) }},
		{"search of a rare word", func() int { return q.askSearch(pick(q, q.rare)) }},
		{"search of a common word", func() int { return q.askSearch(pick(q, q.common)) }},
		{"search of two common words", func() int { return q.askSearch(pick(q, q.common), pick(q, q.common)) }},
		{"search of a common and a rare word", func() int { return q.askSearch(pick(q, q.common), pick(q, q.rare)) }},
		{"show an event", q.askShow},
	})
}

func (q *questions) kindsOfEvents() []kind {
	return []kind{
		{"events, the first page", func() int { return q.askEvents(ledger.Filter{}) }},
		{"events, a late page", func() int {
			return q.askEvents(ledger.Filter{Page: after(pick(q, q.events).ID, q.random.IntN(2) == 0)})
		}},
		{"events of somebody", func() int { return q.askEvents(ledger.Filter{Sides: []ledger.Side{q.side(pick(q, q.names))}}) }},
		{"events of a state", func() int { return q.askEvents(ledger.Filter{Sides: []ledger.Side{q.side(pick(q, q.states))}}) }},
		{"events of a state, a late page", func() int {
			e := pick(q, q.events)
			return q.askEvents(ledger.Filter{Sides: []ledger.Side{q.side(pick(q, q.states))}, Page: after(e.ID, true)})
		}},
		{"events of somebody with a state, of two types, that happened", func() int {
			return q.askEvents(ledger.Filter{
				Sides: []ledger.Side{q.side(pick(q, q.names)), q.side(pick(q, q.states))},
				Types: []safir.EventType{pick(q, safir.EventTypes), pick(q, safir.EventTypes)}, Statuses: []safir.Status{safir.Happened},
			})
		}},
		{"events of a type in some months", func() int {
			day := q.day()
			return q.askEvents(ledger.Filter{
				Types: []safir.EventType{pick(q, safir.EventTypes)},
				Since: day.AddDate(0, -q.random.IntN(6), 0).Format(time.DateOnly), Until: day.Format(time.DateOnly),
			})
		}},
		{"events of a state since a day", func() int {
			return q.askEvents(ledger.Filter{Sides: []ledger.Side{q.side(pick(q, q.states))}, Since: q.day().Format(time.DateOnly)})
		}},
		{"events at a place", func() int { return q.askEvents(q.at(pick(q, q.places))) }},
		{"events of a status", func() int { return q.askEvents(ledger.Filter{Statuses: []safir.Status{pick(q, safir.Statuses)}}) }},
		{"events of a type, a status and a place until a day", func() int {
			f := q.at(pick(q, q.places))
			f.Types, f.Statuses = []safir.EventType{pick(q, safir.EventTypes)}, []safir.Status{pick(q, safir.Statuses)}
			f.Until = q.day().Format(time.DateOnly)
			return q.askEvents(f)
		}},
		{"a name that nobody bears", func() int {
			if _, err := q.asker.Side(pick(q, q.names) + "ژژ"); err == nil {
				return 1
			}
			return 0
		}},
	}
}

// at are the events at a place.
func (q *questions) at(place string) (f ledger.Filter) {
	var err error
	if f.Place, f.State, err = q.asker.Place(place); err != nil {
		f.Place = place
	}
	return f
}

func (q *questions) kindsOfStatements() []kind {
	act := func() []safir.Act { return []safir.Act{pick(q, safir.Acts)} }
	return []kind{
		{"statements by somebody", func() int { return q.askStatements(ledger.StatementFilter{By: q.speaker()}) }},
		{"statements of an act by somebody", func() int { return q.askStatements(ledger.StatementFilter{By: q.speaker(), Acts: act()}) }},
		{"statements of an act by a state about another", func() int {
			return q.askStatements(ledger.StatementFilter{By: q.side(pick(q, q.states)), About: q.side(pick(q, q.states)), Acts: act()})
		}},
		{"statements about a state since a day", func() int {
			return q.askStatements(ledger.StatementFilter{About: q.side(pick(q, q.states)), Since: q.day().Format(time.DateOnly)})
		}},
		{"statements by a state to another", func() int {
			return q.askStatements(ledger.StatementFilter{By: q.side(pick(q, q.states)), To: q.side(pick(q, q.states))})
		}},
		{"statements of an act, a late page", func() int {
			s := pick(q, q.statements)
			return q.askStatements(ledger.StatementFilter{Acts: []safir.Act{s.Act}, Page: after(s.ID, q.random.IntN(2) == 0)})
		}},
	}
}

// speaker is who makes one of the statements.
func (q *questions) speaker() ledger.Side {
	for range drawn {
		s := pick(q, q.statements)
		if len(s.Speakers) > 0 && s.Speakers[0].Name != nil {
			if side, err := q.asker.Side(*s.Speakers[0].Name); err == nil { // a few names are not found when they are typed
				return side
			}
		}
	}
	return q.side(pick(q, q.names))
}

func (q *questions) askBetween() int {
	f := ledger.Filter{Sides: []ledger.Side{q.side(pick(q, q.states)), q.side(pick(q, q.states))}}
	if _, err := q.CountEvents(q.ctx, f); err != nil {
		q.Fatal(err)
	}
	return q.askEvents(f)
}

// askWho asks as safir who does: the people who may be meant, and all that is told of the first.
func (q *questions) askWho() (n int) {
	var found []export.Profile
	for p, err := range q.People(q.ctx, ledger.PersonFilter{Side: q.side(pick(q, q.names)), Limit: inTable}) {
		if err != nil {
			q.Fatal(err)
		}
		found = append(found, export.Profile{Person: p})
	}
	if len(found) == 0 {
		return 0
	}
	if err := new(whoCommand).complete(q.ctx, q.Store, &found[0]); err != nil {
		q.Fatal(err)
	}
	return len(found)
}

func (q *questions) askHolder() int {
	return exhaust(q, q.People(q.ctx, ledger.PersonFilter{
		Office: pick(q, safir.Offices), Country: pick(q, q.states), On: q.day().Format(time.DateOnly), Limit: inTable,
	}))
}

// hits is how many dispatches safir search lists.
const hits = 20

func (q *questions) askSearch(words ...string) int {
	found, err := q.Search(q.ctx, strings.Join(words, " "), hits)
	if err != nil {
		q.Fatal(err)
	}
	return len(found)
}

// askShow asks as safir show does: an event with the dispatches of its reports.
func (q *questions) askShow() (n int) {
	for e, err := range q.Events(q.ctx, ledger.Filter{ID: pick(q, q.events).ID}) {
		if err != nil {
			q.Fatal(err)
		}
		for _, r := range e.Reports {
			if _, err := q.Dispatch(q.ctx, r.Dispatch); err != nil {
				q.Fatal(err)
			}
			n++
		}
	}
	return n
}

// ask asks all kinds, and tells how long the answers took.
func (q *questions) ask() {
	var report strings.Builder
	fmt.Fprintf(&report, "milliseconds: median, 95th percentile and most; by the clock, then of processor time; rows on average\n")
	for _, k := range q.kinds() {
		var clock, processor durations
		rows := 0
		for range drawn {
			start, used := time.Now(), processorTime()
			asker, err := ledger.NewAsker(q.ctx, q.Store, q.world)
			if err != nil {
				q.Fatal(err)
			}
			q.asker = asker
			rows += k.ask()
			clock, processor = append(clock, time.Since(start)), append(processor, processorTime()-used)
		}
		fmt.Fprintf(&report, "%s   %s %6d   %s\n", clock, processor, rows/drawn, k.name)
	}
	q.Log("\n" + report.String())
}
