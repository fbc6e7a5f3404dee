package statements

import (
	"io"
	"slices"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
)

// Gold is what a dispatch's statements really are, in the terms of its page.
type Gold struct {
	Speakers, Target []int // indexes into the page's actors, -1 for one that the page has not
	Act              safir.Act
	Content          fa.Range
	Direct           bool
}

// Lesson is a page up to its events, with what its statements are.
type Lesson struct {
	Page       *page.Page
	Statements []Gold
	// Told tells that only the statements are learned from, not what is none.
	Told bool
}

// Train learns the decisions. The same lessons give the same models. Of the statements of acts only the content and the act are
// known: they are lessons for that decision alone, which has more labels to tell apart than the other lessons can teach.
func Train(world *know.World, lessons, acts []Lesson) ([]*learn.Model, error) {
	f, err := newFinder(world, models{})
	if err != nil {
		return nil, err
	}
	t := &teacher{f: f}
	for k := range folds {
		others := slices.Concat(lessons[:k*len(lessons)/folds], lessons[(k+1)*len(lessons)/folds:])
		f.models.start, f.models.end = t.learnExtents(others)
		t.each(lessons[k*len(lessons)/folds:(k+1)*len(lessons)/folds], t.meanings)
	}
	f.models.start, f.models.end = t.learnExtents(lessons)
	f.models.says = yesOrNo(t.says)
	_, f.models.speaker = learn.TrainNet(nil, t.speaker, units)
	t.each(acts, t.onlyActs)
	f.models.act, f.models.hints = learn.TrainNet(actLabels(), t.act, actUnits)
	f.models.target = yesOrNo(t.target)
	f.models.direct = yesOrNo(t.direct)
	return f.models.list(), nil
}

// folds is into how many parts the lessons are cut, so that the later decisions are learned from contents whose extents were
// found by models that had not seen them: as they will be found in use, with errors.
const folds = 4

func (t *teacher) learnExtents(lessons []Lesson) (start, end *learn.Model) {
	t.start, t.end = nil, nil
	t.each(lessons, t.extents)
	_, start = learn.TrainNet(nil, t.start, units)
	return start, yesOrNo(t.end)
}

// units are how the decisions learn that come with cases enough to find which facts count together.
var units = learn.NetOptions{Hidden: 8, MinCount: 4}

// actUnits are how the decision about acts learns. It rests on single words, of which most are rare: a large part of them is left out
// in each pass, so that many have to speak for an act. Trainings differ much, so that four are averaged; without the rarest words,
// which are more than half of all, they take no more room than two.
var actUnits = learn.NetOptions{Hidden: 16, Dropout: 0.75, Epochs: 16, MinCount: 5, Nets: 4}

// yesOrNo learns whether something holds.
func yesOrNo(examples []learn.Example) *learn.Model {
	return learn.TrainNetOn([]string{"no", "yes"}, examples, units)
}

// Write stores models in the file that New embeds.
func Write(w io.Writer, list []*learn.Model) error { return learn.Write(w, list...) }

func actLabels() []string {
	var out []string
	for _, a := range safir.Acts {
		out = append(out, string(a))
	}
	return out
}

