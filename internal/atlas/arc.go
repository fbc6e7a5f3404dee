package atlas

import (
	"fmt"
	"math"
	"strings"
)

// Arc is a way over the earth as it is drawn.
type Arc struct {
	Path  string // of SVG
	Whole []XY   // its points, so that it can be seen what it needs room for
	Tip   string // a path of SVG: the head of an arrow a little before the end
}

const (
	steps = 48   // straight pieces of an arc
	rise  = 18   // degrees that a way across the map is drawn further north
	swing = 0.07 // how far an arc swings to its right, of its length: there and back are two arcs
)

// ArcOf is the shortest way from one place to another; where that would leave the map at its edge, or leads by a pole, where the map is
// torn apart, a way across the map. It swings to its right, so that the way back is another one. wide is the width that it will be drawn in.
func ArcOf(from, to LonLat, wide float64) Arc {
	points := make([]XY, steps+1)
	a, b := toward(from), toward(to)
	begin, end := wrapped(from.Lon-middle), wrapped(to.Lon-middle)
	around := math.Abs(begin-end) > 180 || overPole(a, b)
	for i := range points {
		part := float64(i) / steps
		p := between(a, b, part)
		if around {
			p = LonLat{middle + begin + (end-begin)*part, from.Lat + (to.Lat-from.Lat)*part + rise*math.Sin(math.Pi*part)}
		}
		points[i] = projected(wrapped(p.Lon-middle), p.Lat)
	}
	swung(points)
	return Arc{Path: pathOf(points), Whole: points, Tip: tip(points, wide)}
}

// overPole tells whether the shortest way comes near a pole.
func overPole(a, b vector) bool {
	const near = 78 // degrees
	for i := range steps {
		if math.Abs(between(a, b, float64(i)/steps).Lat) > near {
			return true
		}
	}
	return false
}

// swung bends a line to its right.
func swung(points []XY) {
	first, last := points[0], points[len(points)-1]
	dx, dy := last.X-first.X, last.Y-first.Y
	for i := range points {
		by := swing * math.Sin(math.Pi*float64(i)/steps)
		points[i].X -= dy * by
		points[i].Y += dx * by
	}
}

func pathOf(points []XY) string {
	var b strings.Builder
	for i, p := range points {
		switch i {
		case 0:
			b.WriteByte('M')
		case 1:
			b.WriteByte('L')
		default:
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%.1f,%.1f", p.X, p.Y)
	}
	return b.String()
}

// tip is the head of an arrow at two thirds of the way, where arcs that end in one place are still apart.
func tip(points []XY, wide float64) string {
	const at = steps * 2 / 3
	p, before := points[at], points[at-1]
	length := math.Hypot(p.X-before.X, p.Y-before.Y)
	if length == 0 {
		return ""
	}
	ux, uy := (p.X-before.X)/length, (p.Y-before.Y)/length
	size := wide*1.1 + 3.5
	return fmt.Sprintf("M%.1f,%.1fL%.1f,%.1f %.1f,%.1fz", p.X+ux*size, p.Y+uy*size,
		p.X-ux*size-uy*size*0.8, p.Y-uy*size+ux*size*0.8, p.X-ux*size+uy*size*0.8, p.Y-uy*size-ux*size*0.8)
}

type vector struct{ x, y, z float64 }

func toward(p LonLat) vector {
	lon, lat := p.Lon*math.Pi/180, p.Lat*math.Pi/180
	return vector{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// between is the place at a part of the way from one direction to another along their great circle.
func between(a, b vector, part float64) LonLat {
	angle := math.Acos(min(max(a.x*b.x+a.y*b.y+a.z*b.z, -1), 1))
	wa, wb := 1-part, part
	if s := math.Sin(angle); s > 1e-9 {
		wa, wb = math.Sin((1-part)*angle)/s, math.Sin(part*angle)/s
	}
	x, y, z := wa*a.x+wb*b.x, wa*a.y+wb*b.y, wa*a.z+wb*b.z
	return LonLat{math.Atan2(y, x) * 180 / math.Pi, math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi}
}

// Box is a part of the plane.
type Box struct{ X, Y, Width, Height float64 }

// Around is the part of the plane, of a shape (its width by its height), that holds some points with a margin; it is no narrower than
// least, and lies within the world.
func Around(points []XY, shape, least float64) Box {
	if len(points) == 0 {
		return Box{0, 0, Width, Height}
	}
	low, high := points[0], points[0]
	for _, p := range points {
		low = XY{min(low.X, p.X), min(low.Y, p.Y)}
		high = XY{max(high.X, p.X), max(high.Y, p.Y)}
	}
	const margin = 0.12
	wide := max((high.X-low.X)*(1+2*margin), (high.Y-low.Y)*(1+2*margin)*shape, least)
	wide = min(wide, Width)
	tall := min(wide/shape, Height)
	return Box{
		X: min(max((low.X+high.X-wide)/2, 0), Width-wide), Y: min(max((low.Y+high.Y-tall)/2, 0), Height-tall), Width: wide, Height: tall,
	}
}

// String is the box as the attribute viewBox has it.
func (b Box) String() string {
	return fmt.Sprintf("%.0f %.0f %.0f %.0f", b.X, b.Y, b.Width, b.Height)
}
