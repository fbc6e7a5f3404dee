package desk

import (
	"cmp"
	"slices"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// pairPage is what the page of two states shows.
type pairPage struct {
	A, B   string
	Total  int
	Types  []typeCount
	Heat   heat
	Lines  levelLines
	Meet   []meeting
	Events []ledger.Outline
	SaidA  []ledger.Said // A about B
	SaidB  []ledger.Said
	name   string
}

func (p *pairPage) title(*tongue) string { return p.name }

// meeting is two people of the two states, and how often they are in contact.
type meeting struct {
	A, B   ledger.Part
	Events int
	Last   string
}

// pairEvents is how many of the latest events tell who meets whom.
const pairEvents = 1000

func (d *Desk) pair(r *request) (any, error) {
	a, b := strings.ToUpper(r.PathValue("a")), strings.ToUpper(r.PathValue("b"))
	if d.World.StateEN(a) == "" || d.World.StateEN(b) == "" {
		return nil, missing("country")
	}
	if a == b {
		return nil, bad("one-side", nil)
	}
	ctx := r.Context()
	p := &pairPage{A: a, B: b, name: r.state(a) + " – " + r.state(b)}
	filter := ledger.Filter{Sides: []ledger.Side{{State: a}, {State: b}}, Sure: ledger.Sure}
	counts, err := d.eventCounts(ctx, filter)
	if err != nil {
		return nil, err
	}
	p.Types, p.Heat = typeCounts(counts), heatOf(counts)
	for _, c := range p.Types {
		p.Total += c.Events
	}
	if p.Lines, err = d.levels(r, filter, counts, a, b); err != nil {
		return nil, err
	}
	p.Meet, err = once(ctx, d, "meetings "+a+" "+b, func() ([]meeting, error) {
		filter.Page = ledger.Page{Newest: true, Limit: pairEvents}
		events, err := collect(d.Store.Outlines(ctx, filter))
		return meetings(events, a, b), err
	})
	if err != nil {
		return nil, err
	}
	filter.Page = ledger.Page{Newest: true, Limit: latestEntries}
	if p.Events, err = collect(d.Store.Outlines(ctx, filter)); err != nil {
		return nil, err
	}
	latest := ledger.Page{Newest: true, Limit: latestEntries / 2}
	if p.SaidA, err = collect(d.Store.Statements(ctx, ledger.StatementFilter{By: filter.Sides[0], About: filter.Sides[1], Page: latest})); err != nil {
		return nil, err
	}
	p.SaidB, err = collect(d.Store.Statements(ctx, ledger.StatementFilter{By: filter.Sides[1], About: filter.Sides[0], Page: latest}))
	return p, err
}

// meetings counts who of one state is in contact with whom of another, as far as they are named or known by their office.
func meetings(events []ledger.Outline, a, b string) (out []meeting) {
	for i := range events {
		e := &events[i]
		if !e.Status.Came() {
			continue
		}
		for _, x := range officials(e, a) {
			for _, y := range officials(e, b) {
				at := slices.IndexFunc(out, func(m meeting) bool { return same(&m.A, &x) && same(&m.B, &y) })
				if at < 0 {
					at = len(out)
					out = append(out, meeting{A: x, B: y, Last: dayOfEvent(e)})
				}
				out[at].Events++
			}
		}
	}
	slices.SortStableFunc(out, func(m, o meeting) int { return cmp.Compare(o.Events, m.Events) })
	return out[:min(len(out), latestEntries)]
}

// officials are the people of a state who take part in an event, without the parts that they play.
func officials(e *ledger.Outline, state string) (out []ledger.Part) {
	for _, p := range e.Participants {
		if text(p.Actor.Country) == state && p.Actor.Kind != safir.Country && p.Actor.Kind != safir.Org {
			p.Role = safir.Party
			out = append(out, p)
		}
	}
	return out
}
