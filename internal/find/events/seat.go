package events

import (
	_ "embed"
	"slices"
	"sync"

	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/table"
)

// Often no place is said near an event and every reader knows it: an envoy who was called to the ministry was in the capital, and a
// title leaves to the lead where the talks of which it speaks are. So where those sit who are named with an event, and what is named in
// its surroundings or where the dispatch opens, are places that it may have happened at as well.

// ahead is how many sentences after a cue's are searched for its place; openingSentences is how many of the first ones are, however far back.
const (
	ahead            = 2
	openingSentences = 2
)

// addSurroundings adds the places that are named a little later or where the dispatch opens, if they are no choices yet.
func (s *scene) addSurroundings(c *cue, out []placeChoice) []placeChoice {
	add := func(sentence int, how string) {
		for _, i := range s.places[sentence] {
			if en := s.Places[i].EN; en != "" && !offers(out, en) {
				out = append(out, placeChoice{Place: s.Places[i], index: i, state: -1, whose: -1, how: how})
			}
		}
	}
	for at := c.sentence + 1; at <= min(len(s.places)-1, c.sentence+ahead); at++ {
		add(at, "ahead")
	}
	for at := range min(openingSentences, c.sentence-2*back) {
		add(at, "opening")
	}
	return out
}

// addSeats adds the capitals of those whom the cue's sentence names, if they are no choices yet.
func (f *Finder) addSeats(s *scene, c *cue, out []placeChoice) []placeChoice {
	in := f.premisesIn(s, c)
	add := func(m int) {
		state := s.actor(m).Country
		if en := f.world.CapitalOf(state); en != "" && !offers(out, en) {
			at := page.Place{Range: s.Mentions[m].Range, EN: en, State: state, City: true}
			out = append(out, placeChoice{Place: at, index: -1, state: -1, whose: m, in: in, how: "seat"})
		}
	}
	for _, m := range [...]int{c.holder, c.partner, c.subject} {
		if m >= 0 {
			add(m)
		}
	}
	for _, m := range s.mentions[c.sentence] {
		add(m)
	}
	return out
}

func offers(choices []placeChoice, en string) bool {
	return slices.ContainsFunc(choices, func(p placeChoice) bool { return p.EN == en })
}

// describeSeat states whose seat a place is, who else takes part, and whether the sentence speaks of anybody's premises.
func (s *scene) describeSeat(c *cue, d *learn.Features, choice placeChoice, kind string) {
	a, whose := s.actor(choice.whose), c.slot(choice.whose)
	office := func(m int) string {
		if m < 0 {
			return "nobody"
		}
		return relation(s.actor(m).Country, a.Country) + s.actor(m).Office
	}
	d.AddWith(kind, "seat of", whose)
	d.AddWith(kind, "seat of", whose, s.sort(choice.whose))
	d.AddWith(kind, "seat of", whose, a.Office)
	d.AddWith(kind, "seat of", a.Org)
	d.AddWith(kind, "seat, subject", whose, office(c.subject))
	d.AddWith(kind, "seat, partner", whose, office(c.partner))
	d.AddWith(kind, "seat, holder", whose, office(c.holder))
	d.AddWith(kind, "seat, both", office(max(c.subject, c.holder)), office(c.partner))
	d.Add("seat, cue", c.word.key, whose)
	d.AddWith(kind, "seat, premises", choice.in, whose)
	d.Add("seat, premises", choice.in, choice.EN)
	for _, m := range s.mentions[c.sentence] {
		if s.sort(m) == "body" && s.actor(m).Country == a.Country {
			prev := s.Key(s.Mentions[m].Start - 1)
			d.AddWith(kind, "seat, body here", prev)
			d.AddWith(kind, "seat, body here", s.Key(s.Mentions[m].Start-2), prev)
		}
	}
}

// slot tells which of the mentions that a cue knows a mention is.
func (c *cue) slot(mention int) string {
	switch mention {
	case c.holder:
		return "holder"
	case c.partner:
		return "partner"
	case c.subject:
		return "subject"
	}
	return "named"
}

//go:embed data/premises.tsv
var premisesTSV string

var loadPremises = sync.OnceValues(func() (map[string]bool, error) {
	words := map[string]bool{}
	err := table.Each("premises.tsv", premisesTSV, []string{"word", "example"}, func(_ int, fields []string) error {
		words[fa.Key(fields[0])] = true
		return nil
	})
	return words, err
})

// premisesIn is the first word for premises at which, or to which, somebody goes in the cue's sentence, "none" where there is none.
func (f *Finder) premisesIn(s *scene, c *cue) string {
	r := s.Sentences[c.sentence]
	for t := r.Start + 1; t < r.End; t++ {
		if prev := s.Key(t - 1); (prev == "در" || prev == "به") && f.premises[s.Key(t)] {
			return s.Key(t)
		}
	}
	return "none"
}
