package read

import (
	"math"
	"strconv"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// writer turns a page into a record: positions in repaired text become code points of the body as it arrived.
type writer struct {
	*page.Page
	points fa.CodePoints
}

func newWriter(p *page.Page) writer { return writer{p, fa.NewCodePoints(p.Dispatch.Body)} }

// Record turns a page into the record that it holds.
func (r *Reader) Record(p *page.Page) safir.Record {
	w := newWriter(p)
	return r.record(&w)
}

func (r *Reader) record(w *writer) safir.Record {
	p := w.Page
	rec := safir.Record{
		ID: p.Dispatch.ID, Source: w.source(), Title: optional(p.Dispatch.Title), Body: p.Dispatch.Body, Repaired: p.Text,
		Actors: make([]safir.Actor, 0, len(p.Actors)), Times: make([]safir.Time, 0, len(p.Times)), Events: make([]safir.Event, 0, len(p.Events)),
		Statements: make([]safir.Statement, 0, len(p.Statements)), Claims: make([]safir.Claim, 0, len(p.Claims)),
	}
	if rec.ID == "" {
		rec.ID = p.Dispatch.ContentID()
	}
	for i := range p.Actors {
		rec.Actors = append(rec.Actors, w.actor(i))
	}
	for _, t := range p.Times {
		rec.Times = append(rec.Times, safir.Time{
			Text: w.words(t.Range), Span: w.span(t.Range), EDTF: optional(t.EDTF), Calendar: t.Calendar,
		})
	}
	for i := range p.Events {
		rec.Events = append(rec.Events, r.event(w, id("e", i), &p.Events[i]))
	}
	for i := range p.Statements {
		rec.Statements = append(rec.Statements, w.statement(i))
	}
	for i := range p.Claims {
		rec.Claims = append(rec.Claims, w.claim(i))
	}
	return rec
}

func (w *writer) source() safir.Source {
	s := safir.Source{
		URL: optional(w.Dispatch.URL), Published: optional(w.Dispatch.Published), Code: optional(w.Code),
	}
	if w.Outlet != nil {
		s.Agency = &w.Outlet.ID
	}
	return s
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// span is a range of tokens as code points of the body.
func (w *writer) span(r fa.Range) safir.Span {
	s := w.Source.ToSource(w.Span(r))
	return safir.Span{Start: w.points.At(w.Dispatch.Body, s.Start), End: w.points.At(w.Dispatch.Body, s.End)}
}

// words are a range of tokens as they stand in the body.
func (w *writer) words(r fa.Range) string {
	s := w.Source.ToSource(w.Span(r))
	return w.Dispatch.Body[s.Start:s.End]
}

func actorID(i int) string { return id("a", i) }

func id(letter string, i int) string { return letter + strconv.Itoa(i+1) }

func (w *writer) actor(i int) safir.Actor {
	a := w.Actors[i]
	out := safir.Actor{
		ID: id("a", i), Kind: a.Kind, Name: optional(a.Name), Office: optional(a.Office), Country: optional(a.Country),
		Org: optional(a.Org), Mentions: make([]safir.Span, 0, len(a.Mentions)),
	}
	for _, m := range a.Mentions {
		out.Mentions = append(out.Mentions, w.span(w.Mentions[m].Range))
	}
	return out
}

func (r *Reader) event(w *writer, id string, e *page.Event) safir.Event {
	out := safir.Event{
		ID: id, Type: e.Type, Status: e.Status, When: optional(e.When), Where: optional(e.Where),
		Participants: make([]safir.Participant, 0, len(e.Participants)), Evidence: w.spans(e.Evidence), Confidence: rounded(e.Confidence), Again: e.Again, WhereInferred: e.WhereInferred,
	}
	out.Plover, out.Cameo = r.world.Codes(e.Type)
	for _, p := range e.Participants {
		out.Participants = append(out.Participants, safir.Participant{Actor: actorID(p.Actor), Role: p.Role})
	}
	return out
}

func (w *writer) spans(ranges []fa.Range) []safir.Span {
	out := make([]safir.Span, 0, len(ranges))
	for _, r := range ranges {
		out = append(out, w.span(r))
	}
	return out
}

// rounded keeps two decimals of a probability: more would be false precision, and noise in a diff.
func rounded(p float64) float64 { return math.Round(p*100) / 100 }

func (w *writer) statement(i int) safir.Statement {
	s := w.Statements[i]
	out := safir.Statement{
		ID: id("s", i), Speakers: ids("a", s.Speakers), Addressees: ids("a", s.Addressees), Act: s.Act, Target: ids("a", s.Target),
		Content: w.span(s.Content), Cue: w.span(s.Cue), Direct: s.Direct, Confidence: rounded(s.Confidence),
	}
	if s.Event >= 0 {
		out.Event = optional(id("e", s.Event))
	}
	return out
}

func ids(letter string, list []int) []string {
	out := make([]string, 0, len(list))
	for _, i := range list {
		out = append(out, id(letter, i))
	}
	return out
}

func (w *writer) claim(i int) safir.Claim {
	c := w.Claims[i]
	out := safir.Claim{
		ID: id("c", i), Kind: c.Kind, Where: optional(c.Where), Since: optional(c.Since), Span: w.span(c.Range),
		Verdict: c.Verdict, Counted: ids("e", c.Counted),
	}
	if c.Actor >= 0 {
		out.Actor = optional(id("a", c.Actor))
	}
	if c.Count > 0 {
		out.Count = &c.Count
	}
	return out
}
