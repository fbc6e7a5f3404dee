package events

import (
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
)

// placeChoice is a place that an event may have happened at.
type placeChoice struct {
	page.Place
	index int    // of the place in the page, -1 for none and for a seat
	state int    // of the place of whose state it is a city, -1 where it is not chosen so
	whose int    // of the mention at whose seat it is, -1 where it is not chosen so
	in    string // of a seat: for which premises the cue's sentence has a word
	how   string // "here", "city" (a city of a state named here), "carried" (from an earlier sentence), "travel" (told elsewhere), see seat.go for others
}

// nowhere is the choice that no place is said.
var nowhere = placeChoice{index: -1, state: -1, whose: -1, how: "none"}

// placeChoices lists the places that the event of a cue may have happened at; the first is none.
func (f *Finder) placeChoices(s *scene, c *cue) []placeChoice {
	out := append(make([]placeChoice, 0, 8), nowhere)
	left, _ := s.leg(c)
	add := func(i, state int, how string) {
		en := s.Places[i].EN
		if en != "" && i != left && !slices.ContainsFunc(out, func(p placeChoice) bool { return p.EN == en && (p.how == how || p.how == "here") }) {
			out = append(out, placeChoice{Place: s.Places[i], index: i, state: state, whose: -1, how: how})
		}
	}
	here := s.byDistance(c)
	for _, i := range here {
		add(i, -1, "here")
	}
	for _, i := range here {
		if !s.Places[i].City {
			for _, k := range s.cities[s.Places[i].State] {
				add(k, i, "city")
			}
		}
	}
	for at := c.sentence - 1; at >= max(0, c.sentence-2*back); at-- {
		for _, i := range s.places[at] {
			add(i, -1, "carried")
		}
	}
	for _, t := range s.travels {
		if at := int(s.sentence[s.Places[t.place].Start]); at > c.sentence || at < c.sentence-2*back {
			add(t.place, -1, "travel")
		}
	}
	return f.addSeats(s, c, s.addSurroundings(c, out))
}

// byDistance lists the places of the cue's sentence, the nearest to the cue first.
func (s *scene) byDistance(c *cue) []int {
	list := slices.Clone(s.places[c.sentence])
	slices.SortStableFunc(list, func(a, b int) int {
		_, aFrom, aTo := c.away(s.Places[a].Range)
		_, bFrom, bTo := c.away(s.Places[b].Range)
		return aTo - aFrom + 30*s.finiteBetween(aFrom, aTo) - (bTo - bFrom + 30*s.finiteBetween(bFrom, bTo))
	})
	return list
}

// describeNowhere states what may tell that no place is said.
func (f *Finder) describeNowhere(s *scene, c *cue, t safir.EventType, named int) *learn.Features {
	d := &s.f
	d.Reset()
	d.AddWith(string(t), "none")
	d.AddWith(string(t), "none of", learn.Bucket(named))
	d.AddWith(string(t), "none here", learn.Bucket(min(2, len(s.places[c.sentence]))))
	d.Add("none+cue", c.word.key)
	d.Add("none+sentence", learn.Bucket(min(3, c.sentence)))
	d.AddIf(s.pointsBack(c), "none, points back")
	return d
}

