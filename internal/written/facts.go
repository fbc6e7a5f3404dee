package written

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"safir"
)

func (p *parser) actor(f []string) error {
	a := safir.Actor{ID: f[0], Kind: safir.Kind(f[1]), Name: optional(f[2]), Office: optional(f[3]), Country: optional(f[4]), Org: optional(f[5])}
	switch {
	case !slices.Contains(kinds, a.Kind):
		return fmt.Errorf("unknown kind %q", f[1])
	case a.Office != nil && !slices.Contains(safir.Offices, *a.Office):
		return fmt.Errorf("unknown office %q", f[3])
	case a.Country != nil && !state.MatchString(*a.Country):
		return fmt.Errorf("%q is no code of a state", f[4])
	case p.has(a.ID):
		return fmt.Errorf("actor %q stands twice", a.ID)
	}
	if a.Kind == safir.Person {
		if a.Name == nil {
			return fmt.Errorf("a person without a name is an office: %q", a.ID)
		}
		span, err := p.body.span(*a.Name)
		if err != nil {
			return err
		}
		a.Mentions = []safir.Span{span}
	}
	p.out.Record.Actors = append(p.out.Record.Actors, a)
	return nil
}

var (
	kinds = []safir.Kind{safir.Person, safir.Office, safir.Country, safir.Org}
	state = regexp.MustCompile(`^[A-Z]{3}$`)
)

func (p *parser) has(actor string) bool {
	return slices.ContainsFunc(p.out.Record.Actors, func(a safir.Actor) bool { return a.ID == actor })
}

// actors are the ids of a field.
func (p *parser) actors(field string) ([]string, error) {
	ids := list(field)
	for _, id := range ids {
		if !p.has(id) {
			return nil, fmt.Errorf("unknown actor %q", id)
		}
	}
	return ids, nil
}

func (p *parser) statement(f []string, content string) error {
	s := safir.Statement{ID: fmt.Sprint("s", len(p.out.Record.Statements)+1), Act: safir.Act(f[1]), Direct: f[3] == "d"}
	var err error
	if s.Speakers, err = p.actors(f[0]); err != nil {
		return err
	}
	if s.Target, err = p.actors(f[2]); err != nil {
		return err
	}
	switch {
	case len(s.Speakers) == 0:
		return fmt.Errorf("nobody says it")
	case !slices.Contains(safir.Acts, s.Act):
		return fmt.Errorf("unknown act %q", f[1])
	case f[3] != "d" && f[3] != "i":
		return fmt.Errorf("want d or i, got %q", f[3])
	}
	if s.Content, err = p.body.stretch(content); err != nil {
		return err
	}
	s.Cue = safir.Span{Start: s.Content.Start, End: s.Content.Start}
	p.out.Record.Statements = append(p.out.Record.Statements, s)
	return nil
}

func (p *parser) event(f []string, evidence string) error {
	e := safir.Event{
		ID: fmt.Sprint("e", len(p.out.Record.Events)+1), Type: safir.EventType(f[0]), Status: safir.Status(f[1]), When: optional(f[2]), Where: optional(f[3]),
	}
	switch {
	case !slices.Contains(safir.EventTypes, e.Type):
		return fmt.Errorf("unknown type %q", f[0])
	case !slices.Contains(safir.Statuses, e.Status):
		return fmt.Errorf("unknown status %q", f[1])
	case e.When != nil:
		if _, _, ok := safir.Days(*e.When); !ok {
			return fmt.Errorf("%q is no time in EDTF", f[2])
		}
	}
	for _, part := range list(f[4]) {
		role, actor, _ := strings.Cut(part, ":")
		if !slices.Contains(safir.Roles, safir.Role(role)) || !p.has(actor) {
			return fmt.Errorf("unknown role or actor in %q", part)
		}
		e.Participants = append(e.Participants, safir.Participant{Actor: actor, Role: safir.Role(role)})
	}
	if len(e.Participants) == 0 {
		return fmt.Errorf("nobody takes part")
	}
	for quote := range strings.SplitSeq(evidence, ";;") {
		span, err := p.body.span(strings.TrimSpace(quote))
		if err != nil {
			return err
		}
		e.Evidence = append(e.Evidence, span)
	}
	p.out.Record.Events = append(p.out.Record.Events, e)
	return nil
}

// quotes finds words in a body.
type quotes struct {
	text string
	last int // where the content before begins, in bytes
}

// span is where words first stand, in code points.
func (q *quotes) span(words string) (safir.Span, error) {
	at := strings.Index(q.text, words)
	if at < 0 || words == "" {
		return safir.Span{}, fmt.Errorf("%q is not in the body", words)
	}
	return safir.SpanAt(q.text, at, at+len(words)), nil
}

// stretch is where a content stands that is given by its first and last words, or whole.
func (q *quotes) stretch(content string) (safir.Span, error) {
	first, last, long := strings.Cut(content, "~")
	first, last = strings.TrimSpace(first), strings.TrimSpace(last)
	at := strings.Index(q.text[q.last:], first)
	if at < 0 || first == "" {
		return safir.Span{}, fmt.Errorf("%q is not in the body behind the content before", first)
	}
	start := q.last + at
	end := start + len(first)
	if long {
		at := strings.Index(q.text[start:], last)
		if at < 0 || last == "" {
			return safir.Span{}, fmt.Errorf("%q is not in the body behind %q", last, first)
		}
		end = max(end, start+at+len(last))
	}
	q.last = start
	return safir.SpanAt(q.text, start, end), nil
}
