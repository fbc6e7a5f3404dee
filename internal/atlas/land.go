package atlas

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"safir/internal/table"
)

//go:embed data/outlines.tsv
var outlinesTSV string

// World is an SVG file of all states: the edge of the world is the path #edge, and each state the path whose id is its code, with all of
// them in the group #land. It has no colours: they are those of the page that draws it (by <use>).
var World = sync.OnceValues(world)

func world() ([]byte, error) {
	paths, err := statePaths()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f"><defs><path id="edge" d="%s"/><clipPath id="within"><use href="#edge"/></clipPath></defs><g id="land" clip-path="url(#within)">`,
		Width, math.Ceil(Height), edge())
	for _, p := range paths {
		fmt.Fprintf(&b, `<path id="%s" d="%s"/>`, p.state, p.d)
	}
	b.WriteString("</g></svg>")
	return []byte(b.String()), nil
}

type statePath struct{ state, d string }

// statePaths are the outlines of states, in order of their codes.
func statePaths() (out []statePath, err error) {
	err = table.Each("outlines.tsv", outlinesTSV, []string{"state", "corners"}, func(_ int, f []string) error {
		ring, err := ringOf(f[1])
		if err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].state != f[0] {
			out = append(out, statePath{state: f[0]})
		}
		out[len(out)-1].d += ringPath(ring)
		return nil
	})
	return out, err
}

// ringOf reads corners, of which each says how far it lies from the one before.
func ringOf(text string) (ring []LonLat, err error) {
	lon, lat := 0, 0
	for corner := range strings.SplitSeq(text, " ") {
		x, y, _ := strings.Cut(corner, ",")
		east, err := strconv.Atoi(x)
		if err != nil {
			return nil, fmt.Errorf("%q is no corner", corner)
		}
		north, err := strconv.Atoi(y)
		if err != nil {
			return nil, fmt.Errorf("%q is no corner", corner)
		}
		lon, lat = lon+east, lat+north
		ring = append(ring, LonLat{float64(lon) / 100, float64(lat) / 100})
	}
	return ring, nil
}

// ringPath draws a ring, and again on the other side of the map where it goes beyond the edge.
func ringPath(ring []LonLat) string {
	least, most := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		least, most = min(least, p.Lon-middle), max(most, p.Lon-middle)
	}
	d := ""
	for turn := math.Ceil((-180 - most) / 360); turn*360+least < 180; turn++ {
		var b pen
		for i, p := range ring {
			b.corner(projected(p.Lon-middle+turn*360, p.Lat), i == 0)
		}
		d += b.closed()
	}
	return d
}

// edge is the outline of the world.
func edge() string {
	var b pen
	const step = 5
	for lat := -90; lat <= 90; lat += step {
		b.corner(projected(-180, float64(lat)), lat == -90)
	}
	for lat := 90; lat >= -90; lat -= step {
		b.corner(projected(180, float64(lat)), false)
	}
	return b.closed()
}

// pen writes a path in tenths, each corner by how far it lies from the one before; steps of nothing are left out.
type pen struct {
	strings.Builder

	x, y int
}

func (p *pen) corner(at XY, first bool) {
	x, y := int(math.Round(at.X*10)), int(math.Round(at.Y*10))
	switch {
	case first:
		p.WriteByte('M')
		p.number(x)
		p.number(y)
		p.WriteByte('l')
	case x == p.x && y == p.y:
		return
	default:
		p.number(x - p.x)
		p.number(y - p.y)
	}
	p.x, p.y = x, y
}

func (p *pen) closed() string { return p.String() + "z" }

// number writes tenths as shortly as SVG allows: a sign parts it from the number before as well as a space does.
func (p *pen) number(n int) {
	text := strconv.FormatFloat(float64(n)/10, 'f', -1, 64)
	if bare, ok := strings.CutPrefix(strings.TrimPrefix(text, "-"), "0."); ok {
		text = text[:len(text)-len(bare)-2] + "." + bare
	}
	if before := p.String(); text[0] != '-' && before != "" && strings.ContainsRune("0123456789", rune(before[len(before)-1])) {
		p.WriteByte(' ')
	}
	p.WriteString(text)
}
