package show

import (
	"fmt"
	"strings"

	"safir"
)

const (
	factIndent  = 5  // columns before what a fact says
	labelWidth  = 10 // columns of a slot's label
	quoteLength = 90 // code points of a quotation
)

// add lays out a phrase in the column; all lines but the first are indented.
func (p *paper) add(indent int, words phrase) {
	p.lines = append(p.lines, wrap(words.words, p.width, indent, false)...)
}

// facts lists what the dispatch says, one heading for each layer that has something.
func (p *paper) facts() {
	for _, part := range []struct {
		layer
		show func(*fact)
	}{{event, p.event}, {statement, p.statement}, {claim, p.claim}, {actor, p.actor}, {when, p.time}} {
		list := p.of(part.layer)
		if len(list) == 0 {
			continue
		}
		if len(p.lines) > 0 {
			p.lines = append(p.lines, line{})
		}
		var heading phrase
		l := label("layer", string(part.layer))
		heading.en(fmt.Sprintf("%s %d", strings.ToUpper(l.EN), len(list)), look{bold: true})
		heading.fa(l.FA, look{dim: true})
		p.add(0, heading)
		for _, f := range list {
			part.show(f)
		}
	}
	if len(p.lines) == 0 {
		var nothing phrase
		nothing.en("Nothing about diplomatic contact was found in this dispatch.", look{})
		p.add(0, nothing)
	}
}

// headline starts a fact: its mark, and what it is.
func (p *paper) headline(f *fact, fill func(*phrase)) {
	mark := f.mark
	if f.layer == actor {
		mark = raised(f.index+1) + " " + mark
	}
	var words phrase
	cells := cellsOf(mark, look{color: string(f.layer), bold: true})
	for n := widthOf(cells); n < factIndent-1; n++ {
		cells = append(cells, cell{" ", 1, look{}})
	}
	words.words = append(words.words, word{cells: cells})
	fill(&words)
	p.add(factIndent, words)
}

// slot adds a line with a label.
func (p *paper) slot(name string, fill func(*phrase)) {
	var words phrase
	cells := blank(factIndent)[0].cells
	cells = append(cells, cellsOf(name, look{dim: true})...)
	width := factIndent + labelWidth - 1
	if name == "" {
		width++ // no space follows a blank
	}
	for n := widthOf(cells); n < width; n++ {
		cells = append(cells, cell{" ", 1, look{}})
	}
	words.words = append(words.words, word{cells: cells})
	fill(&words)
	p.add(factIndent+labelWidth, words)
}

func (p *paper) event(f *fact) {
	e := p.Events[f.index]
	p.headline(f, func(w *phrase) {
		l := label("type", string(e.Type))
		w.en(l.EN, look{bold: true})
		w.fa(l.FA, look{})
		w.en("· "+label("status", string(e.Status)).EN+confidence(e.Confidence), look{})
	})
	if e.When != nil {
		p.slot("when", func(w *phrase) { w.date(readWhen(e.When)) })
	}
	if e.Where != nil {
		p.slot("where", func(w *phrase) { w.both(p.place(*e.Where)) })
	}
	for _, x := range e.Participants {
		p.slot(label("role", string(x.Role)).EN, func(w *phrase) {
			p.name(w, x.Actor)
			if office := p.office(x.Actor, english); office != "" {
				w.en("· "+office, look{})
			}
		})
	}
	p.quotes("words", f)
	p.why(e.ID)
}

func confidence(c float64) string {
	if c == 0 {
		return ""
	}
	return fmt.Sprintf(" · %.0f %%", c*100)
}

// date adds a value in EDTF and both calendars.
func (p *phrase) date(w When) {
	if !w.Known() {
		p.en("unknown", look{dim: true})
		return
	}
	p.unit(w.EDTF)
	if w.Jalali != "" {
		p.unit("· " + w.Gregorian)
		p.unit("= " + w.Jalali)
	}
}

func (p *phrase) both(l Label) {
	p.en(l.EN, look{})
	p.fa(l.FA, look{})
}

// name adds an actor's Persian name with its number.
func (p *paper) name(w *phrase, id string) {
	name, ok := p.names[id]
	if !ok {
		w.en(id, look{})
		return
	}
	w.fa(name.FA+raised(p.byID[id].index+1), look{color: string(actor)})
}

