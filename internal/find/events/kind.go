package events

import (
	"strconv"

	"safir"
	"safir/fa"
	"safir/internal/learn"
)

// noEvent is the type decision's label for a cue that tells of no event.
const noEvent = "none"

func kindLabels() []string {
	labels := []string{noEvent}
	for _, t := range safir.EventTypes {
		labels = append(labels, string(t))
	}
	return labels
}

// window is how many words on either side of a cue the decisions look at.
const window = 6

// numbers names the classes of words.
var numbers = func() (names [1 << 10]string) {
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}()

// describeKind states what may tell whether a cue is an event, and of which type.
func (f *Finder) describeKind(s *scene, c *cue) *learn.Features {
	d := &s.f
	d.Reset()
	key := c.word.key
	d.AddWith(c.suffix, "cue", key)
	d.Add("suffix", c.suffix)
	f.describeVerb(s, c, d, key)
	f.describeWords(s, c, d, key)
	f.describeSides(s, c, d, key)
	s.describeThere(c, d, key)
	f.describeStory(s, c, d, key)
	f.describeSenses(s, c, d, key)
	return d
}

func (f *Finder) describeVerb(s *scene, c *cue, d *learn.Features, key string) {
	if c.before >= 0 {
		v := s.verbs[c.before]
		d.AddWith(key, "before", v.Stem)
		d.Add("before", v.Stem, v.Form.String())
	}
	if p := s.under(c); p >= 0 {
		d.AddWith(key, "under", s.Key(p))
		d.AddWith(s.Key(p-1), "under", s.Key(p))
	}
	if v := s.mainVerb(c); v >= 0 && v != c.verb {
		d.AddWith(key, "main", s.verbs[v].Stem)
	}
	if c.before >= 0 {
		v := s.verbs[c.before]
		d.Add("before light", s.Key(v.Start-1), v.Stem)
	}
	if c.verb < 0 {
		d.AddWith(key, "no verb")
		return
	}
	v := s.verbs[c.verb]
	d.AddWith(key, "verb", v.Stem)
	d.AddWith(key, "form", v.Form.String())
	d.Add("cue+verb+form", key, v.Stem, v.Form.String())
	d.Add("verb distance", learn.Bucket(v.Start-c.End))
	d.AddIf(v.Start <= c.End, "cue+light verb", key, v.Stem)
	if v.Start-c.End <= 4 {
		d.AddWith(key, "path to verb", s.path(c.End, v.Start), v.Stem)
	}
	if light := s.Key(v.Start - 1); v.Start-1 >= c.End {
		d.AddWith(key, "light", light, v.Stem)
	}
	d.AddIf(v.Negative, "negative")
	d.AddIf(v.Negative, "negative", key)
	d.AddIf(v.First, "first person")
	d.AddIf(v.Plural, "plural", key)
}

// describeWords states the words around the cue.
func (f *Finder) describeWords(s *scene, c *cue, d *learn.Features, key string) {
	sentence := s.Sentences[c.sentence]
	at := func(t int) string {
		if !sentence.Contains(t) {
			return "-"
		}
		return s.Key(t)
	}
	p1, p2, n1, n2 := at(c.Start-1), at(c.Start-2), at(c.End), at(c.End+1)
	d.AddWith(key, "prev", p1)
	d.AddWith(key, "next", n1)
	d.AddWith(key, "prev2", p2, p1)
	d.AddWith(key, "next2", n1, n2)
	d.AddWith(key, "prev+next", p1, n1)
	_, before := f.words.Classes(p1)
	_, after := f.words.Classes(n1)
	d.AddWith(key, "prev group", numbers[before])
	d.AddWith(key, "next group", numbers[after])
	for t := max(sentence.Start, c.Start-window); t < min(sentence.End, c.End+window); t++ {
		if t >= c.Start && t < c.End {
			continue
		}
		k := s.Key(t)
		if len(k) <= 2 {
			continue
		}
		d.AddWith(key, "near", k)
		side := "after"
		if t < c.Start {
			side = "before"
		}
		if s.mentionAt[t] < 0 && s.Tokens[t].Kind == fa.Word {
			class, group := s.classes(t)
			d.Add("near class", side, numbers[class])
			d.AddWith(key, "near group", side, numbers[group])
		}
	}
	f.describeSentence(s, s.around(c), d)
	d.AddWith(key, "words", learn.Bucket(sentence.End-sentence.Start))
	d.Add("words+place", learn.Bucket(sentence.End-sentence.Start), learn.Bucket(c.Start-sentence.Start))
}

// far is how many words on either side of a cue its sentence is looked at: a text takes time as it is long.
const far = 100

// around is the cue's sentence, as far as it is looked at.
func (s *scene) around(c *cue) fa.Range {
	sentence := s.Sentences[c.sentence]
	return fa.Range{Start: max(sentence.Start, c.Start-far), End: min(sentence.End, c.End+far)}
}

// describeSentence states the words of a cue's sentence that stand in no mention, and of which class they are.
func (f *Finder) describeSentence(s *scene, sentence fa.Range, d *learn.Features) {
	for t := sentence.Start; t < sentence.End; t++ {
		if s.Tokens[t].Kind != fa.Word || s.mentionAt[t] >= 0 {
			continue
		}
		k := s.Key(t)
		class, _ := s.classes(t)
		d.Add("class in sentence", numbers[class])
		d.AddIf(len(k) > 4, "in sentence", k)
	}
}

