// Package train makes the models that the reader's decisions rest on, from the shared data and nothing else: the same data
// and the same code give the same files. It also measures them by cross-validation, on dispatches that they have not seen.
package train

import (
	"fmt"
	"path/filepath"
	"slices"
	"sort"

	"safir"
	"safir/fa"
	"safir/internal/eval"
	"safir/internal/find/events"
	"safir/internal/find/statements"
	"safir/internal/know"
	"safir/internal/page"
	"safir/read"
)

// Case is a dispatch with its gold record and its page up to the actors.
type Case struct {
	Dispatch safir.Dispatch
	Gold     *eval.Gold
	Page     *page.Page
	// Only tells what alone is learned from: eventsAlone, toldAlone or statementsAlone; "" for all.
	Only string
	// Written tells that the dispatch was written to be learned from.
	Written bool
}

// LoadCases reads NAME.dispatches.jsonl and NAME.jsonl of a folder and lays the pages out.
func LoadCases(dir, name string, ground *read.Reader) ([]Case, error) {
	return loadCases(filepath.Join(dir, name+".dispatches.jsonl"), filepath.Join(dir, name+".jsonl"), ground)
}

func loadCases(texts, records string, ground *read.Reader) ([]Case, error) {
	dispatches, _, err := eval.LoadDispatches(texts)
	if err != nil {
		return nil, fmt.Errorf("train.LoadCases: %w", err)
	}
	gold, ids, err := eval.LoadGold(records, dispatches)
	if err != nil {
		return nil, fmt.Errorf("train.LoadCases: %w", err)
	}
	var cases []Case
	for _, id := range ids {
		cases = append(cases, Case{Dispatch: dispatches[id], Gold: gold[id], Page: ground.Page(dispatches[id])})
	}
	return cases, nil
}

// Ground makes a reader that stops at the actors.
func Ground() (*read.Reader, *know.World, error) {
	world, err := know.Load()
	if err != nil {
		return nil, nil, err
	}
	stages, err := read.Ground(world)
	if err != nil {
		return nil, nil, err
	}
	reader, err := read.NewWith(world, stages)
	return reader, world, err
}

// positions turns spans of the body as it arrived into tokens of the page.
type positions struct {
	page   *page.Page
	source []safir.Span // token → its span in code points of the body
}

func newPositions(p *page.Page) *positions {
	t := &positions{page: p, source: make([]safir.Span, len(p.Tokens))}
	points := fa.NewCodePoints(p.Dispatch.Body)
	for i, token := range p.Tokens {
		s := p.Source.ToSource(fa.Span{Start: token.Start, End: token.End})
		t.source[i] = safir.Span{Start: points.At(p.Dispatch.Body, s.Start), End: points.At(p.Dispatch.Body, s.End)}
	}
	return t
}

// tokens is the range of tokens that a span of the body covers.
func (t *positions) tokens(s safir.Span) fa.Range {
	start := sort.Search(len(t.source), func(i int) bool { return t.source[i].End > s.Start })
	end := sort.Search(len(t.source), func(i int) bool { return t.source[i].Start >= s.End })
	return fa.Range{Start: start, End: max(start, end)}
}

// actor is the index of the page's actor that a gold actor is, -1 where there is none: the one with most mentions in
// common among those that count as the same.
func (t *positions) actor(gold *safir.Actor) int {
	best, most := -1, -1
	for i := range t.page.Actors {
		if !eval.SameActor(gold, recordActor(&t.page.Actors[i])) {
			continue
		}
		common := 0
		for _, m := range gold.Mentions {
			r := t.tokens(m)
			for _, k := range t.page.Actors[i].Mentions {
				if own := t.page.Mentions[k].Range; own.Start < r.End && r.Start < own.End {
					common++
				}
			}
		}
		if common > most {
			best, most = i, common
		}
	}
	return best
}

func recordActor(a *page.Actor) *safir.Actor {
	optional := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return &safir.Actor{
		Kind: a.Kind, Name: optional(a.Name), Office: optional(a.Office), Country: optional(a.Country), Org: optional(a.Org),
	}
}

// goldActor is the gold actor of an id.
func (c *Case) goldActor(id string) *safir.Actor {
	i := slices.IndexFunc(c.Gold.Actors, func(a safir.Actor) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Gold.Actors[i]
}

func (c *Case) eventLesson() events.Lesson {
	t := newPositions(c.Page)
	lesson := events.Lesson{Page: c.Page, Told: c.Only == toldAlone, Written: c.Written}
	for _, e := range c.Gold.Events {
		g := events.Gold{Type: e.Type, Status: e.Status, When: value(e.When), Where: value(e.Where)}
		for _, p := range e.Participants {
			g.Participants = append(g.Participants, events.GoldPart{Actor: t.actor(c.goldActor(p.Actor)), Role: p.Role})
		}
		for _, s := range e.Evidence {
			g.Evidence = append(g.Evidence, t.tokens(s))
		}
		lesson.Events = append(lesson.Events, g)
	}
	return lesson
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (c *Case) statementLesson() statements.Lesson {
	t := newPositions(c.Page)
	lesson := statements.Lesson{Page: c.Page, Told: c.Only == toldAlone || c.Only == statementsAlone}
	for _, st := range c.Gold.Statements {
		lesson.Statements = append(lesson.Statements, statements.Gold{
			Speakers: c.actors(t, st.Speakers), Target: c.actors(t, st.Target), Act: st.Act, Content: t.tokens(st.Content),
			Direct: st.Direct,
		})
	}
	return lesson
}

// actors are the page's actors that gold actors are, -1 for one that the page has not.
func (c *Case) actors(t *positions, ids []string) []int {
	var out []int
	for _, id := range ids {
		out = append(out, t.actor(c.goldActor(id)))
	}
	return out
}
