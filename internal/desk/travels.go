package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"unicode/utf8"

	"safir"
	"safir/internal/atlas"
	"safir/internal/ledger"
	"safir/internal/ties"
)

// travelsPage is what the page Map shows.
type travelsPage struct {
	*figure
	travelMap

	Total   int // visits
	Unknown int // of which no beginning or no end is known
	View    string
	Views   []string
}

// travelMap is visits on a map, and as a table.
type travelMap struct {
	Box    string // what of the world is seen
	Font   string // size of names, so that they look the same in every box
	Land   []string
	Arcs   []arcView
	Spots  []spotView
	Rows   []arcView
	Hidden int // flows that have no place on the map
}

// arcView is the visits from a state to a place.
type arcView struct {
	Key      string
	From     string // code of a state
	Place    string
	To       string
	Path     string
	Tip      string
	Wide     string
	Visits   int
	Visitors []ledger.Part
	Others   int // visitors beside these
	Last     string
	Href     template.URL
	Say      string
	Drawn    bool
	whole    []atlas.XY
}

// spotView is a place that was visited.
type spotView struct {
	X, Y, R string
	Name    string
	LabelX  string
	LabelY  string
	Anchor  string
	Visits  int
	Label   bool
	at      atlas.XY
	radius  float64
}

// How much the map shows.
const (
	arcsShown     = 40
	arcsMost      = 320
	visitorsShown = 3
	spotsNamed    = 16
	mapShape      = 2.0
	leastBox      = 420 // of the 2000 that the world is wide
)

// mapViews are the parts of the world to choose: what the arcs need, the region around Iran, all of it.
var mapViews = []string{"fit", "region", "world"}

func (d *Desk) travels(r *request) (any, error) {
	r.query.Del("type")
	r.query.Set("type", string(safir.Visit))
	fig, filter, err := d.figure(r, safir.Happened, safir.Ongoing, safir.Planned)
	if err != nil {
		return nil, err
	}
	p := &travelsPage{figure: fig, View: mapViews[0], Views: mapViews}
	if v := codes(r, fig.form, "view", mapViews); len(v) > 0 {
		p.View = v[0]
	}
	most := fig.number(r, arcsShown, arcsMost)
	if fig.status() != 200 {
		return p, nil
	}
	events, err := d.outlines(r.Context(), filter)
	if err != nil {
		return nil, err
	}
	flows, unknown := ties.Flows(events, d.World.StateOf)
	p.Total, p.Unknown = len(events), unknown
	p.travelMap = d.mapOf(r, flows, most, p.View, func(f *ties.Flow) template.URL {
		where := url.Values{"visitor": {f.From}}
		if f.Place != "" {
			where.Set("place", f.Place)
		} else {
			where.Set("with", f.To)
		}
		return fig.events(r.tongue, where)
	})
	p.more(r, min(len(flows), most), len(flows), arcsShown, arcsMost)
	return p, nil
}

// travelsOf are the visits that a person made.
func (d *Desk) travelsOf(r *request, f ledger.Filter, person string) (m travelMap, err error) {
	f.Types, f.Statuses = []safir.EventType{safir.Visit}, []safir.Status{safir.Happened, safir.Ongoing, safir.Planned}
	events, err := d.outlines(r.Context(), f)
	if err != nil {
		return m, err
	}
	var own []ledger.Outline
	for _, e := range events {
		if slices.ContainsFunc(e.Participants, func(p ledger.Part) bool { return p.Person == person && p.Role == safir.Visitor }) {
			own = append(own, e)
		}
	}
	flows, _ := ties.Flows(own, d.World.StateOf)
	return d.mapOf(r, flows, arcsMost, "fit", func(f *ties.Flow) template.URL {
		q := url.Values{"who": {person}, "visitor": {f.From}, "type": {string(safir.Visit)}, "status": {"happened,ongoing,planned"}}
		if f.Place != "" {
			q.Set("place", f.Place)
		} else {
			q.Set("with", f.To)
		}
		return template.URL("/" + r.Code + "/events?" + q.Encode()) //nolint:gosec // encoded
	}), nil
}

// mapOf draws flows, the most frequent of them.
func (d *Desk) mapOf(r *request, flows []ties.Flow, most int, view string, events func(*ties.Flow) template.URL) (m travelMap) {
	flows = flows[:min(len(flows), most)]
	var all []atlas.XY
	for i := range flows {
		a := d.arc(r, &flows[i], i)
		a.Href = events(&flows[i])
		if all = append(all, a.whole...); !a.Drawn {
			m.Hidden++
		}
		m.Rows = append(m.Rows, a)
	}
	box := atlas.Around(all, mapShape, leastBox)
	switch view {
	case "region":
		box = atlas.Around([]atlas.XY{atlas.Project(24, 44), atlas.Project(78, 12)}, mapShape, leastBox)
	case "world":
		box = atlas.Around(nil, mapShape, leastBox)
	}
	unit := box.Width / 1200
	m.Box, m.Font = box.String(), fmt.Sprintf("%.1f", 15*unit)
	for i := range m.Rows {
		m.Rows[i].draw(d.atlas, unit)
		if m.Rows[i].Drawn {
			m.Arcs = append(m.Arcs, m.Rows[i])
		}
		for _, state := range []string{m.Rows[i].From, m.Rows[i].To} {
			if state != "" && !slices.Contains(m.Land, state) {
				m.Land = append(m.Land, state)
			}
		}
	}
	slices.Reverse(m.Arcs) // the widest lie on top
	m.Spots = d.spots(r, flows, box, unit)
	return m
}

