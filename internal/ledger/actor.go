package ledger

import (
	"slices"
	"strings"

	"safir"
	"safir/fa"
)

// likeness is how surely two actors of different dispatches are the same: 1 by name or code, less by office alone, 0 where
// they are not.
func (m *merger) likeness(a, b *safir.Actor) float64 {
	switch {
	case a.Kind.Human() && b.Kind.Human():
		return m.likePeople(a, b)
	case a.Kind.Human() || b.Kind.Human():
		return likeState(a, b)
	case value(a.Org) != "" && value(b.Org) != "":
		if strings.EqualFold(*a.Org, *b.Org) && !differ(a.Country, b.Country) {
			return 1
		}
		return 0
	}
	if a.Kind == b.Kind && value(a.Country) != "" && value(a.Country) == value(b.Country) {
		return 1
	}
	return 0
}

// differ tells whether both are known and not the same.
func differ(a, b *string) bool { return value(a) != "" && value(b) != "" && *a != *b }

const (
	// byFullName is the likeness of people of one name and two states: one state is likelier misread than both are namesakes.
	byFullName = 0.7
	byOffice   = 0.8  // likeness of two holders of one office, where one is not named
	bySort     = 0.6  // likeness of two unnamed officials of one state
	byCompany  = 0.5  // likeness of two who travel together
	byHead     = 0.45 // likeness of a head of state and of some official of the state
	byState    = 0.5  // likeness of somebody and of the state, or an unnamed official of the state, that another report speaks of
)

// likeState compares one who serves a state with a state: what is Araghchi's meeting in one report is Iran's in the next.
func likeState(a, b *safir.Actor) float64 {
	if b.Kind.Human() {
		a, b = b, a
	}
	if b.Kind == safir.Country && value(a.Country) != "" && value(a.Country) == value(b.Country) {
		return byState
	}
	return 0
}

// unnamed tells whether an actor is some official, by neither name nor office.
func unnamed(a *safir.Actor) bool { return value(a.Name) == "" && value(a.Office) == someOfficial }

// someOfficial is the office of whom a report calls an official and no more.
const someOfficial = "other-official"

func (m *merger) likePeople(a, b *safir.Actor) float64 {
	if value(a.Name) != "" && value(b.Name) != "" {
		switch {
		case !m.same(*a.Name, *b.Name):
			if m.together(a, b) {
				return byCompany
			}
			return 0
		case !differ(a.Country, b.Country):
			return 1
		case len(m.words(*a.Name)) > 1 && len(m.words(*b.Name)) > 1:
			return byFullName
		}
		return 0
	}
	if value(a.Country) == "" || value(a.Country) != value(b.Country) {
		return 0
	}
	if unnamed(a) && unnamed(b) {
		return bySort
	}
	if !unnamed(a) && !unnamed(b) && m.holders.shareOffice(a, b) {
		return byOffice
	}
	if unnamed(a) && m.heads(b) || unnamed(b) && m.heads(a) {
		return byHead
	}
	if unnamed(a) || unnamed(b) || !differ(a.Office, b.Office) || akin(value(a.Office), value(b.Office)) || m.hasHeld(a, b) || m.hasHeld(b, a) {
		return byState
	}
	return 0
}

// heads tells whether somebody is head of a state. Reports call him by his office: «با مقام‌های عمان دیدار کرد» does not say that it was the sultan.
func (m *merger) heads(a *safir.Actor) bool {
	return slices.Contains(headOffices, value(a.Office)) || slices.ContainsFunc(m.holders[a], func(o string) bool { return slices.Contains(headOffices, o) })
}

// headOffices are offices of whom nobody calls an official.
var headOffices = []string{"president", "monarch", "supreme-leader"}

// soldiers are offices that reports give one man in turn.
var soldiers = []string{"military-commander", "chief-of-staff"}

// akin tells whether one who holds an office may be told of by another.
func akin(a, b string) bool { return slices.Contains(soldiers, a) && slices.Contains(soldiers, b) }

// names holds the words of names that were asked for before: a merge asks for the same few a million times.
type names map[string][]string

func (n names) words(name string) []string {
	words, ok := n[name]
	if !ok {
		words = nameWords(name)
		n[name] = words
	}
	return words
}

// same tells whether the words of one name are among the other's.
func (n names) same(a, b string) bool {
	return sameWords(n.words(a), n.words(b))
}

// SameName tells whether two names may be those of one person: the words of one are among the other's.
func SameName(a, b string) bool { return sameWords(nameWords(a), nameWords(b)) }

// sameWords tells whether the words of one name are among the other's, or its letters end the other's.
func sameWords(left, right []string) bool {
	if len(left) > len(right) {
		left, right = right, left
	}
	if len(left) == 0 {
		return false
	}
	return !slices.ContainsFunc(left, func(w string) bool { return !slices.Contains(right, w) }) ||
		len(left[len(left)-1]) >= longWord && strings.HasSuffix(strings.Join(right, ""), strings.Join(left, ""))
}

// longWord is the length in bytes from which a run of letters at the end of a name is enough to know it by:
// عبداللهیان is امیرعبداللهیان.
const longWord = 12

// titles are words of a name that not every report gives.
var titles = []string{"سید", "شیخ", "دکتر", "حاج", "آیتالله", "امیر"}

// nameWords are the keys of a name's words, without article and titles.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == fa.ZWNJ || r == '-' }) {
		key := fa.Key(w)
		if rest, ok := strings.CutPrefix(key, "ال"); ok && len(rest) > 4 {
			key = rest
		}
		if key != "" && !slices.Contains(titles, key) {
			out = append(out, key)
		}
	}
	return out
}

// rivals tells whether two actors would hold the same place in an event and are not the same: two foreign ministers of one
// state by different names, two different states.
func (m *merger) rivals(a, b *safir.Actor) bool {
	if m.likeness(a, b) > 0 {
		return false
	}
	if a.Kind.Human() != b.Kind.Human() {
		return false
	}
	return !a.Kind.Human() || differ(a.Name, b.Name) || differ(a.Office, b.Office) || differ(a.Country, b.Country)
}

// handles are keys under which actors that may be the same are found.
func (m *merger) handles(a *safir.Actor) []string {
	if !a.Kind.Human() {
		return []string{"state " + value(a.Country) + " " + strings.ToLower(value(a.Org))}
	}
	var out []string
	if value(a.Country) != "" {
		out = append(out, "state "+*a.Country+" ")
	}
	if words := m.words(value(a.Name)); len(words) > 0 {
		last := words[len(words)-1]
		out = append(out, "name "+last[max(0, len(last)-longWord/2):])
	}
	if value(a.Office) != "" {
		out = append(out, "office "+*a.Office+" "+value(a.Country))
	}
	for _, office := range m.holders[a] {
		out = append(out, "office "+office+" "+value(a.Country))
	}
	return out
}
