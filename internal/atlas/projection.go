package atlas

import "math"

// Width and Height are those of the plane that the world is drawn in.
const (
	Width  = 2000.0
	Height = Width * highest / widest
)

// middle is the meridian in the middle of the map, in degrees east.
const middle = 11

// XY is a place in the plane; Y grows downwards, as in SVG.
type XY struct{ X, Y float64 }

// widest and highest are half the width and the height of the projection's own plane.
const (
	widest  = math.Pi * 0.870700
	highest = 1.4223905067
)

// Project sets a place on earth, in degrees east and north, into the plane: the Natural Earth projection, a polynomial for the length of
// parallels and one for their distance (Šavrič, Jenny, Patterson, Petrovič, Hurni 2011).
func Project(lon, lat float64) XY {
	return projected(wrapped(lon-middle), lat)
}

// projected is Project for degrees east of the middle, which may go on beyond the edge.
func projected(east, lat float64) XY {
	l, p := east*math.Pi/180, lat*math.Pi/180
	p2 := p * p
	p4 := p2 * p2
	x := l * (0.870700 - 0.131979*p2 + p4*(-0.013791+p4*(0.003971*p2-0.001529*p4)))
	y := p * (1.007226 + p2*(0.015085+p4*(-0.044475+0.028874*p2-0.005916*p4)))
	return XY{(x/widest + 1) * Width / 2, (1 - y/highest) * Height / 2}
}

// wrapped are degrees between -180 and 180.
func wrapped(degrees float64) float64 {
	return degrees - 360*math.Round(degrees/360)
}
