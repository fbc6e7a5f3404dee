package atlas_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"safir/internal/atlas"
	"safir/internal/know"
)

func loaded(t *testing.T) *atlas.Atlas {
	t.Helper()
	a, err := atlas.Load()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func place(t *testing.T, name string) atlas.LonLat {
	t.Helper()
	p, ok := loaded(t).Place(name)
	if !ok {
		t.Fatalf("nobody knows where %s lies", name)
	}
	return p
}

func TestPlacesLieWhereTheyAre(t *testing.T) {
	for name, want := range map[string]atlas.LonLat{
		"Tehran": {51.4, 35.7}, "Washington": {-77.0, 38.9}, "Panama City": {-79.5, 9.0}, "Geneva": {6.1, 46.2}, "Muscat": {58.4, 23.6}, "Canberra": {149.1, -35.3},
	} {
		if got := place(t, name); math.Hypot(got.Lon-want.Lon, got.Lat-want.Lat) > 0.3 {
			t.Errorf("%s lies at %v, want %v", name, got, want)
		}
	}
	if p, ok := loaded(t).Place("Atlantis"); ok {
		t.Errorf("Atlantis lies at %v", p)
	}
}

func TestStatesOfAllPartsOfTheWorldAreDrawnAndHaveASeat(t *testing.T) {
	world, err := know.Load()
	if err != nil {
		t.Fatal(err)
	}
	svg, err := atlas.World()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range capitals {
		code := world.StateOf(name)
		if _, ok := loaded(t).Seat(code); !ok {
			t.Errorf("%s, of which %s is the capital, has no seat", code, name)
		}
		if !bytes.Contains(svg, []byte(`id="`+code+`"`)) {
			t.Errorf("%s is not drawn", code)
		}
	}
}

// capitals are those of states large and small.
var capitals = []string{
	"Tehran", "Baghdad", "Damascus", "Beirut", "Muscat", "Doha", "Manama", "Kuwait City", "Riyadh", "Sanaa", "Amman", "Ankara", "Baku", "Yerevan",
	"Kabul", "Islamabad", "Moscow", "Beijing", "Washington", "London", "Paris", "Berlin", "Vienna", "Rome", "Vatican City", "Valletta", "Singapore",
	"Male", "Canberra", "Suva", "Caracas", "Havana", "Brasilia", "Pretoria", "Dodoma", "Nairobi", "Rabat", "Tunis", "Pristina", "Ramallah", "Astana",
}

func TestTheMiddleAndTheEdgesOfTheProjection(t *testing.T) {
	for _, c := range []struct {
		what     string
		lon, lat float64
		x, y     float64
	}{
		{"the middle", 11, 0, atlas.Width / 2, atlas.Height / 2},
		{"the eastern edge", 190.999, 0, atlas.Width, atlas.Height / 2},
		{"the western edge", -168.999, 0, 0, atlas.Height / 2},
		{"the north pole", 11, 90, atlas.Width / 2, 0},
		{"the south pole", 11, -90, atlas.Width / 2, atlas.Height},
	} {
		got := atlas.Project(c.lon, c.lat)
		if math.Hypot(got.X-c.x, got.Y-c.y) > 0.1 {
			t.Errorf("%s lies at %.2f, want %.2f %.2f", c.what, got, c.x, c.y)
		}
	}
	if e, w := atlas.Project(60, 30), atlas.Project(-60, 30); e.X <= w.X {
		t.Error("east is not to the right of west")
	}
}

func TestAnArcLeadsFromOnePlaceToTheOtherByTheShortestWay(t *testing.T) {
	tehran, ottawa := place(t, "Tehran"), place(t, "Ottawa")
	arc := atlas.ArcOf(tehran, ottawa, 2)
	for what, c := range map[string][2]atlas.XY{
		"begins": {arc.Whole[0], atlas.Project(tehran.Lon, tehran.Lat)},
		"ends":   {arc.Whole[len(arc.Whole)-1], atlas.Project(ottawa.Lon, ottawa.Lat)},
	} {
		if math.Hypot(c[0].X-c[1].X, c[0].Y-c[1].Y) > 0.01 {
			t.Errorf("the arc %s at %v, want %v", what, c[0], c[1])
		}
	}
	highest := math.Inf(1)
	for _, p := range arc.Whole {
		highest = min(highest, p.Y)
	}
	if arctic := atlas.Project(0, 62).Y; highest > arctic {
		t.Errorf("it goes no further north than %.0f, want over the north Atlantic beyond %.0f", highest, arctic)
	}
}

func TestThereAndBackAreTwoArcs(t *testing.T) {
	there := atlas.ArcOf(place(t, "Tehran"), place(t, "Moscow"), 2)
	back := atlas.ArcOf(place(t, "Moscow"), place(t, "Tehran"), 2)
	half := len(there.Whole) / 2
	if math.Hypot(there.Whole[half].X-back.Whole[half].X, there.Whole[half].Y-back.Whole[half].Y) < 5 {
		t.Errorf("they meet half-way at %v", there.Whole[half])
	}
	if there.Tip == "" || there.Tip == back.Tip {
		t.Error("no arrow tells one from the other")
	}
}

func TestNoArcLeapsAcrossTheMapOrLeavesIt(t *testing.T) {
	for _, to := range []string{"Tokyo", "Beijing", "New Delhi", "Moscow", "Tehran", "Canberra"} {
		arc := atlas.ArcOf(place(t, "Los Angeles"), place(t, to), 2)
		for i, p := range arc.Whole[1:] {
			if math.Abs(p.X-arc.Whole[i].X) > atlas.Width/10 {
				t.Fatalf("on the way to %s it leaps from %v to %v", to, arc.Whole[i], p)
			}
			if p.X < 0 || p.X > atlas.Width || p.Y < 0 || p.Y > atlas.Height {
				t.Fatalf("on the way to %s it leaves the map at %v", to, p)
			}
		}
	}
}

func TestTheFileOfTheWorldIsOneOfSVGAndSmall(t *testing.T) {
	svg, err := atlas.World()
	if err != nil {
		t.Fatal(err)
	}
	const most = 110_000
	if len(svg) > most {
		t.Errorf("%d bytes, want %d at most", len(svg), most)
	}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	paths := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "path" {
			paths++
		}
	}
	if paths < 200 {
		t.Errorf("%d paths, want those of all states", paths)
	}
}

