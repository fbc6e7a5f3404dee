package know

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"safir"
	"safir/fa"
)

// Load reads the embedded tables once.
var Load = sync.OnceValues(load)

func load() (*World, error) {
	w := &World{
		States: fa.NewPhrases[State]("اش", "شان"), Places: fa.NewPhrases[Place](), Offices: fa.NewPhrases[Office]("ی", "ش", "اش", "شان"),
		Bodies: fa.NewPhrases[Body](), People: fa.NewPhrases[Person](), Outlets: fa.NewPhrases[*Outlet](),
		Honorifics: fa.NewPhrases[string](), Terms: fa.NewPhrases[string](), stateEN: map[string]string{}, outletID: map[string]*Outlet{}, outletAt: map[string]*Outlet{},
		stateFA: map[string]string{}, placeFA: map[string]string{}, capitals: map[string]bool{}, capital: map[string]string{}, within: map[string]string{},
		codes: map[safir.EventType][2]string{}, bodyEN: map[string]Body{}, bodyFA: map[string]string{},
	}
	for _, read := range []func() error{
		w.readStates, w.readPlaces, w.readOffices, w.readBodies, w.readPeople, w.readOutlets, w.readAddresses, w.readHonorifics, w.readTerms, w.readCodes,
	} {
		if err := read(); err != nil {
			return nil, fmt.Errorf("know.Load: %w", err)
		}
	}
	return w, nil
}

func (w *World) readStates() error {
	list, err := rows("states.tsv", "code", "en", "form", "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		code, en, form, name := r.fields[0], r.fields[1], Form(r.fields[2]), r.fields[3]
		if len(code) != 3 || strings.ToUpper(code) != code {
			return r.errorf("%q is no state code", code)
		}
		if had, ok := w.stateEN[code]; ok && had != en {
			return r.errorf("%s is %q here and %q before", code, en, had)
		}
		w.stateEN[code], w.within[en] = en, code
		if form == "title" {
			continue
		}
		if !slices.Contains([]Form{Name, Demonym, People, Government}, form) || name == "" {
			return r.errorf("form %q of %q", form, name)
		}
		if form == Name && w.stateFA[code] == "" {
			w.stateFA[code], w.placeFA[en] = name, name
		}
		if err := listed.add(r, name); err != nil {
			return err
		}
		w.States.Add(name, State{code, form})
	}
	return nil
}

func (w *World) readPlaces() error {
	list, err := rows("places.tsv", "en", "state", "flags", "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		flags, err := r.flags(2, "capital", "common", "told", "rare", "region")
		if err != nil {
			return err
		}
		if r.fields[1] != "" && w.stateEN[r.fields[1]] == "" {
			return r.errorf("%q is no state", r.fields[1])
		}
		if w.placeFA[r.fields[0]] == "" {
			w.placeFA[r.fields[0]] = r.fields[3]
		}
		if _, state := w.within[r.fields[0]]; !state {
			w.within[r.fields[0]] = r.fields[1]
		}
		if err := listed.add(r, r.fields[3]); err != nil {
			return err
		}
		if flags["capital"] {
			w.capitals[r.fields[0]] = true
			if w.capital[r.fields[1]] == "" {
				w.capital[r.fields[1]] = r.fields[0]
			}
		}
		place := Place{
			EN: r.fields[0], State: r.fields[1], Capital: flags["capital"], Region: flags["region"],
			Common: flags["common"] || flags["told"] || flags["rare"], Told: flags["told"], Rare: flags["rare"],
		}
		for _, name := range tied(r.fields[3]) {
			w.Places.Add(name, place)
			if place.Capital && !place.Common {
				w.States.Add(name, State{r.fields[1], Capital})
			}
		}
	}
	return nil
}

// tied lists a place's name, and how it is written where what follows tells its state (اوزاکا: «اوزاکای ژاپن»).
func tied(name string) []string {
	if strings.HasSuffix(name, "ا") || strings.HasSuffix(name, "و") || strings.HasSuffix(name, "ه") {
		return []string{name, name + "ی"}
	}
	return []string{name}
}

