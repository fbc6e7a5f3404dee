package desk

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"safir"
	"safir/internal/ledger"
)

// personPage is what the page Person shows.
type personPage struct {
	ledger.Person

	Offices    []officeView
	Axis       []tick
	Height     int
	Begins     string // first and last day of the line
	Ends       string
	Types      []typeCount
	Heat       heat
	Partners   []ledger.StateCount
	Travels    travelMap
	Events     []ledger.Outline
	Statements []ledger.Said
	About      []ledger.Said
}

func (p *personPage) title(*tongue) string { return p.Name }

// officeView is an office that a person is seen to hold, with its bar on the line of time.
type officeView struct {
	ledger.Tenure

	X, Width, Y int
	LabelX      int
	Label       string // how its name stands: inside or beside the bar, and from which side on
	Evidence    []ledger.Source
	Left        int // dispatches that say so beside those listed
}

// tick is a year on the line of time.
type tick struct {
	X    int
	Year int
}

// How much the page shows.
const (
	latestEntries = 20
	evidenceShown = 6
	axisWidth     = 1000
	rowHeight     = 26
)

func (d *Desk) person(r *request) (any, error) {
	ctx := r.Context()
	who, err := d.Store.Person(ctx, r.PathValue("id"))
	if errors.Is(err, ledger.ErrUnknown) {
		return nil, missing("person")
	}
	if err != nil {
		return nil, err
	}
	p := &personPage{Person: who}
	for _, t := range who.Tenures {
		e, err := d.evidence(r, who.ID, t)
		if err != nil {
			return nil, err
		}
		p.Offices = append(p.Offices, officeView{Tenure: t, Evidence: e, Left: t.Count - len(e)})
	}
	p.line(r.Code == "fa")
	side := ledger.Side{People: []string{who.ID}}
	filter := ledger.Filter{Sides: []ledger.Side{side}, Sure: ledger.Sure}
	counts, err := d.eventCounts(ctx, filter)
	if err != nil {
		return nil, err
	}
	p.Types, p.Heat = typeCounts(counts), heatOf(counts)
	if p.Travels, err = d.travelsOf(r, filter, who.ID); err != nil {
		return nil, err
	}
	if p.Partners, err = d.partners(r, filter, who.Country); err != nil {
		return nil, err
	}
	filter.Page = ledger.Page{Newest: true, Limit: latestEntries}
	if p.Events, err = collect(d.Store.Outlines(ctx, filter)); err != nil {
		return nil, err
	}
	if p.Statements, err = collect(d.Store.Statements(ctx, ledger.StatementFilter{By: side, Page: filter.Page})); err != nil {
		return nil, err
	}
	p.About, err = collect(d.Store.Statements(ctx, ledger.StatementFilter{About: side, Page: ledger.Page{Newest: true, Limit: latestEntries / 2}}))
	return p, err
}

// evidence is the first and the last dispatches that say that a person held an office.
func (d *Desk) evidence(r *request, person string, t ledger.Tenure) ([]ledger.Source, error) {
	first, err := d.Store.Evidence(r.Context(), person, t, ledger.Page{Limit: evidenceShown / 2})
	if err != nil {
		return nil, err
	}
	last, err := d.Store.Evidence(r.Context(), person, t, ledger.Page{Newest: true, Limit: evidenceShown / 2})
	if err != nil {
		return nil, err
	}
	slices.Reverse(last)
	for _, s := range last {
		if !slices.Contains(first, s) {
			first = append(first, s)
		}
	}
	return first, nil
}

// partners are the states that a side is most in contact with, without its own.
func (d *Desk) partners(r *request, f ledger.Filter, own string) ([]ledger.StateCount, error) {
	states, err := d.states(r.Context(), f)
	states = slices.DeleteFunc(slices.Clone(states), func(c ledger.StateCount) bool { return c.State == own })
	return states[:min(len(states), latestEntries)], err
}

// line lays the offices on a line of time, which runs from right to left in Persian.
func (p *personPage) line(fromRight bool) {
	var first, last time.Time
	for _, o := range p.Offices {
		from, to := parseDay(o.First), parseDay(o.Last)
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if to.After(last) {
			last = to
		}
	}
	if first.IsZero() || last.IsZero() {
		return
	}
	const day = 24 * time.Hour
	span := max(last.Sub(first), 30*day)
	at := func(t time.Time) int { return int(int64(axisWidth) * int64(t.Sub(first)/day) / int64(span/day)) }
	for i := range p.Offices {
		o := &p.Offices[i]
		from, to := at(parseDay(o.First)), at(parseDay(o.Last))
		o.X, o.Width, o.Y = from, max(to-from, 5), i*rowHeight+4
		if fromRight {
			o.X = axisWidth - o.X - o.Width
		}
		o.label(fromRight)
	}
	for _, year := range yearsBetween(first, last, fromRight) {
		x := at(year.begins)
		if fromRight {
			x = axisWidth - x
		}
		p.Axis = append(p.Axis, tick{x, year.number})
	}
	p.Begins, p.Ends = first.Format(time.DateOnly), last.Format(time.DateOnly)
	p.Height = len(p.Offices)*rowHeight + 24
}

// label sets the name of an office into its bar where that is long enough, else on the side where there is more room.
func (o *officeView) label(fromRight bool) {
	const inside, gap = 330, 8
	switch {
	case o.Width >= inside && fromRight:
		o.LabelX, o.Label = o.X+o.Width-gap, "inside end"
	case o.Width >= inside:
		o.LabelX, o.Label = o.X+gap, "inside start"
	case o.X > axisWidth-o.X-o.Width:
		o.LabelX, o.Label = o.X-gap, "end"
	default:
		o.LabelX, o.Label = o.X+o.Width+gap, "start"
	}
}

// year is one of a calendar.
type year struct {
	number int
	begins time.Time
}

// yearsBetween are the years that begin within some days, Jalali or Gregorian ones.
func yearsBetween(first, last time.Time, jalali bool) (out []year) {
	const before = 622 // how far the numbers of the calendars are apart, at most
	for n := first.Year() + 1; n <= last.Year()+1; n++ {
		y := year{n, time.Date(n, time.January, 1, 0, 0, 0, 0, time.UTC)}
		if jalali {
			day, _, err := ledger.Days(strconv.Itoa(n - before))
			if err != nil {
				continue
			}
			y = year{n - before, parseDay(day)}
		}
		if y.begins.After(first) && y.begins.Before(last) {
			out = append(out, y)
		}
	}
	return out
}

func parseDay(day string) time.Time {
	t, err := time.Parse(time.DateOnly, dayOf(day))
	if err != nil {
		return time.Time{}
	}
	return t
}

// aPerson is a person as an actor.
func aPerson(p *ledger.Person) safir.Actor {
	a := safir.Actor{Kind: safir.Person, Name: &p.Name}
	if p.Country != "" {
		a.Country = &p.Country
	}
	if t := latestOffice(*p); t != nil {
		a.Office = &t.Office
		if t.Country != "" {
			a.Country = &t.Country
		}
	}
	return a
}