// describeWhere states what may tell whether an event happened at a place.
func (f *Finder) describeWhere(s *scene, c *cue, t safir.EventType, choice placeChoice, named int, ties []tie) *learn.Features {
	if choice.EN == "" {
		return f.describeNowhere(s, c, t, named)
	}
	d := &s.f
	d.Reset()
	kind, p := string(t), choice.Place
	city := "state"
	if p.City {
		city = "city"
	}
	prev := s.Key(p.Start - 1)
	away := c.sentence - int(s.sentence[p.Start])
	d.AddWith(kind, "how", choice.how)
	d.AddWith(kind, "how+city", choice.how, city)
	d.AddWith(kind, "prev+how", prev, choice.how)
	d.AddWith(kind, "sentences", choice.how, learn.Bucket(away))
	d.AddWith(kind, "state+how", p.State, choice.how)
	if c.holder >= 0 || c.partner >= 0 {
		who := max(c.partner, c.holder)
		d.AddWith(kind, "state of partner", choice.how, city, relation(s.actor(who).Country, p.State))
	}
	if c.subject >= 0 {
		d.AddWith(kind, "state of subject", choice.how, city, relation(s.actor(c.subject).Country, p.State))
	}
	d.AddWith(kind, "name", choice.EN)
	d.Add("name+how", choice.EN, choice.how)
	d.Add("next+how", s.Key(p.End), choice.how)
	f.describeTravellers(s, c, d, choice, ties, kind, city)
	if choice.how != "here" {
		d.AddWith(kind, "prev2", choice.how, s.Key(p.Start-2), prev)
		d.AddWith(kind, "cue", choice.how, c.word.key, city)
		d.AddWith(kind, "cue place here", choice.how, learn.Bucket(min(2, len(s.places[c.sentence]))))
		d.AddIf(s.pointsBack(c), "points back", choice.how)
		d.AddIf(s.insideMention(p.Start), "inside an actor", choice.how)
		if choice.whose >= 0 {
			s.describeSeat(c, d, choice, kind)
		}
		if choice.state >= 0 {
			f.describeStateHere(s, c, d, choice.state, kind)
		}
		return d
	}
	s.describeHanging(c, d, p.Range, kind, city)
	side, from, to := c.away(p.Range)
	preposition := s.placePreposition(c, choice.index)
	d.AddWith(kind, "side", side, city)
	d.AddWith(kind, "prev+side", prev, side)
	d.AddWith(kind, "prev2+side", s.Key(p.Start-2), prev, side)
	d.AddWith(kind, "next+side", s.Key(p.End), side)
	d.AddWith(kind, "distance", side, learn.Bucket(to-from))
	d.AddWith(kind, "verbs", side, prev, learn.Bucket(min(2, s.finiteBetween(from, to))))
	d.AddWith(kind, "cue+prev", c.word.key, prev, side)
	d.AddWith(kind, "prep", preposition, side)
	d.AddWith(kind, "prep+cue", preposition, side, c.word.key)
	d.AddWith(kind, "cues between", side, learn.Bucket(min(2, s.cuesBetween(from, to))))
	if path := s.path(from, to); path != "far" {
		d.AddWith(kind, "path", side, path, city)
		d.Add("path+cue", side, path, c.word.key)
	}
	if s.inClause(c, p.Range) {
		d.AddWith(kind, "in clause", side, preposition)
	}
	if c.verb >= 0 {
		d.AddWith(kind, "verb", s.verbs[c.verb].Stem, side, preposition)
	}
	if s.insideMention(p.Start) {
		d.AddWith(kind, "inside an actor", side)
	}
	return d
}

// describeStateHere states how the cue's sentence speaks of the state whose city is the choice.
func (f *Finder) describeStateHere(s *scene, c *cue, d *learn.Features, state int, kind string) {
	p := s.Places[state]
	side, from, to := c.away(p.Range)
	preposition := s.placePreposition(c, state)
	d.AddWith(kind, "city, side", side)
	d.AddWith(kind, "city, prep", preposition, side)
	d.AddWith(kind, "city, distance", side, learn.Bucket(to-from))
	d.AddWith(kind, "city, verbs", side, preposition, learn.Bucket(min(2, s.finiteBetween(from, to))))
	d.AddWith(kind, "city, prep+cue", c.word.key, preposition, side)
	if path := s.path(from, to); path != "far" {
		d.AddWith(kind, "city, path", side, path)
	}
	if s.inClause(c, p.Range) {
		d.AddWith(kind, "city, in clause", side, preposition)
	}
	if s.insideMention(p.Start) {
		d.AddWith(kind, "city, inside an actor", side)
	}
}