func (w *World) readOffices() error {
	list, err := rows("offices.tsv", "office", "of", "org", "flags", "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		flags, err := r.flags(3, "plural", "former")
		if err != nil {
			return err
		}
		if !slices.Contains(safir.Offices, r.fields[0]) {
			return r.errorf("%q is no office", r.fields[0])
		}
		if err := listed.add(r, r.fields[4]); err != nil {
			return err
		}
		w.Offices.Add(r.fields[4], Office{
			Office: r.fields[0], Of: r.fields[1], Org: r.fields[2], Plural: flags["plural"], Former: flags["former"],
		})
	}
	return nil
}

func (w *World) readBodies() error {
	list, err := rows("bodies.tsv", "org", "state", "flags", "place", "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		flags, err := r.flags(2, "open", string(Parliament), string(Party), string(Forces), string(Ministry), string(Commission))
		if err != nil {
			return err
		}
		b := Body{Org: r.fields[0], State: r.fields[1], Open: flags["open"], Place: r.fields[3]}
		for _, s := range []Sort{Parliament, Party, Forces, Ministry, Commission} {
			if flags[string(s)] {
				b.Sort = s
			}
		}
		if err := listed.add(r, r.fields[4]); err != nil {
			return err
		}
		w.Bodies.Add(r.fields[4], b)
		if _, listed := w.bodyEN[b.Org]; !listed {
			w.bodyEN[b.Org], w.bodyFA[b.Org] = b, r.fields[4]
		}
	}
	return nil
}

func (w *World) readPeople() error {
	list, err := rows("people.tsv", "name", "state", "held", "flags", "fa")
	if err != nil {
		return err
	}
	held := map[string][]string{} // given at a person's first line
	listed := phrases{}
	for _, r := range list {
		flags, err := r.flags(3, "shared")
		if err != nil {
			return err
		}
		if w.stateEN[r.fields[1]] == "" {
			return r.errorf("%q is no state", r.fields[1])
		}
		if r.fields[2] != "" {
			held[r.fields[0]] = strings.Split(r.fields[2], ",")
		}
		for _, office := range held[r.fields[0]] {
			if !slices.Contains(safir.Offices, office) {
				return r.errorf("%q is no office", office)
			}
		}
		if err := listed.add(r, r.fields[4]); err != nil {
			return err
		}
		w.People.Add(r.fields[4], Person{Name: r.fields[0], State: r.fields[1], Held: held[r.fields[0]], Shared: flags["shared"]})
	}
	return nil
}

func (w *World) readOutlets() error {
	list, err := rows("outlets.tsv", "id", "name", "home", "state", "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		o := w.outletID[r.fields[0]]
		if o == nil {
			o = &Outlet{ID: r.fields[0], Name: r.fields[1], NameFA: r.fields[4], Home: r.fields[2], State: r.fields[3]}
			w.outletID[o.ID] = o
		}
		if err := listed.add(r, r.fields[4]); err != nil {
			return err
		}
		w.Outlets.Add(r.fields[4], o)
	}
	return nil
}

func (w *World) readHonorifics() error { return readPhrases("honorifics.tsv", w.Honorifics) }

func (w *World) readTerms() error { return readPhrases("terms.tsv", w.Terms) }

// readPhrases reads a table that has nothing but phrases.
func readPhrases(name string, into *fa.Phrases[string]) error {
	list, err := rows(name, "fa")
	if err != nil {
		return err
	}
	listed := phrases{}
	for _, r := range list {
		if err := listed.add(r, r.fields[0]); err != nil {
			return err
		}
		into.Add(r.fields[0], r.fields[0])
	}
	return nil
}

func (w *World) readCodes() error {
	list, err := rows("events.tsv", "type", "plover", "cameo")
	if err != nil {
		return err
	}
	for _, r := range list {
		if !slices.Contains(safir.EventTypes, safir.EventType(r.fields[0])) {
			return r.errorf("%q is no event type", r.fields[0])
		}
		w.codes[safir.EventType(r.fields[0])] = [2]string{r.fields[1], r.fields[2]}
	}
	return nil
}
