package events

import (
	"sort"

	"safir"
	"safir/internal/learn"
	"safir/internal/page"
)

// noRole is the role decision's label for an actor that takes no part.
const noRole = "none"

func roleLabels() []string {
	labels := []string{noRole}
	for _, r := range safir.Roles {
		labels = append(labels, string(r))
	}
	return labels
}

// back is how many sentences before the cue's an actor may stand and still take part.
const back = 3

// candidates are the mentions that may take part in the event of a cue, one for each actor of its sentence, of the few before
// and of the next: the one nearest to the cue.
func (s *scene) candidates(c *cue) []int {
	out := make([]int, 0, 16)
	for at := c.sentence; at >= max(0, c.sentence-back); at-- {
		list := s.mentions[at]
		for k := len(list) - 1; k >= 0; k-- {
			out = s.offer(c, out, list[k])
		}
	}
	if next := c.sentence + 1; next < len(s.mentions) {
		for _, i := range s.mentions[next] {
			out = s.offer(c, out, i)
		}
	}
	for _, a := range s.main {
		out = s.offerFar(c, out, a)
	}
	return s.offerStates(c, s.offerBodies(c, out))
}

// offerBodies adds the bodies of those whose gathering it is: «نشست سران گروه ۲۰» is one of the group.
func (s *scene) offerBodies(c *cue, list []int) []int {
	if c.holder < 0 || !c.word.tells(safir.Gathering) {
		return list
	}
	for i := c.holder + 1; i < len(s.Mentions) && s.Mentions[i].Inside == c.holder; i++ {
		if s.Mentions[i].Kind == safir.Org && s.Mentions[i].Actor >= 0 {
			list = s.offer(c, list, i)
		}
	}
	return list
}

// offerStates adds the states of the people who may take part: they may speak for it, and its own side is what a text leaves out
// («مذاکره با الف» in the words of an official of ب).
func (s *scene) offerStates(c *cue, list []int) []int {
	for _, i := range list {
		a := s.actor(i)
		if !a.Kind.Human() || a.Country == "" {
			continue
		}
		if state, ok := s.stateOf[a.Country]; ok {
			list = s.offerFar(c, list, state)
		}
	}
	return list
}

// capital tells whether a mention stands for a state by a city of it.
func (s *scene) capital(mention int) bool {
	m := s.Mentions[mention]
	return m.By == page.ByState && s.inCity[m.Start]
}

// namesEvent tells whether a mention is a city by which the event of a cue is called («مذاکرات وین»): its place, not its party.
// With another side beside it («مذاکرات تهران و واشنگتن») the city stands for the state, and «پیام تهران» is one of Tehran.
func (s *scene) namesEvent(c *cue, mention int) bool {
	m := s.Mentions[mention]
	if m.Start != c.End || !s.capital(mention) || c.word.tells(safir.Message) {
		return false
	}
	if m.End >= s.Sentences[c.sentence].End {
		return true
	}
	key := s.Key(m.End)
	return !joins(key) && key != "با" && key != "-"
}

// namesSome tells whether a mention names the event of some cue: in «تفاهم بغداد را امضا کرد» Baghdad signs nothing.
func (s *scene) namesSome(mention int) bool {
	if !s.capital(mention) {
		return false
	}
	start := s.Mentions[mention].Start
	k := sort.Search(len(s.cues), func(i int) bool { return s.cues[i].End >= start }) // cues are in order of the text
	return k < len(s.cues) && s.namesEvent(&s.cues[k], mention)
}

// offerFar adds an actor by its last mention before the cue, else by its first, though it be within another's («رئیس‌جمهور [الف]»).
func (s *scene) offerFar(c *cue, list []int, actor int) []int {
	mentions := s.Actors[actor].Mentions
	for k := len(mentions) - 1; k >= 0; k-- {
		if m := s.Mentions[mentions[k]]; m.Inside < 0 && m.End <= c.Start {
			return s.offer(c, list, mentions[k])
		}
	}
	if len(mentions) > 0 {
		return s.offer(c, list, mentions[0])
	}
	return list
}

// offer adds a mention, or puts it in the place of another of the same actor that is less telling; a city that only
// names the event takes no part, nor does who only tells of others.
func (s *scene) offer(c *cue, list []int, mention int) []int {
	if s.namesSome(mention) || s.actor(mention).Outside {
		return list
	}
	for i, had := range list {
		if s.Mentions[had].Actor == s.Mentions[mention].Actor {
			if s.distance(c, mention) < s.distance(c, had) {
				list[i] = mention
			}
			return list
		}
	}
	return append(list, mention)
}

