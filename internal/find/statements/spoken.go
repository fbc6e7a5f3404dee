package statements

import (
	"slices"

	"safir/internal/learn"
	"safir/internal/page"
)

// mostSaid is how many statements back it is counted who spoke: more than dispatches have, so that a text of nothing but
// statements takes time as it is long, not as its square.
const mostSaid = 100

// describeSpoken states how often those of a choice have spoken so far, and whether the one whom the cue's sentence names may be the
// one who spoke last: it is he who speaks on, unless somebody else was named.
func (s *scene) describeSpoken(f *features, c *cue, x *speakerChoice) {
	times := 0
	for i := max(0, len(s.said)-mostSaid); i < len(s.said); i++ {
		if slices.Equal(s.said[i].Speakers, x.actors) {
			times++
		}
	}
	spoke, n := "new", len(s.said)
	if times > 0 {
		spoke = "earlier"
		if slices.Equal(s.said[n-1].Speakers, x.actors) {
			spoke = "last"
		}
	}
	f.Add("spoke", spoke, x.from)
	f.Add("times spoken", learn.Bucket(min(times, 4)), learn.Bucket(min(n, 6)), x.from)
	f.AddIf(times > 0 && 2*times >= n, "spoke most", x.from)
	switch {
	case x.first < 0:
		subject, opener := s.likeness(s.subjectMention(c), x.actors), s.likeness(s.openingMention(c), x.actors)
		f.Add("subject is", subject, x.from)
		f.Add("subject is+kind", subject, x.from, string(c.kind))
		f.Add("opener is", opener, x.from)
		f.Add("both are", opener, subject, x.from)
	case n > 0:
		last := s.likeness(x.first, s.said[n-1].Speakers)
		f.Add("last is", last, x.from)
		f.Add("last is+by", last, x.from, string(s.Mentions[x.first].By))
	}
}

// openingMention is the first mention before a cue in its sentence that no preposition governs, -1 where there is none.
func (s *scene) openingMention(c *cue) int {
	for t := s.sentenceStart(c.Start); t < c.Start; t++ {
		if i := s.mention[t]; i >= 0 && s.Mentions[i].Start == t && !s.is(t-1, "prep") {
			return int(i)
		}
	}
	return -1
}

// likeness tells whether a mention is of the one among actors, or what speaks against it: two that were not found to be one may yet be
// («نخست‌وزیر هند» and a name), unless their states, names or offices differ.
func (s *scene) likeness(mention int, actors []int) string {
	if mention < 0 || s.Mentions[mention].Actor < 0 {
		return "nobody"
	}
	m := &s.Mentions[mention]
	by := ""
	if m.By == page.ByPronoun {
		by = " by pronoun"
	}
	switch {
	case slices.Contains(actors, m.Actor):
		return "same" + by
	case len(actors) != 1 || actors[0] < 0:
		return "several" + by
	}
	return s.difference(&s.Actors[m.Actor], &s.Actors[actors[0]], s.Key(m.Start-1) == "یک" || s.Key(m.Start) == "یک") + by
}

// difference names what tells two actors apart, "none" where nothing does; new tells that the first was introduced as somebody new.
func (s *scene) difference(a, b *page.Actor, introduced bool) string {
	switch {
	case a.Kind.Human() != b.Kind.Human():
		return "kind"
	case a.Country != "" && b.Country != "" && a.Country != b.Country:
		return "country"
	case a.Name != "" && b.Name != "":
		return "name"
	case a.Office != "" && b.Office != "" && a.Office != b.Office:
		return "office"
	case introduced:
		return "new"
	}
	return "none"
}