func label(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// teacher turns lessons into examples.
type teacher struct {
	f                         *Finder
	end, says, target, direct []learn.Example
	start, speaker, act       []learn.Choice
}

func (t *teacher) each(lessons []Lesson, teach func(*scene, *Lesson)) {
	for i := range lessons {
		teach(t.f.newScene(lessons[i].Page), &lessons[i])
	}
}

func example(f *features, yes bool) learn.Example {
	return learn.Example{Features: f.Copy(), Label: label(yes)}
}

// match is a gold statement with the reading that tells it.
type match struct {
	r    reading
	gold *Gold
}

// matches finds for each gold statement the reading that it comes from: the one whose best possible content shares most
// words with it, at least half.
func (t *teacher) matches(s *scene, l *Lesson) []match {
	var all []match
	for i := range s.cues {
		for _, r := range s.frames(i) {
			for g := range l.Statements {
				gold := &l.Statements[g]
				if best, ok := s.nearest(r, gold.Content); ok {
					all = append(all, match{best, gold})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		switch x, y := shared(a.r.content, a.gold.Content), shared(b.r.content, b.gold.Content); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	var out []match
	for _, m := range all {
		taken := slices.ContainsFunc(out, func(o match) bool { return o.gold == m.gold || o.r.cue == m.r.cue })
		if !taken && shared(m.r.content, m.gold.Content) >= 0.5 {
			out = append(out, m)
		}
	}
	return out
}

// shared is the part of two ranges that they share.
func shared(a, b fa.Range) float64 {
	common := min(a.End, b.End) - max(a.Start, b.Start)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// nearest gives a reading the extent that comes nearest to a gold content among those that it could get.
func (s *scene) nearest(r reading, gold fa.Range) (reading, bool) {
	c := &s.cues[r.cue]
	switch r.frame {
	case after:
		r.content.Start = s.contentStart(c)
		if far := r.content.Start - gold.Start; far > 6 || far < -6 || gold.End <= r.content.Start {
			return r, false
		}
		r.content.End = gold.End
	case mid:
		r.content = fa.Range{Start: s.skipOpeners(c.noun.End, s.verbs[c.verb].Start), End: s.midEnd(c)}
	case before:
		r.content.End = s.beforeEnd(c)
		r.content.Start = r.content.End
		for _, choice := range s.startChoices(c) {
			if closer(choice.at, r.content.Start, gold.Start) {
				r.content.Start = choice.at
			}
		}
	}
	r.content = s.trim(r.content)
	return r, r.content.Start < r.content.End
}

func closer(a, b, to int) bool { return max(a-to, to-a) < max(b-to, to-b) }

// extents learns where contents begin and end.
func (t *teacher) extents(s *scene, l *Lesson) {
	for _, m := range t.matches(s, l) {
		switch m.r.frame {
		case before:
			t.starts(s, &m)
		case after:
			t.ends(s, &m)
		}
	}
}

func (t *teacher) starts(s *scene, m *match) {
	c := &s.cues[m.r.cue]
	end := s.beforeEnd(c)
	choices := s.startChoices(c)
	choice := learn.Choice{Right: -1}
	for i := range choices {
		if choices[i].at >= end {
			break
		}
		if choices[i].at == m.r.content.Start {
			choice.Right = i
		}
		choice.Options = append(choice.Options, s.describeStart(c, choices, i, end).Copy())
	}
	if choice.Right >= 0 {
		t.start = append(t.start, choice)
	}
}

// ends learns from each boundary up to the one nearest to the gold end.
func (t *teacher) ends(s *scene, m *match) {
	r := m.r
	r.content = fa.Range{Start: s.contentStart(&s.cues[r.cue])}
	stop := t.nearestBoundary(s, &r, m.gold.Content.End)
	for x := s.newScan(&r); x.next() && x.at <= stop; {
		if !x.last {
			t.end = append(t.end, example(x.describe(), x.at == stop))
		}
	}
}

func (t *teacher) nearestBoundary(s *scene, r *reading, gold int) int {
	best := -1
	for x := s.newScan(r); x.next(); {
		if best < 0 || closer(x.at, best, gold) {
			best = x.at
		}
		if x.at > gold {
			break
		}
	}
	return best
}

// meanings learns the other decisions, from readings with the extents that the learned models give them.
func (t *teacher) meanings(s *scene, l *Lesson) {
	var told []match
	all := t.f.readings(s)
	byReading := t.matches(s, l)
	for i := range all {
		r := &all[i]
		var gold *Gold
		for k := range byReading {
			if m := &byReading[k]; m.r.cue == r.cue && m.r.frame == r.frame {
				gold = m.gold
			}
		}
		if !l.Told {
			t.says = append(t.says, example(s.describeSays(r), gold != nil))
		}
		if gold != nil {
			told = append(told, match{*r, gold})
		}
	}
	slices.SortStableFunc(told, func(a, b match) int { return a.gold.Content.Start - b.gold.Content.Start })
	for i := range told {
		t.meaning(s, &told[i])
	}
}

func (t *teacher) meaning(s *scene, m *match) {
	g := m.gold
	t.speakers(s, m)
	t.act = append(t.act, s.actChoice(&m.r, g))
	t.direct = append(t.direct, example(s.describeDirect(&m.r), g.Direct))
	if g.Act.Aimed() {
		for _, x := range s.targetChoices(&m.r, g.Speakers) {
			t.target = append(t.target, example(s.describeTarget(&m.r, g.Act, x), slices.Contains(g.Target, x.actor)))
		}
	}
	if !slices.Contains(g.Speakers, -1) {
		s.said = append(s.said, page.Statement{Speakers: g.Speakers, Direct: g.Direct, Act: g.Act, Content: m.r.content})
	}
}

// onlyActs learns what utterances do whose speakers have to be found.
func (t *teacher) onlyActs(s *scene, l *Lesson) {
	for _, r := range t.f.choose(s, t.f.readings(s)) {
		speakers := t.f.statement(s, r).Speakers
		for g := range l.Statements {
			if gold := l.Statements[g]; shared(r.content, gold.Content) >= 0.5 {
				gold.Speakers = speakers
				t.act = append(t.act, s.actChoice(&r, &gold))
				break
			}
		}
	}
}

// actChoice describes what an utterance does, among all acts.
func (s *scene) actChoice(r *reading, g *Gold) learn.Choice {
	hints := s.describeAct(r, g.Speakers)
	choice := learn.Choice{Case: s.features.Copy(), Right: slices.Index(safir.Acts, g.Act)}
	for _, act := range safir.Acts {
		s.features.Reset()
		describeHints(&s.features, hints, act)
		choice.Options = append(choice.Options, s.features.Copy())
	}
	return choice
}

// speakers learns from each choice: of several right ones only from the nearest.
func (t *teacher) speakers(s *scene, m *match) {
	if slices.Contains(m.gold.Speakers, -1) {
		return
	}
	choices := s.speakerChoices(&m.r)
	right := -1
	for i := range choices {
		if sameSet(choices[i].actors, m.gold.Speakers) && (right < 0 || s.distance(&m.r, &choices[i]) < s.distance(&m.r, &choices[right])) {
			right = i
		}
	}
	if right < 0 {
		return
	}
	choice := learn.Choice{}
	for i := range choices {
		if i == right {
			choice.Right = len(choice.Options)
		}
		if i == right || !sameSet(choices[i].actors, m.gold.Speakers) {
			choice.Options = append(choice.Options, s.describeSpeaker(&m.r, &choices[i]).Copy())
		}
	}
	t.speaker = append(t.speaker, choice)
}

func sameSet(a, b []int) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(x int) bool { return !slices.Contains(b, x) })
}

// distance is how far a choice's mention stands from the cue; choices without a mention stand farther than any in its
// sentence.
func (s *scene) distance(r *reading, x *speakerChoice) int {
	if x.first < 0 {
		return 500
	}
	c := &s.cues[r.cue]
	away := max(c.Start-s.Mentions[x.last].End, s.Mentions[x.first].Start-c.End, 0)
	if s.sentence[s.Mentions[x.first].Start] != s.sentence[c.Start] {
		away += 1000
	}
	return away
}
