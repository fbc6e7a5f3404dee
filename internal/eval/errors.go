package eval

import (
	"fmt"
	"strings"

	"safir"
)

// Error is one thing that a system's record has wrong.
type Error struct {
	Dispatch string
	Row      string // the row of the score that it counts in: "times", "events", "slots", "attribution", "statements"
	Cause    string // "missed", "invented", "wrong status", "wrong speaker", …
	What     string // what gold says, what the system says, or both
	Words    string // the words of the dispatch, on one line
}

// String is the error on two lines: what is wrong, and the words.
func (e Error) String() string {
	return fmt.Sprintf("%s\t%s\t%s\t%s\n\t«%s»", e.Dispatch, e.Row, e.Cause, e.What, e.Words)
}

// Errors lists what a system's record misses, invents and has wrong, in the order of the score's rows; a nil record counts
// as empty.
func Errors(gold, system *safir.Record) []Error {
	if system == nil {
		system = &safir.Record{}
	}
	l := &errorList{match(gold, system), gold, system, []rune(gold.Body), nil}
	l.times()
	l.events()
	l.statements()
	return l.errors
}

type errorList struct {
	*matched
	gold, system *safir.Record
	body         []rune
	errors       []Error
}

func (l *errorList) add(row, cause, what string, words safir.Span) {
	l.errors = append(l.errors, Error{l.gold.ID, row, cause, what, l.words(words)})
}

// words are a span's words on one line.
func (l *errorList) words(s safir.Span) string {
	start, end := max(0, min(s.Start, len(l.body))), max(0, min(s.End, len(l.body)))
	return strings.Join(strings.Fields(string(l.body[start:max(start, end)])), " ")
}

// unpaired tells which of n rows, or columns, no pair has.
func unpaired(n int, pairs []pair, of func(pair) int) []int {
	taken := map[int]bool{}
	for _, p := range pairs {
		taken[of(p)] = true
	}
	var out []int
	for i := range n {
		if !taken[i] {
			out = append(out, i)
		}
	}
	return out
}

func row(p pair) int    { return p.row }
func column(p pair) int { return p.column }

func (l *errorList) times() {
	for _, i := range unpaired(len(l.gold.Times), l.matched.times, row) {
		l.add("times", "missed", or(l.gold.Times[i].EDTF), l.gold.Times[i].Span)
	}
	for _, j := range unpaired(len(l.system.Times), l.matched.times, column) {
		l.add("times", "invented", or(l.system.Times[j].EDTF), l.system.Times[j].Span)
	}
}

// or is a value, or the word for its absence.
func or(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

func (l *errorList) events() {
	var same []pair
	for _, p := range l.matched.events {
		if l.sameEvent[p.row][p.column] {
			same = append(same, p)
		}
	}
	for _, i := range unpaired(len(l.gold.Events), same, row) {
		e := &l.gold.Events[i]
		l.add("events", "missed", describeEvent(e, l.goldActors), hull(e.Evidence))
	}
	for _, j := range unpaired(len(l.system.Events), same, column) {
		e := &l.system.Events[j]
		l.add("events", "invented", describeEvent(e, l.systemActors), hull(e.Evidence))
	}
	for _, p := range same {
		l.slots(&l.gold.Events[p.row], &l.system.Events[p.column])
	}
}

// slots lists what is wrong in an event that was found.
func (l *errorList) slots(g, s *safir.Event) {
	wrong := func(slot, gold, system string) {
		if !strings.EqualFold(gold, system) {
			l.add("slots", "wrong "+slot, gold+" ≠ "+system, hull(g.Evidence))
		}
	}
	wrong("status", string(g.Status), string(s.Status))
	wrong("when", or(g.When), or(s.When))
	wrong("where", or(g.Where), or(s.Where))
	pairs := l.pairParts(g, s)
	for _, i := range unpaired(len(g.Participants), pairs, row) {
		l.add("slots", "missed participant", describePart(g.Participants[i], l.goldActors), hull(g.Evidence))
	}
	for _, j := range unpaired(len(s.Participants), pairs, column) {
		l.add("slots", "invented participant", describePart(s.Participants[j], l.systemActors), hull(g.Evidence))
	}
	for _, p := range pairs {
		wrong("role", describePart(g.Participants[p.row], l.goldActors), string(s.Participants[p.column].Role)+" "+
			Who(l.goldActors[g.Participants[p.row].Actor]))
	}
}

func (l *errorList) statements() {
	for _, i := range unpaired(len(l.gold.Statements), l.matched.statements, row) {
		g := &l.gold.Statements[i]
		cause, what := "missed", describeStatement(g, l.goldActors)
		if s := l.overlapping(g); s != nil {
			cause, what = "wrong speaker", what+" ≠ "+describeStatement(s, l.systemActors)
		}
		l.add("attribution", cause, what, g.Content)
	}
	for _, j := range unpaired(len(l.system.Statements), l.matched.statements, column) {
		s := &l.system.Statements[j]
		l.add("attribution", "invented", describeStatement(s, l.systemActors), s.Content)
	}
	for _, p := range l.matched.statements {
		if g, s := &l.gold.Statements[p.row], &l.system.Statements[p.column]; g.Act != s.Act {
			l.add("statements", "wrong act", string(g.Act)+" ≠ "+string(s.Act), g.Content)
		}
	}
}

// overlapping is the system's statement whose content is about that of a gold statement, whoever its speakers are.
func (l *errorList) overlapping(g *safir.Statement) *safir.Statement {
	for i := range l.system.Statements {
		if both, either := overlap(l.body, g.Content, l.system.Statements[i].Content); both > 0 && 2*both >= either {
			return &l.system.Statements[i]
		}
	}
	return nil
}

func describeEvent(e *safir.Event, actors map[string]*safir.Actor) string {
	parts := []string{string(e.Type), string(e.Status), or(e.When), or(e.Where)}
	for _, p := range e.Participants {
		parts = append(parts, describePart(p, actors))
	}
	return strings.Join(parts, "  ")
}

func describePart(p safir.Participant, actors map[string]*safir.Actor) string {
	return string(p.Role) + " " + Who(actors[p.Actor])
}

func describeStatement(s *safir.Statement, actors map[string]*safir.Actor) string {
	var speakers []string
	for _, id := range s.Speakers {
		speakers = append(speakers, Who(actors[id]))
	}
	return string(s.Act) + " by " + strings.Join(speakers, ", ")
}

// Who names an actor on a line: by name, else office and country, else body or country.
func Who(a *safir.Actor) string {
	switch {
	case a == nil:
		return "nobody"
	case text(a.Name) != "":
		return *a.Name
	case text(a.Office) != "":
		return strings.TrimSpace(*a.Office + " " + text(a.Country))
	case text(a.Org) != "":
		return *a.Org
	}
	return or(a.Country)
}
