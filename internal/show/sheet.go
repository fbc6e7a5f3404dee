package show

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"safir"
	"safir/fa"
	"safir/internal/know"
)

// layer is one of the kinds of facts; its text is the word that labels and style sheets know.
type layer string

const (
	event     layer = "event"
	statement layer = "statement"
	claim     layer = "claim"
	actor     layer = "actor"
	when      layer = "time"
)

// fact is anything that the record tells and that has words.
type fact struct {
	layer  layer
	mark   string // what stands at its words and at the fact ("e1")
	anchor string // its name in the page, unlike any other's ("r1-e1")
	spans  []fa.Span
	cue    fa.Span // a statement's reporting words, empty for other facts
	index  int     // in the record's list
}

// sheet is a record made ready to be shown.
type sheet struct {
	*safir.Record
	number  int // of the record on the page, from 1
	world   *know.World
	text    fa.Text
	facts   []*fact
	byID    map[string]*fact // by the record's ids
	points  []int            // byte position of each code point of the body
	names   map[string]Label // actors' names by id
	reasons map[string][]Reason
	say     language
}

func newSheet(rec *safir.Record, number int, opt Options) (*sheet, error) {
	world, err := know.Load()
	if err != nil {
		return nil, fmt.Errorf("show: %w", err)
	}
	s := &sheet{
		Record: rec, number: number, world: world, text: fa.Repair(rec.Body),
		byID: map[string]*fact{}, names: map[string]Label{}, reasons: map[string][]Reason{},
		say: speaking(opt.Language),
	}
	for i := range rec.Body {
		s.points = append(s.points, i)
	}
	s.points = append(s.points, len(rec.Body))
	s.collect()
	for i := range rec.Actors {
		s.names[rec.Actors[i].ID] = s.nameOf(&rec.Actors[i])
	}
	if opt.Explain {
		for _, r := range opt.Reasons[rec.ID] {
			head, _, _ := strings.Cut(r.Fact, ".")
			s.reasons[head] = append(s.reasons[head], r)
		}
	}
	return s, nil
}

// collect lists the record's facts.
func (s *sheet) collect() {
	for i, e := range s.Events {
		s.add(event, e.ID, i, e.Evidence...)
	}
	for i, x := range s.Statements {
		s.add(statement, x.ID, i, x.Content).cue = s.span(x.Cue)
	}
	for i, c := range s.Claims {
		s.add(claim, c.ID, i, c.Span)
	}
	for i, a := range s.Actors {
		s.add(actor, a.ID, i, a.Mentions...)
	}
	for i, t := range s.Times {
		s.add(when, timeID(i), i, t.Span)
	}
}

// timeID names a time, for which the record has no id.
func timeID(i int) string { return fmt.Sprint("t", i+1) }

func (s *sheet) add(of layer, id string, index int, spans ...safir.Span) *fact {
	f := &fact{layer: of, mark: id, index: index, anchor: fmt.Sprintf("r%d-%c%d", s.number, of[0], index+1)}
	for _, span := range spans {
		if words := s.span(span); words.End > words.Start {
			f.spans = append(f.spans, words)
		}
	}
	s.facts = append(s.facts, f)
	s.byID[id] = f
	return f
}

// span is a record's span in the repaired text, without the spaces around it; empty where it lies outside.
func (s *sheet) span(span safir.Span) fa.Span {
	last := len(s.points) - 1
	start, end := min(max(span.Start, 0), last), min(max(span.End, 0), last)
	if start >= end {
		return fa.Span{}
	}
	out := s.text.ToRepaired(fa.SourceSpan{Start: s.points[start], End: s.points[end]})
	words := s.text.Repaired[out.Start:out.End]
	out.Start += len(words) - len(strings.TrimLeft(words, blanks))
	out.End = max(out.Start, out.End-(len(words)-len(strings.TrimRight(words, blanks))))
	return out
}

const blanks = " \t\r\n"

