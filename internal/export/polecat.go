package export

import (
	"encoding/csv"
	"io"
	"strings"
)

// polecatColumn is a column of POLECAT, the data set that is coded in PLOVER, and what stands in it. A ledger has no COW numbers, no
// Wikipedia and no coordinates: these columns stay empty, so that the table has the shape that tools of POLECAT expect.
type polecatColumn struct {
	name string
	of   func(l *ploverLine) string
}

var polecatColumns = []polecatColumn{
	{"Event ID", func(l *ploverLine) string { return l.ID }},
	{"Event Date", func(l *ploverLine) string { return l.Date }},
	{"Event Type", func(l *ploverLine) string { return l.Event }},
	{"Event Mode", func(l *ploverLine) string { return l.Mode }},
	{"Intensity", func(l *ploverLine) string {
		if l.Scale == nil {
			return ""
		}
		return decimal(*l.Scale)
	}},
	{"Quad Code", func(l *ploverLine) string { return number(l.QuadCode) }},
	{"Contexts", func(l *ploverLine) string { return strings.Join(l.Context, ";") }},
	{"Actor Name", sourcesOf(actorName)},
	{"Actor Country", sourcesOf(actorCode)},
	{"Actor COW", nothing},
	{"Primary Actor Sector", func(l *ploverLine) string { return primary(l.Source) }},
	{"Actor Sectors", sourcesOf(actorSector)},
	{"Actor Title", sourcesOf(actorTitle)},
	{"Actor Name Raw", sourcesOf(actorName)},
	{"Wikipedia Actor ID", nothing},
	{"Recipient Name", targetsOf(actorName)},
	{"Recipient Country", targetsOf(actorCode)},
	{"Recipient COW", nothing},
	{"Primary Recipient Sector", func(l *ploverLine) string { return primary(l.Target) }},
	{"Recipient Sectors", targetsOf(actorSector)},
	{"Recipient Title", targetsOf(actorTitle)},
	{"Recipient Name Raw", targetsOf(actorName)},
	{"Wikipedia Recipient ID", nothing},
	{"Placename", func(l *ploverLine) string { return l.place().Name }},
	{"City", nothing},
	{"District", nothing},
	{"Province", nothing},
	{"Country", func(l *ploverLine) string { return l.place().CC3 }},
	{"Latitude", nothing},
	{"Longitude", nothing},
	{"GeoNames ID", nothing},
	{"Raw Placename", func(l *ploverLine) string { return l.place().Alternate }},
	{"Feature Type", nothing},
	{"Source", func(l *ploverLine) string { return strings.Join(l.Published, ";") }},
	{"Publication Date", func(l *ploverLine) string { return l.firstReport }},
	{"Story People", nothing},
	{"Story Organizations", nothing},
	{"Story Locations", nothing},
	{"Language", func(l *ploverLine) string { return l.Language }},
	{"Version", func(l *ploverLine) string { return l.Coder }},
}

func nothing(*ploverLine) string { return "" }

func actorName(a ploverActor) string   { return a.Text }
func actorCode(a ploverActor) string   { return a.Code }
func actorSector(a ploverActor) string { return a.Sector }
func actorTitle(a ploverActor) string  { return a.Office }

func sourcesOf(what func(ploverActor) string) func(*ploverLine) string {
	return func(l *ploverLine) string { return parted(l.Source, what) }
}

func targetsOf(what func(ploverActor) string) func(*ploverLine) string {
	return func(l *ploverLine) string { return parted(l.Target, what) }
}

// parted lists what is known of actors, parted by ";", so that the first of each column belong together.
func parted(actors []ploverActor, what func(ploverActor) string) string {
	all, known := make([]string, len(actors)), false
	for i, a := range actors {
		all[i] = what(a)
		known = known || all[i] != ""
	}
	if !known {
		return ""
	}
	return strings.Join(all, ";")
}

func primary(actors []ploverActor) string {
	if len(actors) == 0 {
		return ""
	}
	return actors[0].Sector
}

func (l *ploverLine) place() ploverLoc {
	if l.Loc == nil {
		return ploverLoc{}
	}
	return *l.Loc
}

// eventsPolecat writes events in the columns of POLECAT, parted by tabs, one event a row.
func eventsPolecat(w io.Writer, c *Contents, o *Options) error {
	return writePolecat(w, func(row func(*ploverLine) error) error { return eachPlover(c, o, row) })
}

// statementsPolecat writes what is said in the columns of POLECAT.
func statementsPolecat(w io.Writer, c *Contents, o *Options) error {
	return writePolecat(w, func(row func(*ploverLine) error) error { return eachSaid(c, o, row) })
}

func writePolecat(w io.Writer, each func(func(*ploverLine) error) error) error {
	out := csv.NewWriter(w)
	out.Comma = '\t'
	cells := make([]string, len(polecatColumns))
	for i, column := range polecatColumns {
		cells[i] = column.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	err := each(func(l *ploverLine) error {
		for i, column := range polecatColumns {
			cells[i] = harmless(column.of(l))
			if column.name == "Intensity" {
				cells[i] = column.of(l) // a number may begin with a minus
			}
		}
		return out.Write(cells)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}