// TestStatesAreDrawnWhereTheyLie reads the paths back: a number that is written wrongly shifts all that come after it.
func TestStatesAreDrawnWhereTheyLie(t *testing.T) {
	svg, err := atlas.World()
	if err != nil {
		t.Fatal(err)
	}
	for name, state := range map[string]string{"Tehran": "IRN", "Moscow": "RUS", "Ottawa": "CAN", "Kabul": "AFG", "Manama": "BHR", "Canberra": "AUS"} {
		lies := place(t, name)
		if !within(t, string(svg), state, atlas.Project(lies.Lon, lies.Lat)) {
			t.Errorf("%s does not lie in %s", name, state)
		}
		if sea := atlas.Project(-30, 30); within(t, string(svg), state, sea) {
			t.Errorf("the Atlantic lies in %s", state)
		}
	}
}

var numbers = regexp.MustCompile(`-?(\d+(\.\d+)?|\.\d+)`)

// within tells whether a point lies in a state as it is drawn.
func within(t *testing.T, svg, state string, at atlas.XY) (inside bool) {
	t.Helper()
	_, rest, found := strings.Cut(svg, `<path id="`+state+`" d="`)
	if !found {
		t.Fatalf("%s is not drawn", state)
	}
	path, _, _ := strings.Cut(rest, `"`)
	for ring := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var corners []atlas.XY
		var x, y float64
		list := numbers.FindAllString(ring, -1)
		for i := 0; i+1 < len(list); i += 2 {
			dx, _ := strconv.ParseFloat(list[i], 64)
			dy, _ := strconv.ParseFloat(list[i+1], 64)
			x, y = x+dx, y+dy
			corners = append(corners, atlas.XY{X: x, Y: y})
		}
		for i, a := range corners {
			b := corners[(i+1)%len(corners)]
			if (a.Y > at.Y) != (b.Y > at.Y) && at.X < a.X+(at.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				inside = !inside
			}
		}
	}
	return inside
}

func TestABoxHoldsItsPointsAndKeepsItsShape(t *testing.T) {
	points := []atlas.XY{{X: 900, Y: 300}, {X: 1400, Y: 500}}
	b := atlas.Around(points, 2, 300)
	if b.X > 900 || b.Y > 300 || b.X+b.Width < 1400 || b.Y+b.Height < 500 || math.Abs(b.Width/b.Height-2) > 0.01 {
		t.Errorf("got %+v", b)
	}
	if b := atlas.Around(points[:1], 2, 300); b.Width != 300 {
		t.Errorf("around one point it is %.0f wide, want 300", b.Width)
	}
	if b := atlas.Around(nil, 2, 300); b.Width != atlas.Width {
		t.Errorf("around nothing it is %.0f wide, want the world", b.Width)
	}
}

// TestTablesTellTheirOrigin holds the data files to what others ask for.
func TestTablesTellTheirOrigin(t *testing.T) {
	for file, want := range map[string]string{
		"data/outlines.tsv": "# licence: public domain", "data/points.tsv": "# licence: CC BY 4.0", "data/more.tsv": "# licence: Apache-2.0",
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), want) {
			t.Errorf("%s does not say %q", file, want)
		}
	}
}