// of lists the facts of a layer.
func (s *sheet) of(l layer) []*fact {
	var out []*fact
	for _, f := range s.facts {
		if f.layer == l {
			out = append(out, f)
		}
	}
	return out
}

// words are a span's words, on one line.
func (s *sheet) words(span fa.Span) string {
	return strings.Join(strings.Fields(s.text.Repaired[span.Start:span.End]), " ")
}

// nameOf is what an actor is called: a person by name, a state or body by its usual name; an office-holder whose name is not
// given by the longest words for them, which say most.
func (s *sheet) nameOf(a *safir.Actor) Label {
	mentioned := s.longestMention(a)
	switch {
	case a.Name != nil:
		return Label{EN: *a.Name, FA: *a.Name}
	case a.Kind == safir.Country && a.Country != nil && s.world.StateFA(*a.Country) != "":
		return Label{EN: s.world.StateEN(*a.Country), FA: s.world.StateFA(*a.Country)}
	case a.Org != nil && mentioned != "":
		return Label{EN: *a.Org, FA: mentioned}
	case a.Org != nil:
		return Label{EN: *a.Org, FA: *a.Org}
	case mentioned != "":
		return Label{EN: mentioned, FA: mentioned}
	}
	return Label{EN: a.ID, FA: a.ID}
}

func (s *sheet) longestMention(a *safir.Actor) string {
	const longest = 60 // code points; beyond it a mention holds more than a name
	best := ""
	for _, m := range a.Mentions {
		words := s.words(s.span(m))
		if n := utf8.RuneCountInString(words); n > utf8.RuneCountInString(best) && n <= longest {
			best = words
		}
	}
	return best
}

// describe tells kind, office and country of an actor.
func (s *sheet) describe(a *safir.Actor, in language) []string {
	out := []string{in(label("kind", string(a.Kind)))}
	if a.Office != nil {
		out = append(out, in(label("office", *a.Office)))
	}
	if a.Country != nil && s.country(*a.Country, in) != in(s.names[a.ID]) {
		out = append(out, s.country(*a.Country, in))
	}
	if a.Org != nil && in(s.names[a.ID]) != *a.Org {
		out = append(out, *a.Org)
	}
	return out
}

// country is a state's name.
func (s *sheet) country(code string, in language) string {
	l := Label{EN: s.world.StateEN(code), FA: s.world.StateFA(code)}
	if name := in(l); name != "" {
		return name
	}
	return code
}

// place is a place's name in both languages.
func (s *sheet) place(en string) Label { return Label{EN: en, FA: s.world.PlaceFA(en)} }

// actorByID finds an actor, nil where the record has none of that id.
func (s *sheet) actorByID(id string) *safir.Actor {
	i := slices.IndexFunc(s.Actors, func(a safir.Actor) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Actors[i]
}

// office is what goes with an actor's name where it is one of several: the office and the country.
func (s *sheet) office(id string, in language) string {
	a := s.actorByID(id)
	if a == nil || a.Office == nil {
		return ""
	}
	out := in(label("office", *a.Office))
	if a.Country != nil {
		out += in(Label{EN: ", ", FA: "، "}) + s.country(*a.Country, in)
	}
	return out
}

// shorten cuts a text to n code points at a space.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)[:n]
	for i := len(runes) - 1; i > n/2; i-- {
		if runes[i] == ' ' {
			runes = runes[:i]
			break
		}
	}
	return strings.TrimRight(string(runes), " ،.:؛") + " …"
}

// outlet is the outlet's name, or its id where it is not known.
func (s *sheet) outlet() string {
	if o := s.world.Outlet(*s.Source.Agency); o != nil {
		return s.say(Label{EN: o.Name, FA: o.NameFA})
	}
	return *s.Source.Agency
}

// published is the day of publication, as it is written: the day at the place whose clock was used.
func (s *sheet) published() When {
	if s.Source.Published == nil {
		return When{}
	}
	const day = len("2006-01-02")
	iso := *s.Source.Published
	if len(iso) > day {
		iso = iso[:day]
	}
	return readWhen(&iso)
}
