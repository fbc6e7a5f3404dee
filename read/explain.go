package read

import (
	"fmt"
	"strings"

	"safir"
	"safir/fa"
	"safir/internal/page"
)

// Reason tells why a record holds a fact.
type Reason struct {
	// Fact names it: "source.agency", "a1.2" (the second mention of actor a1), "t1" (the first time), "e1", "e1.status",
	// "e1.when", "e1.where", "e1.a2" (that actor's part in that event), "s1", "c1".
	Fact  string       `json:"fact"`
	Stage string       `json:"stage"`           // of [Stages], or "given" for what came with the dispatch
	Why   string       `json:"why"`             // the rule or model that found it
	Sure  float64      `json:"sure,omitempty"`  // a model's probability, 0 for a rule
	Spans []safir.Span `json:"spans"`           // the words that it was read from, in the body as it arrived
	Words string       `json:"words,omitempty"` // the same words, several stretches joined by " … "
}

// Explained is a record with the reason for each of its facts.
type Explained struct {
	safir.Record
	Reasons []Reason `json:"reasons"` // in the order of the record's facts
}

// Reason is why the record holds a fact.
func (e *Explained) Reason(fact string) (Reason, bool) {
	for _, r := range e.Reasons {
		if r.Fact == fact {
			return r, true
		}
	}
	return Reason{}, false
}

// Explain reads a dispatch as [Reader.Read] does, and tells why.
func (r *Reader) Explain(d safir.Dispatch) Explained {
	p := r.Page(d)
	w := &explainer{writer: newWriter(p), reasons: []Reason{}}
	w.source()
	w.actors()
	w.times()
	w.events()
	w.statements()
	w.claims()
	return Explained{r.record(&w.writer), w.reasons}
}

// explainer lists the reasons for the facts of a page, by the names that [Reader.Record] gives them.
type explainer struct {
	writer
	reasons []Reason
}

func (w *explainer) add(fact string, layer Layer, why page.Basis, more ...fa.Range) {
	r := Reason{Fact: fact, Stage: string(layer), Why: why.Why, Sure: rounded(why.Sure), Spans: []safir.Span{}}
	if why.Why == given {
		r.Stage = given
	}
	var words []string
	for _, at := range append([]fa.Range{why.Words}, more...) {
		if at.Start < at.End {
			r.Spans, words = append(r.Spans, w.span(at)), append(words, w.words(at))
		}
	}
	r.Words = strings.Join(words, " … ")
	w.reasons = append(w.reasons, r)
}

// given is the stage and the reason of what came with the dispatch.
const given = "given"

func (w *explainer) source() {
	if w.Outlet != nil {
		w.add("source.agency", Source, w.OutletBy)
	}
	if w.Dispatch.URL != "" {
		w.add("source.url", Source, page.Basis{Why: given})
	}
	if w.Dispatch.Published != "" {
		w.add("source.published", Source, page.Basis{Why: given})
	}
	if w.Code != "" {
		w.add("source.code", Source, w.CodeBy)
	}
}

func (w *explainer) actors() {
	for i, a := range w.Actors {
		for k, m := range a.Mentions {
			m := w.Mentions[m]
			w.add(fmt.Sprintf("%s.%d", id("a", i), k+1), Actors, page.Basis{Why: because(string(m.By), m.Why), Words: m.Range})
		}
	}
}

// because names the way in which words name an actor with the rule that read them, where that says more.
func because(by, why string) string {
	if why == "" || why == by {
		return by
	}
	return by + ": " + why
}

func (w *explainer) times() {
	for i, t := range w.Times {
		w.add(id("t", i), Times, page.Basis{Why: "rule " + t.Why, Words: t.Range})
	}
}

func (w *explainer) events() {
	for i, e := range w.Events {
		name := id("e", i)
		w.add(name, Events, page.Basis{Why: e.Why, Sure: e.Confidence, Words: e.Cue})
		w.add(name+".status", Events, e.StatusBy)
		if e.When != "" {
			w.add(name+".when", Events, e.WhenBy)
		}
		if e.Where != "" {
			w.add(name+".where", Events, e.WhereBy)
		}
		for _, p := range e.Participants {
			w.add(name+"."+id("a", p.Actor), Events, p.Basis)
		}
	}
}

func (w *explainer) statements() {
	for i, s := range w.Statements {
		w.add(id("s", i), Statements, page.Basis{Why: s.Why, Sure: s.Confidence, Words: s.Cue}, s.Content)
	}
}

func (w *explainer) claims() {
	for i, c := range w.Claims {
		w.add(id("c", i), Claims, page.Basis{Why: c.Why, Words: c.Range})
	}
}
