package export

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"safir"
	"safir/internal/ledger"
)

// The fields of PLOVER's exchange format (chapter "JSON Data Fields" of its manual), and after them fields of our own, which the manual
// welcomes. Of the manual's fields those are written that a ledger can fill.
type (
	ploverLine struct {
		ID        string        `json:"id"`
		Date      string        `json:"date"`    // the first day
		EndDate   string        `json:"enddate"` // the last day
		Source    []ploverActor `json:"source"`
		Target    []ploverActor `json:"target,omitempty"`
		Event     string        `json:"event"`
		Mode      string        `json:"mode,omitempty"`
		Context   []string      `json:"context,omitempty"`
		QuadCode  int           `json:"quadCode"`
		Scale     *float64      `json:"eventScale,omitempty"`
		Loc       *ploverLoc    `json:"eventLoc,omitempty"`
		Text      []string      `json:"eventText,omitempty"` // the words that tell of it
		TextInfo  []ploverText  `json:"textInfo,omitempty"`  // where they stand
		URL       []string      `json:"url,omitempty"`
		Citation  []string      `json:"citation,omitempty"` // ids of the dispatches
		Language  string        `json:"language"`
		Published []string      `json:"publication,omitempty"` // names of the outlets
		Coder     string        `json:"coder"`
		Codebook  string        `json:"codebook"`

		Cameo     string   `json:"cameo,omitempty"`
		Type      string   `json:"type"` // of the ledger
		Status    string   `json:"status,omitempty"`
		Auxiliary []string `json:"auxiliary,omitempty"` // future, hypothetical
		EDTF      string   `json:"edtf,omitempty"`
		DateFrom  string   `json:"dateFrom"` // "event", or "report" where no report tells the day: then it is that of the first report

		firstReport string // day
	}
	ploverActor struct {
		Code       string `json:"code"`
		Sector     string `json:"sector,omitempty"`
		Identifier string `json:"identifier"`
		Text       string `json:"actorText"`
		Office     string `json:"office,omitempty"`
		Role       string `json:"role,omitempty"` // ours
	}
	ploverText struct {
		Start int `json:"start"` // in code points of the dispatch's text
		End   int `json:"end"`
	}
	ploverLoc struct {
		Name        string `json:"name"`
		Alternate   string `json:"alternatenames,omitempty"` // Persian
		CountryCode string `json:"country code,omitempty"`
		CC3         string `json:"cc3,omitempty"`
	}
)

const (
	coder    = "Safir"
	codebook = "PLOVER"
	persian  = "fa" // ISO 639-1, as PLOVER wants it
)

// eventsPlover writes events in PLOVER's exchange format, one a line.
func eventsPlover(w io.Writer, c *Contents, o *Options) error {
	out := newLines(w)
	return eachPlover(c, o, func(l *ploverLine) error { return out.Encode(l) })
}

// eachPlover gives the events as PLOVER has them, and tells what it leaves out.
func eachPlover(c *Contents, o *Options, do func(*ploverLine) error) error {
	x, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	left := map[string]int{}
	for e, err := range c.Events {
		if err != nil {
			return err
		}
		line, why, err := x.line(&e, c)
		if why != "" {
			left[why]++
			continue
		}
		if err == nil {
			err = do(&line)
		}
		if err != nil {
			return err
		}
	}
	o.leftOut(left)
	return nil
}

// leftOut tells what was left out, in alphabetical order of the reasons.
func (o *Options) leftOut(left map[string]int) {
	if o.LeftOut == nil {
		return
	}
	for _, why := range slices.Sorted(maps.Keys(left)) {
		o.LeftOut(left[why], why)
	}
}

