package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"

	"safir"
	"safir/internal/ledger"
	"safir/internal/ties"
)

// networkPage is what the page Network shows.
type networkPage struct {
	*figure

	Sorts  []ties.Sort
	Sort   ties.Sort
	Nodes  []nodeView
	Edges  []edgeView
	Rows   []edgeView // of the table
	All    int        // nodes before the less frequent ones were left out
	Events int
	Width  int
	Height int
}

// figure is what Network and Map have in common: a form, windows of time to choose, and more to show.
type figure struct {
	*form

	Form     *form
	Windows  []window
	Types    []safir.EventType
	Statuses []safir.Status
	More     template.URL // with more in the picture, "" where all is there
	Fewer    template.URL
}

func (p *figure) status() int { return p.form.status() }

// nodeView is a node as it is drawn.
type nodeView struct {
	Key     string
	X, Y, R string
	Name    string
	Label   string
	TextY   string
	Kind    string
	Events  int
	Ties    int
	Href    template.URL // the same network around it
	Say     string       // all of it in words
}

// edgeView is a tie as it is drawn, and as the table has it.
type edgeView struct {
	Key            string
	A, B           actorView
	X1, Y1, X2, Y2 string
	Wide           string
	Events         int
	Types          []typeCount
	Last           string
	Href           template.URL // its events
	Say            string
}

// How large the picture is, and how much it shows.
const (
	netWidth, netHeight = 1200, 760
	nodesShown          = 30
	nodesMost           = 120
	edgesPerNode        = 4 // drawn; the table has them all, up to its own bound
	rowsShown           = 200
	letter              = 8.6 // width of a letter of a name, on average
	longName            = 22  // letters of a name in the picture
)

func (d *Desk) network(r *request) (any, error) {
	p := &networkPage{Sorts: ties.Sorts, Sort: ties.States, Width: netWidth, Height: netHeight}
	fig, filter, err := d.figure(r, safir.Happened, safir.Ongoing)
	if err != nil {
		return nil, err
	}
	p.figure = fig
	if s := codes(r, fig.form, "nodes", ties.Sorts); len(s) > 0 {
		p.Sort = s[0]
	}
	most := fig.number(r, nodesShown, nodesMost)
	if fig.status() != 200 {
		return p, nil
	}
	drawn, err := once(r.Context(), d, fmt.Sprintf("network %s %s %d %+v", r.Code, p.Sort, most, filter), func() (laidOut, error) {
		events, err := d.outlines(r.Context(), filter)
		if err != nil {
			return laidOut{}, err
		}
		return d.layOut(r.tongue, events, p.Sort, most), nil
	})
	if err != nil {
		return nil, err
	}
	net, names := drawn.net, drawn.names
	p.All, p.Events = net.All, drawn.events
	p.draw(r, &net, names)
	p.more(r, len(net.Nodes), net.All, nodesShown, nodesMost)
	return p, nil
}

// laidOut is a network with its places in the picture. It must not be changed.
type laidOut struct {
	net    ties.Network
	names  []actorView // of its nodes
	events int
}

// layOut lays a network out, which takes the longer the more it shows.
func (d *Desk) layOut(t *tongue, events []ledger.Outline, sort ties.Sort, most int) laidOut {
	net := ties.Of(events, sort, most, d.World.StateOf)
	names, at := make([]actorView, len(net.Nodes)), map[ties.Who]int{}
	for i := range net.Nodes {
		names[i] = t.actor(net.Nodes[i].Part)
		at[net.Nodes[i].Who] = i
	}
	net.Lay(netWidth, netHeight, func(share float64) float64 { return 5 + 19*math.Sqrt(share) }, func(n *ties.Node) float64 {
		return float64(len([]rune(shortened(names[at[n.Who]].Name)))) * letter
	})
	return laidOut{net, names, len(events)}
}

// figure reads the form of a page with a picture.
func (d *Desk) figure(r *request, statuses ...safir.Status) (*figure, ledger.Filter, error) {
	windows, err := d.windows(r, statuses...)
	if err != nil {
		return nil, ledger.Filter{}, err
	}
	f, filter, err := d.eventFilter(r)
	if err != nil {
		return nil, filter, err
	}
	return &figure{form: f, Form: f, Windows: windows, Types: safir.EventTypes, Statuses: safir.Statuses}, filter, nil
}