// ends are where a flow begins and ends on earth.
func ends(a *atlas.Atlas, from, place, to string) (begin, end atlas.LonLat, known bool) {
	begin, known = a.Seat(from)
	if !known {
		return begin, end, false
	}
	if end, known = a.Place(place); !known {
		end, known = a.Seat(to)
	}
	return begin, end, known
}

func (d *Desk) arc(r *request, f *ties.Flow, n int) arcView {
	a := arcView{
		Key: fmt.Sprintf("a%d", n), From: f.From, Place: f.Place, To: f.To, Visits: f.Visits, Last: f.Last, Visitors: f.Visitors[:min(len(f.Visitors), visitorsShown)],
		Others: max(0, len(f.Visitors)-visitorsShown),
	}
	a.Say = r.state(f.From) + " " + r.T("arrow") + " " + r.destination(f.Place, f.To) + r.T("colon") + r.T("n-visits", f.Visits)
	begin, end, known := ends(d.atlas, f.From, f.Place, f.To)
	if a.Drawn = known && begin != end; a.Drawn {
		a.whole = atlas.ArcOf(begin, end, 1).Whole
	}
	return a
}

// draw draws an arc in units of what is seen.
func (a *arcView) draw(at *atlas.Atlas, unit float64) {
	if !a.Drawn {
		return
	}
	wide := (1.2 + 1.7*math.Log1p(float64(a.Visits-1))) * unit
	begin, end, _ := ends(at, a.From, a.Place, a.To)
	arc := atlas.ArcOf(begin, end, wide)
	a.Path, a.Tip, a.Wide = arc.Path, atlas.ArcOf(begin, end, wide+1.2*unit).Tip, fmt.Sprintf("%.2f", wide)
}

// destination is a place with its state, or the state alone.
func (t *tongue) destination(place, state string) string {
	switch {
	case place == "":
		return t.state(state)
	case state == "" || t.world.IsState(place):
		return t.place(place)
	}
	return t.place(place) + t.T("comma") + t.state(state)
}

// spots are the places that flows lead to, the most visited named as far as there is room.
func (d *Desk) spots(r *request, flows []ties.Flow, box atlas.Box, unit float64) (out []spotView) {
	for i := range flows {
		f := &flows[i]
		_, end, known := ends(d.atlas, f.From, f.Place, f.To)
		if !known {
			continue
		}
		at := atlas.Project(end.Lon, end.Lat)
		k := slices.IndexFunc(out, func(s spotView) bool { return s.at == at })
		if k < 0 {
			k = len(out)
			name := r.place(f.Place)
			if f.Place == "" {
				name = r.state(f.To)
			}
			out = append(out, spotView{Name: name, at: at})
		}
		out[k].Visits += f.Visits
	}
	slices.SortStableFunc(out, func(a, b spotView) int { return cmp.Compare(b.Visits, a.Visits) })
	var taken []atlas.Box
	named := 0
	for i := range out {
		s := &out[i]
		s.radius = (2.5 + 1.8*math.Sqrt(float64(s.Visits))) * unit
		s.radius = min(s.radius, 16*unit)
		s.X, s.Y, s.R = short(s.at.X), short(s.at.Y), fmt.Sprintf("%.2f", s.radius)
		if named < spotsNamed && s.within(box) && s.label(&taken, box, unit) {
			named++
		}
	}
	return out
}

func (s *spotView) within(box atlas.Box) bool {
	return s.at.X > box.X && s.at.X < box.X+box.Width && s.at.Y > box.Y && s.at.Y < box.Y+box.Height
}

// label sets a name beside its spot where no other stands: to the right, to the left, below, above.
func (s *spotView) label(taken *[]atlas.Box, box atlas.Box, unit float64) bool {
	wide, tall, gap := float64(len([]rune(s.Name)))*letterOf(s.Name)*unit, 20*unit, s.radius+4*unit
	for _, try := range []struct {
		x, y   float64 // of the middle of the name
		anchor string
		at     float64 // where it is anchored
	}{
		{s.at.X + gap + wide/2, s.at.Y, "start", s.at.X + gap},
		{s.at.X - gap - wide/2, s.at.Y, "end", s.at.X - gap},
		{s.at.X, s.at.Y + gap + tall/2, "middle", s.at.X},
		{s.at.X, s.at.Y - gap - tall/2, "middle", s.at.X},
	} {
		area := atlas.Box{X: try.x - wide/2, Y: try.y - tall/2, Width: wide, Height: tall}
		if area.X < box.X || area.X+wide > box.X+box.Width || slices.ContainsFunc(*taken, func(o atlas.Box) bool { return overlap(o, area) }) {
			continue
		}
		*taken = append(*taken, area)
		s.Label, s.Anchor, s.LabelX, s.LabelY = true, try.anchor, short(try.at), short(try.y+5*unit)
		return true
	}
	return false
}

// letterOf is how wide a letter of a name is, on average: Latin ones are wider than Persian ones.
func letterOf(name string) float64 {
	if name != "" && name[0] < utf8.RuneSelf {
		return 9.4
	}
	return 8.2
}

func overlap(a, b atlas.Box) bool {
	return a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height
}
