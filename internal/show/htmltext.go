package show

import (
	"fmt"
	"slices"
	"strings"

	"safir/fa"
)

// html makes a sheet ready for the template.
func (s *sheet) html() htmlRecord {
	r := htmlRecord{
		Anchor: fmt.Sprint("r", s.number), ID: s.ID, Published: s.published(), First: shorten(s.words(fa.Span{End: len(s.text.Repaired)}), 80),
	}
	if s.Title != nil {
		r.Title = repaired(*s.Title)
	}
	if s.Source.Agency != nil {
		r.Outlet = s.outlet()
	}
	if s.Source.Code != nil {
		r.Code = *s.Source.Code
	}
	if s.Source.URL != nil {
		r.URL = *s.Source.URL
	}
	edits := s.text.Edits()
	for _, l := range s.lines() {
		var out []htmlSegment
		for _, seg := range l {
			out = append(out, s.htmlSegment(seg, edits))
		}
		r.Lines = append(r.Lines, out)
	}
	for _, l := range []layer{event, statement, claim, actor, when} {
		if list := s.of(l); len(list) > 0 {
			g := htmlGroup{Layer: string(l), Anchor: fmt.Sprintf("r%d-%ss", s.number, l)}
			for _, f := range list {
				g.Facts = append(g.Facts, s.card(f))
			}
			r.Groups = append(r.Groups, g)
		}
	}
	return r
}

// htmlSegment gives a stretch its marks and its links: the words of an actor or a time are a link themselves, and lead to the
// shortest of those that hold; every other fact that begins here has its mark before the words.
func (s *sheet) htmlSegment(seg segment, edits []fa.Edit) htmlSegment {
	out := htmlSegment{Parts: s.parts(seg.Span, edits)}
	var linked *fact
	var classes, facts []string
	for _, o := range slices.Backward(seg.within) {
		class := string(o.layer)
		if o.cue {
			class = "cue"
		}
		classes, facts = with(classes, class), with(facts, o.anchor)
		if linked == nil && (o.layer == actor || o.layer == when) {
			linked = o.fact
			out.Link, out.Label = o.anchor, s.title(o.fact)
			if o.layer == actor && o.span.Start == seg.Start {
				out.ID = wordsAnchor(o.fact, o.nth)
			}
		}
	}
	for _, o := range seg.opens {
		if !o.cue && (o.layer != actor || o.fact != linked) {
			out.Opens = append(out.Opens, htmlOpening{
				ID: wordsAnchor(o.fact, o.nth), Fact: o.anchor, Mark: o.mark, Layer: string(o.layer), Label: s.title(o.fact),
			})
		}
	}
	out.Class, out.Facts = strings.Join(classes, " "), strings.Join(facts, " ")
	return out
}

// with adds a word to a list that does not have it.
func with(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// wordsAnchor names the place of a fact's nth stretch of words.
func wordsAnchor(f *fact, nth int) string { return fmt.Sprintf("%s-w%d", f.anchor, nth+1) }

// title says in a few words which fact it is.
func (s *sheet) title(f *fact) string {
	switch f.layer {
	case actor:
		return s.say(s.names[f.mark]) + " (" + strings.Join(s.describe(&s.Actors[f.index], s.say), s.say(Label{EN: ", ", FA: "، "})) + ")"
	case when:
		if w := readWhen(s.Times[f.index].EDTF); w.Known() {
			return s.say(Label{EN: w.Gregorian, FA: w.JalaliFA})
		}
		return s.say(label("page", "unknown"))
	case event:
		return s.say(label("type", string(s.Events[f.index].Type)))
	case statement:
		return fmt.Sprintf(s.say(label("page", "that")), s.say(label("act", string(s.Statements[f.index].Act))))
	case claim:
		return s.say(label("claim", s.Claims[f.index].Kind))
	}
	return string(f.layer)
}

// parts cuts a stretch where repair changed it.
func (s *sheet) parts(span fa.Span, edits []fa.Edit) []htmlPart {
	var out []htmlPart
	at := span.Start
	for _, e := range edits {
		if e.Start < at || e.Start >= span.End && !(e.Start == e.End && e.Start == span.End && span.End == len(s.text.Repaired)) {
			continue
		}
		if e.Start > at {
			out = append(out, htmlPart{Text: s.text.Repaired[at:e.Start]})
		}
		at = min(e.End, span.End)
		out = append(out, htmlPart{Text: s.text.Repaired[e.Start:at], Was: s.text.Source[e.SrcStart:e.SrcEnd], Odd: true})
	}
	if at < span.End {
		out = append(out, htmlPart{Text: s.text.Repaired[at:span.End]})
	}
	return out
}