// number reads how much the picture is to show.
func (p *figure) number(r *request, usual, most int) int {
	typed := r.value("n")
	if typed == "" {
		return usual
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > most {
		p.Wrong["n"] = &wrong{What: "no-number", Text: typed}
	}
	return n
}

// more leads to a picture with more, or with fewer again.
func (p *figure) more(r *request, shown, all, usual, most int) {
	if n := min(shown*2, most); all > shown && n > shown {
		p.More = p.With("n", strconv.Itoa(n))
	}
	if r.value("n") != "" && shown > usual {
		p.Fewer = p.With("n", "")
	}
}

// events is the address of the page Events with what this page is filtered by, and more.
func (p *figure) events(t *tongue, more url.Values) template.URL {
	q := url.Values{}
	for _, field := range []string{"since", "until", "type", "status", "level", "office", "place", "outlet", "visitor"} {
		if v := p.Fields[field]; len(v) > 0 && v[0] != "" {
			q[field] = v
		}
	}
	for k, v := range more {
		q[k] = v
	}
	return template.URL("/" + t.Code + "/events?" + q.Encode()) //nolint:gosec // encoded
}

// draw makes the picture and the table of a network.
func (p *networkPage) draw(r *request, net *ties.Network, names []actorView) {
	tied := make([]int, len(net.Nodes))
	for i, t := range net.Ties {
		a, b := &net.Nodes[t.A], &net.Nodes[t.B]
		tied[t.A]++
		tied[t.B]++
		e := edgeView{
			Key: fmt.Sprintf("e%d n%d n%d", i, t.A, t.B), A: names[t.A], B: names[t.B], Events: t.Events, Last: t.Last,
			X1: short(a.X), Y1: short(a.Y), X2: short(b.X), Y2: short(b.Y), Wide: short(1 + 1.6*math.Log1p(float64(t.Events-1))),
		}
		for kind, n := range t.Types {
			e.Types = append(e.Types, typeCount{Type: kind, Events: n})
		}
		slices.SortFunc(e.Types, func(x, y typeCount) int { return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.Type, y.Type)) })
		sides := url.Values{"who": {asTyped(a)}, "with": {asTyped(b)}}
		if who := p.Get("who"); who != "" && asTyped(a) != who && asTyped(b) != who {
			sides = nil // a third of whom events are shown: no filter has three sides
		}
		if sides != nil {
			e.Href = p.figure.events(r.tongue, sides)
		}
		e.Say = e.A.Name + " – " + e.B.Name + r.T("colon") + r.T("n-events", t.Events)
		if i < len(net.Nodes)*edgesPerNode {
			p.Edges = append(p.Edges, e)
		}
		if i < rowsShown {
			p.Rows = append(p.Rows, e)
		}
	}
	slices.Reverse(p.Edges) // the widest lie on top
	for i := range net.Nodes {
		n := &net.Nodes[i]
		kind := "state"
		switch {
		case n.Org != "":
			kind = "org"
		case n.State == "":
			kind = "person"
		}
		p.Nodes = append(p.Nodes, nodeView{
			Key: fmt.Sprintf("n%d", i), X: short(n.X), Y: short(n.Y), R: short(n.R), TextY: short(n.Y + n.R + 16), Name: names[i].Name, Label: shortened(names[i].Name),
			Kind: kind, Events: n.Events, Ties: tied[i], Href: p.With("who", asTyped(n)),
			Say: names[i].Name + r.T("colon") + r.T("n-events", n.Events) + r.T("comma") + r.T("n-ties", tied[i]),
		})
	}
}

// asTyped is what one types to mean somebody.
func asTyped(n *ties.Node) string { return cmp.Or(n.State, n.Org, n.Person, n.Name) }

// shortened is a name that is not too long for the picture.
func shortened(name string) string {
	letters := []rune(name)
	if len(letters) <= longName {
		return name
	}
	const rightToLeft = "\u200f" // the dots stand at the end of a Persian name, also among English
	cut := string(letters[:longName-1]) + "…"
	if letters[0] >= 'ء' && letters[0] <= 'ۿ' {
		cut += rightToLeft
	}
	return cut
}

// short writes a number for SVG.
func short(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }
