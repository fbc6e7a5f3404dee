package desk

import (
	"cmp"
	"html/template"

	"safir"
	"safir/internal/export"
	"safir/internal/labels"
	"safir/internal/ledger"
)

// actorView is somebody as pages name them.
type actorView struct {
	Name     string
	Foreign  bool // the name is Persian on an English page
	Href     template.URL
	Note     string // office and state
	Role     string // "" where it goes without saying
	Inferred bool
}

// state is a state's name.
func (t *tongue) state(code string) string {
	if body := alikeStates[code]; body != "" {
		return t.say(labels.Label{EN: body, FA: t.world.BodyFA(body)})
	}
	return cmp.Or(t.say(labels.Label{EN: t.world.StateEN(code), FA: t.world.StateFA(code)}), code)
}

// alikeStates are bodies that act like states.
var alikeStates = map[string]string{"EUE": "European Union", "UNO": "United Nations"}

// place is the name of a place, given in English.
func (t *tongue) place(en any) string {
	name := text(en)
	return t.say(labels.Label{EN: name, FA: t.world.PlaceFA(name)})
}

// text is a text that may be nil.
func text(v any) string {
	switch s := v.(type) {
	case *string:
		if s != nil {
			return *s
		}
	case string:
		return s
	}
	return ""
}

// slotText is a value of a slot in words.
func (t *tongue) slotText(slot string, value *string) string {
	v := text(value)
	switch {
	case v == "":
		return t.T("unknown")
	case slot == "type" || slot == "status":
		return t.of(slot, v)
	case slot == "when":
		return cmp.Or(t.when(v).First, v)
	case slot == "where":
		return t.place(v)
	case slot == "reports":
		return t.T("reports-" + v)
	}
	return v
}

// outlet is the name of an outlet.
func (t *tongue) outlet(id string) string {
	switch o := t.world.Outlet(id); {
	case id == "":
		return t.T("no-outlet")
	case o != nil:
		return t.say(labels.Label{EN: o.Name, FA: o.NameFA})
	}
	return id
}

// actor shows a participant, or somebody who is named.
func (t *tongue) actor(v any) actorView {
	switch a := v.(type) {
	case ledger.Part:
		out := t.view(&a.Actor, a.Person)
		if out.Inferred = a.Inferred; a.Role != safir.Party {
			out.Role = t.of("role", a.Role)
		}
		return out
	case *ledger.Part:
		return t.actor(*a)
	case safir.Actor:
		return t.view(&a, "")
	case *safir.Actor:
		return t.view(a, "")
	}
	return actorView{}
}

func (t *tongue) view(a *safir.Actor, person string) actorView {
	out := actorView{Name: cmp.Or(t.say(export.Called(a, t.world)), t.T("unknown"))}
	country, org := text(a.Country), text(a.Org)
	if a.Kind == safir.Country && alikeStates[country] != "" {
		out.Name = t.state(country)
	}
	switch {
	case text(a.Name) != "":
		out.Foreign = t.Code != "fa"
		out.Note = t.officeNote(a)
		if person != "" {
			out.Href, _ = t.href("person", person)
		} else {
			out.Href, _ = t.href("events", "?", "who", *a.Name)
		}
	case a.Kind == safir.Country && country != "":
		out.Href, _ = t.href("country", country)
		if ledger.StandsForState(a) {
			out.Note = t.of("office", *a.Office)
		}
	case a.Kind == safir.Org && org != "":
		out.Href, _ = t.href("events", "?", "who", org)
	case country != "":
		out.Href, _ = t.href("country", country)
	}
	return out
}

// officeNote tells office and state of somebody who is named.
func (t *tongue) officeNote(a *safir.Actor) string {
	office, country := "", ""
	if a.Office != nil {
		office = t.of("office", *a.Office)
	}
	if a.Country != nil {
		country = t.state(*a.Country)
	}
	if office == "" || country == "" {
		return office + country
	}
	return office + t.say(labels.Label{EN: ", ", FA: "، "}) + country
}

// eventView is an event on one line of a list.
type eventView struct {
	*ledger.Outline

	Href  template.URL
	Names []string // of outlets
	Day   string
}

// eventLine shows an event on one line.
func (t *tongue) eventLine(v any) eventView {
	var e *ledger.Outline
	switch x := v.(type) {
	case ledger.Outline:
		e = &x
	case *ledger.Outline:
		e = x
	}
	out := eventView{Outline: e, Day: dayOfEvent(e)}
	out.Href, _ = t.href("event", e.ID)
	for _, id := range e.Outlets {
		out.Names = append(out.Names, t.outlet(id))
	}
	return out
}