// distance is how far a mention is from saying what its actor has to do with the cue: words between, and much more for each
// verb between, for being in another sentence, or for being named only beside the event.
func (s *scene) distance(c *cue, mention int) int {
	m := s.Mentions[mention]
	switch at := int(s.sentence[m.Start]); {
	case at < c.sentence:
		return 1000 * (c.sentence - at)
	case at > c.sentence:
		return 5000
	}
	if mention == c.subject && c.carried == 0 || mention == c.partner || mention == c.holder {
		return 0
	}
	side, from, to := c.away(m.Range)
	verbs := s.finiteBetween(from, to)
	if side == "after" && verbs > 0 && c.verb >= 0 && m.Start >= s.verbs[c.verb].End {
		verbs += 2
	}
	return to - from + 30*verbs
}

// describeRole states what may tell which role a mention's actor has in an event of a type.
func (f *Finder) describeRole(s *scene, c *cue, t safir.EventType, mention int) *learn.Features {
	d := &s.f
	d.Reset()
	m, a := s.Mentions[mention], s.actor(mention)
	kind, sort := string(t), s.sort(mention)
	d.Add("type", kind)
	d.AddWith(kind, "sort", sort)
	d.AddWith(kind, "by", string(m.By))
	away := c.sentence - int(s.sentence[m.Start])
	d.AddWith(kind, "sentences back", learn.Bucket(away))
	rank := learn.Bucket(min(s.rank[m.Actor], 4))
	d.AddWith(kind, "rank", sort, rank)
	d.AddWith(kind, "rank", sort, rank, learn.Bucket(away))
	d.AddIf(s.capital(mention), "capital", kind, learn.Bucket(away), rank)
	d.AddIf(a.Org != "" && a.Country == "", "body without state", kind)
	s.describeActor(d, mention, kind)
	s.describeSensesBeside(c, d, mention, kind)
	f.describePlaceInClause(s, c, d, mention, kind, sort)
	f.describeOthers(s, c, d, mention, kind, sort)
	s.describeSubject(c, d, mention, kind, sort)
	if away != 0 {
		f.describeCarried(s, c, d, mention, away, kind, sort)
		return d
	}
	f.describeNear(s, c, d, mention, kind, sort)
	s.describeHanging(c, d, m.Range, kind, sort)
	return d
}

// describeActor states who the actor is, and in which words: some are always only spoken of, or give their house to others.
func (s *scene) describeActor(d *learn.Features, mention int, kind string) {
	m, a := s.Mentions[mention], s.actor(mention)
	s.describeWordsOf(d, m)
	d.AddWith(kind, "state", a.Country, string(a.Kind))
	d.AddWith(kind, "org", a.Org)
	d.AddWith(kind, "office", a.Office)
}

// describeWordsOf states the words of a mention.
func (s *scene) describeWordsOf(d *learn.Features, m page.Mention) {
	for t := m.Start; t < m.End; t++ {
		d.Add("word of mention", s.Key(t))
	}
}

// oneWith tells of other mentions, -1 for none, whether they are of a mention's actor.
func (s *scene) oneWith(mention int) func(other int) bool {
	actor := s.Mentions[mention].Actor
	return func(other int) bool { return other >= 0 && s.Mentions[other].Actor == actor }
}

// standing is what the grammar around the cue makes of an actor.
func (s *scene) standing(c *cue, mention int) string {
	is := s.oneWith(mention)
	switch {
	case is(c.partner):
		return "partner"
	case is(c.holder):
		return "holder"
	case is(c.subject):
		return "subject" + learn.Bucket(c.carried)
	case s.inOneRow(c.partner, mention):
		return "with partner"
	case s.inOneRow(c.holder, mention):
		return "with holder"
	case s.inOneRow(c.subject, mention):
		return "with subject" + learn.Bucket(c.carried)
	}
	return "other"
}

// describePlaceInClause states what the grammar around the cue makes of the actor, or of the one within whose mention it is named.
func (f *Finder) describePlaceInClause(s *scene, c *cue, d *learn.Features, mention int, kind, sort string) {
	is := s.oneWith(mention)
	who := s.standing(c, mention)
	if m := s.Mentions[mention]; m.Inside >= 0 {
		d.AddWith(kind, "inside", s.standing(c, m.Inside), learn.Bucket(c.sentence-int(s.sentence[m.Start])))
	}
	has := func(other int) string {
		if other < 0 {
			return "no"
		}
		return "yes"
	}
	d.AddWith(kind, "who", who)
	d.AddWith(kind, "who+sort", who, sort)
	d.AddWith(kind, "who+cue", who, c.word.key)
	d.AddWith(kind, "who+others", who, has(c.partner), has(c.holder), learn.Bucket(c.carried))
	d.AddWith(kind, "who+others+sort", who, sort, s.sort(c.partner), s.sort(c.holder), s.sort(c.subject))
	if c.verb >= 0 {
		d.AddWith(kind, "who+verb", who, s.verbs[c.verb].Stem)
	}
	if c.prior >= 0 {
		e := &s.cues[c.prior]
		of := is(e.partner) || is(e.holder) || is(e.subject) && e.carried < 2
		d.AddIf(of, "of prior", kind, has(c.partner), has(c.holder))
		d.AddIf(of, "of prior", kind, c.word.key, s.Key(c.Start-1))
		d.AddIf(of && s.pointsBack(c), "of prior, pointed at", kind, sort)
		d.AddIf(!of, "not of prior", kind, has(c.partner), has(c.holder))
	}
}

