package export

import (
	"embed"
	"fmt"
	"slices"
	"strconv"

	"safir"
	"safir/internal/know"
	"safir/internal/ledger"
	"safir/internal/table"
)

//go:embed data/*.tsv
var data embed.FS

// code is what an event or an act of speech is in PLOVER and CAMEO. Event is "" where PLOVER has none such.
type code struct{ Event, Mode, Cameo string }

// score is the weight of an event in PLOVER, and its quarter of the field.
type score struct {
	Quad   int
	Weight *float64
}

// sector is what PLOVER says of somebody by the office or the body.
type sector struct{ Code, Sector, Context string }

// crosswalk translates to PLOVER.
type crosswalk struct {
	world   *know.World
	events  map[[3]string]code // type, stage, setting
	acts    map[string]code
	scores  map[[2]string]score // event, mode
	offices map[string]sector
	bodies  map[string]sector
}

func newCrosswalk(world *know.World) (*crosswalk, error) {
	x := &crosswalk{world, map[[3]string]code{}, map[string]code{}, map[[2]string]score{}, map[string]sector{}, map[string]sector{}}
	for _, t := range []struct {
		file    string
		columns []string
		add     func(f []string) error
	}{
		{"plover_events.tsv", []string{"type", "stage", "setting", "event", "mode", "cameo"}, x.addEvent},
		{"plover_acts.tsv", []string{"act", "event", "mode", "cameo"}, x.addAct},
		{"plover_scores.tsv", []string{"event", "mode", "quad", "weight"}, x.addScore},
		{"plover_offices.tsv", []string{"office", "sector", "context"}, x.addOffice},
		{"plover_bodies.tsv", []string{"org", "code", "sector"}, x.addBody},
	} {
		text, err := data.ReadFile("data/" + t.file)
		if err != nil {
			return nil, err
		}
		if err := table.Each(t.file, string(text), t.columns, func(_ int, f []string) error { return t.add(f) }); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func (x *crosswalk) addEvent(f []string) error {
	key := [3]string{f[0], f[1], f[2]}
	_, twice := x.events[key]
	switch {
	case !slices.Contains(safir.EventTypes, safir.EventType(f[0])):
		return fmt.Errorf("unknown type of event %q", f[0])
	case !slices.Contains([]string{done, ahead, off}, f[1]):
		return fmt.Errorf("unknown stage %q", f[1])
	case !slices.Contains([]string{"", third, guest, many, carried}, f[2]):
		return fmt.Errorf("unknown setting %q", f[2])
	case twice:
		return fmt.Errorf("%s %s %s stands here twice", f[0], f[1], f[2])
	}
	x.events[key] = code{f[3], f[4], f[5]}
	return nil
}

func (x *crosswalk) addAct(f []string) error {
	if !slices.Contains(safir.Acts, safir.Act(f[0])) {
		return fmt.Errorf("unknown act %q", f[0])
	}
	x.acts[f[0]] = code{f[1], f[2], f[3]}
	return nil
}

func (x *crosswalk) addScore(f []string) error {
	quad, err := strconv.Atoi(f[2])
	if err != nil || quad < 1 || quad > 4 {
		return fmt.Errorf("%q is no quarter, from 1 to 4", f[2])
	}
	s := score{Quad: quad}
	if f[3] != "" {
		weight, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			return err
		}
		s.Weight = &weight
	}
	x.scores[[2]string{f[0], f[1]}] = s
	return nil
}

func (x *crosswalk) addOffice(f []string) error {
	if !slices.Contains(safir.Offices, f[0]) {
		return fmt.Errorf("unknown office %q", f[0])
	}
	x.offices[f[0]] = sector{"", f[1], f[2]}
	return nil
}

func (x *crosswalk) addBody(f []string) error {
	if x.world.BodyFA(f[0]) == "" {
		return fmt.Errorf("unknown body %q", f[0])
	}
	x.bodies[f[0]] = sector{f[1], f[2], ""}
	return nil
}

// The stages of an event that PLOVER tells apart; a denied event is at none.
const done, ahead, off = "done", "ahead", "off"

func stage(s safir.Status) string {
	switch s {
	case safir.Happened, safir.Ongoing:
		return done
	case safir.Planned, safir.Proposed:
		return ahead
	case safir.Cancelled:
		return off
	case safir.Denied:
	}
	return ""
}

// event is an event's code. Its Event is "" where PLOVER leaves such an event out, for the reason that is told.
func (x *crosswalk) event(e *ledger.Event) (c code, why string) {
	at := stage(e.Status)
	if at == "" {
		return c, "they are denied, and PLOVER leaves out what did not happen"
	}
	c, ok := x.events[[3]string{string(e.Type), at, x.setting(e)}]
	if !ok {
		c = x.events[[3]string{string(e.Type), at, ""}]
	}
	if c.Event == "" {
		return c, fmt.Sprintf("PLOVER has no event for %s", e.Type)
	}
	return c, ""
}

// The settings of an event that decide on its mode; none of them is "".
const third, guest, many, carried = "third", "guest", "many", "carried"

func (x *crosswalk) setting(e *ledger.Event) string {
	states := map[string]bool{}
	known := true
	for i := range e.Participants {
		p := &e.Participants[i]
		if p.Role == safir.Bearer || p.Role == safir.Mediator {
			if e.Type == safir.Message {
				return carried
			}
			continue
		}
		if x.ofStates(&p.Actor) {
			return many
		}
		state := value(p.Actor.Country)
		states[state] = true
		known = known && state != ""
	}
	place := x.world.StateOf(value(e.Where))
	switch {
	case len(states) > 2:
		return many
	case !known || len(states) < 2 || place == "":
		return ""
	case !states[place]:
		return third
	case len(guests(e, place)) > 0:
		return guest
	}
	return ""
}

// ofStates tells whether a body is one of states, which meet in it.
func (x *crosswalk) ofStates(a *safir.Actor) bool {
	return a.Kind == safir.Org && x.bodies[value(a.Org)].Code == "IGO"
}

// guests are the participants from abroad, none if one of them lives where the event is: an ambassador does not come on a visit.
func guests(e *ledger.Event, place string) (out []ledger.Part) {
	for _, p := range e.Participants {
		if value(p.Actor.Country) == place {
			continue
		}
		if office := value(p.Actor.Office); office == "ambassador" || office == "charge-daffaires" {
			return nil
		}
		out = append(out, p)
	}
	return out
}

// score is the weight of a code.
func (x *crosswalk) score(c code) score {
	s, ok := x.scores[[2]string{c.Event, c.Mode}]
	if !ok {
		s = x.scores[[2]string{c.Event, ""}]
	}
	return s
}

// sector is what PLOVER says of an actor: the code that stands for its state, its sector, and the context that it brings along.
func (x *crosswalk) sector(a *safir.Actor) sector {
	s := x.offices[value(a.Office)]
	s.Code = value(a.Country)
	switch s.Code {
	case "XKX":
		s.Code = "KOS"
	case "EUE":
		s.Code = "EUR"
	}
	if a.Kind == safir.Country && s.Code != "UNO" {
		s.Sector = "GOV"
	}
	if org := value(a.Org); a.Kind == safir.Org {
		if body, ok := x.bodies[org]; ok {
			if s.Code == "" {
				s.Code = body.Code
			}
			s.Sector = body.Sector
		} else {
			s.Sector = sectors[x.world.Body(org).Sort]
		}
	}
	return s
}

// sectors are those of bodies of a state.
var sectors = map[know.Sort]string{
	know.Parliament: "LEG", know.Commission: "LEG", know.Party: "PTY", know.Forces: "MIL", know.Ministry: "GOV",
}
