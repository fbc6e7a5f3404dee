package events

import (
	"slices"

	"safir"
	"safir/fa"
)

// A call or a meeting has two sides. Each of those who are named nearby is asked by itself whether it is one; what a third would have to be, and
// who is not there, grammar tells.

// withoutAbsent leaves out of talks who only sends those who have them; where a cue says that its partner has no name,
// who is named outside its clause; and who hangs on another cue of its sentence, where it has a partner of its own.
func (s *scene) withoutAbsent(c *cue, kind safir.EventType, parts []part) []part {
	if mainRole(kind) != safir.Party {
		return parts
	}
	sender, nameless, own := s.sender(c), s.namelessPartner(c), s.hasOwnPartner(c)
	return slices.DeleteFunc(parts, func(p part) bool {
		m := s.Mentions[p.mention]
		return sender >= 0 && p.actor == sender || nameless && p.mention != c.subject && !s.inClause(c, m.Range) ||
			own && s.othersPartner(c, p.mention)
	})
}

// hangsOn tells whether a mention hangs on a cue with «با»: «گفت‌وگوی تلفنی با [الف]، دیدار با [ب]».
func (s *scene) hangsOn(c *cue, mention int) bool {
	return s.Mentions[mention].Start == c.End+1 && s.Key(c.End) == "با"
}

// hasOwnPartner tells whether somebody hangs on a cue.
func (s *scene) hasOwnPartner(c *cue) bool {
	return slices.ContainsFunc(s.mentions[c.sentence], func(m int) bool { return s.hangsOn(c, m) })
}

// othersPartner tells whether a mention hangs on another cue of a cue's sentence.
func (s *scene) othersPartner(c *cue, mention int) bool {
	return !s.hangsOn(c, mention) && slices.ContainsFunc(s.cuesOf(c.sentence), func(o cue) bool { return s.hangsOn(&o, mention) })
}

// sender is who sends others to what a cue tells, -1 where nobody does: «الف ب را برای گفت‌وگو با ج به د می‌فرستد».
func (s *scene) sender(c *cue) int {
	if c.verb < 0 || !s.sends(c.verb) {
		return -1
	}
	sender := -1
	for _, i := range s.mentions[c.sentence] {
		m := s.Mentions[i]
		if m.Start < s.clauseStart(c) || m.End > c.Start || !s.actor(i).Kind.Human() {
			continue
		}
		if sender < 0 && s.bare(i) {
			sender = m.Actor
		} else if sender >= 0 && sender != m.Actor && s.Key(m.End) == "را" {
			return sender
		}
	}
	return -1
}

// sends tells whether a verb is one of sending.
func (s *scene) sends(v int) bool {
	return s.verbs[v].Stem == "فرستاد" || s.Key(s.verbs[v].Start-1) == "اعزام"
}

// toPartner is how many words behind a cue its partner is looked for: «رایزنی با برخی از مقام‌های الف».
const toPartner = 5

// namelessPartner tells whether a cue's partner is no actor: «پس از رایزنی با میانجی‌ها».
func (s *scene) namelessPartner(c *cue) bool {
	if s.Key(c.End) != "با" {
		return false
	}
	end := min(c.End+toPartner, s.Sentences[c.sentence].End)
	for t := c.End + 1; t < end; t++ {
		if s.mentionAt[t] >= 0 {
			return false
		}
		if key := s.Key(t); s.verbAt[t] >= 0 || s.Tokens[t].Kind == fa.Punct || prepositions[key] && key != "از" {
			return t > c.End+1
		}
	}
	return true
}

// withBearer has who hands over another's message bear it and not send it: «[الف] سلام‌های [ب] را ابلاغ کرد» is a greeting of the second.
func (s *scene) withBearer(c *cue, kind safir.EventType, parts []part) []part {
	if kind != safir.Message || c.holder < 0 || c.subject < 0 || c.carried > 0 || !s.inClause(c, s.Mentions[c.holder].Range) {
		return parts
	}
	sends := func(mention int) int {
		return slices.IndexFunc(parts, func(p part) bool { return p.actor == s.Mentions[mention].Actor && p.role == safir.Sender })
	}
	from, by := sends(c.holder), sends(c.subject)
	if from < 0 || by < 0 || from == by {
		return parts
	}
	parts = slices.Clone(parts)
	parts[by].role = safir.Bearer
	return parts
}

// twoSides leaves out of a call or a meeting who is of a third state, named outside its clause, and in no row with one of the two likeliest sides. Of 59
// that were read with three states, in gold/train and the readings, 17 have them.
func (s *scene) twoSides(c *cue, kind safir.EventType, parts []part) []part {
	if kind != safir.Call && kind != safir.Meeting {
		return parts
	}
	var states, in []int
	likeliest := slices.SortedStableFunc(slices.Values(parts), byProbability)
	if k := slices.IndexFunc(likeliest, func(p part) bool { return s.hangsOn(c, p.mention) }); k > 0 { // who hangs on the cue is a side
		partner := likeliest[k]
		likeliest = slices.Insert(slices.Delete(likeliest, k, k+1), 0, partner)
	}
	for _, p := range likeliest {
		state := s.stateKeys[p.actor]
		third := p.role == safir.Party && len(states) > 1 && !slices.Contains(states, state)
		inRow := func(a int) bool { return s.beside[[2]int{a, p.actor}] }
		if third && !s.inClause(c, s.Mentions[p.mention].Range) && !slices.ContainsFunc(in, inRow) {
			continue
		}
		if p.role == safir.Party && !slices.Contains(states, state) {
			states = append(states, state)
		}
		in = append(in, p.actor)
	}
	return slices.DeleteFunc(parts, func(p part) bool { return !slices.Contains(in, p.actor) })
}
