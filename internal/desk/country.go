package desk

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir/internal/ledger"
	"safir/internal/table"
)

// countriesPage is what the page Countries shows.
type countriesPage struct {
	*form

	Form   *form
	States []ledger.StateCount
	Most   int
	All    []string // codes of all states, to choose two
}

func (p *countriesPage) status() int { return p.form.status() }

func (d *Desk) countries(r *request) (any, error) {
	f := newForm(r)
	p := &countriesPage{form: f, Form: f}
	filter := ledger.Filter{Sure: ledger.Sure}
	filter.Since, filter.Until = f.days(r)
	if len(f.Wrong) > 0 {
		return p, nil
	}
	var err error
	if p.States, err = d.states(r.Context(), filter); err != nil {
		return nil, err
	}
	for _, s := range p.States {
		p.Most = max(p.Most, s.Events)
	}
	return p, nil
}

// countryPage is what the page Country shows.
type countryPage struct {
	State    string
	Total    int
	Types    []typeCount
	Heat     heat
	Lines    levelLines
	Partners []ledger.StateCount
	Most     int
	People   []ledger.Person
	Events   []ledger.Outline
	Said     []ledger.Said
	name     string
}

func (p *countryPage) title(*tongue) string { return p.name }

// levelLines are the contacts of the last months by level of office.
type levelLines struct {
	Levels []levelLine
	Months []string // oldest first
}

// First and Last are the months at the ends.
func (l levelLines) First() string { return l.Months[0] }

// Last is the latest month.
func (l levelLines) Last() string { return l.Months[len(l.Months)-1] }

// levelLine is how often officials of a level took part in contacts, month by month.
type levelLine struct {
	Level  string
	Events []int
	Total  int
	Points string // of an SVG line, in a box of lineWidth by lineHeight
}

// How much the page shows.
const (
	levelMonths = 24
	levelEvents = 3000
	lineWidth   = 240
	lineHeight  = 28
)

//go:embed levels.tsv
var levelsTSV string

// levelsOf gives the level of each office, and the levels in order.
var levelsOf = sync.OnceValues(func() (map[string]string, []string) {
	of, order := map[string]string{}, []string(nil)
	err := table.Each("levels.tsv", levelsTSV, []string{"office", "level"}, func(_ int, f []string) error {
		if _, twice := of[f[0]]; twice {
			return fmt.Errorf("%s is given twice", f[0])
		}
		if of[f[0]] = f[1]; !slices.Contains(order, f[1]) {
			order = append(order, f[1])
		}
		return nil
	})
	if err != nil {
		panic(err) // embedded; a test proves that it loads
	}
	return of, append(order, otherLevel)
})

const otherLevel = "other"

func (d *Desk) country(r *request) (any, error) {
	code := strings.ToUpper(r.PathValue("state"))
	if d.World.StateEN(code) == "" {
		return nil, missing("country")
	}
	ctx := r.Context()
	p := &countryPage{State: code, name: r.state(code)}
	side := ledger.Side{State: code}
	filter := ledger.Filter{Sides: []ledger.Side{side}, Sure: ledger.Sure}
	counts, err := d.eventCounts(ctx, filter)
	if err != nil {
		return nil, err
	}
	p.Types, p.Heat = typeCounts(counts), heatOf(counts)
	for _, c := range p.Types {
		p.Total += c.Events
	}
	if p.Partners, err = d.partners(r, filter, code); err != nil {
		return nil, err
	}
	if len(p.Partners) > 0 {
		p.Most = p.Partners[0].Events
	}
	if p.Lines, err = d.levels(r, filter, counts, code); err != nil {
		return nil, err
	}
	if p.People, err = collect(d.Store.People(ctx, ledger.PersonFilter{Side: side, Limit: latestEntries})); err != nil {
		return nil, err
	}
	filter.Page = ledger.Page{Newest: true, Limit: latestEntries}
	if p.Events, err = collect(d.Store.Outlines(ctx, filter)); err != nil {
		return nil, err
	}
	p.Said, err = collect(d.Store.Statements(ctx, ledger.StatementFilter{About: side, Page: ledger.Page{Newest: true, Limit: latestEntries / 2}}))
	return p, err
}

// levels counts the contacts of the last months by the highest office that the states sent.
func (d *Desk) levels(r *request, f ledger.Filter, counts []ledger.EventCount, states ...string) (out levelLines, err error) {
	last := ""
	for _, c := range counts {
		last = max(last, c.Month)
	}
	if last == "" {
		return out, nil
	}
	year, month := yearAndMonth(last)
	for i := levelMonths - 1; i >= 0; i-- {
		at := year*12 + month - 1 - i
		out.Months = append(out.Months, monthOf(at/12, at%12+1))
	}
	lines, err := once(r.Context(), d, "levels "+strings.Join(states, " "), func() ([]levelLine, error) { return d.levelLines(r.Context(), out.Months, f, states) })
	if err != nil {
		return out, err
	}
	most := 0
	for _, l := range lines {
		most = max(most, slices.Max(l.Events))
	}
	for _, l := range lines {
		if l.Total > 0 {
			l.Points = points(l.Events, most, r.Code == "fa")
			out.Levels = append(out.Levels, l)
		}
	}
	return out, nil
}

// levelLines are the counts of all levels in some months.
func (d *Desk) levelLines(ctx context.Context, months []string, f ledger.Filter, states []string) ([]levelLine, error) {
	first, _, err := ledger.Days(months[0])
	if err != nil {
		return nil, err
	}
	_, levels := levelsOf()
	lines := make([]levelLine, len(levels))
	for i := range lines {
		lines[i] = levelLine{Level: levels[i], Events: make([]int, len(months))}
	}
	f.Since, f.Page = first, ledger.Page{Newest: true, Limit: levelEvents}
	for e, err := range d.Store.Outlines(ctx, f) {
		if err != nil {
			return nil, err
		}
		at := slices.Index(months, jalaliMonth(dayOfEvent(&e)))
		if level := levelOf(&e, states); at >= 0 && level >= 0 {
			lines[level].Events[at]++
			lines[level].Total++
		}
	}
	return lines, nil
}

// levelOf is the place of the highest level of the officials of some states in an event, -1 where none of their officials takes part.
func levelOf(e *ledger.Outline, states []string) int {
	of, order := levelsOf()
	best := -1
	for _, p := range e.Participants {
		if !slices.Contains(states, text(p.Actor.Country)) || text(p.Actor.Office) == "" {
			continue
		}
		if at := slices.Index(order, cmp.Or(of[*p.Actor.Office], otherLevel)); best < 0 || at < best {
			best = at
		}
	}
	return best
}

// points are the corners of a line, which runs from right to left in Persian.
func points(values []int, most int, fromRight bool) string {
	var b strings.Builder
	for i, v := range values {
		x := i * lineWidth / max(len(values)-1, 1)
		if fromRight {
			x = lineWidth - x
		}
		fmt.Fprintf(&b, "%d,%d ", x, lineHeight-2-v*(lineHeight-4)/max(most, 1))
	}
	return strings.TrimSpace(b.String())
}
