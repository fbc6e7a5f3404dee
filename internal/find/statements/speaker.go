package statements

import (
	"slices"
	"strconv"

	"safir"
	"safir/fa"
	"safir/internal/learn"
	"safir/internal/page"
	"safir/internal/verb"
)

// speakerChoice is a possible answer to who speaks: one actor or several.
type speakerChoice struct {
	actors      []int
	first, last int    // mentions, -1 where the choice is taken from elsewhere
	from        string // "mention", "row", "sides", "last", "before last", "event"
}

// speakerChoices lists the possible answers: the mentions of the cue's sentence, alone and in rows; those who spoke
// last; both sides of the event that is told of; the mentions of the sentences before.
func (s *scene) speakerChoices(r *reading) []speakerChoice {
	c := &s.cues[r.cue]
	sentence := int(s.sentence[c.Start])
	var out []speakerChoice
	out = s.mentionChoices(out, r, s.Sentences[sentence], "mention", "row")
	if n := len(s.said); n > 0 {
		out = append(out, speakerChoice{s.said[n-1].Speakers, -1, -1, "last"})
		for k := n - 2; k >= 0; k-- {
			if !slices.Equal(s.said[k].Speakers, s.said[n-1].Speakers) {
				out = append(out, speakerChoice{s.said[k].Speakers, -1, -1, "before last"})
				break
			}
		}
	}
	if e := s.eventBefore(c.Start); e >= 0 {
		out = append(out, speakerChoice{partiesOf(&s.Events[e]), -1, -1, "event"})
	}
	for back := 1; back <= 3 && sentence-back >= 0; back++ {
		out = s.mentionChoices(out, r, s.Sentences[sentence-back], "mention-"+learn.Bucket(min(back, 2)), "row-"+learn.Bucket(min(back, 2)))
	}
	return slices.DeleteFunc(out, func(x speakerChoice) bool { return len(x.actors) == 0 })
}

// mentionChoices adds the mentions of a sentence, outside the content, and their rows.
func (s *scene) mentionChoices(out []speakerChoice, r *reading, sentence fa.Range, one, several string) []speakerChoice {
	row := speakerChoice{first: -1, from: several}
	flush := func() {
		if len(row.actors) > 1 {
			out = append(out, row)
		}
		row = speakerChoice{first: -1, from: several}
	}
	for t := sentence.Start; t < sentence.End; {
		i := int(s.mention[t])
		if i < 0 {
			t++
			continue
		}
		m := &s.Mentions[i]
		t = max(m.End, t+1)
		if m.Start < r.content.End && r.content.Start < m.End && !(m.Start < r.content.Start) {
			flush()
			continue
		}
		if m.By == page.BySides {
			if e := s.eventBefore(m.Start); e >= 0 {
				out = append(out, speakerChoice{partiesOf(&s.Events[e]), i, i, "sides" + one})
			} else if len(s.said) > 0 {
				out = append(out, speakerChoice{s.lastTwo(), i, i, "sides" + one})
			}
			flush()
			continue
		}
		if m.Actor < 0 {
			continue
		}
		out = append(out, speakerChoice{[]int{m.Actor}, i, i, one})
		if row.first >= 0 && s.joined(s.Mentions[row.last].End, m.Start) {
			if !slices.Contains(row.actors, m.Actor) {
				row.actors = append(row.actors, m.Actor)
			}
			row.last = i
			continue
		}
		flush()
		row = speakerChoice{[]int{m.Actor}, i, i, several}
	}
	flush()
	return out
}

// joined tells whether only و or a comma stands between two mentions.
func (s *scene) joined(end, start int) bool {
	if start-end < 1 || start-end > 2 {
		return false
	}
	for t := end; t < start; t++ {
		if k := s.Key(t); k != "و" && k != "،" {
			return false
		}
	}
	return true
}

