package events

import (
	"slices"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/know"
	"safir/internal/learn"
	"safir/internal/page"
)

// Gold is what a dispatch's events really are, in the terms of its page.
type Gold struct {
	Type         safir.EventType
	Status       safir.Status
	When, Where  string
	Participants []GoldPart
	Evidence     []fa.Range
}

// GoldPart is a participant; Actor is the index of the page's actor that it is, -1 where the page has none.
type GoldPart struct {
	Actor int
	Role  safir.Role
}

// Lesson is a page up to the stage before events, with what its events are. A page of a dispatch that is known to tell of no
// event is a lesson without gold.
type Lesson struct {
	Page   *page.Page
	Events []Gold
	Weight float32 // 0 counts as 1
	// Told tells that only the events are learned from, not which cues tell of none.
	Told bool
	// Written tells that the dispatch was written to be learned from. Such give nearly every event its day, as newsrooms do not, so when
	// an event was is not learned from them.
	Written bool
}

// Study is a lesson made ready to learn from: its cues described, with what each decision about them should be.
type Study struct {
	lesson  Lesson
	scene   *scene
	opening []uint32  // what the dispatch is about
	tells   [][]*Gold // cue → the gold events in whose evidence it stands

	kind, role, status, split []learn.Example
	where, when               []learn.Choice
}

// prepare makes lessons ready; a study can be learned from any number of times.
func prepare(world *know.World, lessons []Lesson) ([]*Study, error) {
	f, err := newFinder(world, models{})
	if err != nil {
		return nil, err
	}
	out := make([]*Study, len(lessons))
	for i, l := range lessons {
		t := &Study{lesson: l, scene: f.newScene(l.Page)}
		t.opening = f.describeOpening(t.scene)
		t.assign()
		for k := range t.scene.cues {
			t.examine(f, &t.scene.cues[k])
		}
		out[i] = t
	}
	return out, nil
}

// assign finds for each cue the gold events in whose evidence it stands and that it can tell of.
func (t *Study) assign() {
	s := t.scene
	t.tells = make([][]*Gold, len(s.cues))
	for g := range t.lesson.Events {
		gold := &t.lesson.Events[g]
		for i := range s.cues {
			inside := func(r fa.Range) bool { return r.Contains(s.cues[i].Start) }
			if s.cues[i].word.tells(gold.Type) && slices.ContainsFunc(gold.Evidence, inside) {
				t.tells[i] = append(t.tells[i], gold)
			}
		}
	}
}

func (t *Study) examine(f *Finder, c *cue) {
	s, gold, weight := t.scene, t.tells[c.index], float32(1)
	if len(gold) == 0 {
		t.splitAgain(f, c)
		echo := t.echo(c)
		if echo == nil {
			if !t.lesson.Told {
				t.negative(f, c)
			}
			return
		}
		gold, weight = []*Gold{echo}, echoWeight
	}
	kind := gold[0].Type
	t.kinds(f, c, kind, weight)
	t.roles(f, c, kind, gold, weight)
	t.status = append(t.status, learn.Example{
		Features: f.describeStatus(s, c, kind).Copy(), Label: slices.Index(statusLabels(), string(gold[0].Status)), Weight: weight,
	})
	if weight == 1 {
		t.splits(f, c, kind, gold, 1)
		t.places(f, c, kind, gold)
		if !t.lesson.Written {
			t.times(f, c, kind, gold)
		}
	}
}

// echoWeight is how much a cue counts that tells of an event outside its evidence.
const echoWeight = 0.5

// echo is the gold event of which a cue tells again: the only one of its type whose people its sentence names, nil where there
// is none. A single one must also have its place named, or the cue be the same word.
func (t *Study) echo(c *cue) *Gold {
	var found *Gold
	for i := range t.lesson.Events {
		g := &t.lesson.Events[i]
		if !c.word.tells(g.Type) {
			continue
		}
		if found != nil {
			return nil
		}
		found = g
	}
	if found == nil || !t.scene.namesParts(c, found) || len(found.Participants) < 2 && !t.sameWordOrPlace(c, found) {
		return nil
	}
	return found
}

func (t *Study) sameWordOrPlace(c *cue, g *Gold) bool {
	s := t.scene
	for i := range s.cues {
		if s.cues[i].word == c.word && slices.Contains(t.tells[i], g) {
			return true
		}
	}
	return slices.ContainsFunc(s.places[c.sentence], func(p int) bool { return strings.EqualFold(s.Places[p].EN, g.Where) })
}

// negative is a cue that tells of nothing new. Where the dispatch has an event that it could be another mention of, it counts
// for less, and for nothing where it names those who take part in it.
func (t *Study) negative(f *Finder, c *cue) {
	weight := float32(1)
	if t.lesson.Weight > 0 {
		weight = t.lesson.Weight
	}
	for i := range t.lesson.Events {
		if !c.word.tells(t.lesson.Events[i].Type) {
			continue
		}
		weight = min(weight, 0.4)
		if t.scene.namesParts(c, &t.lesson.Events[i]) {
			return
		}
	}
	t.kinds(f, c, noEvent, weight)
}