// placePreposition is the word that governs a place, over places joined to it.
func (s *scene) placePreposition(c *cue, place int) string {
	t := s.Places[place].Start - 1
	start := s.Sentences[c.sentence].Start
	for t > start && joins(s.Key(t)) {
		prior := -1
		for _, i := range s.places[c.sentence] {
			if s.Places[i].End == t {
				prior = i
			}
		}
		if prior < 0 {
			break
		}
		t = s.Places[prior].Start - 1
	}
	if t < start {
		return "^"
	}
	return s.Key(t)
}

// insideMention tells whether token t lies inside a longer mention of a person, an office or a body.
func (s *scene) insideMention(t int) bool {
	m := s.mentionAt[t]
	return m >= 0 && s.Mentions[m].Kind != safir.Country
}

// withoutBodies leaves out places where a body sits that is named near a visit, unless somebody goes there: «همزمان با این سفر، کاخ سفید اعلام کرد …» leads
// nobody to Washington.
func (s *scene) withoutBodies(choices []placeChoice) []placeChoice {
	return slices.DeleteFunc(choices, func(p placeChoice) bool {
		if p.index < 0 || p.how != "here" {
			return false
		}
		m := s.mentionAt[p.Start]
		return m >= 0 && s.Mentions[m].Kind == safir.Org && !slices.Contains(motion, s.Key(s.Mentions[m].Start-1))
	})
}

// motion are the words before a place that somebody goes to, stays at or leaves.
var motion = []string{"به", "در", "از", "وارد", "عازم", "راهی", "روانه", "مقصد", "سوی"}

// where chooses the place; a visit's places in a row («به چین، ژاپن و هند») are all chosen: each is a visit of its own.
func (f *Finder) where(s *scene, c *cue, kind safir.EventType) (row []placeChoice, sure float64) {
	choices, ties := f.placeChoices(s, c), s.ties(c)
	if kind == safir.Visit {
		choices = s.withoutBodies(s.withoutOtherStays(c, choices))
	}
	scores, named := make([]float64, len(choices)), countNamed(choices)
	for i, choice := range choices {
		scores[i] = f.models.where.Score(f.describeWhere(s, c, kind, choice, named, ties))
	}
	best, sure := learn.Likeliest(scores)
	if kind == safir.Visit && choices[best].how == "here" {
		return s.placesInRow(c, choices[best]), sure
	}
	return choices[best : best+1], sure
}

// cityAndState tells whether one of two places lies in the other: «امارات و ابوظبی» is one place to be.
func cityAndState(a, b page.Place) bool { return a.State == b.State && a.City != b.City }

// placesInRow are the places that stand in one row (A, B و C) with the chosen one.
func (s *scene) placesInRow(c *cue, chosen placeChoice) []placeChoice {
	list := s.places[c.sentence]
	at := slices.Index(list, chosen.index)
	next := func(i, k int) bool {
		p, q := s.Places[list[i]], s.Places[list[k]]
		return p.End+1 == q.Start && joins(s.Key(p.End)) && p.EN != q.EN && q.EN != "" && !cityAndState(p, q)
	}
	first, last := at, at
	for first > 0 && next(first-1, first) {
		first--
	}
	for last+1 < len(list) && next(last, last+1) {
		last++
	}
	end := first // a row ends with «و»: «به قطر، تهران می‌گوید» is none
	for i := first; i < last; i++ {
		if s.Tokens[s.Places[list[i]].End].Kind == fa.Word {
			end = i + 1
		}
	}
	if last = end; at > end {
		first, last = at, at
	}
	var row []placeChoice
	for _, i := range list[first : last+1] {
		row = append(row, placeChoice{Place: s.Places[i], index: i, state: -1, whose: -1, how: "here"})
	}
	return row
}

// countNamed counts the choices that are named near a cue, or travelled to.
func countNamed(choices []placeChoice) int {
	n := 0
	for _, p := range choices {
		switch p.how {
		case "here", "city", "carried", "travel":
			n++
		}
	}
	return n
}