// line is an event as PLOVER has it, or why it has no such event.
func (x *crosswalk) line(e *ledger.Event, c *Contents) (l ploverLine, why string, err error) {
	code, why := x.event(e)
	if why != "" {
		return l, why, nil
	}
	s := x.score(code)
	l = ploverLine{
		ID: e.ID, Event: code.Event, Mode: code.Mode, Cameo: code.Cameo, QuadCode: s.Quad, Scale: s.Weight, Language: persian, Coder: coder,
		Codebook: codebook, Type: string(e.Type), Status: string(e.Status), EDTF: value(e.When), DateFrom: "event",
	}
	l.firstReport, _ = reportDays(e)
	l.Date, l.EndDate = span(e.When)
	if l.Date == "" && l.EndDate == "" {
		l.DateFrom = "report"
		l.Date = l.firstReport
	}
	if l.Date, l.EndDate = cmp.Or(l.Date, l.EndDate), cmp.Or(l.EndDate, l.Date); l.Date == "" {
		return l, "neither they nor their reports have a day", nil
	}
	l.Auxiliary = auxiliary(e.Status)
	x.sides(&l, e)
	if len(l.Source) == 0 {
		return l, "nobody is known who acts", nil
	}
	if place := value(e.Where); place != "" {
		state := x.world.StateOf(place)
		l.Loc = &ploverLoc{place, x.world.PlaceFA(place), alpha2(state), state}
	}
	for _, r := range e.Definite() {
		if err := x.cite(&l, r, c); err != nil {
			return l, "", err
		}
	}
	return l, "", nil
}

// auxiliary are the marks that PLOVER gives to what is still to come.
func auxiliary(s safir.Status) []string {
	switch s {
	case safir.Planned:
		return []string{"future"}
	case safir.Proposed:
		return []string{"future", "hypothetical"}
	case safir.Happened, safir.Ongoing, safir.Cancelled, safir.Denied:
	}
	return nil
}

// acting are the roles of those who act on others.
var acting = []safir.Role{safir.Visitor, safir.Sender, safir.Bearer, safir.Summoner}

// sides parts who acts from who is acted upon. Where no side is the acting one all are sources, as the manual has it for what is mutual; at
// a meeting at home of one side, those from abroad act.
func (x *crosswalk) sides(l *ploverLine, e *ledger.Event) {
	var abroad []ledger.Part
	if l.Mode == "visit" && e.Type != safir.Visit {
		abroad = guests(e, x.world.StateOf(value(e.Where)))
	}
	var context []string
	for i := range e.Participants {
		p := &e.Participants[i]
		actor, seen := x.actor(&p.Actor, identityOf(p), string(p.Role))
		context = appendNew(context, seen)
		atHome := abroad != nil && !slices.ContainsFunc(abroad, func(a ledger.Part) bool { return identityOf(&a) == actor.Identifier })
		if slices.Contains(acting, p.Role) || p.Role == safir.Party && !atHome || p.Role == safir.Mediator {
			l.Source = append(l.Source, actor)
		} else {
			l.Target = append(l.Target, actor)
		}
	}
	if len(l.Source) == 0 { // a host, a recipient, of somebody unknown
		l.Source, l.Target = l.Target, nil
	}
	slices.Sort(context)
	l.Context = context
}

// actor is an actor as PLOVER has it, and the context that it brings along.
func (x *crosswalk) actor(a *safir.Actor, id, role string) (out ploverActor, context string) {
	s := x.sector(a)
	return ploverActor{s.Code, s.Sector, id, called(a, x.world).FA, value(a.Office), role}, s.Context
}

// cite adds what a report says, and where.
func (x *crosswalk) cite(l *ploverLine, r *ledger.Report, c *Contents) error {
	d, err := c.Dispatch(r.Dispatch)
	if err != nil {
		return err
	}
	l.Citation = append(l.Citation, r.Dispatch)
	if text := words([]rune(d.Body), r.Event.Evidence); text != "" {
		l.Text = append(l.Text, text)
	}
	if d.URL != "" {
		l.URL = append(l.URL, d.URL)
	}
	l.Published = appendNew(l.Published, outletName(r.Agency, &Options{World: x.world}))
	return nil
}