// describeOthers states how the actor stands to the others of the sentence.
func (f *Finder) describeOthers(s *scene, c *cue, d *learn.Features, mention int, kind, sort string) {
	a := s.actor(mention)
	if a.Country == "" {
		return
	}
	people, partner := 0, "none"
	for _, i := range s.mentions[c.sentence] {
		if o := s.actor(i); o != a && o.Kind.Human() && o.Country == a.Country {
			people++
		}
	}
	if c.partner >= 0 && s.actor(c.partner) != a {
		partner = relation(s.actor(c.partner).Country, a.Country)
	}
	d.AddWith(kind, "people of its state", sort, learn.Bucket(min(people, 2)))
	d.AddWith(kind, "state of partner", sort, partner)
	if c.subject >= 0 && s.actor(c.subject) != a {
		d.AddWith(kind, "state of subject", sort, relation(s.actor(c.subject).Country, a.Country))
	}
}

// describeCarried states what holds of an actor mentioned in an earlier sentence only.
func (f *Finder) describeCarried(s *scene, c *cue, d *learn.Features, mention, away int, kind, sort string) {
	people, with := 0, false
	for _, i := range s.mentions[c.sentence] {
		if s.actor(i).Kind.Human() {
			people++
			with = with || s.Key(s.Mentions[i].Start-1) == "با"
		}
	}
	lead := s.leads[c.sentence-away]
	if lead >= 0 && s.Mentions[lead].Actor == s.Mentions[mention].Actor {
		d.AddWith(kind, "carried subject", sort, learn.Bucket(away))
	}
	d.AddWith(kind, "carried", sort, learn.Bucket(away), learn.Bucket(min(people, 2)))
	if with {
		d.AddWith(kind, "carried, partner here", sort)
	}
	if s.sides[c.sentence] {
		d.AddWith(kind, "carried, sides here", sort)
	}
	d.AddWith(kind, "carried+cue", c.word.key, sort)
	d.AddWith(kind, "carried+prev", s.Key(c.Start-1))
	if c.verb >= 0 {
		v := s.verbs[c.verb]
		d.AddWith(kind, "carried+verb", v.Stem, v.Form.String())
		d.AddIf(v.Plural, "carried, plural", kind, sort)
	}
	d.AddWith(kind, "carried rank", learn.Bucket(len(s.actor(mention).Mentions)))
	d.AddWith(kind, "carried by others", learn.Bucket(min(3, len(s.mentions[c.sentence]))), sort)
}

// describeNear states what holds of an actor mentioned in the cue's own sentence.
func (f *Finder) describeNear(s *scene, c *cue, d *learn.Features, mention int, kind, sort string) {
	m := s.Mentions[mention]
	side, from, to := c.away(m.Range)
	sentence := s.Sentences[c.sentence]
	prev, next := "-", "-"
	if m.Start > sentence.Start {
		prev = s.Key(m.Start - 1)
	}
	if m.End < sentence.End {
		next = s.Key(m.End)
	}
	verbs := learn.Bucket(min(s.finiteBetween(from, to), 2))
	preposition := s.preposition(c, mention)
	d.AddWith(kind, "side", side, sort)
	d.AddWith(kind, "distance", side, learn.Bucket(to-from))
	d.AddWith(kind, "verbs between", side, verbs)
	d.AddWith(kind, "prev", prev, side)
	d.AddWith(kind, "next", next, side)
	d.AddWith(kind, "prep", preposition, side)
	d.AddWith(kind, "prep+sort", preposition, side, sort)
	d.AddWith(kind, "prep+verbs", preposition, side, verbs)
	d.AddWith(kind, "cue+prep", c.word.key, preposition, side)
	d.AddWith(kind, "others between", side, learn.Bucket(s.mentionsBetween(c, from, to)))
	if path := s.path(from, to); path != "far" {
		d.AddWith(kind, "path", side, path)
		d.AddWith(kind, "path+prep", side, path, preposition)
		d.Add("path+cue", side, path, c.word.key, kind)
	}
	for t := from; t < to; t++ {
		switch key := s.Key(t); key {
		case ":", "که", "«", "»":
			d.AddWith(kind, "mark between", side, key, preposition)
		}
	}
	if s.inClause(c, m.Range) {
		d.AddWith(kind, "in clause", side, preposition, sort)
	} else {
		d.AddWith(kind, "outside clause", side, preposition, sort)
	}
	if c.verb >= 0 {
		d.AddWith(kind, "verb", s.verbs[c.verb].Stem, side, preposition)
	}
	if s.bare(mention) {
		d.AddWith(kind, "bare", side, verbs, sort)
	}
	d.AddIf(s.capital(mention), "capital here", kind, side, preposition, next)
}