// lastTwo are the last two single speakers that differ.
func (s *scene) lastTwo() []int {
	var out []int
	for k := len(s.said) - 1; k >= 0 && len(out) < 2; k-- {
		for _, a := range s.said[k].Speakers {
			if !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// eventBefore is the last event told of before token t at which people talk, else the first one after, -1 where none.
func (s *scene) eventBefore(t int) int {
	best := -1
	for i := range s.Events {
		e := &s.Events[i]
		if !talks(e) || len(partiesOf(e)) < 2 {
			continue
		}
		if best < 0 || e.Cue.Start < t && s.Events[best].Cue.Start < e.Cue.Start {
			best = i
		}
	}
	return best
}

// talks tells whether people talk to each other at an event.
func talks(e *page.Event) bool {
	switch e.Type {
	case safir.Call, safir.Meeting, safir.Gathering, safir.Negotiation:
		return e.Status.Came()
	}
	return false
}

func partiesOf(e *page.Event) []int {
	var out []int
	for _, p := range e.Participants {
		if p.Role == safir.Party {
			out = append(out, p.Actor)
		}
	}
	return out
}

// speakers chooses who speaks.
func (f *Finder) speakers(s *scene, r *reading) ([]int, float64) {
	choices := s.speakerChoices(r)
	scores := s.scores[:0]
	for i := range choices {
		score := 0.0
		if f.models.speaker != nil {
			score = f.models.speaker.Score(s.describeSpeaker(r, &choices[i]))
		}
		scores = append(scores, score)
	}
	s.scores = scores
	best, p := learn.Likeliest(scores)
	if best < 0 {
		return nil, 0
	}
	for i := range choices { // other ways to the same answer
		if i != best && sameSet(choices[i].actors, choices[best].actors) {
			p += scores[i]
		}
	}
	return choices[best].actors, p
}

func (s *scene) describeSpeaker(r *reading, x *speakerChoice) *features {
	f, c := &s.features, &s.cues[r.cue]
	f.Reset()
	kind := string(c.kind)
	from := x.from
	f.Add("from", from, kind)
	f.Add("many", learn.Bucket(min(len(x.actors), 3)), from)
	plural := s.number(c)
	passive := c.verb >= 0 && s.verbs[c.verb].Stem == "شد" && c.word != nil && c.kind == finiteCue && !c.word.passiveIsActive()
	f.Add("number", plural, learn.Bucket(min(len(x.actors), 2)), from)
	f.AddIf(s.namedIn(r.content, x.actors), "named in content", kind, from)
	if from == "event" {
		f.Add("event told", s.eventTold(c), plural, strconv.FormatBool(passive))
	}
	f.AddIf(passive, "passive", from)
	f.Add("named in sentence", s.subject(c), from)
	s.describeSpoken(f, c, x)
	a := &s.Actors[x.actors[0]]
	f.Add("actor", string(a.Kind), from)
	f.AddIf(a.Office != "", "office", a.Office)
	f.AddIf(a.Kind == safir.Org && a.Org != "", "org", a.Org)
	if x.first < 0 {
		f.Add("previous sentence", learn.Bucket(min(s.sentencesSince(c), 3)), from, s.subject(c))
		return f
	}
	s.describeMention(f, r, x, plural)
	s.describeSubject(f, c, x)
	s.describeHanging(f, c, fa.Range{Start: s.Mentions[x.first].Start, End: s.Mentions[x.last].End}, from)
	return f
}

// passiveIsActive tells whether the word's active form is made with شد (خواستار شد), so that شد is no passive.
func (w *cueWord) passiveIsActive() bool {
	return !slices.ContainsFunc(w.verbs, func(l light) bool { return l.stem == "کرد" || l.stem == "داشت" })
}

// sentencesSince counts the sentences between the last statement and a cue.
func (s *scene) sentencesSince(c *cue) int {
	n := len(s.said)
	if n == 0 {
		return 9
	}
	return int(s.sentence[c.Start]) - int(s.sentence[min(max(s.said[n-1].Content.End-1, 0), len(s.Tokens)-1)])
}

func (s *scene) describeMention(f *features, r *reading, x *speakerChoice, plural string) {
	c := &s.cues[r.cue]
	first, last := &s.Mentions[x.first], &s.Mentions[x.last]
	kind, from := string(c.kind), x.from
	side := "before"
	if first.Start >= c.End {
		side = "after"
	}
	gap := c.Start - last.End
	if side == "after" {
		gap = first.Start - c.End
	}
	prev, next := s.back(first.Start-1), s.back(last.End)
	if s.is(first.Start-1, "prep") {
		prev = s.Key(first.Start - 1)
	}
	f.Add("by", string(first.By), from, side)
	f.Add("side", side, kind, from)
	f.Add("gap", side, learn.Bucket(gap), kind, from)
	f.Add("prev", prev, from)
	f.Add("prev+kind", prev, kind, side, from)
	f.Add("next", s.Key(last.End), from)
	f.Add("prev+next", prev, next, from)
	f.Add("prev+cue", s.Key(first.Start-1), c.name)
	f.Add("next+cue", s.Key(last.End), c.name)
	f.Add("prev2", s.Key(first.Start-2), s.Key(first.Start-1))
	f.Add("next2", s.Key(last.End), s.Key(last.End+1))
	f.AddIf(s.is(first.Start-1, "prep") && s.is(first.Start-2, "meeting"), "talk with", from)
	start := s.sentenceStart(first.Start)
	f.Add("from start", learn.Bucket(first.Start-start), from)
	f.Add("rank", learn.Bucket(min(s.mentionsBetween(start, first.Start), 4)), from)
	if side == "before" {
		f.Add("between", learn.Bucket(min(s.mentionsBetween(last.End, c.Start), 4)), from)
		f.Add("between free", learn.Bucket(min(s.freeBetween(last.End, c.Start), 3)), from)
		f.Add("verbs between", learn.Bucket(min(s.finiteBetween(last.End, c.Start), 3)), from, kind)
		f.Add("free before", learn.Bucket(min(s.freeBetween(start, first.Start), 3)), prevIs(s.is(first.Start-1, "prep")), from)
	}
	if side == "before" {
		s.describeClause(f, r, x, prev)
	}
	inRow := x.first == x.last && (s.joinedTo(x.first, -1) || s.joinedTo(x.first, 1))
	f.AddIf(inRow, "part of a row", from)
	f.AddIf(inRow, "part of a row", plural, from)
	f.AddIf(x.first == x.last, "plural", plural, string(first.Kind), string(first.By), from)
	f.AddIf(s.cited(first), "cited", from)
	f.AddIf(s.outlet(first), "outlet", from, kind)
	f.AddIf(s.is(first.Start-1, "agent"), "agent", from)
	if side == "before" {
		f.Add("path", s.path(last.End, c.Start), prevIs(s.is(first.Start-1, "prep")), from)
	}
	f.AddIf(s.starts[first.Start], "opens sentence", from, string(first.By))
	f.Add("mention", string(first.Kind), string(first.By), prevIs(s.is(first.Start-1, "prep")), from)
}

// describeClause states whose clause the cue may stand in: of «الف در پاسخ به ب که خواستار ... شد، گفت» the demand is of him whom که
// follows, and what is told after it is of him who was named before.
func (s *scene) describeClause(f *features, r *reading, x *speakerChoice, prev string) {
	c, last := &s.cues[r.cue], &s.Mentions[x.last]
	later := "last cue"
	for t := max(r.content.End, c.End); t < s.sentenceEnd(c.Start); t++ {
		if i := s.cueAt[t]; i >= 0 && s.reports(int(i)) && s.cues[i].kind == finiteCue {
			later = "cue follows"
			break
		}
	}
	verbs := s.finiteBetween(last.End, c.Start)
	relative := "plain"
	for t := last.End; t < min(last.End+2, c.Start); t++ {
		if s.Key(t) == "که" {
			relative = "که"
		}
	}
	f.Add("clause", relative, learn.Bucket(min(verbs, 2)), later, x.from)
	f.Add("clause+prev", relative, learn.Bucket(min(verbs, 2)), prev, later, x.from)
	f.Add("free, cue follows", later, learn.Bucket(min(s.freeBetween(s.sentenceStart(c.Start), last.Start), 2)), x.from)
}

// namedIn tells whether a content names one of the actors: speakers seldom call themselves by their names.
func (s *scene) namedIn(content fa.Range, actors []int) bool {
	for t := content.Start; t < content.End; t++ {
		i := s.mention[t]
		if i < 0 || s.Mentions[i].Start != t || s.Mentions[i].By == page.ByPronoun {
			continue
		}
		if slices.Contains(actors, s.Mentions[i].Actor) {
			return true
		}
	}
	return false
}

// eventTold tells where the event before a cue is told of: in its own sentence, before it, or only later.
func (s *scene) eventTold(c *cue) string {
	at := s.Events[s.eventBefore(c.Start)].Cue.Start
	switch back := s.sentence[c.Start] - s.sentence[min(at, len(s.Tokens)-1)]; {
	case at > c.Start:
		return "later"
	case back == 0:
		return "same sentence"
	case back == 1:
		return "sentence before"
	}
	return "earlier"
}

// cited tells whether a mention is one whose words are passed on: «به نقل از سخنگو», «از قول او».
func (s *scene) cited(m *page.Mention) bool {
	for t := m.Start - 1; t >= max(m.Start-3, 0); t-- {
		if s.is(t, "citing") {
			return true
		}
	}
	return false
}

// outlet tells whether a mention is, or names, a news outlet.
func (s *scene) outlet(m *page.Mention) bool {
	for t := max(m.Start-2, 0); t < m.End; t++ {
		if s.is(t, "media") {
			return true
		}
	}
	return false
}

// longestPath is how many turns of a sentence's clauses are looked at.
const longestPath = 4

// path tells how the clauses go on in [start, end): each که, whether at once (r) or later (k), each verb, whether «و» follows it (w) or
// not (v), and the comma at the end. Of «الف که … بود، گفت» it is known so that the relative clause is over, of «الف گفت که ب …» that it
// is not.
func (s *scene) path(start, end int) string {
	out := make([]byte, 0, longestPath)
	for t := start; t < end && len(out) < longestPath; t++ {
		if s.Key(t) == "که" {
			if t <= start+1 {
				out = append(out, 'r')
			} else {
				out = append(out, 'k')
			}
			continue
		}
		v := s.verb(t)
		if v == nil || v.Start != t || !v.Form.Finite() && v.Form != verb.Participle {
			continue
		}
		if s.Key(v.End) == "و" {
			out = append(out, 'w')
		} else {
			out = append(out, 'v')
		}
		t = v.End - 1
	}
	if s.Key(end-1) == "،" {
		out = append(out, ',')
	}
	return string(out)
}

func prevIs(prep bool) string {
	if prep {
		return "governed"
	}
	return "free"
}

// freeBetween counts the mentions in [start, end) that no preposition governs.
func (s *scene) freeBetween(start, end int) int {
	start, end = max(start, 0), min(end, len(s.Tokens))
	if start >= end {
		return 0
	}
	return int(s.upTo[end].free - s.upTo[start].free)
}

// joinedTo tells whether the next mention in a direction is joined to mention i.
func (s *scene) joinedTo(i, direction int) bool {
	for k := i + direction; k >= 0 && k < len(s.Mentions); k += direction {
		if s.Mentions[k].Inside >= 0 {
			continue
		}
		if direction > 0 {
			return s.joined(s.Mentions[i].End, s.Mentions[k].Start)
		}
		return s.joined(s.Mentions[k].End, s.Mentions[i].Start)
	}
	return false
}

// event is the event at which something was said: the last call or meeting told of before it in which the speaker takes
// part, where the dispatch tells of one; -1 where none.
func (s *scene) event(r *reading, st *page.Statement) int {
	best := -1
	for i := range s.Events {
		e := &s.Events[i]
		if !talks(e) || !s.takesPart(e, st.Speakers) {
			continue
		}
		if best < 0 || e.Cue.Start < s.cues[r.cue].Start && s.Events[best].Cue.Start < e.Cue.Start {
			best = i
		}
	}
	return best
}

func (s *scene) takesPart(e *page.Event, actors []int) bool {
	for _, a := range actors {
		if !slices.ContainsFunc(e.Participants, func(p page.Participant) bool { return p.Actor == a }) {
			return false
		}
	}
	return len(actors) > 0
}
