package events

import (
	"safir"
	"safir/internal/learn"
)

// Who has travelled to a place meets people there, whether the sentence says so again or not. So the dispatch is searched for
// journeys, and of each place that an event may have happened at it is stated who travels there.

// travel is a journey to a place of which the dispatch tells.
type travel struct {
	place  int
	word   string
	actors []int // who may be the one that travels
}

// toPlace is how many words a word of travel may stand from the place that it leads to.
const toPlace = 4

// mostTravels is how many journeys are kept, more than dispatches have: a text of nothing but journeys takes time as it is long.
const mostTravels = 16

// findTravels looks for places beside a word of travel.
func (s *scene) findTravels() {
	for i, p := range s.Places {
		if len(s.travels) == mostTravels {
			return
		}
		here := s.cuesOf(int(s.sentence[p.Start]))
		for k := range here {
			c := &here[k]
			if !c.word.tells(safir.Visit) {
				continue
			}
			if _, from, to := c.away(p.Range); to-from <= toPlace && s.finiteBetween(from, to) == 0 {
				s.travels = append(s.travels, travel{i, c.word.key, s.travellers(c)})
				break
			}
		}
	}
}

// namesJourney tells whether a cue is a noun of going that says who goes where abroad: «رسیدن [وزیر خارجه الف] به ب». Of 108 such in gold/train and the readings
// 99 are visits.
func (s *scene) namesJourney(c *cue) bool {
	if c.End == len(s.Tokens) || !c.word.tells(safir.Visit) || s.ends(c) {
		return false
	}
	m := int(s.mentionAt[c.End])
	if m < 0 || s.Mentions[m].Start != c.End || s.Key(s.Mentions[m].End) != "به" {
		return false
	}
	who, at := s.actor(m), s.placeAt(s.Mentions[m].End+1)
	return who.Name != "" && who.Country != "" && at >= 0 && relation(who.Country, s.Places[at].State) == "different"
}

// ends tells whether a cue is a verb that ends its clause, and no noun like «رسیدن».
func (s *scene) ends(c *cue) bool {
	v := s.verbAt[c.Start]
	return c.word.verb && v >= 0 && s.verbs[v].Form.Finite()
}

// travellers are those who may be the one that a word of travel tells of.
func (s *scene) travellers(c *cue) []int {
	var out []int
	for _, m := range [...]int{c.subject, c.holder} {
		if m >= 0 && s.sort(m) != "state" {
			out = append(out, s.Mentions[m].Actor)
		}
	}
	return out
}

// tie is how near travellers are to the event of a cue.
type tie int

const (
	noTie     tie = iota // there are none
	elsewhere            // the cue's sentence does not name them
	nearby               // it does
	partOf               // one of them is its subject, partner or holder
)

var tieNames = [...]string{"none", "elsewhere", "nearby", "takes part"}

func (t tie) String() string { return tieNames[t] }

func (s *scene) tie(c *cue, travellers []int) tie {
	best := elsewhere
	for _, a := range travellers {
		for _, m := range [...]int{c.subject, c.holder, c.partner} {
			if m >= 0 && s.Mentions[m].Actor == a {
				return partOf
			}
		}
		for _, i := range s.mentions[c.sentence] {
			if s.Mentions[i].Actor == a {
				best = nearby
			}
		}
	}
	return best
}

// ties are how near those who travel are to the event of a cue, for each journey.
func (s *scene) ties(c *cue) []tie {
	out := make([]tie, len(s.travels))
	for i := range s.travels {
		out[i] = s.tie(c, s.travels[i].actors)
	}
	return out
}

// describeTravellers states who travels to a place, to another one of its state, and elsewhere.
func (f *Finder) describeTravellers(s *scene, c *cue, d *learn.Features, choice placeChoice, ties []tie, kind, city string) {
	p := choice.Place
	var same, within, other tie
	for i, t := range s.travels {
		switch q := s.Places[t.place]; {
		case q.EN == p.EN:
			same = max(same, ties[i])
		case q.State == p.State && q.State != "":
			within = max(within, ties[i])
		default:
			other = max(other, ties[i])
		}
		if t.place == choice.index {
			d.AddWith(kind, "travel to it", choice.how)
			d.AddWith(kind, "travel to it", choice.how, t.word)
		}
	}
	d.AddWith(kind, "travel", choice.how, same.String())
	d.AddWith(kind, "travel+within", choice.how, city, same.String(), within.String())
	d.AddWith(kind, "travel+other", choice.how, same.String(), other.String())
	local := "not of the state"
	for _, m := range [...]int{c.subject, c.holder, c.partner} {
		if m >= 0 && p.State != "" && s.actor(m).Country == p.State {
			local = "of the state"
		}
	}
	d.AddWith(kind, "travel+local", choice.how, local, same.String(), within.String())
}
