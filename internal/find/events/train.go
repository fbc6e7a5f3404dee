package events

import (
	"fmt"
	"io"
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
}

// Train learns the five decisions. The same lessons give the same models.
func Train(world *know.World, lessons []Lesson) ([]*learn.Model, error) {
	f, err := newFinder(world, models{})
	if err != nil {
		return nil, err
	}
	t := &teacher{f: f}
	for i := range lessons {
		t.lesson(&lessons[i])
	}
	m := models{
		kind:   learn.Train(kindLabels(), t.kind, learn.Options{Epochs: 15, L2: 3e-4, Rate: 0.1, Seed: 1}),
		role:   learn.Train(roleLabels(), t.role, learn.Options{Epochs: 15, L2: 3e-4, Rate: 0.1, Seed: 2}),
		status: learn.Train(statusLabels(), t.status, learn.Options{Epochs: 15, L2: 1e-3, Rate: 0.1, Seed: 3}),
		where:  learn.Train(yesNo(), t.where, learn.Options{Epochs: 15, L2: 3e-4, Rate: 0.1, Seed: 4}),
		when:   learn.Train(yesNo(), t.when, learn.Options{Epochs: 15, L2: 3e-4, Rate: 0.1, Seed: 5}),
	}
	return m.list(), nil
}

// WithModels makes a finder that decides by the given models, for cross-validation.
func WithModels(world *know.World, list []*learn.Model) (*Finder, error) {
	return newFinder(world, modelsOf(list))
}

// Write stores models in the file that New embeds.
func Write(w io.Writer, list []*learn.Model) error { return learn.Write(w, list...) }

// teacher turns lessons into examples.
type teacher struct {
	f                               *Finder
	kind, role, status, where, when []learn.Example
}

func (t *teacher) lesson(l *Lesson) {
	s := t.f.newScene(l.Page)
	tells := t.assign(s, l.Events)
	for i := range s.cues {
		c := &s.cues[i]
		if len(tells[i]) > 0 {
			t.positive(s, c, tells[i])
			continue
		}
		t.negative(s, c, l)
	}
}

// assign tells for each cue which gold events' evidence it stands in and can tell of.
func (t *teacher) assign(s *scene, gold []Gold) [][]*Gold {
	tells := make([][]*Gold, len(s.cues))
	for g := range gold {
		for i := range s.cues {
			inside := func(r fa.Range) bool { return r.Contains(s.cues[i].Start) }
			if s.cues[i].word.tells(gold[g].Type) && slices.ContainsFunc(gold[g].Evidence, inside) {
				tells[i] = append(tells[i], &gold[g])
			}
		}
	}
	return tells
}

// negative is a cue that tells of nothing new. Where the dispatch has an event that it could be another mention of, it counts
// for less, and for nothing where it names those who take part in it.
func (t *teacher) negative(s *scene, c *cue, l *Lesson) {
	weight := float32(1)
	if l.Weight > 0 {
		weight = l.Weight
	}
	for i := range l.Events {
		if !c.word.tells(l.Events[i].Type) {
			continue
		}
		weight = min(weight, 0.4)
		if s.namesParts(c, &l.Events[i]) {
			return
		}
	}
	t.kind = append(t.kind, learn.Example{Features: t.f.describeKind(s, c).Copy(), Label: 0, Weight: weight})
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

func (t *teacher) positive(s *scene, c *cue, gold []*Gold) {
	kind := gold[0].Type
	t.kind = append(t.kind, learn.Example{
		Features: t.f.describeKind(s, c).Copy(), Label: slices.Index(kindLabels(), string(kind)),
	})
	t.roles(s, c, kind, gold)
	t.status = append(t.status, learn.Example{
		Features: t.f.describeStatus(s, c, kind).Copy(), Label: slices.Index(statusLabels(), string(gold[0].Status)),
	})
	for _, choice := range s.placeChoices(c) {
		right := slices.ContainsFunc(gold, func(g *Gold) bool { return strings.EqualFold(g.Where, choice.en) })
		t.where = append(t.where, learn.Example{Features: t.f.describeWhere(s, c, kind, choice).Copy(), Label: label(right)})
	}
	for _, i := range s.timeChoices(c) {
		right := slices.ContainsFunc(gold, func(g *Gold) bool { return g.When == s.Times[i].EDTF })
		t.when = append(t.when, learn.Example{Features: t.f.describeWhen(s, c, kind, i).Copy(), Label: label(right)})
	}
}

func label(right bool) int {
	if right {
		return 1
	}
	return 0
}

// roles learns from each actor's mention nearest to the cue; its other mentions teach nothing.
func (t *teacher) roles(s *scene, c *cue, kind safir.EventType, gold []*Gold) {
	role := map[int]safir.Role{}
	for _, g := range gold {
		if g.Type != kind {
			continue
		}
		for _, p := range g.Participants {
			role[p.Actor] = p.Role
		}
	}
	candidates := s.candidates(c)
	for _, i := range candidates {
		actor := s.Mentions[i].Actor
		r, takesPart := role[actor]
		if takesPart && s.nearest(c, candidates, actor) != i {
			continue
		}
		l := 0
		if takesPart {
			l = slices.Index(roleLabels(), string(r))
		}
		t.role = append(t.role, learn.Example{Features: t.f.describeRole(s, c, kind, i).Copy(), Label: l})
	}
}

func (s *scene) nearest(c *cue, candidates []int, actor int) int {
	best, distance := -1, 0
	for _, i := range candidates {
		m := s.Mentions[i]
		if m.Actor != actor {
			continue
		}
		away := max(m.Start-c.End, c.Start-m.End, 0)
		if best < 0 || away < distance {
			best, distance = i, away
		}
	}
	return best
}

// Summary says how much there was to learn from.
func (t *teacher) String() string {
	return fmt.Sprintf("%d cues, %d roles, %d statuses, %d places, %d times",
		len(t.kind), len(t.role), len(t.status), len(t.where), len(t.when))
}