// kinds learns the type of a cue.
func (t *Study) kinds(f *Finder, c *cue, kind safir.EventType, weight float32) {
	t.kind = append(t.kind, learn.Example{
		Features: slices.Concat(f.describeKind(t.scene, c).Hashes, t.opening), Label: slices.Index(kindLabels(), string(kind)), Weight: weight,
	})
}

// namesParts tells whether two of those who take part are mentioned in the cue's sentence.
func (s *scene) namesParts(c *cue, g *Gold) bool {
	n := 0
	for _, p := range g.Participants {
		if slices.ContainsFunc(s.mentions[c.sentence], func(i int) bool { return s.Mentions[i].Actor == p.Actor }) {
			n++
		}
	}
	return n >= min(2, len(g.Participants))
}

func (t *Study) roles(f *Finder, c *cue, kind safir.EventType, gold []*Gold, weight float32) {
	role := map[int]safir.Role{}
	for _, g := range gold {
		if g.Type != kind {
			continue
		}
		for _, p := range g.Participants {
			role[p.Actor] = p.Role
		}
	}
	for _, i := range t.scene.candidates(c) {
		l := 0
		if r, ok := role[t.scene.Mentions[i].Actor]; ok {
			l = slices.Index(roleLabels(), string(r))
		}
		t.role = append(t.role, learn.Example{Features: f.describeRole(t.scene, c, kind, i).Copy(), Label: l, Weight: weight})
	}
}

// splitAgain learns from a cue outside the evidence of events, such as a title's, whether those in a row share one: of the gold
// events of one type whose people its sentence names.
func (t *Study) splitAgain(f *Finder, c *cue) {
	var again []*Gold
	for i := range t.lesson.Events {
		g := &t.lesson.Events[i]
		if !c.word.tells(g.Type) || len(g.Participants) < 2 || !t.scene.namesParts(c, g) {
			continue
		}
		if len(again) > 0 && again[0].Type != g.Type {
			return
		}
		again = append(again, g)
	}
	if len(again) > 0 {
		t.splits(f, c, again[0].Type, again, echoWeight)
	}
}

// splits learns whether those in a row share an event.
func (t *Study) splits(f *Finder, c *cue, kind safir.EventType, gold []*Gold, weight float32) {
	d := t.trueDraft(c, kind, gold)
	row := t.scene.row(c, d.parts)
	if row == nil {
		return
	}
	if apart, known := toldApart(row, gold); known {
		t.split = append(t.split, learn.Example{Features: f.describeSplit(t.scene, &d, row).Copy(), Label: label(apart), Weight: weight})
	}
}

// trueDraft is a cue's draft with those who really take part in the events of which it tells.
func (t *Study) trueDraft(c *cue, kind safir.EventType, gold []*Gold) draft {
	s := t.scene
	d := draft{cue: c, kind: kind}
	for _, i := range s.candidates(c) {
		for _, g := range gold {
			k := slices.IndexFunc(g.Participants, func(p GoldPart) bool { return p.Actor == s.Mentions[i].Actor })
			if k >= 0 && g.Type == kind {
				d.parts = append(d.parts, part{actor: s.Mentions[i].Actor, mention: i, role: g.Participants[k].Role, prob: 1})
				break
			}
		}
	}
	slices.SortStableFunc(d.parts, func(a, b part) int { return a.mention - b.mention })
	return d
}

// toldApart tells whether those in a row have an event each: they share one where a gold event has two of them. With one of them in
// any event it is not known.
func toldApart(row []part, gold []*Gold) (apart, known bool) {
	single := 0
	for _, g := range gold {
		n := 0
		for _, p := range row {
			if slices.ContainsFunc(g.Participants, func(o GoldPart) bool { return o.Actor == p.actor }) {
				n++
			}
		}
		if n > 1 {
			return false, true
		}
		single += n
	}
	return true, single > 1
}

// places learns which place is an event's.
func (t *Study) places(f *Finder, c *cue, kind safir.EventType, gold []*Gold) {
	places, ties := f.placeChoices(t.scene, c), t.scene.ties(c)
	where, named := learn.Choice{Right: -1}, countNamed(places)
	for i, choice := range places {
		where.Options = append(where.Options, f.describeWhere(t.scene, c, kind, choice, named, ties).Copy())
		if where.Right < 0 && slices.ContainsFunc(gold, func(g *Gold) bool { return strings.EqualFold(g.Where, choice.EN) }) {
			where.Right = i
		}
	}
	if where.Right >= 0 && len(places) > 1 {
		t.where = append(t.where, where)
	}
}

// times learns which time is an event's.
func (t *Study) times(f *Finder, c *cue, kind safir.EventType, gold []*Gold) {
	times := t.scene.timeChoices(c)
	when := learn.Choice{Right: -1}
	for i, time := range times {
		when.Options = append(when.Options, f.describeWhen(t.scene, c, kind, time, len(times)).Copy())
		if when.Right < 0 && slices.ContainsFunc(gold, func(g *Gold) bool { return g.When == t.scene.edtf(time) }) {
			when.Right = i
		}
	}
	if when.Right >= 0 && len(times) > 1 {
		t.when = append(t.when, when)
	}
}

func label(right bool) int {
	if right {
		return 1
	}
	return 0
}