// describeSides states who stands around the cue.
func (f *Finder) describeSides(s *scene, c *cue, d *learn.Features, key string) {
	before, after, humans := -1, -1, 0
	var states []string
	for _, i := range s.mentions[c.sentence] {
		m, a := s.Mentions[i], s.actor(i)
		if a.Country != "" && !contains(states, a.Country) {
			states = append(states, a.Country)
		}
		if a.Kind.Human() {
			humans++
		}
		if m.End <= c.Start {
			before = i
		}
		if m.Start >= c.End && after < 0 {
			after = i
		}
	}
	d.AddWith(key, "sides", learn.Bucket(min(len(states), 3)))
	d.AddWith(key, "humans", learn.Bucket(min(humans, 3)))
	d.Add("cue+before", key, s.sort(before))
	d.Add("cue+after", key, s.sort(after), s.Key(c.End))
	if after >= 0 {
		d.AddWith(key, "path after", s.path(c.End, s.Mentions[after].Start), s.sort(after))
	}
	if before >= 0 {
		d.AddWith(key, "path before", s.path(s.Mentions[before].End, c.Start), s.sort(before))
	}
	d.AddWith(key, "subject", s.sort(c.subject), learn.Bucket(c.carried))
	d.AddWith(key, "partner", s.sort(c.partner))
	d.AddWith(key, "holder", s.sort(c.holder))
	d.AddWith(key, "who", s.sort(c.subject), s.sort(c.partner), s.sort(c.holder))
	if c.subject >= 0 && c.partner >= 0 {
		d.AddWith(key, "two sides", relation(s.actor(c.subject).Country, s.actor(c.partner).Country))
	}
	d.AddIf(len(s.places[c.sentence]) > 0, "cue+place", key)
	d.AddWith(key, "place under", s.placeUnder(c))
	d.AddIf(len(s.times[c.sentence]) > 0, "cue+time", key)
	d.AddIf(s.sides[c.sentence], "sides here", key)
	d.AddWith(key, "spoken of", s.spokenOf(c))
	for t := c.Start; t < min(c.End+3, s.Sentences[c.sentence].End); t++ {
		if _, ok := f.world.Outlets.Longest(s.Doc, t); ok {
			d.Add("cue+outlet", key)
			break
		}
	}
}

// describeThere states who the sentence names, and in which words.
func (s *scene) describeThere(c *cue, d *learn.Features, key string) {
	near := s.around(c)
	for _, i := range s.mentions[c.sentence] {
		m, a := s.Mentions[i], s.actor(i)
		if m.Start < near.Start || m.End > near.End {
			continue
		}
		side := "after"
		if m.End <= c.Start {
			side = "before"
		}
		d.AddWith(key, "there", a.Country, string(a.Kind), a.Office, side)
		d.Add("there", a.Country, string(a.Kind), a.Office, a.Org)
		s.describeWordsOf(d, m)
	}
}

// placeUnder is the word before the place of the cue's clause that is nearest to the cue, and on which side it stands: «از ایران
// دیدار کرد» is a visit, «در ایران دیدار کرد» is none.
func (s *scene) placeUnder(c *cue) string {
	found, least := "", 0
	for _, i := range s.places[c.sentence] {
		p := s.Places[i].Range
		if p.Start <= s.Sentences[c.sentence].Start || p.Start < s.clauseStart(c) || p.Start >= s.clauseEnd(c) {
			continue
		}
		side, from, to := c.away(p)
		if m := s.mentionAt[p.Start]; m >= 0 {
			p.Start = s.Mentions[m].Start
		}
		if found == "" || to-from < least {
			found, least = side+" "+s.Key(p.Start-1), to-from
		}
	}
	return found
}

// spokenOf tells which of those of whom the dispatch speaks most the cue's sentence names.
func (s *scene) spokenOf(c *cue) string {
	first, second := "", ""
	for _, i := range s.mentions[c.sentence] {
		switch a := s.Mentions[i].Actor; s.rank[a] {
		case 0:
			first = "first "
		case 1:
			second = "second"
		}
	}
	return first + second
}

// relation tells whether two states are one.
func relation(a, b string) string {
	switch {
	case a == "" || b == "":
		return "unknown"
	case a == b:
		return "same"
	}
	return "different"
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// describeStory states where in the dispatch the cue stands, and what was told before it.
func (f *Finder) describeStory(s *scene, c *cue, d *learn.Features, key string) {
	d.AddWith(key, "states", learn.Bucket(min(s.states, 6)))
	d.Add("offices", learn.Bucket(s.offices))
	d.AddWith(key, "sentence", learn.Bucket(min(c.sentence, 4)))
	d.AddIf(s.Outlet == nil, "outlet unknown")
	d.AddWith(key, "earlier cues", learn.Bucket(min(c.nth, 4)))
	d.AddWith(key, "earlier same", learn.Bucket(min(c.nthWord, 3)))
	d.AddIf(s.quoted[c.Start], "quoted")
	d.AddIf(s.quoted[c.Start], "quoted", key)
	d.AddIf(s.pointsBack(c), "points back", key)
	if c.prior >= 0 {
		d.AddWith(key, "prior", s.cues[c.prior].word.key)
	}
	for t := c.End; t < s.Sentences[c.sentence].End; t++ {
		if s.Key(t) == ":" {
			d.AddWith(key, "colon follows")
			break
		}
	}
}

// pointsBack tells whether the cue is «این دیدار»: something told before.
func (s *scene) pointsBack(c *cue) bool {
	for t := c.Start - 1; t >= max(0, c.Start-2); t-- {
		switch s.Key(t) {
		case "این", "ان", "همین", "همان":
			return true
		}
	}
	return false
}