func (p *paper) namesOf(w *phrase, ids []string) {
	for i, id := range ids {
		if i > 0 {
			w.en("+", look{dim: true})
		}
		p.name(w, id)
	}
}

// quotes adds the words that a fact rests on.
func (p *paper) quotes(name string, f *fact) {
	for _, span := range f.spans {
		p.slot(name, func(w *phrase) { w.fa("«"+shorten(p.words(span), quoteLength)+"»", look{}) })
		name = ""
	}
}

func (p *paper) statement(f *fact) {
	s := p.Statements[f.index]
	p.headline(f, func(w *phrase) {
		if len(s.Speakers) == 0 {
			w.en("unknown", look{dim: true})
		}
		p.namesOf(w, s.Speakers)
		w.en("→ "+label("act", string(s.Act)).EN, look{bold: true})
		if len(s.Target) > 0 {
			w.en("→", look{bold: true})
			p.namesOf(w, s.Target)
		}
		if len(s.Addressees) > 0 {
			w.en("to", look{})
			p.namesOf(w, s.Addressees)
		}
		w.en(p.manner(s), look{})
	})
	p.quotes("content", f)
	if f.cue.End > f.cue.Start {
		p.slot("cue", func(w *phrase) { w.fa("«"+shorten(p.words(f.cue), quoteLength)+"»", look{}) })
	}
	p.why(s.ID)
}

// manner tells of a statement at which event it was made, whether it is quoted, and how sure it is.
func (p *paper) manner(s safir.Statement) string {
	out := ""
	if s.Event != nil {
		out += " · at " + *s.Event
	}
	if s.Direct {
		out += " · direct quote"
	}
	return out + confidence(s.Confidence)
}

func (p *paper) claim(f *fact) {
	c := p.Claims[f.index]
	p.headline(f, func(w *phrase) {
		w.en(claimed(c), look{bold: true})
		if c.Actor != nil {
			p.name(w, *c.Actor)
		}
		if c.Where != nil {
			w.en("·", look{})
			w.both(p.place(*c.Where))
		}
		if c.Since != nil {
			w.en("· since "+*c.Since, look{})
		}
	})
	p.slot("verdict", func(w *phrase) {
		w.en(label("verdict", c.Verdict).EN, look{bold: true})
		if len(c.Counted) > 0 {
			w.en("· by", look{})
			w.en(strings.Join(c.Counted, " "), look{color: string(event)})
		}
	})
	p.quotes("words", f)
	p.why(c.ID)
}

func claimed(c safir.Claim) string {
	out := label("claim", c.Kind).EN
	if c.Count != nil {
		out += fmt.Sprintf(" %d", *c.Count)
	}
	return out
}

func (p *paper) actor(f *fact) {
	a := &p.Actors[f.index]
	p.headline(f, func(w *phrase) {
		name := p.names[a.ID]
		w.fa(name.FA, look{color: string(actor)})
		w.en("· "+strings.Join(p.describe(a, english), ", "), look{})
		if n := len(a.Mentions); n != 1 {
			w.en(fmt.Sprintf("· %d mentions", n), look{dim: true})
		}
	})
	p.why(a.ID)
}

func (p *paper) time(f *fact) {
	t := p.Times[f.index]
	p.headline(f, func(w *phrase) {
		w.fa("«"+p.timeWords(f)+"»", look{color: string(when)})
		w.date(readWhen(t.EDTF))
		w.en("· "+label("calendar", t.Calendar).EN, look{dim: true})
	})
	p.why(f.mark)
}

// timeWords are the words of a time, as they are told where they cannot be found.
func (s *sheet) timeWords(f *fact) string {
	if len(f.spans) > 0 {
		return s.words(f.spans[0])
	}
	return s.Times[f.index].Text
}

// why tells for what reasons the record holds a fact.
func (p *paper) why(id string) {
	for _, r := range p.reasons[id] {
		p.slot("by", func(w *phrase) {
			if _, slot, found := strings.Cut(r.Fact, "."); found {
				w.en(slot+":", look{bold: true})
			}
			w.mixed(r.Stage+": "+r.Why+confidence(r.Sure), look{dim: true})
			if r.Words != "" {
				w.fa("«"+shorten(repaired(r.Words), quoteLength)+"»", look{dim: true})
			}
		})
	}
}
