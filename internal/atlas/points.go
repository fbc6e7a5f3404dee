package atlas

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"safir/internal/table"
)

var (
	//go:embed data/points.tsv
	pointsTSV string
	//go:embed data/more.tsv
	moreTSV string
)

// LonLat is a place on earth, in degrees east and north.
type LonLat struct{ Lon, Lat float64 }

// Atlas knows where places lie. It is read-only once loaded.
type Atlas struct {
	places map[string]LonLat // common English name
	seats  map[string]LonLat // code of a state
}

// Load reads the embedded tables once.
var Load = sync.OnceValues(load)

func load() (*Atlas, error) {
	a := &Atlas{map[string]LonLat{}, map[string]LonLat{}}
	return a, errors.Join(
		a.read("points.tsv", pointsTSV, "place", "state", "lon", "lat", "seat", "geonames"),
		a.read("more.tsv", moreTSV, "place", "state", "lon", "lat", "seat"))
}

func (a *Atlas) read(file, text string, columns ...string) error {
	return table.Each(file, text, columns, func(_ int, f []string) error {
		lon, err := degrees(f[2], 180)
		if err != nil {
			return err
		}
		lat, err := degrees(f[3], 90)
		if err != nil {
			return err
		}
		if _, twice := a.places[f[0]]; twice {
			return fmt.Errorf("%s is given twice", f[0])
		}
		a.places[f[0]] = LonLat{lon, lat}
		switch f[4] {
		case "":
		case "seat":
			if _, twice := a.seats[f[1]]; twice {
				return fmt.Errorf("%s has two seats", f[1])
			}
			a.seats[f[1]] = LonLat{lon, lat}
		default:
			return fmt.Errorf("%q is not seat", f[4])
		}
		return nil
	})
}

func degrees(text string, most float64) (float64, error) {
	d, err := strconv.ParseFloat(text, 64)
	if err != nil || d < -most || d > most {
		return 0, fmt.Errorf("%q are no degrees", text)
	}
	return d, nil
}

// Place is where a place lies that is given by its common English name.
func (a *Atlas) Place(en string) (LonLat, bool) {
	p, ok := a.places[en]
	return p, ok
}

// Seat is where a state has its capital.
func (a *Atlas) Seat(state string) (LonLat, bool) {
	p, ok := a.seats[state]
	return p, ok
}
