package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

const outlinesHead = `# Outlines of states: a line for each piece of land, its corners as longitude and latitude in hundredths of a degree, the first in full, the
# others as how far they lie from the one before. Pieces across the antimeridian go on beyond 180 degrees.
# origin: Natural Earth 1:50m, by the npm package world-atlas 2.0.2, made plainer by internal/atlas/convert
# licence: public domain
state	corners
`

// What is left out: bends that stray less than this from a straight line, and islands smaller than this unless they are all there is.
const (
	bend   = 0.09 // degrees
	island = 0.12 // square degrees at the equator
)

// noState are states that are no ISO codes, by the names of Natural Earth; "" for what is part of none.
var noState = map[string]string{"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Indian Ocean Ter.": "AUS", "Siachen Glacier": "-"}

// topology is TopoJSON as world-atlas has it.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct{ Geometries []geometry }
	}
}

type geometry struct {
	Type       string
	ID         string
	Properties struct{ Name string }
	Arcs       json.RawMessage
}

type point struct{ lon, lat float64 }

func outlinesOf(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return "", err
	}
	arcs := t.plain()
	byState := map[string][][]point{}
	for _, g := range t.Objects.Countries.Geometries {
		code, err := g.state()
		if err != nil {
			return "", err
		}
		if code == "ATA" || code == "-" {
			continue
		}
		rings, err := g.rings(arcs)
		if err != nil {
			return "", fmt.Errorf("%s: %w", g.Properties.Name, err)
		}
		byState[code] = append(byState[code], rings...)
	}
	return listed(byState), nil
}

// state is the code of the state that a piece of land is shown as.
func (g *geometry) state() (string, error) {
	if code, ok := noState[g.Properties.Name]; ok {
		return code, nil
	}
	n, err := strconv.Atoi(g.ID)
	if err != nil {
		return "", fmt.Errorf("%s has no number of a state: %w", g.Properties.Name, err)
	}
	region, err := language.EncodeM49(n)
	if err != nil {
		return "", fmt.Errorf("%s: %w", g.Properties.Name, err)
	}
	return region.ISO3(), nil
}

// plain are the arcs in degrees without their small bends. States share arcs, so that no gaps come between them.
func (t *topology) plain() [][]point {
	out := make([][]point, len(t.Arcs))
	for i, arc := range t.Arcs {
		var x, y float64
		var line []point
		for _, step := range arc {
			x, y = x+step[0], y+step[1]
			line = append(line, point{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
		if line[0] == line[len(line)-1] { // an island: it needs two ends to be straightened between
			half := len(line) / 2
			out[i] = append(straightened(line[:half+1]), straightened(line[half:])[1:]...)
			continue
		}
		out[i] = straightened(line)
	}
	return out
}

// straightened leaves out the bends of a line that stray little (Douglas and Peucker).
func straightened(line []point) []point {
	if len(line) < 3 {
		return line
	}
	a, b := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i, p := range line[1 : len(line)-1] {
		if d := stray(p, a, b); d > far {
			far, at = d, i+1
		}
	}
	if far < bend {
		return []point{a, b}
	}
	return append(straightened(line[:at+1]), straightened(line[at:])[1:]...)
}

// stray is how far a point lies from the straight line between two, where degrees of longitude shrink towards the poles.
func stray(p, a, b point) float64 {
	shrink := math.Cos(p.lat * math.Pi / 180)
	px, py, bx, by := (p.lon-a.lon)*shrink, p.lat-a.lat, (b.lon-a.lon)*shrink, b.lat-a.lat
	t := 0.0
	if length := bx*bx + by*by; length > 0 {
		t = min(max((px*bx+py*by)/length, 0), 1)
	}
	return math.Hypot(px-t*bx, py-t*by)
}

// rings are the outer edges of a state's pieces of land.
func (g *geometry) rings(arcs [][]point) (out [][]point, err error) {
	var pieces [][][]int
	if g.Type == "Polygon" {
		pieces = make([][][]int, 1)
		err = json.Unmarshal(g.Arcs, &pieces[0])
	} else {
		err = json.Unmarshal(g.Arcs, &pieces)
	}
	if err != nil {
		return nil, err
	}
	for _, piece := range pieces {
		for _, edge := range piece { // what lies within a state (Lesotho) is drawn over it, and its seas are holes
			out = append(out, joined(edge, arcs))
		}
	}
	return out, nil
}

// joined is a ring made of arcs, some of them backwards, that goes on across the antimeridian.
func joined(edge []int, arcs [][]point) (ring []point) {
	for _, n := range edge {
		arc := slices.Clone(arcs[max(n, ^n)])
		if n < 0 {
			slices.Reverse(arc)
		}
		if len(ring) > 0 {
			arc = arc[1:]
		}
		ring = append(ring, arc...)
	}
	for i := 1; i < len(ring); i++ {
		ring[i].lon -= 360 * math.Round((ring[i].lon-ring[i-1].lon)/360)
	}
	return ring[:len(ring)-1]
}

// area is in square degrees as they are at the equator.
func area(ring []point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += (q.lon - p.lon) * (q.lat + p.lat) / 2
	}
	return math.Abs(sum) * math.Cos(ring[0].lat*math.Pi/180)
}

func listed(byState map[string][][]point) string {
	var b strings.Builder
	b.WriteString(outlinesHead)
	states := make([]string, 0, len(byState))
	for state := range byState {
		states = append(states, state)
	}
	slices.Sort(states)
	for _, state := range states {
		rings := byState[state]
		slices.SortStableFunc(rings, func(a, b []point) int { return cmp.Compare(area(b), area(a)) })
		for i, ring := range rings {
			if i > 0 && area(ring) < island {
				break
			}
			if corners := inHundredths(ring); corners != "" {
				b.WriteString(state + "\t" + corners + "\n")
			}
		}
	}
	return b.String()
}

// inHundredths writes a ring; one of fewer than three corners is a point and grows to a small square.
func inHundredths(ring []point) string {
	var list [][2]int
	for _, p := range ring {
		c := [2]int{int(math.Round(p.lon * 100)), int(math.Round(p.lat * 100))}
		if len(list) == 0 || list[len(list)-1] != c {
			list = append(list, c)
		}
	}
	if len(list) < 3 {
		const half = 6
		x, y := list[0][0], list[0][1]
		list = [][2]int{{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}}
	}
	var out []string
	var before [2]int
	for _, c := range list {
		out = append(out, fmt.Sprintf("%d,%d", c[0]-before[0], c[1]-before[1]))
		before = c
	}
	return strings.Join(out, " ")
}
