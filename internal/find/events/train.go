package events

import (
	"cmp"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"safir/internal/know"
	"safir/internal/learn"
)

// School holds studies in folds. What learns from what other models find must see them as they find in use, so each fold's
// drafts are made by models that have not seen it; and cross-validation asks for the same models.
type School struct {
	world   *know.World
	folds   [][]*Study
	finders []*Finder         // fold → a finder with the decisions about single cues learned from the other folds
	pairs   [][]learn.Example // fold → lessons about two drafts
	cast    [][]learn.Example // … about one who may take part
	kept    [][]learn.Example // … about an event
}

// NewSchool prepares lessons; lesson i is in fold i modulo folds.
func NewSchool(world *know.World, folds int, courses ...[]Lesson) (*School, error) {
	s := &School{
		world: world, folds: make([][]*Study, folds), finders: make([]*Finder, folds),
		pairs: make([][]learn.Example, folds), cast: make([][]learn.Example, folds), kept: make([][]learn.Example, folds),
	}
	for _, lessons := range courses {
		studies, err := prepare(world, lessons)
		if err != nil {
			return nil, err
		}
		for i, t := range studies {
			s.folds[i%folds] = append(s.folds[i%folds], t)
		}
	}
	err := s.eachFold(func(k int) error {
		f, err := newFinder(world, single(s.without(k)))
		if err != nil {
			return err
		}
		s.finders[k] = f
		for _, t := range s.folds[k] {
			s.pairs[k] = append(s.pairs[k], t.pairs(f)...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	same := together(s.pairs, -1, pairNet)
	s.teach(s.cast, func(f *Finder, t *Study) []learn.Example { f.models.same = same; return t.parts(f) })
	part := together(s.cast, -1, eventNet)
	s.teach(s.kept, func(f *Finder, t *Study) []learn.Example { f.models.part = part; return t.kept(f) })
	return s, nil
}

// eachFold works on several folds at a time: what is learned for one needs nothing of the others.
func (s *School) eachFold(work func(fold int) error) error {
	failed := make([]error, len(s.folds))
	turns := make(chan bool, runtime.GOMAXPROCS(0))
	var folds sync.WaitGroup
	for k := range s.folds {
		folds.Go(func() {
			turns <- true
			failed[k] = work(k)
			<-turns
		})
	}
	folds.Wait()
	return errors.Join(failed...)
}

// teach collects each fold's examples, made by the finder that has not seen it.
func (s *School) teach(into [][]learn.Example, examples func(*Finder, *Study) []learn.Example) {
	for k, f := range s.finders {
		for _, t := range s.folds[k] {
			into[k] = append(into[k], examples(f, t)...)
		}
	}
}

// together learns from all folds' examples but one's.
func together(examples [][]learn.Example, fold int, how learn.NetOptions) *learn.Model {
	var all []learn.Example
	for k := range examples {
		if k != fold {
			all = append(all, examples[k]...)
		}
	}
	return learn.TrainNetOn(yesNo(), all, how)
}

// without lists the studies of all folds but one; of all for -1.
func (s *School) without(fold int) []*Study {
	var out []*Study
	for k, studies := range s.folds {
		if k != fold {
			out = append(out, studies...)
		}
	}
	return out
}

// Without gives models that have not seen a fold.
func (s *School) Without(fold int) []*learn.Model {
	m := s.finders[fold].models
	s.teachTogether(&m, fold)
	return m.list()
}

// All gives models learned from everything.
func (s *School) All() []*learn.Model {
	m := single(s.without(-1))
	s.teachTogether(&m, -1)
	return m.list()
}

// teachTogether learns the decisions about drafts.
func (s *School) teachTogether(m *models, fold int) {
	m.same = together(s.pairs, fold, pairNet)
	m.part, m.keep = together(s.cast, fold, eventNet), together(s.kept, fold, eventNet)
}

// How each decision learns: by cross-validation over gold/train, the likeliest of what is right (BENCHMARKS.md). Four nets are as right as
// two of twice the size, and a mean of more hangs less on what each began with.
var (
	kindNet   = learn.NetOptions{Hidden: 8, Nets: 4, MinCount: 6, Dropout: 0.7, Epochs: 14}
	roleNet   = learn.NetOptions{Hidden: 4, Nets: 4, MinCount: 6, Dropout: 0.6}
	statusNet = learn.NetOptions{Hidden: 8, Nets: 4, MinCount: 6, Dropout: 0.7, Epochs: 14}
	pairNet   = learn.NetOptions{Hidden: 4, Nets: 4, Dropout: 0.6}
	eventNet  = learn.NetOptions{Hidden: 4, Nets: 4}
)

func yesNo() []string { return []string{"no", "yes"} }

// single learns the decisions about single cues. Those that come with many thousand cases learn by hidden units which facts count
// together; the others have too few cases for that.
func single(studies []*Study) models {
	var t Study
	for _, one := range studies {
		t.kind = append(t.kind, one.kind...)
		t.role = append(t.role, one.role...)
		t.status = append(t.status, one.status...)
		t.split = append(t.split, one.split...)
		t.where = append(t.where, one.where...)
		t.when = append(t.when, one.when...)
	}
	m := models{
		kind:   learn.TrainNetOn(kindLabels(), t.kind, kindNet),
		role:   learn.TrainNetOn(roleLabels(), t.role, roleNet),
		status: learn.TrainNetOn(statusLabels(), t.status, statusNet),
		split:  learn.TrainSmooth(yesNo(), t.split, learn.ChoiceOptions{L2: 2}),
	}
	_, m.where = learn.TrainChoice(nil, t.where, learn.ChoiceOptions{L2: 6})
	_, m.when = learn.TrainChoice(nil, t.when, learn.ChoiceOptions{L2: 3})
	return m
}

// WithModels makes a finder that decides by the given models, for cross-validation.
func WithModels(world *know.World, list []*learn.Model) (*Finder, error) {
	return newFinder(world, modelsOf(list))
}

// Write stores models in the file that New embeds.
func Write(w io.Writer, list []*learn.Model) error { return learn.Write(w, list...) }

// pairs are the lessons of which drafts that a finder makes tell of one event.
func (t *Study) pairs(f *Finder) []learn.Example {
	drafts := f.drafts(t.scene)
	tells := make([]*Gold, len(drafts))
	for i := range drafts {
		tells[i] = t.told(&drafts[i])
	}
	var out []learn.Example
	for k := range drafts {
		for i := range k {
			if tells[i] == nil || tells[k] == nil || !t.scene.mayBeOne(&drafts[i], &drafts[k]) {
				continue
			}
			out = append(out, learn.Example{
				Features: f.describePair(t.scene, &drafts[i], &drafts[k]).Copy(), Label: label(tells[i] == tells[k]),
			})
		}
	}
	return out
}

// told is the gold event of which a draft tells: of those in whose evidence its cue stands, else of all of its type, the one
// most like it; nil where none is.
func (t *Study) told(d *draft) *Gold {
	var best *Gold
	most := 0
	for _, g := range t.tells[d.cue.index] {
		if n := 1 + agree(d, g); n > most && mainRole(g.Type) == mainRole(d.kind) {
			best, most = g, n
		}
	}
	if best != nil {
		return best
	}
	for i := range t.lesson.Events {
		g := &t.lesson.Events[i]
		if n := agree(d, g); g.Type == d.kind && shares(d, g) && n > most {
			best, most = g, n
		}
	}
	return best
}

// agree counts what a draft has right of a gold event; who takes part counts double.
func agree(d *draft, g *Gold) int {
	n := 0
	for _, p := range d.parts {
		if slices.Contains(g.Participants, GoldPart{p.actor, p.role}) {
			n += 2
		}
	}
	for _, same := range []bool{d.status == g.Status, d.when == g.When, strings.EqualFold(d.where, g.Where)} {
		if same {
			n++
		}
	}
	return n
}

// shares tells whether a draft and a gold event have somebody in common.
func shares(d *draft, g *Gold) bool {
	return slices.ContainsFunc(d.parts, func(p part) bool {
		return slices.ContainsFunc(g.Participants, func(o GoldPart) bool { return o.Actor == p.actor })
	})
}

// real pairs the events that a finder makes with gold events of the same type that have somebody in common, the likest first.
func (t *Study) real(events []draft) map[int]*Gold {
	type match struct {
		event, n int
		gold     *Gold
	}
	var all []match
	for i := range events {
		for g := range t.lesson.Events {
			if gold := &t.lesson.Events[g]; gold.Type == events[i].kind && shares(&events[i], gold) {
				all = append(all, match{i, agree(&events[i], gold), gold})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int { return cmp.Compare(b.n, a.n) })
	truth, used := map[int]*Gold{}, map[*Gold]bool{}
	for _, m := range all {
		if truth[m.event] == nil && !used[m.gold] {
			truth[m.event], used[m.gold] = m.gold, true
		}
	}
	return truth
}

// parts are the lessons of who takes part in the events that are real.
func (t *Study) parts(f *Finder) []learn.Example {
	events := f.cluster(t.scene, f.drafts(t.scene))
	truth := t.real(events)
	var out []learn.Example
	for i := range events {
		gold := truth[i]
		if gold == nil {
			continue
		}
		for k, p := range events[i].maybe {
			out = append(out, learn.Example{
				Features: f.describePart(t.scene, &events[i], k).Copy(),
				Label:    label(slices.Contains(gold.Participants, GoldPart{p.actor, p.role})),
			})
		}
	}
	return out
}

// kept are the lessons of which events are real.
func (t *Study) kept(f *Finder) []learn.Example {
	if t.lesson.Told {
		return nil
	}
	events := f.cluster(t.scene, f.drafts(t.scene))
	truth := t.real(events)
	var out []learn.Example
	for i := range events {
		out = append(out, learn.Example{
			Features: f.describeEvent(t.scene, events, i).Copy(), Label: label(truth[i] != nil), Weight: t.lesson.Weight,
		})
	}
	return out
}
